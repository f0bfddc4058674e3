/**
 * What is remembered between looks at drafts: who answers about a recipient, and everything that
 * was said when that was last asked.
 *
 * Why: one draft is looked at many times, and many drafts name the same people; what is told of a
 * recipient rests on a handful of values. While these are the same, what was said is said again:
 * the tips, the rules cited, and every decision for whoever watches. So nobody can tell a memory
 * from an answer.
 *
 * Never: decide anything; outlive a run, or an epoch of settings.
 */
import { lookupsFor, maySay, type View, viewsOf } from '../facts-mailtips.ts';
import type { GroupMetrics } from '../org/mailtips.ts';
import { kindOf } from '../org/org.ts';
import type { DraftSpec } from '../setting.ts';
import type { ObservedDecision, Run } from './run.ts';
import type { DraftRecord, MailboxAnswer, ShownTip } from './state.ts';

/** All that can change what is told of a recipient, while sender and settings stay. */
export type Asked = {
  readonly isCrowded: boolean;
  readonly sizeBytes: number;
  /** Of a group, as last counted; null: never since the start. */
  metrics: GroupMetrics | null;
  mailbox: MailboxAnswer | null;
};

/** Everything that came of asking. */
type Said = {
  readonly asked: Readonly<Asked>;
  readonly told: readonly ShownTip[];
  /** Indices of the rules cited. */
  readonly cites: readonly number[];
  /** Where somebody watches. */
  readonly decisions: readonly ObservedDecision[];
};

/** A recipient as one sender sees it, in one epoch. */
export type Known = {
  readonly recipient: number;
  readonly views: readonly View[];
  /** The view that its mailbox in the cloud is in; null: it has none. */
  readonly home: View | null;
  /** What that mailbox always says of itself; null: it has none, or it depends. */
  readonly always: readonly [recipient: number, answer: MailboxAnswer] | null;
  /** Whether it is counted. */
  readonly isCounted: boolean;
  /** The most lookups of any view. */
  readonly lookups: number;
  said: Said | null;
};

/** What a mailbox says of itself where there is nothing to say. */
const nothing: MailboxAnswer = { full: false, reply: null };

/** To whom a draft goes. */
export type Addressed = {
  readonly dropped: readonly number[];
  /** Each address once, in order. [DG-004] */
  readonly recipients: readonly number[];
  /** In the order of the recipients. */
  readonly known: readonly Known[];
  last: SaidOfAll | null;
};

/** What was said of all recipients of a draft. */
type SaidOfAll = {
  readonly said: readonly Said[];
  readonly told: readonly ShownTip[];
  readonly cites: readonly number[];
};

type Memory = {
  epoch: number;
  /** [sender] [recipient] */
  readonly known: Map<number, Map<number, Known>>;
  readonly addressed: Map<DraftSpec, Addressed>;
  /** Counts of citations while somebody listens; zero otherwise. */
  readonly hits: Uint32Array;
};

const memories = new WeakMap<Run, Memory>();

function memoryOf(run: Run): Memory {
  let memory = memories.get(run);
  if (memory === undefined) {
    const hits = new Uint32Array(run.hits.length);
    memory = { epoch: run.world.epoch, known: new Map(), addressed: new Map(), hits };
    memories.set(run, memory);
  }
  if (memory.epoch !== run.world.epoch) {
    memory.epoch = run.world.epoch;
    memory.known.clear();
    memory.addressed.clear();
  }
  return memory;
}

/** To whom a draft goes, without those who were removed since. */
export function addressedBy(run: Run, draft: DraftSpec, { dropped }: DraftRecord): Addressed {
  const { addressed } = memoryOf(run);
  const found = addressed.get(draft);
  if (found !== undefined && isSameList(found.dropped, dropped)) return found;
  const ones = new Set([...draft.to, ...draft.cc, ...draft.bcc]);
  for (const one of dropped) ones.delete(one);
  const recipients = [...ones];
  const known = recipients.map((recipient) => knownTo(run, draft.from, recipient));
  const made: Addressed = { dropped, recipients, known, last: null };
  addressed.set(draft, made);
  return made;
}

