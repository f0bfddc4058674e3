/**
 * `recall-lab replay`: what exactly happens in each scenario, and whether it is what its file
 * expects.
 *
 * Scenarios that cannot be read are reported, the others still run.
 */
import { type Fault, FaultError, formatFault } from '../model/fault.ts';
import { answeredBy, createModel, type Model } from '../model/model.ts';
import { replayDocument } from '../reports/replay-document.ts';
import type { ReplayReport } from '../reports/replay-report.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { checkTwice, type Replayed, replay } from '../sim/replay.ts';
import { deliverReport, isBuilt } from './deliver.ts';
import { type Loading, loadScenarios } from './load.ts';
import { type CommonOptions, EXIT, type Exit, semanticFlags, withoutAddresses } from './options.ts';
import { loadTables } from './tables.ts';
import { breathe, complain, type Terminal } from './terminal.ts';

export async function replayCommand(
  inputs: readonly string[],
  options: CommonOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'replay')) return EXIT.TROUBLE;
  const model = createModel(loadTables(), options.stepper);
  const loading = loadScenarios(inputs, options);
  if (loading.usage.length > 0) {
    for (const fault of loading.usage) complain(formatFault(fault));
    return EXIT.TROUBLE;
  }
  const report = await replayAll(loading, options, model, terminal);
  if (options.stepper !== undefined) {
    terminal.remark(`stepper: ${model.stepperName} answered ${answeredBy(model)} steps`);
  }
  deliverReport(replayDocument(withoutAddresses(report, options)), format, options, terminal);
  for (const fault of report.faults) complain(formatFault(fault));
  if (report.incomplete) complain('recall-lab replay: interrupted; the result is incomplete');
  if (report.faults.length > 0 || report.incomplete) return EXIT.TROUBLE;
  return report.scenarios.some(({ verdict }) => verdict === 'failed') ? EXIT.DIFFERS : EXIT.HOLDS;
}

async function replayAll(
  loading: Loading,
  options: CommonOptions,
  model: Model,
  terminal: Terminal,
): Promise<ReplayReport> {
  const faults: Fault[] = [...loading.faults];
  const flags = semanticFlags(options);
  const scenarios: ReplayReport['scenarios'][number][] = [];
  let seen = 0;
  for (const { file, scenario, ...remarks } of loading.files()) {
    if (seen++ % 16 === 0) await breathe();
    if (terminal.interrupted()) return { scenarios, faults, flags, incomplete: true };
    terminal.progress(`${seen}/${loading.count} ${file}`);
    for (const warning of remarks.warnings) terminal.remark(`warning: ${formatFault(warning)}`);
    faults.push(...remarks.faults);
    if (scenario === null) continue;
    const replayed = replayOrFault(model, file, scenario);
    if ('code' in replayed) {
      faults.push(replayed);
      continue;
    }
    const { outcome, traceHash, verdict, unmet } = replayed;
    const { name, profile } = scenario;
    scenarios.push({ file, name, profile, traceHash, verdict, outcome, unmet });
    if (options.check) faults.push(...divergence(model, file, scenario));
  }
  return { scenarios, faults, flags, incomplete: false };
}

/** A scenario may ask for more than a limit while it runs; then the fault is its file's. */
function replayOrFault(model: Model, file: string, scenario: Scenario): Replayed | Fault {
  try {
    return replay(model, scenario);
  } catch (error) {
    if (error instanceof FaultError) return { ...error.fault, file };
    throw error;
  }
}

function divergence(model: Model, file: string, scenario: Scenario): Fault[] {
  const found = checkTwice(model, scenario);
  if (found === null) return [];
  const show = (line: { at: number; text: string } | null): string =>
    line === null ? 'nothing' : `${line.text} at ${line.at} ms`;
  return [
    {
      code: 'dialect',
      file,
      path: [],
      message: `two runs differ at event ${found.index}: an error of Recall Lab, please report it`,
      found: show(found.other),
      expected: show(found.one),
    },
  ];
}
