/**
 * `recall-lab run`: how often a recall succeeds under each policy of a study, and how certain that
 * is.
 *
 * Exit: 0 every requirement is met · 1 one is not, or is undecided · 2 trouble, or interrupted.
 */
import { join } from 'node:path';
import { at } from '../model/assert.ts';
import { type Fault, formatFault } from '../model/fault.ts';
import { answeredBy, createModel, type Model } from '../model/model.ts';
import { studyReport } from '../reports/study-report.ts';
import { headlineText, interimText } from '../reports/study-text.ts';
import { nothingWords } from '../reports/study-words.ts';
import type { KnownDraws } from '../sim/known-draws.ts';
import type { WorldOrder } from '../sim/player.ts';
import { type RunHooks, runStudy } from '../sim/run.ts';
import type { InterimResult, StudyResult } from '../sim/study-result.ts';
import { runTraffic } from '../sim/traffic.ts';
import { deliverReport, isBuilt } from './deliver.ts';
import { inFile, placedIn } from './in-file.ts';
import { EXIT, type Exit, quoted, semanticFlags, shownText, usage } from './options.ts';
import { newProgress } from './progress.ts';
import { openFolder, type ResultsFolder, writeMachine } from './results-folder.ts';
import { runOne } from './run-one.ts';
import {
  factsOf,
  fingerprintsOf,
  hashOf,
  type Job,
  type RunOptions,
  readJob,
  writtenAs,
} from './study-job.ts';
import { loadTables } from './tables.ts';
import { breathe, complain, type Terminal } from './terminal.ts';
import { newThreads, threadsFor } from './threads.ts';

/** Runs a study file; results go to stdout or a folder, everything else to stderr. */
export async function runCommand(
  path: string,
  options: RunOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'run')) return EXIT.TROUBLE;
  const read = readJob(path, options);
  for (const line of warningLines(path, read.warnings)) terminal.remark(line);
  for (const fault of read.faults) complain(formatFault(fault));
  if (read.job === null) return EXIT.TROUBLE;
  const model = createModel(loadTables(), options.stepper);
  const { job } = read;
  const unfit = (faults: readonly Fault[]): Exit => {
    for (const fault of placedIn(path, faults)) complain(formatFault(fault));
    return EXIT.TROUBLE;
  };
  if (options.only !== undefined) {
    const exit = await inFile(path, () => runOne(job, options, format, model, terminal));
    return typeof exit === 'number' ? exit : unfit(exit);
  }
  const running: Running = { job, options, model, terminal, digests: [] };
  const result = await inFile(path, () => runBeside(running));
  if (!('policies' in result)) return unfit(result);
  const difference = options.check === true ? await differenceOf(running, result) : null;
  if (difference !== null) {
    complain(`recall-lab run: two runs differ ${difference}: an error of Recall Lab, report it`);
    return EXIT.TROUBLE;
  }
  const again = reproduce(path, options, result);
  deliverReport(studyReport(result, again), format, options, terminal);
  if (options.out !== undefined && terminal.isSeen === true) {
    const { style, width } = terminal;
    const text = headlineText(result, { style, width });
    terminal.out(shownText(text, options));
  }
  if (options.stepper !== undefined) {
    terminal.remark(`stepper: ${model.stepperName} answered ${answeredBy(model)} steps`);
  }
  return exitOf(result, again, options);
}

/** A run of a job, and what it is told and tells. */
type Running = {
  readonly job: Job;
  readonly options: RunOptions;
  readonly model: Model;
  readonly terminal: Terminal;
  /** Of each chunk; empty unless the run is checked. */
  readonly digests: string[];
};

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

function exitOf(result: StudyResult, again: string, options: RunOptions): Exit {
  if (result.incomplete) {
    const { replications, planned } = result;
    complain(
      `recall-lab run: interrupted after ${replications} of ${planned}; the result is incomplete`,
    );
    if (options.out !== undefined) complain(`to go on: ${intoFolder(again, options)}`);
    return EXIT.TROUBLE;
  }
  const nothing = nothingWords(result);
  if (nothing !== null) {
    const fix = 'replay more messages, or raise workload.mistaken in the study';
    complain(formatFault({ ...usage(`recall-lab run: ${nothing}`), fix }));
  }
  const open = result.require.filter(({ verdict }) => verdict !== 'met');
  for (const { text, verdict } of open) complain(`required: ${text}: ${verdict}`);
  if (open.length > 0) complain(`reproduce: ${again}`);
  return open.length > 0 ? EXIT.DIFFERS : EXIT.HOLDS;
}

