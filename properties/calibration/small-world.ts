/**
 * A study whose rate is known exactly: every way in which its people may read is walked through the
 * world step, and weighed with its chance.
 *
 * Never: take the rate from a run of the study, or from the rule that makes it.
 */
import { at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import { parseStudy } from '../../scenarios/parse-study.ts';
import type { Study } from '../../scenarios/study.ts';
import { compileStudy } from '../../sim/arms.ts';
import type { Estimate } from '../../sim/estimate/estimate.ts';
import { replay } from '../../sim/replay.ts';
import { runStudy } from '../../sim/run.ts';
import type { StudyResult } from '../../sim/study-result.ts';
import { replicationScenario } from '../../sim/workload.ts';
import type { Case } from './audit.ts';

const READS = 0.45;
const RECIPIENTS = 3;

/** Three recipients, one client, nobody forwards or tidies: they read after a minute, or never. */
const text = `
version: 1
name: A world small enough to walk
profile: cloud-2026-08
tenant: { generate: { mailboxes: 12 } }
population: { clients: { owa: 1 } }
workload: { recipients: ${RECIPIENTS}, recallAfter: { constant: 5m } }
behaviours:
  { opensPersonal: ${READS}, personalRead: { constant: 1m }, away: 0, forwards: 0,
    movesMail: 0, deletes: 0, mailboxOutage: 0 }
policies: { unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
metrics: [ recall.success ]
precision: { method: sequential, halfWidth: 0.1, replications: { min: 32, max: 400 } }
`;

/** Two policies; the recall comes before anybody has read, or after; some stores are down. */
const FAILS = 0.2;
const SOON = 0.4;
const pairText = text
  .replace(
    '{ constant: 5m }',
    `{ mixture: [ { weight: ${SOON}, of: { constant: 30s } }, { weight: ${1 - SOON}, of: { constant: 5m } } ] }`,
  )
  .replace('mailboxOutage: 0', `mailboxOutage: ${FAILS}, outage: { constant: 3d }`)
  .replace('policies: {', 'policies: { today: {},')
  .replace(/precision: .*/, '');

function smallStudy(text: string): Study {
  const parsed = parseStudy(text, 'small.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { population } = parsed.value;
  const numbers = {
    ...population.numbers,
    forwardsOutsideShare: 0,
    forwardsInsideShare: 0,
    onPremisesShare: 0,
  };
  return { ...parsed.value, population: { ...population, numbers } };
}

const model = createModel(tabulateAll());

/** The expected share of recipients recalled. */
function walkedRate(study: Study): number {
  const compiled = compileStudy(study, emptyTenant);
  const world = replicationScenario(compiled, 0, 0);
  const [send, recall] = [at(world.timeline, 0), at(world.timeline.slice(-1), 0)];
  const to = send.action.kind === 'send' ? send.action.to : [];
  let [mean, all] = [0, 0];
  for (let subset = 0; subset < 1 << to.length; subset++) {
    const readers = to.filter((_, index) => (subset >> index) % 2 === 1);
    const reads = readers.map((mailbox) => ({
      at: 70_000,
      action: { kind: 'read', by: null, message: 'm1', mailbox } as const,
    }));
    const { outcome } = replay(model, { ...world, timeline: [send, ...reads, recall] });
    const rows = outcome.recalls.flatMap(({ recipients }) => recipients);
    const share = rows.filter((row) => row.outcome === 'recalled').length / to.length;
    const chance = READS ** readers.length * (1 - READS) ** (to.length - readers.length);
    mean += chance * share;
    all += chance;
  }
  if (Math.abs(all - 1) > 1e-12) throw new Error('not every way was walked');
  return mean;
}

/** The study run as a user runs it; it ends by itself, at the look that its precision picks. */
export function studyCase(): Case {
  const study = smallStudy(text);
  const mean = walkedRate(study);
  return {
    method: 'study, sequential',
    law: `${RECIPIENTS} recipients, every way walked`,
    n: 'as it ends',
    promise: 0.95,
    ideal: 2 * study.precision.halfWidth,
    share: 1 / 20,
    run: async (experiment) => {
      const seeded = { ...study, seed: String(900_000 + experiment) };
      const result = await runStudy(seeded, emptyTenant, { model, replications: null });
      const found = result.policies['unread']?.['recall.success'];
      if (!found) throw new Error('the study has no estimate');
      return { missed: mean < found.low || mean > found.high, width: found.high - found.low };
    },
  };
}

/** The expected shares that the first policy and the second recall. */
function walkedRates(study: Study): readonly [number, number] {
  const compiled = compileStudy(study, emptyTenant);
  const means: [number, number] = [0, 0];
  let all = 0;
  const worlds = [0, 1].map((arm) => replicationScenario(compiled, arm, 0));
  const { action } = at(at(worlds, 0).timeline, 0);
  const to = action.kind === 'send' ? action.to : [];
  // Each recipient reads or not, and can be reached or not; the recall is soon or late.
  for (let way = 0; way < 2 * 4 ** to.length; way++) {
    const isSoon = way % 2 === 1;
    const bits = to.map((_, index) => (way >> (1 + 2 * index)) % 4);
    const recallAt = isSoon ? 30_000 : 300_000;
    const readers = to.filter((_, index) => at(bits, index) % 2 === 1);
    const down = to.filter((_, index) => at(bits, index) >= 2);
    const reads = readers.map((mailbox) => {
      return { at: 70_000, action: { kind: 'read', by: null, message: 'm1', mailbox } } as const;
    });
    const faults = down.map((mailbox) => {
      const window = { from: recallAt, to: recallAt + 10_000 + 3 * 86_400_000 };
      return { kind: 'mailbox-unavailable', mailbox, window } as const;
    });
    const [first, second] = worlds.map((world) => {
      const [send, recall] = [at(world.timeline, 0), at(world.timeline.slice(-1), 0)];
      const asked = { ...recall, at: recallAt };
      const timeline = isSoon ? [send, asked, ...reads] : [send, ...reads, asked];
      const untilMs = recallAt + 10_000 + 86_400_000;
      const { outcome } = replay(model, { ...world, untilMs, faults, timeline });
      const rows = outcome.recalls.flatMap(({ recipients }) => recipients);
      return rows.filter((row) => row.outcome === 'recalled').length / to.length;
    }) as [number, number];
    const chance =
      (isSoon ? SOON : 1 - SOON) *
      READS ** readers.length *
      (1 - READS) ** (to.length - readers.length) *
      FAILS ** down.length *
      (1 - FAILS) ** (to.length - down.length);
    means[0] += chance * first;
    means[1] += chance * second;
    all += chance;
  }
  if (Math.abs(all - 1) > 1e-12) throw new Error('not every way was walked');
  return means;
}

/** Two policies as a user compares them, freed from what is known of the draws. */
export function pairCases(): Case[] {
  const study = smallStudy(pairText);
  const [first, second] = walkedRates(study);
  const replications = 400;
  const caseOf = (method: string, truth: number, of: (result: StudyResult) => Found): Case => ({
    method,
    law: `study, ${RECIPIENTS} recipients, every way walked`,
    n: String(replications),
    promise: 0.93,
    ideal: Number.NaN,
    share: 1 / 40,
    run: async (experiment) => {
      const seeded = { ...study, seed: String(700_000 + experiment) };
      const found = of(await runStudy(seeded, emptyTenant, { model, replications }));
      const isFreed = found?.method.includes('known draws') === true;
      if (!found || (experiment === 0 && !isFreed)) throw new Error('nothing was taken away');
      return { missed: truth < found.low || truth > found.high, width: found.high - found.low };
    },
  });
  return [
    caseOf('rate, known draws', second, (result) => result.policies['unread']?.['recall.success']),
    caseOf(
      'difference, known draws',
      second - first,
      (result) => result.differences['unread vs today']?.['recall.success'],
    ),
  ];
}

type Found = Estimate | null | undefined;
