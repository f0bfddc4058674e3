/**
 * A sender's desk: the draft with its tips, what is done about them, and the wait in the Outbox.
 *
 * Why small worlds: tips, and whether a message is still there to be withdrawn, are answered by the
 * world step itself, in a world that holds the draft (or the one message) and nothing else. It is
 * made only for senders who look at tips, or whose client lets messages wait.
 *
 * Never: state a rule of MailTips or of the Outbox.
 */
import { at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import { kindOf } from '../../model/org/org.ts';
import { emptyTenant, objectsOf } from '../../model/org/tenant.ts';
import { type Base, compileTimeline } from '../../scenarios/compile.ts';
import type { Action } from '../../scenarios/scenario.ts';
import { undoMaxMs } from '../../scenarios/schema/send-delay.ts';
import { workloadOf } from '../../scenarios/workloads.ts';
import type { Arm, CompiledStudy } from '../arms.ts';
import { type Fate, PREVENTED } from '../fates.ts';
import { type Change, membersOf } from '../mistake.ts';
import { type Simulated, simulate } from '../simulate.ts';
import type { Draws } from '../streams.ts';
import { bernoulli, sample } from '../variates.ts';
import { MESSAGE, type Played } from '../workload.ts';
import { noticesTips, type Resolved, resolve, type Shown } from './heeding.ts';

/** What is needed to sit at it, under one policy. */
export type Desk = {
  readonly model: Model;
  readonly view: CompiledStudy;
  readonly arm: Arm;
  /** The organization with its groups counted. */
  readonly base: Base;
};

/** The desk of a policy; null where nothing is done before sending. */
export function deskOf(model: Model, view: CompiledStudy, arm: Arm): Desk | null {
  const isIdle = !view.study.workload.mailTips && arm.policy.measures === null;
  if (isIdle) return null;
  return { model, view, arm, base: countedBase(model, arm) };
}

/**
 * The organization with its groups counted, as in the night before; counted once, by the world
 * itself. A tenant that says how large any group is has said it of all.
 */
function countedBase(model: Model, { base, tenant }: Arm): Base {
  const known = counted.get(base);
  if (known !== undefined) return known;
  const made = objectsOf(tenant, 'GroupMetrics').length > 0 ? base : withMetrics(model, base);
  counted.set(base, made);
  return made;
}

const counted = new WeakMap<Base, Base>();

function withMetrics(model: Model, base: Base): Base {
  const timeline = [{ at: 0, action: { kind: 'refreshGroupMetrics' } as const }];
  const happenings = { deliveryMs: 0, untilMs: null, timeline, faults: [] };
  const { world } = simulate(model, compileTimeline(base, happenings, nobody));
  const GroupMetrics = [...world.metrics].map(([group, { members, external }]) => ({
    Identity: at(base.book.addresses, group),
    GroupMemberCount: members,
    GroupExternalMemberCount: external,
  }));
  // What is read of a tenant for tips is remembered by its organization: another one is needed.
  const epochs = base.epochs.map((epoch) => {
    const [own = emptyTenant, ...others] = epoch.tenants;
    const org = { ...epoch.org };
    const tenant = { ...own, nouns: { ...own.nouns, GroupMetrics } };
    return { ...epoch, org, orgs: [org, ...epoch.orgs.slice(1)], tenants: [tenant, ...others] };
  });
  return { ...base, epochs };
}

/** What is left of a message, and to whom it does not go. */
export type Before = {
  /** null: nobody is left whom it should not have gone to. */
  readonly played: Played | null;
  readonly prevented: readonly Fate[];
  /** Indices of the rules that were met. */
  readonly rules: readonly number[];
};

/**
 * What happens before a message leaves.
 *
 * @param written  what happens where nothing is done before
 * @param replay   what happens where the message is changed
 */
export function beforeSending(
  desk: Desk,
  draws: Draws,
  written: Played,
  replay: (change: Change) => Played,
): Before {
  const { study } = desk.view;
  const rules = new Set<number>();
  const addressed = written.send.to;
  const { dropped, postponedBy } = tipsHeeded(desk, draws, written, rules);
  const to = addressed.filter((address) => !dropped.has(address));
  const stopped = (words: string): Before => {
    return { played: null, prevented: fatesOf(desk, written, dropped, words), rules: [...rules] };
  };
  const right = at(desk.arm.base.book.addresses, Math.max(0, written.right));
  const wrong = written.right < 0 ? to : to.filter((address) => address !== right);
  if (wrong.length === 0) return stopped('');
  const { mistake } = workloadOf(study.workload.kind);
  let laterMs = 0;
  if (postponedBy !== null) {
    laterMs = sample(study.behaviours.delays.postpone, draws.uniform('compose.postpones', 0));
    if (written.noticedMs < laterMs) return stopped(postponedBy);
  }
  const deferMs = mistake === 'nothing' ? 0 : deferOf(desk, written);
  const isChanged = to.length < addressed.length || laterMs > 0 || deferMs > 0;
  const played = isChanged ? replay({ to, laterMs, deferMs }) : written;
  if (deferMs > 0) {
    const { cancelsInTime } = study.behaviours.choices;
    const isTaken = bernoulli(cancelsInTime, draws.uniform('sender.cancels', 0));
    if (isTaken && isWithdrawn(desk, played, rules)) return stopped('withdrawn send-delay');
  }
  return { played, prevented: fatesOf(desk, written, dropped, null), rules: [...rules] };
}

const nothingShown: Resolved = { dropped: new Map(), postponedBy: null };

function tipsHeeded(desk: Desk, draws: Draws, written: Played, rules: Set<number>): Resolved {
  const { view } = desk;
  const { study } = view;
  if (!study.workload.mailTips || !noticesTips(study, draws)) return nothingShown;
  const { addresses } = desk.arm.base.book;
  const right = written.right < 0 ? null : at(addresses, written.right);
  const shown = tipsOf(desk, written, right, rules);
  return resolve(study, draws, shown, written.send.to, right, view.entityOf);
}

/** The tips that the client of the sender displays, as the world answers. */
function tipsOf(
  desk: Desk,
  { send }: Played,
  right: string | null,
  rules: Set<number>,
): readonly Shown[] {
  const { from, to, cc, bcc, size, client } = send;
  const repliesAfterBcc = workloadOf(desk.view.study.workload.kind).repliesAll === 'after-bcc';
  const answers =
    repliesAfterBcc && right !== null ? { replyAllTo: MESSAGE, receivedAsBcc: true } : {};
  const draft: Action = {
    ...{ kind: 'compose', id: 'd1', from, to, cc, bcc, size, client },
    ...answers,
  };
  const { world, setting } = simulateAlone(desk, [{ at: 0, action: draft }], rules);
  return at(at(world.drafts, 0).snapshots, 0).tips.map(({ kind, recipient }) => ({
    tip: kind,
    about: recipient < 0 ? null : at(setting.book.addresses, recipient),
  }));
}

/** How long the client of the sender lets a message wait, ms. */
function deferOf({ arm, view }: Desk, { send }: Played): number {
  const { ruleMs, undoMs } = arm.policy.measures?.sendDelay ?? { ruleMs: 0, undoMs: 0 };
  const client = view.personOf(send.from)?.client ?? 'outlook-windows';
  if (client === 'outlook-windows') return ruleMs;
  return Math.min(undoMs, undoMaxMs(client, view.study.start));
}

/** Whether a message is still there to be withdrawn when its sender sees the mistake. */
function isWithdrawn(desk: Desk, { noticedMs, send }: Played, rules: Set<number>): boolean {
  const cancel: Action = { kind: 'cancel', message: MESSAGE };
  const timeline = [
    { at: 0, action: send },
    { at: noticedMs, action: cancel },
  ];
  const { world } = simulateAlone(desk, timeline, rules);
  return Number.isNaN(at(world.messages, 0).sentAt);
}

/** A world of a few actions in which nobody gets anything. */
function simulateAlone(
  { base, model }: Desk,
  timeline: Parameters<typeof compileTimeline>[1]['timeline'],
  rules: Set<number>,
): Simulated {
  const happenings = { deliveryMs: 0, untilMs: null, timeline, faults: [] };
  const simulated = simulate(model, compileTimeline(base, happenings, nobody));
  simulated.hits.forEach((count, rule) => {
    if (count > 0) rules.add(rule);
  });
  return simulated;
}

const nobody: ReadonlySet<number> = new Set();

/**
 * The fates of those whom a message does not reach that was written to them.
 *
 * @param dropped  the words about each address that was taken out
 * @param all      the words about all others; null: they get it
 */
function fatesOf(
  { arm, view }: Desk,
  { isToGroup, send: { to } }: Played,
  dropped: ReadonlyMap<string, string>,
  all: string | null,
): Fate[] {
  if (dropped.size === 0 && all === null) return [];
  const left = all === null ? to.filter((address) => !dropped.has(address)) : [];
  const behind = (addresses: readonly string[]): readonly string[] =>
    isToGroup ? membersOf(view, addresses) : addresses;
  const still = new Set(behind(left));
  const fates: Fate[] = [];
  const found = new Set<string>();
  for (const address of to) {
    for (const member of behind([address])) {
      if (still.has(member) || found.has(member)) continue;
      found.add(member);
      fates.push(preventedFate(view, arm, member, dropped.get(address) ?? all ?? ''));
    }
  }
  return fates;
}

/** What became of somebody who got nothing. */
function preventedFate(view: CompiledStudy, { base }: Arm, address: string, words: string): Fate {
  const recipient = view.indexOf(address);
  const { org } = at(base.epochs, 0);
  return {
    recipient,
    kind: kindOf(org, recipient),
    client: view.personOf(address)?.client ?? null,
    isInside: at(org.inside, recipient) === 1,
    words: `${PREVENTED} ${words}`,
    success: false,
    reported: false,
    seen: false,
    noticed: false,
    left: null,
    receipts: 0,
    isDuplicate: false,
    decisionMs: -1,
    seenAt: -1,
    goneAt: -1,
  };
}
