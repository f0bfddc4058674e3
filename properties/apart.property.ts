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
import { assumptionNames, assumptions } from '../model/assumptions.ts';
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

/** One switch elsewhere than at its default. */
const switches = fc
  .constantFrom(...assumptionNames.filter((name) => assumptions[name].kind === 'word'))
  .chain((name) => fc.constantFrom(...assumptions[name].values.map((value) => [name, value])))
  .map(([name, value]) => `{ assume: { ${name}: ${value} } }`);

/** To whom messages go, and how many to groups where the kind does not say it. */
const workloads = fc.oneof(
  fc.constantFrom('wrong-group', 'all-staff', 'bad-recipients').map((kind) => `kind: ${kind}`),
  fc
    .tuple(fc.constantFrom('wrong-recipient', 'reply-all', 'wrong-attachment', 'premature'), shares)
    .map(([kind, groups]) => `kind: ${kind}\n  groups: ${groups}`),
);

/** What changes one policy from the first. */
const settings = fc.constantFrom(
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

const policies = fc.oneof(settings, switches);

const header = 'version: 1\nname: A small study\nprofile: cloud-2026-08\n';

/** The file of a study. */
const studies = fc
  .record({
    seed: fc.nat(1_000_000),
    mailboxes: fc.integer({ min: 2, max: 30 }),
    recipients: fc.constantFrom('1', '{ from: 1, to: 9 }'),
    external: fc.constantFrom(0, 0.2),
    recallAfter: delays,
    delivery: delays,
    receipt: fc.boolean(),
    read: delays,
    tidy: delays,
    forward: delays,
    outage: shares,
    databases: fc.constantFrom('', 'mailboxesPerDatabase: 3'),
    workload: workloads,
    reading: fc.constantFrom('personal', 'broadcast'),
    rules: shares,
    links: shares,
    forwards: shares,
    policy: policies,
  })
  // What is meant as it is is not answered.
  .filter(({ policy, workload }) => !(workload.includes('bad') && policy.includes('answer')))
  .map(
    (drawn) => `${header}
seed: ${drawn.seed}
tenant: { generate: { mailboxes: ${drawn.mailboxes} } }
population:
  forwardsInsideShare: ${drawn.links}
  forwardRuleShare: ${drawn.rules}
  ${drawn.databases}
workload:
  ${drawn.workload}
  reading: ${drawn.reading}
  recipients: ${drawn.recipients}
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
policies: { today: {}, other: ${drawn.policy} }
`,
  );

function parsed(text: string): Study {
  const read = parseStudy(text, 'drawn.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

const REPLICATIONS = 40;

const runs = fc.readConfigureGlobal().numRuns ?? 60;

/** The build machine tries five times as many. */
const tried = process.env['RECALL_LAB_THOROUGH'] === undefined ? Math.ceil(runs / 5) : runs;

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

/** Studies in which the two orders once differed, and why. */
const differed: readonly (readonly [why: string, text: string])[] = [
  [
    'groups on the way ask for receipts of their own',
    `seed: 0
tenant: { generate: { mailboxes: 15 } }
workload: { recipients: 1, groups: 0.5, recallAfter: 10s, delivery: 10s, readReceipt: true }
behaviours: { personalRead: 10s, tidy: 10s, databaseOutage: 0.4, forwards: 0, deletes: 0.4 }
policies: { other: { profile: classic } }`,
  ],
  [
    'the sender, who is reached too, files the sent item for want of a copy',
    `seed: 0
tenant: { generate: { mailboxes: 2 } }
population: { mailboxesPerDatabase: 3 }
workload: { recipients: 1, groups: 1, recallAfter: 10s, delivery: 10s }
behaviours: { personalRead: 0s, tidy: 0s, databaseOutage: 0.4, forwards: 0, deletes: 0.4 }
policies: { today: {} }`,
  ],
  [
    'a slower request leaves fewer attempts before the deadline',
    `seed: 884136
tenant: { generate: { mailboxes: 6 } }
workload:
  recipients: { from: 1, to: 9 }
  recallAfter: 10s
  delivery: { empirical: [[0, 10s], [0.5, 10s], [1, 30h]] }
behaviours: { personalRead: 10s, mailboxOutage: 1, databaseOutage: 0.4, forwards: 0 }
policies: { today: {} }`,
  ],
  [
    'what is on its way for more than a day expires',
    `seed: 0
tenant: { generate: { mailboxes: 3 } }
workload:
  kind: bad-recipients
  recipients: 1
  recallAfter: 10s
  delivery: { empirical: [[0, 10s], [0.5, 10s], [1, 30h]] }
policies: { today: {} }`,
  ],
];

describe('parties followed apart', () => {
  it.each(differed)('come to what whole worlds come to where %s', (_, text) => {
    const { orders, whole } = bothOrders(parsed(header + text), 0);
    for (const one of orders) expect(one).toEqual(whole);
  });

  it('come to what whole worlds come to', () => {
    let known = 0;
    fc.assert(
      fc.property(studies, fc.constantFrom(0, 1), (text, arm) => {
        const found = bothOrders(parsed(text), arm);
        known += found.known;
        for (const one of found.orders) expect(one).toEqual(found.whole);
      }),
      { numRuns: tried },
    );
    expect(known).toBeGreaterThan(100);
  });
});
