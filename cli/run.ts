/**
 * `recall-lab run`: how often a recall succeeds under each policy of a study, and how certain that
 * is.
 *
 * Exit: 0 every requirement is met · 1 one is not, or is undecided · 2 trouble, or interrupted.
 */
import { isAbsolute, join, resolve } from 'node:path';
import { type Fault, formatFault } from '../model/fault.ts';
import { answeredBy, createModel, type Model, tabulateAll } from '../model/model.ts';
import type { Tenant } from '../model/org/tenant.ts';
import { profileNames } from '../model/profile.ts';
import { replayJson } from '../reports/replay-json.ts';
import { replayText } from '../reports/replay-text.ts';
import { studyMarkdown } from '../reports/study-markdown.ts';
import { studyText } from '../reports/study-text.ts';
import { parseAssumption } from '../scenarios/parse-assume.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { readTraffic } from '../scenarios/read-traffic.ts';
import type { Study } from '../scenarios/study.ts';
import type { Traffic } from '../scenarios/traffic.ts';
import { compileStudy } from '../sim/arms.ts';
import { replay } from '../sim/replay.ts';
import { type RunHooks, runStudy } from '../sim/run.ts';
import { parseSeed } from '../sim/streams.ts';
import type { StudyResult } from '../sim/study-result.ts';
import { runTraffic } from '../sim/traffic.ts';
import { replicationScenario } from '../sim/workload.ts';
import {
  anonymise,
  type CommonOptions,
  EXIT,
  type Exit,
  quoted,
  semanticFlags,
} from './options.ts';
import { breathe, complain, type Terminal, writeResult } from './terminal.ts';

export type RunOptions = CommonOptions & {
  readonly replications?: number;
  readonly gate?: true;
  readonly traffic?: string;
};

const extensions = { text: 'txt', json: 'json', markdown: 'md' } as const;
type RunFormat = keyof typeof extensions;

/** What a run needs, read and checked. */
type Job = {
  readonly study: Study;
  readonly tenant: Tenant;
  readonly traffic: Traffic | null;
  readonly replications: number | null;
};

/** Runs a study file; results go to stdout or a folder, everything else to stderr. */
export async function runCommand(
  path: string,
  options: RunOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (format !== 'text' && format !== 'json' && format !== 'markdown') {
    complain(`recall-lab run: the format ${format} is part of the interface and not built yet`);
    return EXIT.TROUBLE;
  }
  const read = readJob(path, options);
  for (const line of warningLines(path, read.warnings)) terminal.remark(line);
  for (const fault of read.faults) complain(formatFault(fault));
  if (read.job === null) return EXIT.TROUBLE;
  if ((options.workers ?? 1) > 1) {
    terminal.remark('one thread is used for now; results do not depend on the number of workers');
  }
  const model = createModel(tabulateAll(), options.stepper);
  if (options.only !== undefined) return runOne(read.job, options, format, model, terminal);
  const result = await run(read.job, model, terminal);
  if (!('policies' in result)) {
    for (const fault of result) complain(formatFault(fault));
    return EXIT.TROUBLE;
  }
  if (options.check === true && !(await isSame(result, read.job, model, terminal))) {
    complain('recall-lab run: two runs differ: an error of Recall Lab, please report it');
    return EXIT.TROUBLE;
  }
  const again = reproduce(path, options, result);
  const text = render(result, format, again, terminal);
  print(text, `study.${extensions[format]}`, options, terminal);
  if (options.stepper !== undefined) {
    terminal.remark(`stepper: ${model.stepperName} answered ${answeredBy(model)} steps`);
  }
  return exitOf(result, again);
}

/**
 * Warnings of the study itself, and one line for those of its exports, which hold much that is not
 * read.
 */
