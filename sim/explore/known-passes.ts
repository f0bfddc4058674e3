/**
 * Known passes: what the passing of time up to the next choice point has done to each recipient in
 * its situation, and to what is common, for the next time that all of them are in situations in
 * which it is known. The same of recalls, which open a row for each.
 *
 * What makes it right: only what comes to each recipient by itself is known: one instant at which
 * nothing else happens (`comesByItself`, a list checked against the types), or a recall, in worlds
 * in which nobody's records name another's. Then what becomes of a recipient depends on its
 * situation alone, and what becomes of the rest on the surroundings and on what recipients tell:
 * what is scheduled for them and the states of their rows, and of a sender everything. Whenever it
 * is done, it is looked whether more has been made or changed, and what was known of it is
 * compared; one in some that are known is done all the same. Tests compare whole walks with and
 * without.
 */
import { assert, at } from '../../model/assert.ts';
import type { EventKind } from '../../model/world/run.ts';
import { applyChanges, type Change, changeOf, isBeyondRecords } from './known-steps.ts';
import { remainingOf, type Waiting, withAdded } from './pending.ts';
import type { Stored } from './records.ts';
import type { Shadow, Shot } from './shadow.ts';
import { sortFrom } from './situations.ts';
import { newTuples, type Tuples } from './tuples.ts';

/** Whether what happens to one recipient then depends on nobody else. */
const comesByItself: Readonly<Record<EventKind, boolean>> = {
  epoch: false,
  fault: true,
  count: false,
  refresh: false,
  release: false,
  leave: false,
  route: false,
  return: false,
  arrive: false,
  lapse: false,
  sync: false,
  retention: false,
  outdate: false,
  wake: false,
  act: false,
  idle: false,
  attempt: true,
  expire: false,
  timeout: true,
  report: true,
};

/** What has become of a recipient. */
type PassPart = {
  readonly blockId: number;
  readonly waitingId: number;
  /** What others can see of it: what is scheduled, and the states of its rows. */
  readonly told: number;
  readonly changes: readonly Change[];
  /** Whether a row has been made for it, and [recipient] which. */
  readonly isMade: boolean;
  readonly made: (Stored | undefined)[];
};

/** What has become of the rest. */
export type PassRest = {
  readonly commonId: number;
  readonly surroundings: number;
  /** Of what is scheduled for nobody in particular. */
  readonly waitingId: number;
  readonly now: number;
  readonly isMid: boolean;
  /** The instant that has passed. */
  readonly reached: number;
  readonly changes: readonly Change[];
  readonly added: readonly Waiting[];
  /** The recipients for whom a row has been made, in order. */
  readonly made: readonly number[];
  /** How many world steps it takes. */
  readonly steps: number;
};

/** How the walk has come from one choice point to the next. */
export type Trip = {
  /** How many instants something has happened at, or the clock has changed an answer. */
  instants: number;
  /** The last of them. */
  reached: number;
  steps: number;
};

export type KnownPasses = {
  /** [situation] */
  readonly parts: (PassPart | undefined)[];
  /** (surroundings, what recipients tell, in order of number) -> a number; [number] the rest. */
  readonly keys: Tuples;
  readonly rests: (PassRest | undefined)[];
  /** [surroundings] where a pass ends the path, or can never be known. */
  readonly marks: ('end' | 'never' | undefined)[];
  readonly tellings: Tuples;
  readonly scratch: Int32Array;
  /** Whether it is a recall that is known: rows are made, and nobody but its sender is asked. */
  readonly isRecall: boolean;
};

/** No small world has more recipients or rows. */
const MANY = 4096;

export function newKnownPasses(isRecall: boolean): KnownPasses {
  return {
    parts: [],
    keys: newTuples(),
    rests: [],
    marks: [],
    tellings: newTuples(),
    scratch: new Int32Array(MANY),
    isRecall,
  };
}

/** What becomes of the rest where everybody's situation is known, and so is this; else null. */
export function restOf(
  { parts, keys, rests, scratch }: KnownPasses,
  surroundings: number,
  situations: readonly number[],
): PassRest | null {
  const { length } = situations;
  scratch[0] = surroundings;
  for (let block = 0; block < length; block++) {
    const part = parts[situations[block]!];
    if (part === undefined || (part.isMade && part.made[block] === undefined)) return null;
    scratch[block + 1] = part.told;
  }
  sortFrom(scratch, 1, length + 1);
  return rests[keys.intern(scratch, length + 1)] ?? null;
}

/** Notes the pass that was just measured. */
export function notePass(
  passes: KnownPasses,
  shadow: Shadow,
  before: Shot,
  place: { readonly surroundings: number; readonly situations: readonly number[] },
  then: { readonly surroundings: number; readonly trip: Trip },
): void {
  const { trip } = then;
  const added = shadow.pending.all().filter((waiting) => !before.waiting.includes(waiting));
  const left = remainingOf(before.waiting, trip.reached, shadow.here.isMid);
  const gone = before.waiting.filter((waiting) => !left.includes(waiting));
  const { isRecall } = passes;
  const isBeyond = isBeyondRecords(shadow, before, isRecall);
  const split = isBeyond ? null : changesByOwner(shadow, before);
  const isNever =
    trip.instants !== 1 ||
    split === null ||
    shadow.markIds !== before.markIds ||
    shadow.world.epoch !== before.epoch ||
    gone.some(({ event }) => !comesByItself[event.kind]) ||
    (!isRecall && added.some(({ owner }) => owner >= 0));
  if (isNever) {
    passes.marks[place.surroundings] = 'never';
    return;
  }
  place.situations.forEach((situation, block) => {
    notePart(passes, shadow, split, situation, block);
  });
  passes.scratch[0] = place.surroundings;
  place.situations.forEach((situation, block) => {
    passes.scratch[block + 1] = at(passes.parts, situation)?.told ?? -1;
  });
  const length = place.situations.length + 1;
  sortFrom(passes.scratch, 1, length);
  const key = passes.keys.intern(passes.scratch, length);
  const known = passes.rests[key];
  assert(
    known === undefined || known.commonId === shadow.commonId,
    'what is common comes out of its surroundings as before',
  );
  passes.rests[key] ??= {
    commonId: shadow.commonId,
    surroundings: then.surroundings,
    waitingId: at(shadow.waitingIds, shadow.waitingIds.length - 1),
    now: shadow.here.now,
    isMid: shadow.here.isMid,
    reached: trip.reached,
    changes: split.rest,
    added,
    made: [...split.made.keys()],
    steps: trip.steps,
  };
}

