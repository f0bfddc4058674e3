/**
 * A study that follows parties apart, and remembers what has become of them, gives the very rows of
 * one that runs every world whole, event by event.
 *
 * Studies are drawn so that what could tell the two orders apart is frequent: forwarding in chains
 * and by hand, groups, outages, coinciding instants, ages at which nothing is recalled any more.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import type { Study } from '../scenarios/study.ts';
import { compileStudy } from '../sim/arms.ts';
import { newChunk } from '../sim/chunk.ts';
import { followApart, newMemory, pathsOf } from '../sim/paths/memory.ts';
import { newShared } from '../sim/paths/parties.ts';
import { playApart, playWhole } from '../sim/player.ts';
import { playReplication } from '../sim/workload.ts';

const model = createModel(tabulateAll());

const delays = fc.constantFrom(
  '10s',
  '0s',
  '1m',
  '{ uniform: { from: 0s, to: 3h } }',
  '{ exponential: { mean: 20m } }',
  '{ empirical: [[0, 10s], [0.5, 10s], [1, 30h]] }',
);
const shares = fc.constantFrom(0, 0.1, 0.5, 1);

/** Lines that change one policy from the first. */
const policies = fc.constantFrom(
  '{ OrganizationConfig: { RecallReadMessagesEnabled: false } }',
  '{ OrganizationConfig: { RecallReadMessagesEnabled: false, MessageRecallMaxRecallableAge: 1.00:00:00 } }',
  '{ OrganizationConfig: { MessageRecallEnabled: false } }',
  '{ profile: classic }',
  '{ profile: cloud-2023-02 }',
  '{ answer: { purge: { after: { exponential: { mean: 4h } }, type: SoftDelete } } }',
  '{ population: { clients: { outlook-windows: 0.4, imap4: 0.4, pop3: 0.2 } } }',
  '{ people: [ { of: outlook-windows, mode: online } ] }',
  '{ assume: { secondRecall: ignore, permanentFailure: deadline } }',
  '{ assume: { retryAttempts: [0s, 20m, 40m, 24h], switchReadAt: acceptance } }',
);

/** The file of a study. */
const studies = fc
  .record({
    seed: fc.nat(1_000_000),
    mailboxes: fc.integer({ min: 2, max: 30 }),
    recipients: fc.constantFrom('1', '{ from: 1, to: 9 }'),
    groups: shares,
    external: fc.constantFrom(0, 0.2),
    recallAfter: delays,
    delivery: delays,
    receipt: fc.boolean(),
    read: delays,
    tidy: delays,
    forward: delays,
    outage: shares,
    databases: fc.constantFrom('', 'population: { mailboxesPerDatabase: 3 }'),
    forwards: shares,
    policy: policies,
  })
  .map(
    (drawn) => `
version: 1
name: A small study
profile: cloud-2026-08
seed: ${drawn.seed}
tenant: { generate: { mailboxes: ${drawn.mailboxes} } }
workload:
  recipients: ${drawn.recipients}
  groups: ${drawn.groups}
  external: ${drawn.external}
  recallAfter: ${drawn.recallAfter}
  delivery: ${drawn.delivery}
  readReceipt: ${drawn.receipt}
behaviours:
  personalRead: ${drawn.read}
  tidy: ${drawn.tidy}
  forward: ${drawn.forward}
  mailboxOutage: ${drawn.outage}
  databaseOutage: 0.4
  forwards: ${drawn.forwards}
  deletes: 0.4
${drawn.databases}
policies: { today: {}, other: ${drawn.policy} }
`,
  );

function parsed(text: string): Study {
  const read = parseStudy(text, 'drawn.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

const REPLICATIONS = 40;

/** Room of a memory that begins anew now and then. */
const FEW = 5;

/** What replications come to under a policy in both orders, and how many paths were known. */
function bothOrders(of: Study, arm: number) {
  const compiled = compileStudy(of, emptyTenant);
  const view = compiled.viewOf(arm);
  const shared = newShared();
  const memory = newMemory(model, view, arm, shared);
  const forgetful = newMemory(model, view, arm, shared, null, FEW);
  if (memory === null || forgetful === null) throw new Error('a grown organization can be split');
  const { base } = at(compiled.arms, arm);
  const [apart, whole, straight] = [newChunk(0, 1), newChunk(0, 1), newChunk(0, 1, shared)];
  const again = newChunk(0, 1, shared);
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const played = playReplication(view, replication);
    const found = playApart(memory, played);
    if (found === null) continue;
    apart.add(0, found);
    whole.add(0, playWhole(model, view, base, played));
    straight.addApart(0, followApart(memory, played)!, played);
    again.addApart(0, followApart(forgetful, played)!, played);
  }
  expect(pathsOf(forgetful).length).toBeLessThanOrEqual(FEW);
  const known = pathsOf(memory).filter(({ uses }) => uses > 1).length;
  const orders = [apart, straight, again].map(({ chunk }) => chunk);
  return { orders, whole: whole.chunk, known };
}

describe('parties followed apart', () => {
  it('come to what whole worlds come to', () => {
    let known = 0;
    fc.assert(
      fc.property(studies, fc.constantFrom(0, 1), (text, arm) => {
        const found = bothOrders(parsed(text), arm);
        known += found.known;
        for (const one of found.orders) expect(one).toEqual(found.whole);
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 60) / 5) },
    );
    expect(known).toBeGreaterThan(100);
  });
});