/** Runs with threads, and with a folder of results where one is named. */
async function runBeside(running: Running): Promise<StudyResult | readonly Fault[]> {
  const { job, options, terminal } = running;
  const { study, tenant, traffic } = job;
  const began = Date.now();
  const used = threadsFor(options);
  const threadJob = { study, tenant, traffic, stepper: options.stepper };
  const threads = newThreads({ ...used, job: threadJob });
  let addresses: readonly string[] = [];
  const addressOf = (recipient: number): string => writtenAs(addresses, options)(recipient);
  const folder = options.out === undefined ? null : openResults(running, options.out, addressOf);
  let known: KnownDraws | null = null;
  const isShown = options.format === 'text' && options.out === undefined && !options.check;
  try {
    const result = await run(running, options.check ? 'apart' : 'either', {
      started: ({ arms }) => {
        addresses = at(arms, 0).base.book.addresses;
      },
      chunks: {
        next: async (from, to, until, play) =>
          (await folder?.next(from, to)) ?? threads.next(from, to, until, play),
      },
      kept: (chunk) => {
        folder?.keep(chunk);
        if (options.check) running.digests.push(hashOf(chunk));
      },
      known: (of) => {
        known = of;
      },
      ...(isShown ? { interim: (result) => printInterim(result, running) } : {}),
    });
    if (folder !== null && 'policies' in result) {
      folder.finish(result, known);
      writeMachine(options.out ?? '', { began, workers: used.workers, stored: folder.stored });
      terminal.remark(`written ${join(options.out ?? '', 'summary.json')} and rows`);
    }
    return result;
  } finally {
    await threads.close();
  }
}

function run(
  { job, model, options, terminal }: Running,
  order: WorldOrder,
  more: RunHooks,
): Promise<StudyResult | readonly Fault[]> {
  const { study, tenant, traffic, replications } = job;
  const hooks: RunHooks = {
    progress: newProgress(terminal.progress),
    shouldStop: terminal.interrupted,
    pause: breathe,
    ...more,
  };
  const plan = { model, replications, order, tornado: options.tornado !== false };
  if (traffic === null) return runStudy(study, tenant, plan, hooks);
  return runTraffic(study, tenant, traffic, plan, hooks);
}

/** The folder that is named, with what its files say of themselves. */
function openResults(
  { job, options }: Running,
  folder: string,
  addressOf: (index: number) => string,
): ResultsFolder {
  const { study } = job;
  const policies = study.policies.map(({ name }) => name);
  const facts = factsOf(job, options);
  const identity = { facts, policies, addressOf };
  const { configurationHash } = fingerprintsOf(job, options);
  const summary = { version: 1, study: study.name, policies, ...facts, configurationHash };
  return openFolder(folder, identity, summary);
}

/**
 * Runs again, every world whole and in this thread alone, and compares: how worlds are run changes
 * no number. Null: nothing differs.
 */
async function differenceOf(running: Running, result: StudyResult): Promise<string | null> {
  const { digests, terminal } = running;
  let differing: number | null = null;
  let index = 0;
  const other = await run(running, 'whole', {
    kept: (chunk) => {
      if (digests[index++] !== hashOf(chunk)) differing ??= chunk.from;
    },
  });
  if (terminal.interrupted()) return null;
  if (differing !== null) return `from replication ${differing} on`;
  return JSON.stringify(other) === JSON.stringify(result) ? null : 'in what they estimate';
}

function printInterim(result: InterimResult, { job, terminal, options }: Running): void {
  const { width, style } = terminal;
  const { max, min } = job.study.precision.replications;
  const isFixed = job.replications !== null || min === max;
  const text = interimText(result, { width, style, isFixed });
  terminal.out(shownText(text, options));
}

/** The command that goes on in a folder of results. */
function intoFolder(again: string, { anonymise: isAsked, format, out = '' }: RunOptions): string {
  const named = format === 'text' ? [] : [`--format ${format}`];
  const hidden = isAsked ? ['--anonymise'] : [];
  return [again, ...named, ...hidden, `--out ${quoted(out)}`].join(' ');
}

/** The command that gives the same result again. */
function reproduce(path: string, options: RunOptions, result: StudyResult): string {
  return [
    'recall-lab run',
    quoted(path),
    `--seed ${result.seed}${semanticFlags(options)}`,
    ...(options.strict === true ? ['--strict'] : []),
    ...(options.replications === undefined ? [] : [`--replications ${options.replications}`]),
    ...(options.gate === true ? ['--gate'] : []),
    ...(options.tornado === false ? ['--no-tornado'] : []),
    ...(options.traffic === undefined ? [] : [`--traffic ${quoted(options.traffic)}`]),
  ].join(' ');
}
