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
import { emptyTenant, objectsOf } from '../../model/org/tenant.ts';
import { type Base, compileTimeline } from '../../scenarios/compile.ts';
import type { Action } from '../../scenarios/scenario.ts';
import { undoMaxMs } from '../../scenarios/schema/send-delay.ts';
import { workloadOf } from '../../scenarios/workloads.ts';
import type { Arm, CompiledStudy } from '../arms.ts';
import { type Simulated, simulate } from '../simulate.ts';
import type { Draws } from '../streams.ts';
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

/** Of a draft of which nothing is told. */
export const untold: Resolved = { dropped: new Map(), postponedBy: null };

/** What the sender makes of the tips of a draft; rules that were met are added. */
export function tipsHeeded(
  desk: Desk,
  draws: Draws,
  written: Played,
  rules: Set<number>,
): Resolved {
  const { view } = desk;
  const { study } = view;
  if (!study.workload.mailTips || !noticesTips(study, draws)) return untold;
  const { addresses } = desk.arm.base.book;
  const right = written.right < 0 ? null : at(addresses, written.right);
  const shown = tipsOf(desk, written, rules);
  return resolve(study, draws, shown, written.send.to, right, view.entityOf);
}

/** The draft of a message, as its sender composes it. */
export function draftOf({ view }: Desk, { right, send }: Played): Action {
  const { from, to, cc, bcc, size, client } = send;
  const { repliesAll } = workloadOf(view.study.workload.kind);
  const isAfterBcc = repliesAll === 'after-bcc' && right >= 0;
  const answers = isAfterBcc ? { replyAllTo: MESSAGE, receivedAsBcc: true } : {};
  return { kind: 'compose', id: 'd1', from, to, cc, bcc, size, client, ...answers };
}

/** The tips that the client of the sender displays, as the world answers. */
function tipsOf(desk: Desk, written: Played, rules: Set<number>): readonly Shown[] {
  const draft = draftOf(desk, written);
  const { world, setting } = simulateAlone(desk, [{ at: 0, action: draft }], rules);
  return at(at(world.drafts, 0).snapshots, 0).tips.map(({ kind, recipient }) => ({
    tip: kind,
    about: recipient < 0 ? null : at(setting.book.addresses, recipient),
  }));
}

/** How long the client of the sender lets a message wait, ms. */
export function deferOf({ arm, view }: Desk, { send }: Played): number {
  const { ruleMs, undoMs } = arm.policy.measures?.sendDelay ?? { ruleMs: 0, undoMs: 0 };
  const client = view.personOf(send.from)?.client ?? 'outlook-windows';
  if (client === 'outlook-windows') return ruleMs;
  return Math.min(undoMs, undoMaxMs(client, view.study.start));
}

/** Whether a message is still there to be withdrawn when its sender sees the mistake. */
export function isWithdrawn(desk: Desk, { noticedMs, send }: Played, rules: Set<number>): boolean {
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
