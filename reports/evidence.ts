/**
 * The evidence, piece by piece: which rules stand on it, where they are decided, what asserts and
 * exercises them, or why nothing follows from it. Part of docs/RULES.md.
 *
 * Everything is read from the catalogue and the rule matrix; there is no other list.
 */
import { type EvidenceStanding, evidenceIds, standingOf } from '../model/rules/evidence.ts';
import { recordedReasons } from '../model/rules/recorded-reasons.ts';
import type { RuleMatrix } from './rules.ts';

/** Rows of tables, silent points and contradictions are traced to the end. */
const isTraced = (id: string): boolean => /^[GCKTDS]/.test(id) || id >= 'R-221';

export function evidenceMarkdown(matrix: RuleMatrix): string {
  const standings = evidenceIds.map(standingOf);
  const acting = standings.filter(({ recorded }) => recorded === null);
  const recorded = standings.filter((standing) => standing.recorded !== null);
  return [
    '## Every row, silent point and contradiction',
    '',
    'G: who may start a cloud recall. C: what becomes of a copy. D3: who is alerted. K: classic',
    'recall. T: read receipts. S: what no source settles. R-221 to R-237: where sources disagree.',
    '',
    '| row | rules | switches | decided by | asserted by | exercised by |',
    '|---|---|---|---|---|---|',
    ...acting.filter(({ id }) => isTraced(id)).map((standing) => tracedRow(standing, matrix)),
    '',
    '## Every other fact behind a rule',
    '',
    ...acting
      .filter(({ id }) => !isTraced(id))
      .map(({ id, rules }) => `- ${id}: ${rules.join(' ')}`),
    '',
    '## Recorded: facts that change no behaviour',
    '',
    '| fact | says | changes nothing, because it is |',
    '|---|---|---|',
    ...recorded.map(recordedRow),
    '',
  ].join('\n');
}

function tracedRow({ id, rules, switches }: EvidenceStanding, matrix: RuleMatrix): string {
  const traces = rules.flatMap((rule) => matrix[rule] ?? []);
  const unique = (words: readonly string[]): string[] => [...new Set(words)];
  const places = unique(
    traces.flatMap(({ decidedBy, citedBy }) => (decidedBy.length > 0 ? decidedBy : citedBy)),
  );
  const files = unique(traces.flatMap(({ assertedBy }) => assertedBy));
  const tests = files.filter((file) => file.endsWith('.ts'));
  const scenarios = unique(traces.flatMap(({ exercisedBy }) => Object.keys(exercisedBy)));
  const asserting = files.length - tests.length;
  const asserted = [...tests, ...(asserting > 0 ? [`${asserting} scenarios`] : [])];
  const cells = [
    id,
    rules.join(' '),
    switches.join(' '),
    places.join('<br>'),
    asserted.join('<br>'),
    `${scenarios.length} scenarios`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function recordedRow({ id, recorded }: EvidenceStanding): string {
  const [reason, says] = recorded ?? ['absent', ''];
  return `| ${id} | ${says} | ${recordedReasons[reason]} |`;
}
