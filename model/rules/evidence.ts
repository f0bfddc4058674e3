/**
 * Every numbered piece of the evidence, and where it stands: behind a rule, behind a switch, or
 * recorded without a behaviour.
 *
 * The decision tables: G who may start a cloud recall, C what becomes of a copy, D3 who is alerted,
 * K classic recall, T read receipts. S and F (mail flow) are points that no source settles, U
 * recollections without one, R the facts; are contradictions between sources. Of
 * MailTips M are the facts, C- the contradictions, D- the points that no source settles.
 */
import { type AssumptionName, assumptionNames, assumptions } from '../assumptions.ts';
import { type RuleId, ruleIds, ruleOf } from './catalogue.ts';
import { recordedFacts } from './recorded.ts';
import type { RecordedReason } from './recorded-reasons.ts';

function numbered(prefix: string, first: number, last: number, digits = 1): string[] {
  const count = last - first + 1;
  return Array.from({ length: count }, (_, i) => prefix + `${first + i}`.padStart(digits, '0'));
}

/** All ids, table by table. T18 and R-169 were never given. */
export const evidenceIds: readonly string[] = [
  ...numbered('G', 1, 10),
  'G5b',
  ...numbered('C', 1, 26),
  'C6b',
  'C6c',
  'C6d',
  ...numbered('D3.', 1, 6),
  ...numbered('K', 0, 17),
  ...numbered('T', 0, 17),
  'T19',
  ...numbered('S-', 1, 30, 2),
  ...numbered('U-', 1, 7, 2),
  ...numbered('F-', 1, 7, 2),
  ...numbered('R-', 1, 168, 3),
  ...numbered('R-', 170, 237, 3),
  ...numbered('M-', 1, 268, 3),
  ...numbered('C-', 1, 28, 2),
  ...numbered('D-', 1, 32, 2),
];

export type EvidenceStanding = {
  readonly id: string;
  /** The rules that cite it, retired ones left out. */
  readonly rules: readonly RuleId[];
  /** The switches that it raises. */
  readonly switches: readonly AssumptionName[];
  /** Why no behaviour follows, where none does. */
  readonly recorded: readonly [RecordedReason, string] | null;
};

/** Where one piece of the evidence stands. */
export function standingOf(id: string): EvidenceStanding {
  return {
    id,
    rules: ruleIds.filter((rule) => {
      const { facts, status } = ruleOf(rule);
      return status !== 'retired' && facts.includes(id);
    }),
    switches: assumptionNames.filter((name) => assumptions[name].row === id),
    recorded: recordedFacts[id] ?? null,
  };
}

/** What is forgotten, said twice, or not a piece of the evidence at all; empty when all is well. */
export function evidenceGaps(): string[] {
  const known = new Set(evidenceIds);
  const unknown = Object.keys(recordedFacts).filter((id) => !known.has(id));
  return [
    ...unknown.map((id) => `${id} is recorded and not a piece of the evidence`),
    ...evidenceIds.flatMap((id) => {
      const { rules, switches, recorded } = standingOf(id);
      const acts = rules.length > 0 || switches.length > 0;
      if (acts && recorded)
        return [`${id} is behind ${rules[0] ?? switches[0]}: not only recorded`];
      return acts || recorded ? [] : [`${id} is behind no rule or switch, and not recorded`];
    }),
  ];
}
