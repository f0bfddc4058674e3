/**
 * Replay results as Markdown: a table of scenarios, then what was not met.
 */
import { formatFault } from '../model/fault.ts';
import { countVerdicts, expectationLine, type ReplayReport } from './replay-report.ts';

export function replayMarkdown(report: ReplayReport): string {
  const { passed, failed, open, unreadable } = countVerdicts(report);
  const run = `${passed} passed, ${failed} failed`;
  const summary = `${run}, ${open} without expectations, ${unreadable} unreadable`;
  const lines = ['# Replay', '', `${summary}${report.incomplete ? ' (incomplete)' : ''}.`, ''];
  lines.push('| verdict | scenario | file | trace |', '|---|---|---|---|');
  for (const { verdict, name, file, traceHash } of report.scenarios) {
    lines.push(`| ${verdict} | ${cell(name)} | ${cell(file)} | \`${traceHash}\` |`);
  }
  for (const { name, file, unmet } of report.scenarios) {
    if (unmet.length === 0) continue;
    lines.push('', `## ${name}`, '');
    for (const each of unmet) {
      const { wanted, found } = expectationLine(each);
      lines.push(`- expected \`${wanted}\`, found \`${found}\``);
    }
    lines.push('', `Reproduce: \`recall-lab replay ${file}\``);
  }
  if (report.faults.length > 0) lines.push('', '## Not readable', '');
  for (const fault of report.faults) lines.push('```', formatFault(fault), '```');
  return `${lines.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}
