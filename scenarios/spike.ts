/**
 * A rule that watches the audit log for too many recalls at once, and the ordinary recalls among
 * which it has to find a burst. Data only.
 */
import type { Origin } from './behaviours.ts';
import type { Rhythm } from './rhythm.ts';

export type SpikeRule = {
  /** An alarm when one counts more than so many recalls, 1 or more, */
  readonly more: number;
  /** within so many ms, above 0, */
  readonly withinMs: number;
  /** of one sender, or of the whole tenant. */
  readonly by: 'sender' | 'tenant';
  /** Ordinary recalls a mailbox and year, 0 or more. */
  readonly ordinary: number;
  /** When they come. */
  readonly rhythm: Rhythm;
};

/** Ordinary recalls where a study says nothing of them. */
export const ORDINARY_RECALLS: Origin & { readonly aYear: number } = {
  aYear: 0.8,
  source:
    'Tessian: 800 misdirected messages a year per 1,000 staff. That each is recalled, and ' +
    'nothing else, is our inference.',
  standing: 'I',
};
