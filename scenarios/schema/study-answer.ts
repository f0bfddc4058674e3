/**
 * What a policy does about a wrong message instead of a recall: an administrator removes it.
 *
 * Never: a default for how long the administrator takes. Nobody has published one, so a study
 * states it, and another policy moves it.
 */
import type * as z from 'zod';
import type { Answer } from '../study.ts';
import { type WorkloadKind, workloadOf } from '../workloads.ts';
import { distribution } from './distributions.ts';
import type { Findings } from './findings.ts';
import { parseBy } from './translate.ts';
import { form, word } from './words.ts';

const answerForm = form({
  purge: form({
    after: distribution.describe('From the recall that would have been to the removal'),
    how: word(['compliance', 'graph'], 'By which search').default('compliance'),
    type: word(['SoftDelete', 'HardDelete'], 'Whether its owner can recover it').default(
      'HardDelete',
    ),
  }),
});

/** `answer` of a policy to what goes wrong; null: a recall. */
export function readAnswer(
  written: unknown,
  kind: WorkloadKind,
  path: (string | number)[],
  into: Findings,
): Answer | null {
  if (workloadOf(kind).recalled === 'no') {
    if (written !== undefined) {
      const message = `answers a message of kind: ${kind}, which is meant as it is`;
      into.faults.push({ code: 'out-of-range', message, path: [...path, 'answer'] });
    }
    return { kind: 'nothing' };
  }
  if (written === undefined) return null;
  const read: z.output<typeof answerForm> | undefined = parseBy(
    answerForm,
    written,
    [...path, 'answer'],
    into,
    ' of a policy',
  );
  return read === undefined ? null : { kind: 'purge', ...read.purge };
}
