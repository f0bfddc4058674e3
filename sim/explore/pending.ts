/**
 * What is scheduled, in the order of the kernel: instant, kind, indices. A list that is replaced
 * and never changed, so that a state keeps its own.
 *
 * Why not the event list of the kernel: that one is emptied as it is read, and here the same list
 * is read again after every step back.
 */
import {
  backgroundKinds,
  type EventKind,
  eventKinds,
  type WorldEvent,
} from '../../model/world/run.ts';

/** A scheduled event. */
export type Waiting = {
  readonly event: WorldEvent;
  /** Its kind, as the index in `eventKinds`. */
  readonly kind: number;
  /** Whose it is, -1: nobody's; and its number, seen from there. Noted when it is first needed. */
  owner: number;
  id: number;
};

export type Pending = {
  readonly push: (at: number, kind: EventKind, a: number, b: number) => void;
  readonly first: () => Waiting | undefined;
  readonly shift: () => void;
  /** The instant of the first; infinite for none. */
  readonly nextAt: () => number;
  /** The instant of the first that keeps a scenario alive; infinite for none. */
  readonly awaitedAt: () => number;
  readonly all: () => readonly Waiting[];
  readonly restore: (list: readonly Waiting[]) => void;
};

/** The kind that people are. */
export const PEOPLE = eventKinds.indexOf('act');

const kinds = new Map<EventKind, number>(eventKinds.map((kind, order) => [kind, order]));

/** An empty list. `isLeftOut`: what is not scheduled but chosen. */
export function newPending(isLeftOut: (kind: EventKind, a: number) => boolean): Pending {
  let list: readonly Waiting[] = [];
  return {
    push: (at, kind, a, b) => {
      if (isLeftOut(kind, a)) return;
      const event = { at, kind, a, b };
      const added: Waiting = { event, kind: kinds.get(kind) ?? 0, owner: -1, id: -1 };
      const place = list.findIndex((other) => isBefore(added, other));
      const cut = place < 0 ? list.length : place;
      list = [...list.slice(0, cut), added, ...list.slice(cut)];
    },
    first: () => list[0],
    shift: () => {
      list = list.slice(1);
    },
    nextAt: () => list[0]?.event.at ?? Number.POSITIVE_INFINITY,
    awaitedAt: () =>
      list.find(({ event }) => !backgroundKinds.has(event.kind))?.event.at ??
      Number.POSITIVE_INFINITY,
    all: () => list,
    restore: (kept) => {
      list = kept;
    },
  };
}

function isBefore(one: Waiting, other: Waiting): boolean {
  if (one.event.at !== other.event.at) return one.event.at < other.event.at;
  if (one.kind !== other.kind) return one.kind < other.kind;
  if (one.event.a !== other.event.a) return one.event.a < other.event.a;
  return one.event.b < other.event.b;
}

/**
 * What is left of a list when an instant has passed; `isMid`: only what happens before people act.
 */
export function remainingOf(
  list: readonly Waiting[],
  instant: number,
  isMid: boolean,
): readonly Waiting[] {
  let gone = 0;
  for (; gone < list.length; gone++) {
    const { event, kind } = list[gone]!;
    if (event.at > instant || (isMid && event.at === instant && kind > PEOPLE)) break;
  }
  return gone === 0 ? list : list.slice(gone);
}

/** A list with more, each at its place. */
export function withAdded(list: readonly Waiting[], added: readonly Waiting[]): readonly Waiting[] {
  return added.length === 0
    ? list
    : [...list, ...added].sort((one, other) => (isBefore(one, other) ? -1 : 1));
}
