/**
 * At the mailbox: who may act for whom, and what the read flag does to recalls and receipts.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Action, Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import { ana, build, cloud, everyone, ingredients } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';
import { rowsOf } from './outcomes.ts';

const [ben, cara, dan] = cloud;
const MINUTE = 60_000;

const rights = fc.record({
  fullAccess: fc.subarray<string>([ben, cara, everyone]),
  denied: fc.subarray<string>([cara]),
  sendAs: fc.subarray<string>([ben, dan]),
  behalf: fc.subarray<string>([cara]),
  told: fc.boolean(), // somebody has access to ben's mailbox, and the tenant says who
  moved: fc.boolean(), // the switch
  actor: fc.constantFrom<string | null>(null, ben, cara, dan, 'application', 'reader'),
  unread: fc.subarray<string>([...cloud]),
  late: fc.boolean(),
});
type Rights = typeof rights extends fc.Arbitrary<infer T> ? T : never;

/** A scenario in which somebody asks for the recalls, opens ben's mailbox, and marks as unread. */
function withRights(scenario: Scenario, some: Rights): Scenario {
  const { nouns } = scenario.tenant;
  const row = (Identity: string, User: string, Deny = false) => ({
    Identity,
    User: [User],
    AccessRights: ['FullAccess'],
    Deny,
  });
  const MailboxPermission = [
    ...some.fullAccess.map((user) => row(ana, user)),
    ...some.denied.map((user) => row(ana, user, true)),
    ...(some.told ? [row(ben, cara)] : []),
  ];
  const RecipientPermission = some.sendAs.map((user) => ({
    Identity: ana,
    Trustee: [user],
    AccessRights: ['SendAs'],
  }));
  const Mailbox = (nouns.Mailbox ?? []).map((box) =>
    box['PrimarySmtpAddress'] === ana ? { ...box, GrantSendOnBehalfTo: some.behalf } : box,
  );
  const onCopy = { message: 'm1', mailbox: ben };
  const readers = [cara, dan].map(
    (by): TimelineEntry => ({ at: 4 * MINUTE, action: { kind: 'read', ...onCopy, by } }),
  );
  const marks = some.unread.map(
    (mailbox): TimelineEntry => ({
      at: some.late ? 600 * MINUTE : 7 * MINUTE,
      action: { kind: 'markUnread', message: 'm1', mailbox, by: null },
    }),
  );
  return {
    ...scenario,
    assume: { ...scenario.assume, sendRightRecalls: some.moved ? 'true' : 'false' },
    tenant: {
      ...scenario.tenant,
      nouns: { ...nouns, Mailbox, MailboxPermission, RecipientPermission },
    },
    timeline: [
      ...scenario.timeline.map(({ at, action }) => ({ at, action: asked(action, some.actor) })),
      ...readers,
      ...marks,
    ],
  };
}

/** A recall asked for by somebody else than the sender. */
function asked(action: Action, actor: string | null): Action {
  const isApplication = actor === 'application' || actor === 'reader';
  if (action.kind === 'send') return { ...action, readReceipt: true };
  if (action.kind !== 'recall') return action;
  if (!isApplication) return { ...action, by: actor };
  const mayWriteMail = actor === 'application';
  return { ...action, client: 'graph', application: { name: actor, mayWriteMail } };
}

const scenarios = fc
  .tuple(ingredients, rights)
  .map(([parts, some]) => withRights(build(parts), some));

/** Who stands in a list of people and groups, at any depth. */
function behind(scenario: Scenario, named: readonly string[]): Set<string> {
  const all = new Set(named);
  for (const one of all) {
    const groups = scenario.tenant.nouns.DistributionGroup ?? [];
    const group = groups.find((object) => object['PrimarySmtpAddress'] === one);
    for (const member of (group?.['Members'] as readonly string[] | undefined) ?? []) {
      all.add(member);
    }
  }
  return all;
}

/** Whether G5b lets the actor of a scenario recall, said again from the objects of the tenant. */
function mayRecall(scenario: Scenario): boolean {
  const { nouns } = scenario.tenant;
  const recall = scenario.timeline.find(({ action }) => action.kind === 'recall')?.action;
  if (recall?.kind !== 'recall') return false;
  if (recall.application) return recall.application.mayWriteMail;
  const { by } = recall;
  if (by === null) return true;
  const usersOf = (deny: boolean) =>
    (nouns.MailboxPermission ?? []).flatMap((row) =>
      row['Identity'] === ana && row['Deny'] === deny ? (row['User'] as readonly string[]) : [],
    );
  if (behind(scenario, usersOf(false)).has(by) && !behind(scenario, usersOf(true)).has(by))
    return true;
  const isTrustee = (nouns.RecipientPermission ?? []).some((row) =>
    (row['Trustee'] as readonly string[]).includes(by),
  );
  const box = (nouns.Mailbox ?? []).find((one) => one['PrimarySmtpAddress'] === ana);
  const onBehalf = ((box?.['GrantSendOnBehalfTo'] ?? []) as readonly string[]).includes(by);
  return scenario.assume.sendRightRecalls === 'true' && (isTrustee || onBehalf);
}

