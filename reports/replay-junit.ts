/**
 * Replay results as JUnit XML: a test case a scenario, an error a file that could not be read. No
 * times: the same input gives the same bytes.
 */
import { formatFault } from '../model/fault.ts';
import { commandOn, countVerdicts, expectationLine, type ReplayReport } from './replay-report.ts';

export function replayJunit(report: ReplayReport): string {
  const { failed, open } = countVerdicts(report);
  const cases = report.scenarios.map((scenario) => {
    const head = `  <testcase classname="${xml(scenario.file)}" name="${xml(scenario.name)}"`;
    if (scenario.verdict === 'passed') return `${head}/>`;
    if (scenario.verdict === 'no-expectations') return `${head}><skipped/></testcase>`;
    const lines = scenario.unmet.map((unmet) => {
      const { wanted, found } = expectationLine(unmet);
      return `expected ${wanted}, found ${found}`;
    });
    const text = `${lines.join('\n')}\nreproduce: ${commandOn('replay', scenario.file, report)}`;
    const message = `${scenario.unmet.length} unmet`;
    return `${head}><failure message="${message}">${xml(text)}</failure></testcase>`;
  });
  const files = new Map<string, string[]>();
  for (const fault of report.faults) {
    const file = fault.file ?? 'input';
    files.set(file, [...(files.get(file) ?? []), formatFault(fault)]);
  }
  if (report.incomplete) files.set('the run', ['interrupted: the result is incomplete']);
  const errors = [...files].map(
    ([file, texts]) =>
      `  <testcase classname="${xml(file)}" name="readable">` +
      `<error message="${texts.length} found">${xml(texts.join('\n'))}</error></testcase>`,
  );
  const total = cases.length + errors.length;
  const broken = errors.length;
  const counts = `tests="${total}" failures="${failed}" errors="${broken}" skipped="${open}"`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="recall-lab replay" ${counts}>\n` +
    `${[...cases, ...errors].join('\n')}\n</testsuite>\n`
  );
}

/** XML text without what XML 1.0 cannot hold. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uFFFD]/g, '?')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
