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
import { type Noted, notedSince } from './parts.ts';
import { remainingOf, type Waiting, withAdded } from './pending.ts';
import type { Stored } from './records.ts';
import type { Shadow, Shot } from './shadow.ts';
import { type Situations, situationOf } from './situations.ts';
import { intern, newTuples, sortFrom, type Tuples } from './tuples.ts';

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
  arrive: true,
  lapse: true,
  sync: false,
  retention: false,
  outdate: false,
  wake: false,
  act: false,
  idle: false,
  attempt: true,
  examine: false,
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
  /** What has been noted of it, as one number; and whether anything new has, [recipient] what. */
  readonly markId: number;
  readonly isNoted: boolean;
  readonly noted: (readonly Noted[] | undefined)[];
};

/** What has become of the rest. */
export type PassRest = {
  /** Its own number. */
  readonly key: number;
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
  /** [situation] null: not known. */
  readonly parts: (PassPart | null)[];
  /** [situation] what the part tells, -1: not known; and its block. */
  readonly told: number[];
  readonly blocks: number[];
  /** [situation] the rest with which it was met last, and its situation then. */
  readonly lastRest: number[];
  readonly lastThen: number[];
  /** [situation] whether something is made for it or noted of it. */
  readonly isSpecial: boolean[];
  /** (surroundings, what recipients tell, in order of number) -> a number; [number] the rest. */
  readonly keys: Tuples;
  readonly rests: (PassRest | null)[];
  /** [surroundings] where a pass ends the path, or can never be known. */
  readonly marks: Mark[];
  readonly tellings: Tuples;
  readonly scratch: Int32Array;
  /** Whether it is a recall that is known: rows are made, and nobody but its sender is asked. */
  readonly isRecall: boolean;
};

/** What is known of every pass in some surroundings. */
type Mark = 'open' | 'end' | 'never';

/** No small world has more recipients or rows. */
const MANY = 4096;

export function newKnownPasses(isRecall: boolean): KnownPasses {
  return {
    parts: [],
    told: [],
    blocks: [],
    lastRest: [],
    lastThen: [],
    isSpecial: [],
    keys: newTuples(),
    rests: [],
    marks: [],
    tellings: newTuples(),
    scratch: new Int32Array(MANY),
    isRecall,
  };
}

/** What is known of every pass in some surroundings. */
export function markOf({ marks }: KnownPasses, surroundings: number): Mark {
  return surroundings < marks.length ? marks[surroundings]! : 'open';
}

export function noteMark({ marks }: KnownPasses, surroundings: number, mark: Mark): void {
  while (marks.length <= surroundings) marks.push('open');
  marks[surroundings] = mark;
}

/** What becomes of the rest where everybody's situation is known, and so is this; else null. */
export function restOf(
  { parts, told, isSpecial, keys, rests, scratch }: KnownPasses,
  surroundings: number,
  situations: readonly number[],
): PassRest | null {
  const { length } = situations;
  scratch[0] = surroundings;
  for (let block = 0; block < length; block++) {
    const situation = situations[block]!;
    if (situation >= told.length || told[situation]! < 0) return null;
    if (isSpecial[situation]) {
      const { isMade, made, isNoted, noted } = parts[situation]!;
      if (isMade && made[block] === undefined) return null;
      if (isNoted && noted[block] === undefined) return null;
    }
    scratch[block + 1] = told[situation]!;
  }
  sortFrom(scratch, 1, length + 1);
  const key = intern(keys, scratch, length + 1);
  return key < rests.length ? rests[key]! : null;
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
    shadow.world.epoch !== before.epoch ||
    gone.some(({ event }) => !comesByItself[event.kind]) ||
    (!isRecall && added.some(({ owner }) => owner >= 0));
  if (isNever) {
    noteMark(passes, place.surroundings, 'never');
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
  const key = intern(passes.keys, passes.scratch, length);
  while (passes.rests.length <= key) passes.rests.push(null);
  const known = at(passes.rests, key);
  assert(
    known === null || known.commonId === shadow.commonId,
    'what is common comes out of its surroundings as before',
  );
  passes.rests[key] ??= {
    key,
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
    markId: at(shadow.markIds, block),
    isNoted: split.noted.has(block),
    noted: [],
  };
  while (passes.parts.length <= situation) {
    passes.parts.push(null);
    passes.told.push(-1);
    passes.blocks.push(-1);
    passes.lastRest.push(-1);
    passes.lastThen.push(-1);
    passes.isSpecial.push(false);
  }
  const known = at(passes.parts, situation);
  passes.parts[situation] ??= part;
  passes.told[situation] = part.told;
  passes.blocks[situation] = part.blockId;
  passes.isSpecial[situation] = part.isMade || part.isNoted;
  at(passes.parts, situation)!.made[block] = split.made.get(block);
  at(passes.parts, situation)!.noted[block] = split.noted.get(block);
  assert(
    known === null || (known.blockId === part.blockId && known.told === part.told),
    'a recipient comes out of a situation as before',
  );
}

type Split = {
  readonly parts: Change[][];
  readonly rest: Change[];
  /** The row that has been made for a recipient, in order. */
  readonly made: Map<number, Stored>;
  /** What the logs have noted of a recipient that counts, in order. */
  readonly noted: Map<number, Noted[]>;
};

/** What the measured pass has changed, by whose it is; null when that differs from path to path. */
function changesByOwner(shadow: Shadow, before: Shot): Split | null {
  const { parts, changed, blockIds } = shadow;
  const found: Change[][] = blockIds.map(() => []);
  const rest: Change[] = [];
  const made = new Map<number, Stored>();
  const noted = notedSince(parts, before);
  if (noted === null) return null;
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
  return { parts: found, rest, made, noted };
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
  return intern(tellings, scratch, length);
}

/** Writes the situations after a known pass, by recipient. */
export function writeSituationsThen(
  { blocks, lastRest, lastThen }: KnownPasses,
  all: Situations,
  situations: readonly number[],
  { key, surroundings }: PassRest,
  into: number[],
): void {
  for (let block = 0; block < situations.length; block++) {
    const situation = situations[block]!;
    if (lastRest[situation] !== key) {
      lastRest[situation] = key;
      lastThen[situation] = situationOf(all, surroundings, block, blocks[situation]!);
    }
    into[block] = lastThen[situation]!;
  }
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
  const markIds = from.markIds.slice();
  const noted: Noted[] = [];
  for (let block = 0; block < situations.length; block++) {
    const part = parts[situations[block]!]!;
    blockIds[block] = part.blockId;
    waitingIds[block] = part.waitingId;
    markIds[block] = part.markId;
    if (part.isNoted) noted.push(...part.noted[block]!);
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
    noted: noted.length === 0 ? from.noted : [...from.noted, ...noted],
    epoch: from.epoch,
    waiting: withAdded(left, rest.added),
    taken: taken.slice(),
    now: rest.now,
    isMid: rest.isMid,
    waitingIds,
    markIds,
    blockIds,
    commonId: rest.commonId,
  };
}