/** Refused for the actor, not for the client or the age of the message. */
const refusals = (scenario: Scenario) =>
  run(scenario).outcome.recalls.filter(({ reason }) => reason === 'not-permitted');

describe('who may recall', () => {
  always(
    ['RC-008', 'RC-300', 'RC-301', 'RC-302', 'RC-303', 'RC-304', 'RC-305'],
    'only the sender, who may use the Sent Items, or an application with Mail.ReadWrite recalls',
    scenarios,
    (scenario) => {
      const { recalls, audit } = run(scenario).outcome;
      const may = mayRecall(scenario);
      for (const recall of recalls) {
        if (may) expect(recall.reason).not.toBe('not-permitted');
        else expect(recall.status).toBe('refused');
        const asked = audit.filter(
          (entry) => entry.operation === 'recall-request' && entry.recall === recall.id,
        );
        expect(asked.map(({ result }) => result)).toEqual([recall.status]);
      }
    },
  );
  sometimes('an actor is refused', scenarios, (scenario) => refusals(scenario).length > 0);
  sometimes(
    'somebody with full access recalls',
    scenarios,
    (scenario) =>
      scenario.assume.sendRightRecalls === 'false' &&
      mayRecall(scenario) &&
      scenario.timeline.some(({ action }) => action.kind === 'recall' && action.by !== null),
  );
});

describe('who may open', () => {
  always(
    ['MB-100', 'MB-101', 'MB-102'],
    'where the tenant says who has access to a mailbox, nobody else opens it',
    scenarios,
    (scenario) => {
      const isTold = (scenario.tenant.nouns.MailboxPermission ?? []).some(
        (row) => row['Identity'] === ben,
      );
      const { audit, copies } = run(scenario).outcome;
      const readers = copies.flatMap(({ mailbox, exposures }) =>
        mailbox === ben ? exposures.flatMap(({ by }) => by ?? []) : [],
      );
      const barred = audit.filter(({ reason }) => reason === 'not-permitted' && isTold);
      expect(barred.filter(({ actor }) => actor === cara && isTold)).toEqual(
        barred.filter(({ actor, operation }) => actor === cara && operation === 'recall-request'),
      );
      if (isTold) expect(readers).not.toContain(dan);
    },
  );
  sometimes('two people have opened one mailbox', scenarios, (scenario) =>
    run(scenario).outcome.copies.some(
      ({ exposures }) => new Set(exposures.flatMap(({ by }) => by ?? [])).size === 2,
    ),
  );
});

describe('marking as unread', () => {
  always(
    ['MB-070'],
    'the flag goes, what was read before stays known, and the flag alone decides',
    scenarios,
    (scenario) => {
      const { outcome } = run(scenario);
      for (const copy of outcome.copies) {
        if (copy.read) expect(copy.firstReadAt).not.toBeNull();
      }
      for (const row of rowsOf(outcome)) {
        if (row.reason === 'already-read') expect(row.readBefore).toBe(true);
      }
    },
  );
  sometimes('a copy that was read is unread in the end', scenarios, (scenario) =>
    run(scenario).outcome.copies.some(
      ({ present, read, firstReadAt, exposed }) =>
        present && !read && firstReadAt !== null && exposed.includes('opened'),
    ),
  );
  sometimes('a recall succeeds for what had been read', scenarios, (scenario) =>
    rowsOf(run(scenario).outcome).some(
      ({ outcome, readBefore }) => outcome === 'recalled' && readBefore,
    ),
  );
  always(
    ['RR-050', 'RR-051'],
    'it takes no receipt back and brings no second one',
    scenarios,
    (scenario) => {
      // Without recalls, which may take what is unread again before its owner deletes it.
      const kinds = ['recall', 'change'];
      const alone = scenario.timeline.filter(({ action }) => !kinds.includes(action.kind));
      const plain = alone.filter(({ action }) => action.kind !== 'markUnread');
      const { receipts } = run({ ...scenario, timeline: alone }).outcome;
      const without = run({ ...scenario, timeline: plain }).outcome.receipts;
      const isRead = ({ kind }: (typeof receipts)[number]) => kind === 'read';
      expect(receipts.filter(isRead)).toEqual(without.filter(isRead));
      for (const receipt of without) expect(receipts).toContainEqual(receipt);
    },
  );
});

agreement('rights and flags', scenarios);