function warningLines(path: string, warnings: readonly Fault[]): string[] {
  const line = (fault: Fault): string => `warning: ${formatFault(fault)}`;
  const own = warnings.filter(({ file }) => file === path).map(line);
  const others = warnings.filter(({ file }) => file !== path);
  if (others.length <= 1) return [...own, ...others.map(line)];
  const files = new Set(others.map(({ file }) => file)).size;
  return [...own, `note: ${files} files of the tenant hold what is not read; --strict names it`];
}

function exitOf(result: StudyResult, again: string): Exit {
  if (result.incomplete) {
    const { replications, planned } = result;
    complain(
      `recall-lab run: interrupted after ${replications} of ${planned}; the result is incomplete`,
    );
    return EXIT.TROUBLE;
  }
  const open = result.require.filter(({ verdict }) => verdict !== 'met');
  for (const { text, verdict } of open) complain(`required: ${text}: ${verdict}`);
  if (open.length > 0) complain(`reproduce: ${again}`);
  return open.length > 0 ? EXIT.DIFFERS : EXIT.HOLDS;
}

function run(
  { study, tenant, traffic, replications }: Job,
  model: Model,
  terminal: Terminal,
  order: 'apart' | 'whole' = 'apart',
): Promise<StudyResult | readonly Fault[]> {
  const hooks: RunHooks = {
    progress: (done, planned) => {
      const share = Math.floor((100 * done) / planned);
      terminal.progress(`${share} %  ${done} of ${planned} messages`);
    },
    shouldStop: terminal.interrupted,
    pause: breathe,
  };
  const plan = { model, replications, order };
  if (traffic === null) return runStudy(study, tenant, plan, hooks);
  return runTraffic(study, tenant, traffic, plan, hooks);
}

/** Runs again, every world whole, and compares: how worlds are run changes no number. */
async function isSame(
  result: StudyResult,
  job: Job,
  model: Model,
  terminal: Terminal,
): Promise<boolean> {
  const other = await run(job, model, terminal, 'whole');
  return terminal.interrupted() || JSON.stringify(other) === JSON.stringify(result);
}

/** Reads the study with what the command line changes in it. */
function readJob(
  path: string,
  options: RunOptions,
): { job: Job | null; faults: readonly Fault[]; warnings: readonly Fault[] } {
  const reading = readStudy(path);
  const faults: Fault[] = [...reading.faults];
  const study = reading.study === null ? null : override(reading.study, options, faults);
  const { replications } = options;
  if (replications !== undefined && !(Number.isInteger(replications) && replications >= 1)) {
    faults.push(usage(`--replications: not a whole number from 1 on`));
  }
  let traffic: Traffic | null = null;
  if (options.traffic !== undefined) {
    const parsed = readTraffic(fromWhereCalled(options.traffic));
    if (parsed.ok) traffic = parsed.value;
    else faults.push(...parsed.faults);
    if (options.only !== undefined) faults.push(usage('--only: not with --traffic'));
  }
  if (options.strict) faults.push(...reading.warnings);
  const warnings = options.strict ? [] : reading.warnings;
  if (study === null || faults.length > 0) return { job: null, faults, warnings };
  const job = { study, tenant: reading.tenant, traffic, replications: replications ?? null };
  return { job, faults, warnings };
}

const usage = (message: string): Fault => ({ code: 'usage', path: [], message });

