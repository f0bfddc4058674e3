/**
 * The shadow of a world: what its records were at each state that the walk can come back to, and
 * the numbers that stand for them.
 *
 * How: after a step the live world is compared with the state that the step began in. What has
 * changed is coded and numbered; what has not keeps its number.
 */
import type { World } from '../../model/world/state.ts';
import { marksOf, waitingOf, writeBlock } from './blocks.ts';
import { type Codes, newCodes } from './codes.ts';
import type { Ground } from './ground.ts';
import {
  type Changes,
  logLength,
  nothing,
  type Parts,
  partsOf,
  restoreOthers,
  restoreShelves,
  type StoredParts,
  storeParts,
} from './parts.ts';
import type { Pending, Waiting } from './pending.ts';
import type { Stored } from './records.ts';
import { intern, newTuples, type Tuples } from './tuples.ts';

/** Where the walk is, beside the world. */
export type Here = {
  /** [block] the choices of each recipient that have been taken, as bits; the last: nobody's. */
  readonly taken: readonly number[];
  /** When somebody may act. */
  readonly now: number;
  /** Whether later events of this very instant are still to come. */
  readonly isMid: boolean;
};

/** The numbers of a state. */
type Numbers = {
  /** [block] of what is scheduled for a recipient; the last: for nobody in particular. */
  waitingIds: readonly number[];
  /** [block] of what has been noted once and for all. */
  markIds: readonly number[];
  /** Of what is nobody's. */
  commonId: number;
};

/** What a world was, with the numbers of its blocks. Parts that are the same are shared. */
export type Shot = StoredParts &
  Here &
  Readonly<Numbers> & {
    readonly epoch: number;
    readonly waiting: readonly Waiting[];
    /** [recipient] the number of its block. */
    readonly blockIds: readonly number[];
  };

export type Shadow = Numbers & {
  readonly world: World;
  readonly pending: Pending;
  readonly parts: Parts;
  readonly codes: Codes;
  readonly tuples: Tuples;
  readonly inFull: boolean;
  readonly scratch: Int32Array;
  /** [recipient] as measured; overwritten by the next measurement. */
  readonly blockIds: number[];
  /** [block] 1 where something has changed. */
  readonly dirty: Uint8Array;
  readonly changed: Changes;
  /** [recipient] 1 for whom nobody is interchangeable with. */
  readonly isAlone: Uint8Array;
  /** What the last measurement compared with. */
  against: Shot | null;
  here: Here;
  /** The state that the live world is known to be in; null: it has moved since. */
  standing: Shot | null;
};

/** More than any block of a small world takes. */
const SCRATCH = 4096;

export function newShadow(world: World, { classOf, inFull }: Ground, pending: Pending): Shadow {
  const blocks = classOf.length;
  return {
    world,
    pending,
    parts: partsOf(world, inFull),
    codes: newCodes(classOf, world.copies),
    tuples: newTuples(),
    inFull,
    scratch: new Int32Array(SCRATCH),
    blockIds: new Array(blocks).fill(-1),
    dirty: new Uint8Array(blocks + 1),
    changed: { count: 0, shelves: [], indices: [] },
    isAlone: Uint8Array.from(classOf, (set) => (set < 0 ? 1 : 0)),
    waitingIds: nothing,
    markIds: nothing,
    commonId: -1,
    against: null,
    here: { taken: nothing, now: 0, isMid: false },
    standing: null,
  };
}

/** Compares the live world with what it was and numbers what has changed; null: everything. */
export function measure(shadow: Shadow, before: Shot | null, here: Here): void {
  const { blockIds, dirty } = shadow;
  const blocks = blockIds.length;
  shadow.against = before;
  shadow.here = here;
  shadow.standing = null;
  dirty.fill(before === null ? 1 : 0);
  compareRecords(shadow, before);
  compareMaps(shadow, before);
  compareLogs(shadow, before);
  compareWaiting(shadow, before);
  if (before !== null) {
    for (let block = 0; block < blocks; block++) blockIds[block] = before.blockIds[block]!;
    for (let block = 0; block <= blocks; block++)
      if (here.taken[block] !== before.taken[block]) dirty[block] = 1;
    if (
      before.now !== here.now ||
      before.isMid !== here.isMid ||
      before.epoch !== shadow.world.epoch
    )
      dirty[blocks] = 1;
  }
  for (let block = 0; block < blocks; block++) if (dirty[block] === 1) numberBlock(shadow, block);
  if (dirty[blocks] === 1) numberCommon(shadow);
  else shadow.commonId = before?.commonId ?? -1;
}

/** The measured world, to come back to. */
export function keep(shadow: Shadow): Shot {
  const { world, parts, pending, here } = shadow;
  const stored = storeParts(parts, shadow.against, shadow.changed);
  shadow.standing = {
    shelves: stored.shelves,
    copyMaps: stored.copyMaps,
    maps: stored.maps,
    logLengths: stored.logLengths,
    noted: stored.noted,
    epoch: world.epoch,
    waiting: pending.all(),
    taken: here.taken.slice(),
    now: here.now,
    isMid: here.isMid,
    waitingIds: shadow.waitingIds,
    markIds: shadow.markIds,
    blockIds: shadow.blockIds.slice(),
    commonId: shadow.commonId,
  };
  return shadow.standing;
}

/** Writes a world back into the live one. */
export function goBack(shadow: Shadow, to: Shot): void {
  const { world, pending, parts } = shadow;
  world.epoch = to.epoch;
  pending.restore(to.waiting);
  const changed = shadow.against === to ? shadow.changed : null;
  restoreShelves(parts.shelves, to, changed, shadow.standing);
  restoreOthers(parts, to);
  shadow.against = null;
  shadow.standing = to;
}

