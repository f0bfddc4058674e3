/**
 * `recall-lab validate`: what has been published, what comes out here, and the verdict.
 *
 * Exit: 0 every row that is an outcome of the model is met · 1 one is not, or is undecided · 2
 * trouble, or interrupted.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../model/assert.ts';
import { type Fault, formatFault } from '../model/fault.ts';
import { createModel } from '../model/model.ts';
import type { ReportFormat } from '../reports/report.ts';
import { validateReport } from '../reports/validate-report.ts';
import { parseSweep } from '../scenarios/parse-sweep.ts';
import { readStudyText } from '../scenarios/read-study.ts';
import { runValidation, type ValidationResult } from '../sim/validate/validate.ts';
import { deliverReport, isBuilt } from './deliver.ts';
import { type CommonOptions, EXIT, type Exit, usage } from './options.ts';
import { loadTables } from './tables.ts';
import { breathe, complain, type Terminal } from './terminal.ts';

export type ValidateOptions = CommonOptions & {
  readonly replications?: number;
  /** False: what would move a missed row is not looked for. */
  readonly movers?: boolean;
};

const STUDY = 'scenarios/library/studies/published.yaml';
const DEFAULTS = { REPLICATIONS: 1500, MOVERS: 200 } as const;

/** The bundled study, wherever this file was bundled to. */
function bundledStudy(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, STUDY);
    if (existsSync(path)) return path;
    assert(folder !== dirname(folder), `${STUDY} is part of the package`);
  }
}

/** Runs the validation; results go to stdout or a folder, everything else to stderr. */
export async function validateCommand(options: ValidateOptions, terminal: Terminal): Promise<Exit> {
  const { format, replications = DEFAULTS.REPLICATIONS } = options;
  if (!isBuilt(format, 'validate')) return EXIT.TROUBLE;
  const path = bundledStudy();
  const text = readStudyText(path);
  if (typeof text !== 'string') return refuse([text]);
  const unused = [...(options.assume.length > 0 ? ['--assume'] : []), ...given(options)];
  const faults = unused.map((flag) =>
    usage(`${flag}: validation is of the defaults; sweep ${STUDY} moves what they rest on`),
  );
  if (!(Number.isInteger(replications) && replications >= 2)) {
    faults.push({
      code: 'usage',
      path: [],
      message: '--replications: not a whole number from 2 on',
    });
  }
  if (faults.length > 0) return refuse(faults);
  const parsed = parseSweep(text, path, { seed: options.seed });
  if (!parsed.ok) return refuse(parsed.faults);
  const result = await runValidation(
    {
      sweep: parsed.value,
      model: createModel(loadTables(), options.stepper),
      replications,
      moverReplications: options.movers === false ? 0 : DEFAULTS.MOVERS,
    },
    {
      progress: (done, planned) => terminal.progress(`${Math.floor((100 * done) / planned)} %`),
      shouldStop: terminal.interrupted,
      pause: breathe,
    },
  );
  print(result, options, format, terminal);
  if (result.incomplete) {
    complain('recall-lab validate: interrupted; the result is incomplete');
    return EXIT.TROUBLE;
  }
  const outcomes = result.rows.filter(({ kind }) => kind === 'outcome');
  return outcomes.every(({ verdict }) => verdict === 'met') ? EXIT.HOLDS : EXIT.DIFFERS;
}

/** Flags that would make it a validation of something else. */
function given(options: ValidateOptions): string[] {
  return [
    ...(options.profile === undefined ? [] : ['--profile']),
    ...(options.only === undefined ? [] : ['--only']),
  ];
}

function refuse(faults: readonly Fault[]): Exit {
  for (const fault of faults) complain(formatFault(fault));
  return EXIT.TROUBLE;
}

function print(
  result: ValidationResult,
  options: ValidateOptions,
  format: ReportFormat,
  terminal: Terminal,
): void {
  const again = [
    `recall-lab validate --seed ${result.seed}`,
    ...(options.replications === undefined ? [] : [`--replications ${options.replications}`]),
    ...(options.movers === false ? ['--no-movers'] : []),
  ].join(' ');
  deliverReport(validateReport(result, again), format, options, terminal);
}