/** npm runs scripts in the package's folder; INIT_CWD is where the user called it. */
function fromWhereCalled(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/**
 * `--seed`, `--assume`, `--profile` and `--gate` in the study; a policy that sets one of its own
 * keeps it.
 */
function override(study: Study, options: RunOptions, faults: Fault[]): Study {
  const positions: Record<string, unknown> = {};
  for (const text of options.assume) {
    const reading = parseAssumption(text);
    if (reading.ok) positions[reading.name] = reading.value;
    else faults.push(...reading.faults);
  }
  if (options.seed !== undefined && parseSeed(options.seed) === undefined) {
    faults.push(usage(`--seed: "${options.seed}" is no seed of at most 64 bits, 0x… or decimal`));
  }
  const isGate = options.gate === true;
  if (isGate && study.require.length === 0) {
    faults.push(usage(`--gate: "${study.name}" requires nothing, write require: […]`));
  }
  const asked = isGate && (options.replications !== undefined || options.traffic !== undefined);
  if (asked) faults.push(usage('--gate: --replications and --traffic fix a number'));
  const precision = isGate ? { ...study.precision, method: 'gate' as const } : study.precision;
  const profile = profileNames.find((name) => name === options.profile) ?? study.profile;
  if (profile === 'classic' || profile === 'exchange-2007') {
    const message = `--profile: "${profile}" is part of the contract and not modelled yet`;
    faults.push({ code: 'not-modelled', path: [], message });
  }
  const policies = study.policies.map((policy) => {
    const own = Object.entries(policy.assume).filter(
      ([name, value]) => value !== study.assume[name as keyof Study['assume']],
    );
    return {
      ...policy,
      assume: { ...policy.assume, ...positions, ...Object.fromEntries(own) },
      profile: policy.profile === study.profile ? profile : policy.profile,
    };
  });
  const assume = { ...study.assume, ...positions };
  return {
    ...study,
    seed: options.seed?.trim() ?? study.seed,
    profile,
    assume,
    policies,
    precision,
  };
}

/**
 * One replication under every policy, told like a replay; with a folder, also as scenario files.
 */
function runOne(
  { study, tenant }: Job,
  options: RunOptions,
  format: RunFormat,
  model: Model,
  terminal: Terminal,
): Exit {
  if (format === 'markdown') {
    complain('recall-lab run: --only prints text or json');
    return EXIT.TROUBLE;
  }
  const only = options.only ?? 0;
  const compiled = compileStudy(study, tenant);
  const texts = compiled.arms.map(({ policy }, arm) => {
    const scenario = replicationScenario(compiled, arm, only);
    const name = `replication-${only}-${policy.name}.yaml`;
    const file = options.out === undefined ? name : join(options.out, name);
    const { traceHash, outcome, verdict, unmet } = replay(model, scenario);
    if (options.out !== undefined) {
      terminal.remark(`written ${writeResult(options.out, name, printScenario(scenario))}`);
    }
    const { profile } = scenario;
    return { file, name: scenario.name, profile, traceHash, verdict, outcome, unmet };
  });
  if (options.out === undefined) {
    terminal.remark('--out <folder> writes these as scenario files, to replay and explain');
  }
  const report = { scenarios: texts, faults: [], flags: '', incomplete: false };
  const text =
    format === 'json'
      ? replayJson(report)
      : texts
          .map((one) =>
            replayText(
              { ...report, scenarios: [one] },
              { width: terminal.width, style: terminal.style },
            ),
          )
          .join('\n');
  print(text, `replication-${only}.${extensions[format]}`, options, terminal);
  return EXIT.HOLDS;
}

function render(
  result: StudyResult,
  format: RunFormat,
  again: string,
  { width, style }: Terminal,
): string {
  if (format === 'json') return `${JSON.stringify(result, null, 2)}\n`;
  if (format === 'markdown') return studyMarkdown(result, again);
  return studyText(result, { width, style, again });
}

function print(text: string, name: string, options: RunOptions, terminal: Terminal): void {
  const shown = options.anonymise ? anonymise(text) : text;
  if (options.out === undefined) terminal.out(shown);
  else terminal.remark(`written ${writeResult(options.out, name, shown)}`);
}

/** The command that gives the same result again. */
function reproduce(path: string, options: RunOptions, result: StudyResult): string {
  return [
    'recall-lab run',
    quoted(path),
    `--seed ${result.seed}${semanticFlags(options)}`,
    ...(options.replications === undefined ? [] : [`--replications ${options.replications}`]),
    ...(options.gate === true ? ['--gate'] : []),
    ...(options.traffic === undefined ? [] : [`--traffic ${quoted(options.traffic)}`]),
  ].join(' ');
}
