/**
 * Known steps: what a choice has done to one recipient, for the next time that this recipient and
 * all that is common are just the same, whatever the others are.
 *
 * Why: most steps of a walk are of this kind, and taking one means coding, comparing and writing
 * back records that were there before. Model checkers know this as a transition cache.
 *
 * What makes it right: only what somebody does to a copy in an own mailbox is known (`isLocal`, a
 * list checked against the types); the first time such a step is taken, it is looked whether it has
 * changed anything else, and if so it is never known; of the times that it is known, one in some is
 * taken all the same and compared. Tests compare whole walks with and without.
 */
import { assert, at } from '../../model/assert.ts';
import type { ActionSpec, CopyAction } from '../../model/setting.ts';
import type { Stored } from './records.ts';
import { goBack, type Shadow, type Shot } from './shadow.ts';
import { newTuples, type Tuples } from './tuples.ts';

/** Whether an action reads and changes nothing but the copies that its mailbox holds. */
const localEvents: Readonly<Record<CopyAction, boolean>> = {
  READ: true,
  MARK_UNREAD: true,
  PREVIEW: true,
  PANE_READ: true,
  MOVE: true,
  DELETE: true,
  ARCHIVE: true,
  TOUCH: true,
  FORWARD: false,
  DOWNLOAD: true,
  TAKE: true,
  'REMOVE:soft': true,
  'REMOVE:hard': true,
  'REMOVE:purge': true,
};

/** Whether what an action does to its mailbox depends on nobody else. */
export function isLocal(action: ActionSpec): boolean {
  return action.kind === 'copy' && action.by === null && localEvents[action.event];
}

/** A record of the recipient that the step has changed: its place among those of the recipient. */
type Change = { readonly shelf: number; readonly place: number; readonly stored: Stored };

/** What a step comes to; null: there is nothing to do it to. */
export type Known = { readonly blockId: number; readonly changes: readonly Change[] } | null;

export type KnownSteps = {
  /** (choice, common, block of the recipient) -> a number. */
  readonly keys: Tuples;
  /** [key] undefined: not taken yet; 'never': it has changed something else. */
  readonly steps: (Known | 'never' | undefined)[];
  readonly scratch: Int32Array;
  /** How often a step was known. */
  used: number;
};

/** Of the times that a step is known, one in so many is taken all the same, and compared. */
export const CHECKED_EVERY = 509;

export function newKnownSteps(): KnownSteps {
  return { keys: newTuples(), steps: [], scratch: new Int32Array(3), used: 0 };
}

/** The number of a choice of a recipient in a state. */
export function knownKey(known: KnownSteps, shot: Shot, choice: number, owner: number): number {
  known.scratch[0] = choice;
  known.scratch[1] = shot.commonId;
  known.scratch[2] = shot.blockIds[owner]!;
  return known.keys.intern(known.scratch, 3);
}

/** What the step that was just measured comes to, if it has changed nothing but its recipient. */
export function learnt(shadow: Shadow, before: Shot, owner: number): Known | 'never' {
  const { parts, changed, blockIds, dirty } = shadow;
  const isElsewhere =
    shadow.commonId !== before.commonId ||
    shadow.pending.all() !== before.waiting ||
    parts.copyMaps.some(({ live }) => live.size > 0) ||
    parts.maps.some((live) => live.size > 0) ||
    parts.shelves.some(({ live }, shelf) => live.length !== before.shelves[shelf]?.length) ||
    dirty.some((isDirty, block) => isDirty === 1 && block !== owner);
  if (isElsewhere) return 'never';
  const changes: Change[] = [];
  for (let c = 0; c < changed.count; c++) {
    const shelf = at(changed.shelves, c);
    const index = at(changed.indices, c);
    const { live, kind, ids } = at(parts.shelves, shelf);
    const stored = kind.store(at(live, index), at(ids, index));
    changes.push({ shelf, place: placeOf(before, shelf, index, owner), stored });
  }
  return { blockId: at(blockIds, owner), changes };
}

/** Moves the live world from a state to where a known step leads; returns that state. */
export function follow(
  shadow: Shadow,
  from: Shot,
  known: NonNullable<Known>,
  owner: number,
  bit: number,
): Shot {
  const shelves = from.shelves.slice();
  for (const { shelf, place, stored } of known.changes) {
    if (shelves[shelf] === from.shelves[shelf]) shelves[shelf] = from.shelves[shelf]!.slice();
    (shelves[shelf] as Stored[])[indexOf(from, shelf, place, owner)] = stored;
  }
  const taken = from.taken.slice();
  taken[owner] = taken[owner]! | (1 << bit);
  const blockIds = from.blockIds.slice();
  blockIds[owner] = known.blockId;
  const to: Shot = {
    shelves,
    copyMaps: from.copyMaps,
    maps: from.maps,
    logLengths: from.logLengths,
    epoch: from.epoch,
    waiting: from.waiting,
    taken,
    now: from.now,
    isMid: from.isMid,
    waitingIds: from.waitingIds,
    markIds: from.markIds,
    blockIds,
    commonId: from.commonId,
  };
  goBack(shadow, to);
  return to;
}

function placeOf(shot: Shot, shelf: number, index: number, owner: number): number {
  const records = at(shot.shelves, shelf) as readonly (Stored & { recipient?: number })[];
  let place = 0;
  for (let i = 0; i < index; i++) if (records[i]!.recipient === owner) place++;
  return place;
}

function indexOf(shot: Shot, shelf: number, place: number, owner: number): number {
  const records = at(shot.shelves, shelf) as readonly (Stored & { recipient?: number })[];
  let left = place;
  for (let i = 0; i < records.length; i++) {
    if (records[i]!.recipient === owner && left-- === 0) return i;
  }
  assert(false, 'a recipient has the same records whenever its block is the same');
}
