/**
 * `recall-lab explain`: the story of a scenario, of one recall, or of one recipient, rule by rule.
 */
import { formatFault } from '../model/fault.ts';
import { createModel } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { explain, explainJson, explainText, unknownFilter } from '../reports/explain.ts';
import { endings } from '../reports/report.ts';
import { replay } from '../sim/replay.ts';
import { newRecorder } from '../sim/story.ts';
import { deliver, isBuilt, lookOf } from './deliver.ts';
import { loadScenarios } from './load.ts';
import { type CommonOptions, EXIT, type Exit } from './options.ts';
import { loadTables } from './tables.ts';
import { complain, type Terminal } from './terminal.ts';

export type ExplainOptions = CommonOptions & {
  readonly recall?: string;
  readonly recipient?: string;
};

export async function explainCommand(
  inputs: readonly string[],
  options: ExplainOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'explain')) return EXIT.TROUBLE;
  const loading = loadScenarios(inputs, options);
  const files = [...loading.files()];
  const faults = [...loading.usage, ...loading.faults, ...files.flatMap((file) => file.faults)];
  for (const { warnings } of files) {
    for (const warning of warnings) terminal.remark(`warning: ${formatFault(warning)}`);
  }
  for (const fault of faults) complain(formatFault(fault));
  const [first, ...more] = files;
  if (!first?.scenario || faults.length > 0) return EXIT.TROUBLE;
  if (more.length > 0) {
    complain(`recall-lab explain: one scenario at a time, ${more.length + 1} were named`);
    return EXIT.TROUBLE;
  }
  const recorder = newRecorder();
  const replayed = replay(
    createModel(loadTables(), options.stepper),
    first.scenario,
    recorder.observer,
  );
  const filter = { recall: options.recall ?? null, recipient: options.recipient ?? null };
  const unknown = unknownFilter(replayed, filter);
  if (unknown !== null) {
    const near = nearest(unknown.what, unknown.known);
    complain(
      `recall-lab explain: the scenario has no ${unknown.what}\n` +
        `    known     ${unknown.known.join(', ') || 'nothing'}${near ? `\n    nearest   ${near}` : ''}`,
    );
    return EXIT.TROUBLE;
  }
  const explanation = explain(replayed, recorder, filter);
  const text =
    format === 'json'
      ? explainJson(explanation)
      : explainText(explanation, lookOf(options, terminal));
  deliver(text, `explain.${endings[format]}`, options, terminal);
  return EXIT.HOLDS;
}
