/**
 * Replay results as JUnit XML: a test case a scenario, an error a file that could not be read. No
 * times: the same input gives the same bytes.
 */
import { formatFault } from '../model/fault.ts';
import { countVerdicts, expectationLine, type ReplayReport } from './replay-report.ts';

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
    const text = `${lines.join('\n')}\nreproduce: recall-lab replay ${scenario.file}`;
    const message = `${scenario.unmet.length} unmet`;
    return `${head}><failure message="${message}">${xml(text)}</failure></testcase>`;
  });
  const errors = report.faults.map(
    (fault) =>
      `  <testcase classname="${xml(fault.file ?? 'input')}" name="readable">` +
      `<error message="${xml(fault.message)}">${xml(formatFault(fault))}</error></testcase>`,
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
