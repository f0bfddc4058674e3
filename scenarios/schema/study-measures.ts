/**
 * What a policy of a study does before a message is sent: a send delay, a label, a search for
 * sensitive content, reviews of groups, trainings.
 *
 * Never: a default for how well a measure works. Nobody has published one, so a study states it,
 * and another policy or a sweep moves it.
 */
import * as z from 'zod';
import type { Noun } from '../../model/org/settings.ts';
import { objectsOf, type Tenant, textOf } from '../../model/org/tenant.ts';
import { type Measures, noMeasures } from '../prevention.ts';
import type { Policy } from '../study.ts';
import { share } from './distributions.ts';
import { type Findings, nearestOf } from './findings.ts';
import { DEFERRAL_MAX_MS, NEW_OUTLOOK_UNDO_MAX_MS } from './send-delay.ts';
import { parseBy } from './translate.ts';
import { duration, form, text } from './words.ts';

/** A duration with an end: what no client offers is a fault of the file. */
const atMost = (most: number, error: string) =>
  duration.refine((ms) => ms <= most, { error, params: { code: 'out-of-range' } });

const longer = duration.refine((ms) => ms > 0, {
  error: 'is not above 0',
  params: { code: 'out-of-range' },
});

const measureForm = form({
  name: text
    .regex(/^[\w-]{1,40}$/, 'is no name: letters, digits, - or _')
    .describe('How reports call it'),
  adoption: share.describe('Of the senders, who do as it says'),
  mistakeFactor: share.default(1).describe('Mistakes of those, for each made without it'),
  noticeFactor: share.default(1).describe('How long until those notice, as a share'),
  fadesIn: longer
    .optional()
    .describe('Until nothing of it is left; a message comes at any time within a year'),
});

const measuresForm = form({
  sendDelay: form({
    rule: atMost(DEFERRAL_MAX_MS, 'is longer than the 120m that a rule of Outlook waits')
      .optional()
      .describe('How long a rule of Outlook for Windows defers every message; at most 120m'),
    undo: atMost(NEW_OUTLOOK_UNDO_MAX_MS, 'is longer than the 30s that any client offers')
      .optional()
      .describe('The undo window of new Outlook (at most 30s) and Outlook on the web (10s)'),
  }).optional(),
  label: form({
    name: text.describe('A Label of the tenant or of this policy'),
    adoption: share.describe('Of the messages, which carry it'),
  }).optional(),
  dataLoss: form({
    type: text.describe('What mail flow rules look for: MessageContainsDataClassifications'),
    hitRate: share.describe('Of the messages that hold it, in which it is found'),
    falseAlarmRate: share.describe('Of all others, which are taken for one'),
  }).optional(),
  listReview: z
    .union([z.literal('never'), form({ every: longer })], {
      error: 'is neither "never" nor { every: 90d }',
    })
    .optional(),
  measures: z.array(measureForm).optional(),
});

/** The keys of a policy that are measures. */
export const measureKeys = ['sendDelay', 'label', 'dataLoss', 'listReview', 'measures'];

/** The measures of a policy, null where it names none; and what else it says: nouns. */
export function readMeasures(
  written: Readonly<Record<string, unknown>>,
  path: (string | number)[],
  into: Findings,
): { readonly measures: Measures | null; readonly nouns: object } {
  const entries = Object.entries(written);
  const nouns = Object.fromEntries(entries.filter(([key]) => !measureKeys.includes(key)));
  const own = Object.fromEntries(entries.filter(([key]) => measureKeys.includes(key)));
  if (Object.keys(own).length === 0) return { measures: null, nouns };
  const read = parseBy(measuresForm, own, path, into, ' of a policy');
  const { sendDelay, label, dataLoss, listReview, measures = [] } = read ?? {};
  const { rule = 0, undo = 0 } = sendDelay ?? {};
  const every = listReview === 'never' ? null : (listReview?.every ?? null);
  return {
    nouns,
    measures: {
      sendDelay: sendDelay === undefined ? null : { ruleMs: rule, undoMs: undo },
      label: label ?? null,
      dataLoss: dataLoss ?? null,
      listReview: listReview === undefined ? null : { everyMs: every },
      measures: measures.map(({ fadesIn, ...one }) => ({ ...one, fadesInMs: fadesIn ?? null })),
    },
  };
}

/** Where one policy reviews groups, stale members are counted under all. */
export function withReviews<P extends { readonly measures: Measures | null }>(
  policies: readonly P[],
): P[] {
  const isAsked = policies.some(({ measures }) => (measures?.listReview ?? null) !== null);
  if (!isAsked) return [...policies];
  return policies.map((policy) => {
    const { listReview, ...others } = policy.measures ?? noMeasures;
    return { ...policy, measures: { ...others, listReview: listReview ?? { everyMs: null } } };
  });
}

/** Faults a label that no tenant defines, and content that no mail flow rule looks for. */
export function checkMeasures(
  policies: readonly Pick<Policy, 'name' | 'measures' | 'tenant'>[],
  tenant: Tenant,
  into: Findings,
): void {
  for (const { name, measures, tenant: own } of policies) {
    const all = (noun: Noun) => [...objectsOf(tenant, noun), ...objectsOf(own, noun)];
    const check = (word: string | undefined, known: string[], keys: string[], what: string) => {
      if (word === undefined || known.some((one) => isSame(one, word))) return;
      into.faults.push({
        code: 'unknown-reference',
        message: `${what} "${word}"`,
        path: ['policies', name, ...keys],
        found: word,
        ...nearestOf(word, known),
      });
    };
    const labels = all('Label').map((one) => textOf(one, 'Name') ?? textOf(one, 'Identity') ?? '');
    check(measures?.label?.name, labels, ['label', 'name'], 'no label is called');
    const lists = all('TransportRule').map((one) => one['MessageContainsDataClassifications']);
    const types = lists.flat().filter((one) => typeof one === 'string');
    check(measures?.dataLoss?.type, types, ['dataLoss', 'type'], 'no mail flow rule looks for');
  }
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
