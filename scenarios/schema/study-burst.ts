/**
 * A burst of recalls by somebody who has got into an account, and the rule that is to find it.
 */
import * as z from 'zod';
import { RHYTHMS, rhythmNames } from '../rhythm.ts';
import { ORDINARY_RECALLS, type SpikeRule } from '../spike.ts';
import type { Behaviours, Metric, Policy, Precision, Requirement, Workload } from '../study.ts';
import { distribution } from './distributions.ts';
import type { Findings } from './findings.ts';
import { duration, form, word } from './words.ts';

const BURST_MAX = 500;

const several = z
  .int({ error: 'is not a whole number' })
  .min(2, 'is less than 2: one recall is no burst')
  .max(BURST_MAX, `is more than ${BURST_MAX}`);

export const burstForm = form({
  messages: several.describe('How many messages one sender sends and recalls'),
  every: distribution.describe('From one of them to the next'),
}).describe('Several messages and recalls of one sender in a replication');

export const spikeForm = form({
  more: z
    .int({ error: 'is not a whole number' })
    .min(1, 'is less than 1')
    .describe('An alarm at more recalls than this'),
  within: duration
    .refine((ms) => ms > 0, { error: 'is not above 0', params: { code: 'out-of-range' } })
    .describe('in so long'),
  by: word(['sender', 'tenant'], 'Of one sender, or of everybody').default('sender'),
  ordinary: z
    .number({ error: 'is not a number' })
    .min(0, 'is less than 0')
    .max(1000, 'is more than 1000')
    .default(ORDINARY_RECALLS.aYear)
    .describe('Ordinary recalls a mailbox and year'),
  rhythm: word(rhythmNames as [string, ...string[]], 'When these come').default('office'),
}).describe('A rule over the audit log: too many recalls at once');

export type SpikeFile = z.output<typeof spikeForm>;

export function readSpike(written: SpikeFile): SpikeRule {
  const { by, more, ordinary, rhythm, within: withinMs } = written;
  const name = rhythmNames.find((known) => known === rhythm) ?? 'office';
  return { more, withinMs, by, ordinary, rhythm: RHYTHMS[name] };
}

type Read = {
  readonly workload: Workload;
  readonly behaviours: Behaviours;
  readonly spike?: SpikeRule;
  readonly policies: readonly Policy[];
  readonly metrics: readonly Metric[];
  readonly precision: Precision;
  readonly require: readonly Requirement[];
};

/** What a burst goes with, and what asks for one. */
export function checkBurst(read: Read, into: Findings): void {
  const { behaviours, metrics, policies, precision, require, spike, workload } = read;
  const refuse = (path: (string | number)[], message: string, fix: string): void => {
    into.faults.push({ code: 'out-of-range', message, path, fix });
  };
  const { burst, kind, mailTips } = workload;
  if (burst !== undefined) {
    const isMeasured = policies.some((one) => one.measures !== null || one.errorReport !== null);
    const isAsked = mailTips || isMeasured || behaviours.choices.curiosity > 0;
    if (kind !== 'compromised-account')
      refuse(['workload', 'burst'], `goes with no ${kind}`, 'write kind: compromised-account');
    else if (isAsked)
      refuse(
        ['workload', 'burst'],
        'is recalled by an intruder: no tip, measure, report or curious reader is played',
        'leave out mailTips, measures, errorReport and curiosity',
      );
  } else if (spike !== undefined) {
    refuse(['spike'], 'has nothing to find', 'add workload.burst: { messages: 20, every: 10s }');
  }
  const isAudit = ({ word }: Metric): boolean => word.startsWith('audit.');
  const isAsked = [...metrics, precision.metric, ...require.map(({ metric }) => metric)];
  if (spike === undefined && isAsked.some(isAudit))
    refuse(['metrics'], 'asks for alarms of no rule', 'add spike: { more: 5, within: 10m }');
  const isUnbounded = ({ word }: Metric): boolean => word === 'audit.falseAlarms';
  const looked = precision.method === 'planned' ? [] : [precision.metric];
  const gated = precision.method === 'gate' ? require.map(({ metric }) => metric) : [];
  if ([...looked, ...gated].some(isUnbounded))
    refuse(
      ['precision', 'method'],
      'looks again and again at a number without a bound',
      'write method: planned',
    );
}