function isSameList<T>(one: readonly T[], other: readonly T[]): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function knownTo(run: Run, from: number, recipient: number): Known {
  const { known } = memoryOf(run);
  const ones = known.get(from) ?? new Map<number, Known>();
  known.set(from, ones);
  const found = ones.get(recipient) ?? newKnown(run, from, recipient);
  ones.set(recipient, found);
  return found;
}

function newKnown(run: Run, from: number, recipient: number): Known {
  const views = viewsOf(run, from, recipient);
  const home = views.find(({ isHome, org }) => isHome && kindOf(org, recipient) === 'cloud');
  const costs = views.map((view) => lookupsFor(run, view, recipient));
  return {
    recipient,
    views,
    home: home ?? null,
    always: home === undefined || maySay(home, recipient) ? null : [recipient, nothing],
    isCounted: views.some(({ settings }) => settings.graph.isGroup(recipient)),
    lookups: Math.max(0, ...costs),
    said: null,
  };
}

/** Asks about a recipient; its run counts and watches for the memory. */
type Tell = (heard: Run, known: Known, asked: Asked) => ShownTip[];

/**
 * What is said of a recipient: as remembered, where everything that it rests on is as it was.
 *
 * @param asked  may be used again by the caller
 */
export function saidOf(run: Run, known: Known, asked: Asked, tell: Tell): Said {
  const { said } = known;
  if (said !== null && isSame(said.asked, asked)) return said;
  known.said = hear(run, known, asked, tell);
  return known.said;
}

/** Says it of every recipient: cites, lets whoever watches know, and tells. */
export function sayAgain(
  run: Run,
  addressed: Addressed,
  said: readonly Said[],
  now: number,
): readonly ShownTip[] {
  const { last } = addressed;
  const all = last !== null && isSameList(last.said, said) ? last : sumOf(said);
  addressed.last = all;
  for (const rule of all.cites) run.hits[rule]!++;
  if (run.observer !== null)
    for (const { decisions } of said)
      for (const decision of decisions) run.observer.decision({ ...decision, at: now });
  return all.told;
}

function sumOf(said: readonly Said[]): SaidOfAll {
  const cites = new Set(said.flatMap((one) => one.cites));
  return { said, told: said.flatMap(({ told }) => told), cites: [...cites] };
}

function isSame(one: Asked, other: Asked): boolean {
  return (
    one.isCrowded === other.isCrowded &&
    one.sizeBytes === other.sizeBytes &&
    (one.metrics === other.metrics || isSameCount(one.metrics, other.metrics)) &&
    (one.mailbox === other.mailbox || isSameAnswer(one.mailbox, other.mailbox))
  );
}

function isSameCount(one: GroupMetrics | null, other: GroupMetrics | null): boolean {
  return one?.members === other?.members && one?.external === other?.external;
}

function isSameAnswer(one: MailboxAnswer | null, other: MailboxAnswer | null): boolean {
  if (one === null || other === null) return false;
  if (one.full !== other.full) return false;
  if (one.reply === null || other.reply === null) return one.reply === other.reply;
  return one.reply.text === other.reply.text && isSameList(one.reply.rules, other.reply.rules);
}

/** Asks, and takes down what is cited and decided. */
function hear(run: Run, known: Known, asked: Asked, tell: Tell): Said {
  const { hits } = memoryOf(run);
  const decisions: ObservedDecision[] = [];
  const observer = run.observer && {
    ...run.observer,
    decision: (decision: ObservedDecision) => void decisions.push(decision),
  };
  const told = tell({ ...run, hits, observer }, known, asked);
  const cites: number[] = [];
  for (let rule = 0; rule < hits.length; rule++) if (hits[rule]! > 0) cites.push(rule);
  hits.fill(0);
  return { asked: { ...asked }, told, cites, decisions };
}
