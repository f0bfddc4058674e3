/**
 * `load` of a study and of a policy: queues that are shared with ordinary mail.
 *
 * Never: accept a queue that ordinary mail alone makes longer day by day.
 */
import * as z from 'zod';
import { type QueueName, queueNames } from '../../model/queues.ts';
import { type Load, type LoadQueue, loadByHour, queuesOf } from '../load.ts';
import { RHYTHMS, rhythmNames } from '../rhythm.ts';
import { distribution } from './distributions.ts';
import { type Findings, hasFault, nearestOf } from './findings.ts';
import { parseBy } from './translate.ts';
import { form, refuse } from './words.ts';

const positive = z.number({ error: 'is not a number above 0' }).positive('is not above 0');

const queueForm = form({
  capacity: positive.optional().describe('What one server does in a second'),
  service: distribution.optional().describe('Or how long one server takes for one of them'),
  servers: z
    .int({ error: 'is not a whole number' })
    .min(1, 'is less than 1')
    .max(10_000, 'is more than 10000')
    .optional()
    .describe('How many there are, all alike; 1'),
  load: z
    .number({ error: 'is not a number' })
    .min(0, 'is less than 0')
    .max(100, 'is more than 100')
    .optional()
    .describe(
      'Ordinary mail in the busiest hour, in erlangs: the share of one server that it would ' +
        'take, however many there are; below "servers" on the average of the day; 0',
    ),
});

const hours = z
  .array(z.number().min(0, 'is less than 0'))
  .length(24, 'is not a list of 24 numbers, from 0:00 on');

/** Proportions of ordinary mail by hour of the day: the name of a rhythm, or 24 numbers. */
export const byHour = z
  .union(
    [
      z.string().transform((text, context): readonly number[] => {
        const name = rhythmNames.find((known) => known === text);
        if (name !== undefined) return RHYTHMS[name].hours;
        const expected = `${rhythmNames.join(' or ')}, or 24 numbers`;
        const refusal = {
          code: 'unknown-word',
          expected,
          ...nearestOf(text, rhythmNames),
        } as const;
        return refuse(context, `"${text}" is no rhythm of a day`, refusal);
      }),
      hours.refine((shares) => shares.some((share) => share > 0), {
        error: 'is 0 in every hour',
        params: { code: 'out-of-range' },
      }),
    ],
    { error: 'is neither the name of a rhythm nor a list of 24 numbers' },
  )
  .describe(`Ordinary mail by hour of the day (UTC): ${rhythmNames.join(', ')}, or 24 numbers`);

export const loadForm = form({
  sentAt: distribution.optional().describe('After the start, for the hour of the day; 0s'),
  byHour: byHour.optional(),
  submission: queueForm.optional().describe('Where a message is handed over, and a request'),
  delivery: queueForm.optional().describe('Before each mailbox, once for every copy'),
  agent: queueForm.optional().describe('Where an attempt of a recall waits for the agent'),
}).describe('Queues that are shared with ordinary mail');

export type LoadFile = z.output<typeof loadForm>;

/** The load of a study; undefined where it names no queue. */
export function readLoad(
  written: LoadFile | undefined,
  path: (string | number)[],
  into: Findings,
): Load | undefined {
  return written === undefined ? undefined : loadOf(written, path, into);
}

/** The load of a policy: what it says in the place of what the study says. */
export function readPolicyLoad(
  written: unknown,
  below: LoadFile | undefined,
  path: (string | number)[],
  into: Findings,
): Load | undefined {
  if (written === undefined) return below === undefined ? undefined : loadOf(below, path, null);
  const own = parseBy(loadForm, written, path, into, ' of a load');
  if (own === undefined) return undefined;
  const queues = queueNames.flatMap((name) => {
    warnOfSpeed(below?.[name], own[name], [...path, name], into);
    const merged = mergeQueue(below?.[name], own[name]);
    return merged === undefined ? [] : [[name, merged]];
  });
  return loadOf({ ...below, ...defined(own), ...Object.fromEntries(queues) }, path, into);
}

type QueueFile = z.output<typeof queueForm>;

/** Erlangs are work: the same of them is other mail where a server takes another time for one. */
function warnOfSpeed(
  below: QueueFile | undefined,
  own: QueueFile | undefined,
  path: (string | number)[],
  into: Findings,
): void {
  const { capacity, load, service } = own ?? {};
  if (!below?.load || load !== undefined || (capacity ?? service) === undefined) return;
  into.warnings.push({
    code: 'missing',
    message: `moves how fast a server is and keeps load: ${below.load}, so it meets other mail`,
    path,
    expected: 'a load of its own, which is the mail times the service',
    fix: `add load: (for the same mail, ${below.load} times the new service by the old one)`,
  });
}

/** One of capacity and service takes the place of the other. */
function mergeQueue(
  below: QueueFile | undefined,
  own: QueueFile | undefined,
): QueueFile | undefined {
  if (below === undefined || own === undefined) return own ?? below;
  const { capacity, service, ...rest } = below;
  const saysHowFast = own.capacity !== undefined || own.service !== undefined;
  return { ...rest, ...(saysHowFast ? {} : defined({ capacity, service })), ...defined(own) };
}

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** @param into  null: its faults are known from the study */
function loadOf(written: LoadFile, path: (string | number)[], into: Findings | null): Load {
  const { byHour: shares = RHYTHMS.flat.hours, sentAt = { constant: 0 } } = written;
  const queues = queueNames.flatMap((name): [QueueName, LoadQueue][] => {
    const queue = written[name];
    const read = queue && queueOf(queue, [...path, name], into);
    return read === undefined ? [] : [[name, read]];
  });
  const load: Load = { sentAt, byHour: shares, queues: Object.fromEntries(queues) };
  for (const [name, queue] of queuesOf(load)) {
    const taken = loadByHour(load, queue).reduce((sum, share) => sum + share, 0) / 24;
    const { servers } = queue;
    if (taken < servers) continue;
    const percent = Math.round((taken / servers) * 100);
    const most = Number(((servers * queue.load) / taken).toPrecision(4));
    into?.faults.push({
      code: 'out-of-range',
      message: `leaves nothing: ordinary mail takes ${percent} % of it all day`,
      path: [...path, name, 'load'],
      expected: `below ${servers}, the number of servers, on the average of the day`,
      fix: `write a load below ${most}, or servers: ${Math.floor(taken) + 1}`,
    });
  }
  return load;
}

function queueOf(
  { capacity, load = 0, servers = 1, service }: QueueFile,
  path: (string | number)[],
  into: Findings | null,
): LoadQueue | undefined {
  // What is faulty was left out, and is known.
  const below = ['load', path.at(-1) ?? ''];
  const isKnown = into !== null && (hasFault(path, into) || hasFault(below, into));
  if ((capacity === undefined) === (service === undefined)) {
    if (isKnown) return undefined;
    const message = 'says neither or both of "capacity" and "service"';
    const expected = 'capacity: 5 (a second, each server), or service: 200ms';
    into?.faults.push({ code: 'wrong-type', message, path, expected });
    return undefined;
  }
  return { service: service ?? { constant: 1000 / (capacity ?? 1) }, servers, load };
}