/** Notes what has become of a recipient. */
function notePart(
  passes: KnownPasses,
  shadow: Shadow,
  split: Split,
  situation: number,
  block: number,
): void {
  const part: PassPart = {
    blockId: at(shadow.blockIds, block),
    waitingId: at(shadow.waitingIds, block),
    told: toldBy(passes, shadow, block, situation),
    changes: at(split.parts, block),
    isMade: split.made.has(block),
    made: [],
  };
  const known = passes.parts[situation];
  passes.parts[situation] ??= part;
  at(passes.parts, situation)!.made[block] = split.made.get(block);
  assert(
    known === undefined || (known.blockId === part.blockId && known.told === part.told),
    'a recipient comes out of a situation as before',
  );
}

type Split = {
  readonly parts: Change[][];
  readonly rest: Change[];
  /** The row that has been made for a recipient, in order. */
  readonly made: Map<number, Stored>;
};

/** What the measured pass has changed, by whose it is; null when that differs from path to path. */
function changesByOwner(shadow: Shadow, before: Shot): Split | null {
  const { parts, changed, blockIds } = shadow;
  const found: Change[][] = blockIds.map(() => []);
  const rest: Change[] = [];
  const made = new Map<number, Stored>();
  for (let c = 0; c < changed.count; c++) {
    const { live, kind, ids } = at(parts.shelves, at(changed.shelves, c));
    const index = at(changed.indices, c);
    if (index >= at(before.shelves, at(changed.shelves, c)).length) {
      const owner = at(live, index)['recipient'] as number;
      if (made.has(owner)) return null;
      made.set(owner, kind.store(at(live, index), at(ids, index)));
      continue;
    }
    const change = changeOf(shadow, before, c);
    if (change === null) return null;
    if (at(parts.shelves, change.shelf).ofRecipient) at(found, change.owner).push(change);
    else rest.push(change);
  }
  return { parts: found, rest, made };
}

/**
 * What others can see of a recipient in the live world. When somebody recalls, that is everything
 * of those who are like nobody else: the sender is one.
 */
function toldBy(
  { tellings, scratch, isRecall }: KnownPasses,
  shadow: Shadow,
  block: number,
  situation: number,
): number {
  let length = 0;
  scratch[length++] = isRecall && shadow.isAlone[block] === 1 ? situation : -1;
  scratch[length++] = at(shadow.waitingIds, block);
  for (const { recipient, recall, state } of shadow.world.rows) {
    if (recipient !== block) continue;
    scratch[length++] = recall;
    scratch[length++] = state;
  }
  return tellings.intern(scratch, length);
}

/** [recipient] the numbers of the blocks after a known pass. */
export function blocksAfter({ parts }: KnownPasses, situations: readonly number[]): number[] {
  const blockIds = situations.slice();
  for (let block = 0; block < blockIds.length; block++)
    blockIds[block] = parts[situations[block]!]!.blockId;
  return blockIds;
}

/** What the world was after a known pass. */
export function followPass(
  shadow: Shadow,
  { parts }: KnownPasses,
  from: Shot,
  situations: readonly number[],
  rest: PassRest,
  taken: readonly number[],
): Shot {
  const shelves = from.shelves.slice();
  const blockIds = from.blockIds.slice();
  const waitingIds = from.waitingIds.slice();
  for (let block = 0; block < situations.length; block++) {
    const part = parts[situations[block]!]!;
    blockIds[block] = part.blockId;
    waitingIds[block] = part.waitingId;
    if (part.changes.length > 0) applyChanges(shadow, shelves, from, part.changes, block);
  }
  waitingIds[situations.length] = rest.waitingId;
  for (const { shelf, place, after } of rest.changes) {
    if (shelves[shelf] === from.shelves[shelf]) shelves[shelf] = from.shelves[shelf]!.slice();
    (shelves[shelf] as Stored[])[place] = after[0]!;
  }
  if (rest.made.length > 0) {
    const rows = shadow.parts.shelves.findIndex(({ name }) => name === 'rows');
    const made = rest.made.map((recipient) => parts[situations[recipient]!]!.made[recipient]!);
    shelves[rows] = [...shelves[rows]!, ...made];
  }
  const left = remainingOf(from.waiting, rest.reached, rest.isMid);
  return {
    shelves,
    copyMaps: from.copyMaps,
    maps: from.maps,
    logLengths: from.logLengths,
    epoch: from.epoch,
    waiting: withAdded(left, rest.added),
    taken,
    now: rest.now,
    isMid: rest.isMid,
    waitingIds,
    markIds: from.markIds,
    blockIds,
    commonId: rest.commonId,
  };
}
