/**
 * What a policy of a study does before a message is sent: a send delay.
 *
 * Never: a default for a measure that a policy does not name.
 */
import type { Measures } from '../prevention.ts';
import type { Findings } from './findings.ts';
import { DEFERRAL_MAX_MS, NEW_OUTLOOK_UNDO_MAX_MS } from './send-delay.ts';
import { parseBy } from './translate.ts';
import { duration, form } from './words.ts';

const sendDelayForm = form({
  rule: duration
    .refine((ms) => ms <= DEFERRAL_MAX_MS, {
      error: 'is longer than the 120m that a rule of Outlook for Windows waits',
      params: { code: 'out-of-range' },
    })
    .optional()
    .describe('How long a rule of Outlook for Windows defers every message; at most 120m'),
  undo: duration
    .refine((ms) => ms <= NEW_OUTLOOK_UNDO_MAX_MS, {
      error: 'is longer than the 30s that any client offers',
      params: { code: 'out-of-range' },
    })
    .optional()
    .describe('The undo window of new Outlook (at most 30s) and Outlook on the web (10s)'),
});

/** The measures of a policy, and what else it says: nouns of the tenant. */
export function readMeasures(
  { sendDelay, ...nouns }: Readonly<Record<string, unknown>>,
  path: (string | number)[],
  into: Findings,
): { readonly measures: Measures | null; readonly nouns: object } {
  if (sendDelay === undefined) return { measures: null, nouns };
  const read = parseBy(sendDelayForm, sendDelay, [...path, 'sendDelay'], into, ' of a policy');
  const { rule = 0, undo = 0 } = read ?? {};
  return { measures: { sendDelay: { ruleMs: rule, undoMs: undo } }, nouns };
}
