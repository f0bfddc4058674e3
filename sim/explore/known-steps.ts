/**
 * Known steps: what a choice has done to one recipient, for the next time that this recipient is in
 * the same situation, whatever the others are in.
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
import type { Shadow, Shot } from './shadow.ts';

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

/** A record that has changed. */
export type Change = {
  readonly shelf: number;
  /** Its place among those of its recipient. */
  readonly place: number;
  readonly before: Stored;
  readonly owner: number;
  /** [recipient] what it has become; of those interchangeable with the owner, when first needed. */
  readonly after: (Stored | undefined)[];
};

/** What choices come to, by situation and the bit of the choice: [situation * bits + bit]. */
export type KnownSteps = {
  /** The situation that it leads to, or one of `LEADS`. */
  readonly leads: number[];
  /** What it changes. */
  readonly changes: (readonly Change[])[];
  readonly bits: number;
};

/** What else stands for a situation: not taken yet, has changed more, there was nothing to do. */
export const LEADS = { UNKNOWN: -3, NEVER: -2, NOWHERE: -1 } as const;

/** Of the times that something is known, one in so many is done all the same, and compared. */
export const CHECKED_EVERY = 4093;

const unchanged: readonly Change[] = [];

/** @param bits  how many choices anybody has, at most */
export function newKnownSteps(bits: number): KnownSteps {
  return { leads: [], changes: [], bits };
}

/** The situation that a choice leads to, or one of `LEADS`. */
export function leadOf({ leads, bits }: KnownSteps, situation: number, bit: number): number {
  const index = situation * bits + bit;
  return index < leads.length ? leads[index]! : LEADS.UNKNOWN;
}

/** What a choice that leads somewhere changes. */
export function changesAt(steps: KnownSteps, situation: number, bit: number): readonly Change[] {
  return at(steps.changes, situation * steps.bits + bit);
}

export function noteStep(
  { leads, changes, bits }: KnownSteps,
  situation: number,
  bit: number,
  lead: number,
  what: readonly Change[] = unchanged,
): void {
  const index = situation * bits + bit;
  while (leads.length <= index) {
    leads.push(LEADS.UNKNOWN);
    changes.push(unchanged);
  }
  leads[index] = lead;
  changes[index] = what;
}

/** Whether something is kept by copy or by mailbox, or something but a row has been made. */
export function isBeyondRecords({ parts }: Shadow, before: Shot, mayMakeRows: boolean): boolean {
  return (
    parts.copyMaps.some(({ live }) => live.size > 0) ||
    parts.maps.some((live) => live.size > 0) ||
    parts.shelves.some(
      ({ live, name }, shelf) =>
        live.length !== before.shelves[shelf]?.length && !(mayMakeRows && name === 'rows'),
    )
  );
}

/** What a measured change has made of a record; null when that is not the same on every path. */
export function changeOf(shadow: Shadow, before: Shot, change: number): Change | null {
  const { parts, changed } = shadow;
  const shelf = at(changed.shelves, change);
  const index = at(changed.indices, change);
  const { live, kind, ids, ofRecipient } = at(parts.shelves, shelf);
  const record = at(live, index);
  const then = at(at(before.shelves, shelf), index);
  const after = kind.store(record, at(ids, index));
  if (kind.namesCopies(after) || !kind.isOwn(then, after)) return null;
  if (!ofRecipient) return { shelf, place: index, before: then, owner: 0, after: [after] };
  const owner = record['recipient'] as number;
  const others: Change['after'] = [];
  others[owner] = after;
  return { shelf, place: placeOf(before, shelf, index, owner), before: then, owner, after: others };
}

/**
 * What the choice that was just measured comes to for its recipient, if it has changed nothing
 * else.
 */
export function changesOf(shadow: Shadow, before: Shot, owner: number): Change[] | 'never' {
  const { changed, dirty } = shadow;
  const isElsewhere =
    shadow.commonId !== before.commonId ||
    shadow.pending.all() !== before.waiting ||
    isBeyondRecords(shadow, before, false) ||
    dirty.some((isDirty, block) => isDirty === 1 && block !== owner);
  if (isElsewhere) return 'never';
  const changes: Change[] = [];
  for (let c = 0; c < changed.count; c++) {
    const change = changeOf(shadow, before, c);
    if (change === null) return 'never';
    changes.push(change);
  }
  return changes;
}

/** Writes what has been changed for a recipient into a copy of the records of a state. */
export function applyChanges(
  { parts }: Shadow,
  shelves: (readonly Stored[])[],
  from: Shot,
  changes: readonly Change[],
  recipient: number,
): void {
  for (const { shelf, place, before, owner, after } of changes) {
    const records = from.shelves[shelf]!;
    if (shelves[shelf] === records) shelves[shelf] = records.slice();
    const index = indexOf(from, shelf, place, recipient);
    after[recipient] ??= parts.shelves[shelf]!.kind.transfer(
      before,
      after[owner]!,
      records[index]!,
      owner,
      recipient,
    );
    (shelves[shelf] as Stored[])[index] = after[recipient];
  }
}

/** What the world was after a known step of a recipient, with what is noted of it elsewhere. */
export function follow(
  shadow: Shadow,
  from: Shot,
  changes: readonly Change[],
  owner: number,
  then: { readonly blockId: number; readonly taken: readonly number[] },
): Shot {
  const blockIds = from.blockIds.slice();
  blockIds[owner] = then.blockId;
  const shelves = from.shelves.slice();
  applyChanges(shadow, shelves, from, changes, owner);
  return {
    shelves,
    copyMaps: from.copyMaps,
    maps: from.maps,
    logLengths: from.logLengths,
    noted: from.noted,
    epoch: from.epoch,
    waiting: from.waiting,
    taken: then.taken.slice(),
    now: from.now,
    isMid: from.isMid,
    waitingIds: from.waitingIds,
    markIds: from.markIds,
    blockIds,
    commonId: from.commonId,
  };
}

/** The place of a record among those of its recipient. */
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