/** The world has been moved and not measured: nothing is known of it. */
export function forgetStanding(shadow: Shadow): void {
  shadow.standing = null;
  shadow.against = null;
}

/** What has changed, as measured: a record as it was, and as it is. New records are no change. */
export function eachChange(
  { parts, changed, against }: Shadow,
  part: keyof World,
  told: (before: object, after: object) => void,
): void {
  for (let c = 0; c < changed.count; c++) {
    const s = changed.shelves[c]!;
    const shelf = parts.shelves[s]!;
    const before = against === null ? undefined : against.shelves[s]![changed.indices[c]!];
    if (shelf.name === part && before !== undefined) told(before, shelf.live[changed.indices[c]!]!);
  }
}

function compareRecords(
  { parts, codes, tuples, scratch, dirty, changed }: Shadow,
  before: Shot | null,
): void {
  changed.count = 0;
  for (let s = 0; s < parts.shelves.length; s++) {
    const { live, kind, ids, ofRecipient } = parts.shelves[s]!;
    const stored: readonly Stored[] = before === null ? nothing : before.shelves[s]!;
    for (let index = 0; index < live.length; index++) {
      const record = live[index]!;
      const then = stored[index];
      if (then !== undefined && kind.isSame(record, then)) continue;
      const owner = ofRecipient ? (record['recipient'] as number) : -1;
      const from = then === undefined ? -1 : tuples.starts[then.$id]!;
      kind.code(record, then ?? null, owner, codes, scratch, tuples.pool, from);
      ids[index] = intern(tuples, scratch, kind.width);
      changed.shelves[changed.count] = s;
      changed.indices[changed.count++] = index;
      dirty[owner < 0 ? dirty.length - 1 : owner] = 1;
    }
  }
}

/** Receipts, clients, sizes: few worlds have any. */
function compareMaps({ world, parts, dirty }: Shadow, before: Shot | null): void {
  for (let m = 0; m < parts.copyMaps.length; m++) {
    const { live, kind } = parts.copyMaps[m]!;
    if (live.size === 0) continue;
    const stored = before?.copyMaps[m] ?? nothing;
    for (const [copy, record] of live) {
      const then = stored.find(([of]) => of === copy)?.[1];
      if (then === undefined || !kind.isSame(record, then))
        dirty[world.copies[copy]!.recipient] = 1;
    }
  }
  for (let m = 0; m < parts.maps.length; m++) {
    const live = parts.maps[m]!;
    const stored = before?.maps[m] ?? nothing;
    if (live.size === 0 && stored.length === 0) continue;
    for (const [recipient, value] of live) {
      if (stored.find(([of]) => of === recipient)?.[1] !== value) dirty[recipient] = 1;
    }
    for (const [recipient] of stored) if (!live.has(recipient)) dirty[recipient] = 1;
  }
}

function compareLogs(shadow: Shadow, before: Shot | null): void {
  const { parts, codes, dirty } = shadow;
  let isMarked = before === null;
  for (let l = 0; l < parts.logs.length; l++) {
    const { live, counts } = parts.logs[l]!;
    if (counts === null) continue;
    for (let entry = before === null ? 0 : logLength(before, l); entry < live.length; entry++)
      if (counts(live[entry] as never) !== null) isMarked = true;
  }
  if (before !== null) shadow.markIds = before.markIds;
  if (!isMarked) return;
  const found = marksOf(parts.logs, dirty.length - 1, shadow.inFull);
  const ids: number[] = [];
  for (let block = 0; block < dirty.length; block++) {
    const id = codes.structure(found.get(block) ?? nothing);
    if (before?.markIds[block] !== id) dirty[block] = 1;
    ids.push(id);
  }
  shadow.markIds = ids;
}

function compareWaiting(shadow: Shadow, before: Shot | null): void {
  const { tuples, scratch, dirty } = shadow;
  const list = shadow.pending.all();
  if (before !== null) shadow.waitingIds = before.waitingIds;
  if (before !== null && list === before.waiting) return;
  const ids: number[] = [];
  for (let block = 0; block < dirty.length; block++) {
    const owner = block === dirty.length - 1 ? -1 : block;
    const id = intern(tuples, scratch, waitingOf(shadow, list, owner));
    if (before?.waitingIds[block] !== id) dirty[block] = 1;
    ids.push(id);
  }
  shadow.waitingIds = ids;
}

function numberBlock(shadow: Shadow, block: number): void {
  const { world, parts, codes, tuples, scratch } = shadow;
  scratch[0] = shadow.here.taken[block]!;
  scratch[1] = shadow.waitingIds[block]!;
  scratch[2] = shadow.markIds[block]!;
  const length = writeBlock(world, parts, block, { codes, tuples, into: scratch, from: 3 });
  shadow.blockIds[block] = intern(tuples, scratch, length);
}

function numberCommon(shadow: Shadow): void {
  const { world, parts, codes, tuples, scratch, here } = shadow;
  const last = shadow.blockIds.length;
  let length = 0;
  scratch[length++] = codes.value(here.now);
  scratch[length++] = here.isMid ? 1 : 0;
  scratch[length++] = world.epoch;
  scratch[length++] = here.taken[last]!;
  scratch[length++] = shadow.waitingIds[last]!;
  scratch[length++] = shadow.markIds[last]!;
  for (const { live, ids, ofRecipient } of parts.shelves) {
    if (ofRecipient) continue;
    scratch[length++] = -1;
    for (let index = 0; index < live.length; index++) scratch[length++] = ids[index]!;
  }
  shadow.commonId = intern(tuples, scratch, length);
}
