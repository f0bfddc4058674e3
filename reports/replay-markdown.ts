/**
 * Replay results as Markdown: a table of scenarios, then what was not met.
 */
import { formatFault } from '../model/fault.ts';
import {
  commandOn,
  countVerdicts,
  expectationLine,
  plainLine,
  type ReplayReport,
} from './replay-report.ts';

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
    lines.push('', `## ${markdown(name)}`, '');
    for (const each of unmet) {
      const { wanted, found } = expectationLine(each);
      lines.push(`- expected \`${wanted}\`, found \`${found}\``);
    }
    lines.push('', `Reproduce: \`${commandOn('replay', file, report)}\``);
  }
  if (report.faults.length > 0) lines.push('', '## Not readable', '');
  for (const fault of report.faults) lines.push('```', formatFault(fault), '```');
  return `${lines.join('\n')}\n`;
}

/** A name as Markdown text: one line, nothing in it read as a tag. */
function markdown(text: string): string {
  return plainLine(text).replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

function cell(text: string): string {
  return markdown(text).replace(/\|/g, '\\|');
}
