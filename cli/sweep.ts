/**
 * `recall-lab sweep`: which assumption or setting moves the answer of a study.
 *
 * Exit: 0 done · 2 trouble, or interrupted. A sweep requires nothing, so there is nothing to fail.
 */
import { type Fault, formatFault, sortFaults } from '../model/fault.ts';
import { createModel } from '../model/model.ts';
import type { Tenant } from '../model/org/tenant.ts';
import { sweepReport } from '../reports/sweep-report.ts';
import { parseSweep, type Sweep } from '../scenarios/parse-sweep.ts';
import { readStudy, readStudyText } from '../scenarios/read-study.ts';
import { type DesignWord, designWords } from '../scenarios/schema/factor-words.ts';
import { cellCount, LIMITS, runSweep } from '../sim/sweep/sweep.ts';
import type { SweepResult } from '../sim/sweep/sweep-result.ts';
import { deliverReport, isBuilt } from './deliver.ts';
import { inFile } from './in-file.ts';
import { type CommonOptions, EXIT, type Exit, quoted, semanticFlags, usage } from './options.ts';
import { changesIn } from './study-job.ts';
import { loadTables } from './tables.ts';
import { breathe, complain, type Terminal } from './terminal.ts';

export type SweepOptions = CommonOptions & {
  readonly design?: string;
  readonly metric?: string;
  readonly replications?: number;
  readonly points?: number;
};

/** Runs a sweep; results go to stdout or a folder, everything else to stderr. */
export async function sweepCommand(
  path: string,
  options: SweepOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'sweep')) return EXIT.TROUBLE;
  const { sweep, tenant, faults } = readSweep(path, options);
  for (const fault of faults) complain(formatFault(fault));
  if (sweep === null) return EXIT.TROUBLE;
  const result = await inFile(path, () => run(sweep, tenant, options, terminal));
  if (options.check === true && !terminal.interrupted()) {
    const other = await run(sweep, tenant, options, terminal);
    if (JSON.stringify(other) !== JSON.stringify(result)) {
      complain('recall-lab sweep: two runs differ: an error of Recall Lab, please report it');
      return EXIT.TROUBLE;
    }
  }
  const again = reproduce(path, options, result);
  deliverReport(sweepReport(result, again), format, options, terminal);
  if (!result.incomplete) return EXIT.HOLDS;
  complain(`recall-lab sweep: interrupted after ${result.cells} cells; the result is incomplete`);
  return EXIT.TROUBLE;
}

function run(
  sweep: Sweep,
  tenant: Tenant,
  options: SweepOptions,
  terminal: Terminal,
): Promise<SweepResult> {
  const model = createModel(loadTables(), options.stepper);
  return runSweep(sweep, tenant, model, {
    progress: (done, planned) => {
      terminal.progress(`${Math.floor((100 * done) / planned)} %  ${done} of ${planned} cells`);
    },
    shouldStop: terminal.interrupted,
    pause: breathe,
  });
}

/** Reads the study as a sweep, with what the command line changes in it. */
function readSweep(
  path: string,
  options: SweepOptions,
): { sweep: Sweep | null; tenant: Tenant; faults: readonly Fault[] } {
  const { changes: stated, faults: unreadable } = changesIn(options);
  const reading = readStudy(path, stated);
  const faults: Fault[] = [
    ...reading.faults,
    ...(options.strict ? reading.warnings : []),
    ...unreadable,
  ];
  const design = designWords.find((word) => word === options.design);
  if (options.only !== undefined) faults.push(usage('--only: a sweep has no single replication'));
  for (const [flag, value] of Object.entries({
    '--replications': options.replications,
    '--points': options.points,
  })) {
    if (value === undefined || (Number.isInteger(value) && value >= 2)) continue;
    faults.push(usage(`${flag}: not a whole number from 2 on`));
  }
  const text = readStudyText(path);
  if (typeof text !== 'string') return { sweep: null, tenant: reading.tenant, faults };
  const { metric, replications, points } = options;
  const changes = { ...stated, metric, replications, points, design };
  const parsed = parseSweep(text, path, changes);
  const known = new Set(faults.map(formatFault));
  if (!parsed.ok) faults.push(...parsed.faults.filter((fault) => !known.has(formatFault(fault))));
  if (!parsed.ok || faults.length > 0) {
    return { sweep: null, tenant: reading.tenant, faults: sortFaults(faults) };
  }
  const cells = cellCount(parsed.value);
  if (cells > LIMITS.CELLS) {
    faults.push(usage(`the design has ${cells} cells, more than ${LIMITS.CELLS}`));
    return { sweep: null, tenant: reading.tenant, faults };
  }
  return { sweep: parsed.value, tenant: reading.tenant, faults };
}

/** The command that gives the same result again. */
function reproduce(path: string, options: SweepOptions, { seed }: SweepResult): string {
  const flag = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`--${name} ${value}`];
  return [
    'recall-lab sweep',
    quoted(path),
    `--seed ${seed}${semanticFlags(options)}`,
    ...(options.strict === true ? ['--strict'] : []),
    ...flag('design', options.design as DesignWord | undefined),
    ...flag('metric', options.metric),
    ...flag('replications', options.replications),
    ...flag('points', options.points),
  ].join(' ');
}
