/**
 * The form of a study file, key by key.
 *
 * Why zod: what validates is also what the published JSON Schema is made of.
 *
 * Never: a default that the documentation of studies does not state.
 */
import * as z from 'zod';
import { profileNames } from '../../model/profile.ts';
import { preventionChoices, preventionDelays } from '../prevention.ts';
import {
  choiceNames,
  delayNames,
  metricWords,
  populationNames,
  sharedChoices,
  sharedDelays,
  stoppingWords,
} from '../study.ts';
import { workloadKinds } from '../workloads.ts';
import { regionalDistribution } from './delivery.ts';
import { distribution, recallAfter, recipientCount, share } from './distributions.ts';
import { factorForm, sweepForm } from './factors.ts';
import { serviceForm } from './people.ts';
import { burstForm, spikeForm } from './study-burst.ts';
import { loadForm } from './study-load.ts';
import { clientShares } from './study-people.ts';
import { flag, form, instant, size, text, word } from './words.ts';

const MAILBOXES_MAX = 1_000_000;
const REPLICATIONS_MAX = 10_000_000;

const mailboxes = z
  .int({ error: 'is not a whole number' })
  .min(2, 'is less than 2: somebody sends and somebody else receives')
  .max(MAILBOXES_MAX, `is more than ${MAILBOXES_MAX}`);

const seed = z
  .union([z.int().min(0), text.regex(/^(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,19})$/)], {
    error: 'is not a seed: a whole number of at most 64 bits, such as 7 or "0x5eed"',
  })
  .transform(String);

const replications = z
  .int({ error: 'is not a whole number' })
  .min(2, 'is less than 2: one replication has no spread')
  .max(REPLICATIONS_MAX, `is more than ${REPLICATIONS_MAX}`);

/** Shares that may be stated, by name. */
function shares<const N extends string>(names: readonly N[]) {
  const optional = share.optional();
  return Object.fromEntries(names.map((name) => [name, optional])) as Record<N, typeof optional>;
}

const populationForm = form({
  preset: text.default('office').describe('The preset that what is not said is taken from'),
  mailboxes: mailboxes.optional().describe('How many mailboxes to grow'),
  seed: seed.default('1').describe('The seed of the growing alone'),
  clients: clientShares.optional().describe('Shares by client; they add up to 1'),
  regions: z
    .record(text.regex(/^[\w-]{1,40}$/, 'is no name of a region'), share)
    .optional()
    .describe('Shares of mailboxes by region; they add up to 1'),
  mailboxesPerDatabase: z
    .int({ error: 'is not a whole number' })
    .min(1, 'is less than 1')
    .optional()
    .describe('Mailboxes that go down together; absent: each alone'),
  ...shares(populationNames),
}).describe('Who works there, as far as no export says so');

const workloadForm = form({
  kind: word(workloadKinds, 'What goes wrong').default('wrong-recipient'),
  messages: z.literal(1, { error: 'is not 1, the only number that is modelled yet' }).default(1),
  recipients: recipientCount.default({ constant: 1 }),
  external: share.default(0).describe('The chance that a person is picked outside'),
  groups: share.optional().describe('Of the messages, which go to one distribution group instead'),
  recallAfter: recallAfter.describe('From sending to recalling'),
  delivery: z
    .union([distribution, regionalDistribution])
    .default({ constant: 10_000 })
    .describe('The transport delay, once a message; or by region; 10s'),
  reading: word(['personal', 'broadcast'], 'Which habit of reading').default('personal'),
  readReceipt: flag
    .optional()
    .describe('Whether the message asks for read receipts; as a receipt metric says when absent'),
  mistaken: share.default(0.5).describe('Of replayed real mail, what is taken as mistaken'),
  mailTips: flag.default(false).describe('Whether its sender is shown MailTips before sending'),
  size: size.optional().describe('Of the message; each kind has a size of its own'),
  burst: burstForm.optional(),
}).describe('What happens in each replication');

const behavioursForm = form(
  Object.fromEntries([
    ...[...delayNames, ...preventionDelays, ...sharedDelays].map((name) => [
      name,
      distribution.optional(),
    ]),
    ...[...choiceNames, ...preventionChoices, ...sharedChoices].map((name) => [
      name,
      share.optional(),
    ]),
  ]) as Record<string, z.ZodType>,
).describe('Numbers of people to use instead of the documented ones');

/** One metric as written. */
export const metricForm = z
  .union(
    [text, form({ metric: text, of: word(['all', 'internal'], 'Over whom').default('all') })],
    { error: 'is neither the name of a metric nor { metric, of }' },
  )
  .describe(`One of ${metricWords.join(' ')}; with .internal behind it for the own domains only`);

const chance = z
  .number()
  .gt(0, 'is not above 0')
  .lt(1, 'is not below 1: nothing is known for certain');

const precisionForm = form({
  method: word(stoppingWords, 'When a run ends').optional(),
  metric: metricForm.default('recall.success'),
  halfWidth: z
    .union([z.number().positive('is not above 0'), text], {
      error: 'is neither a share such as 0.01 nor a duration such as 30s',
    })
    .default(0.01)
    .describe('Of the interval: a share, or a duration for times'),
  confidence: chance.default(0.95),
  gateError: chance.default(0.01).describe('The chance of a wrong answer to the requirements'),
  replications: form({
    min: replications.default(1000),
    max: replications.default(100_000),
  }).default({ min: 1000, max: 100_000 }),
}).describe('When to stop');

/** A study file; the tenant's nouns and the policies are read by the parser of tenants. */
export const studyForm = form({
  version: z.literal(1, { error: 'is not 1, the version of this form' }),
  name: text.min(1, 'is empty'),
  profile: word(profileNames, 'Dated behaviour').optional(),
  seed: seed.default('1'),
  start: instant.optional().describe('T0 of every replication'),
  assume: z.record(z.string(), z.unknown()).optional(),
  tenant: z.union([text, z.record(z.string(), z.unknown())], {
    error: 'is neither a path of exports nor a mapping of nouns',
  }),
  services: z.array(serviceForm).default([]),
  population: populationForm.default({ preset: 'office', seed: '1' }),
  workload: workloadForm,
  behaviours: behavioursForm.default({}),
  load: loadForm.optional(),
  spike: spikeForm.optional(),
  policies: z
    .record(z.string(), z.record(z.string(), z.unknown()).nullable())
    .default({ today: {} }),
  metrics: z
    .array(metricForm)
    .min(1, 'is an empty list')
    .optional()
    .describe('Absent: all of recalls, and of prevention where anything is done before sending'),
  precision: precisionForm.optional(),
  require: z
    .array(text)
    .default([])
    .describe('Bounds such as "today.recall.success >= 0.90", or ">= 0.90 ± 0.005"'),
  factors: z.array(factorForm).min(1, 'is an empty list').optional(),
  sweep: sweepForm.optional(),
}).describe('A study: a distribution of scenarios, and how sure to be');

export const generateForm = form({
  generate: form({ mailboxes, domain: text.default('contoso.com') }),
});

/** What is asked of a study that says nothing of precision. */
export const defaultPrecision = precisionForm.parse({});

export type StudyFile = z.output<typeof studyForm>;
