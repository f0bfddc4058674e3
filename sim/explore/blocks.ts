/**
 * Blocks: what is one recipient's in a world (its copies, its rows, what is scheduled for them,
 * what has been noted about it, what it has done), and what is common, each as one number.
 *
 * A block reads the same whoever it belongs to, so interchangeable recipients are compared by
 * sorting numbers. The order in which copies of different recipients were made is not part of it.
 */
import { at } from '../../model/assert.ts';
import type { EventKind } from '../../model/world/run.ts';
import type { World } from '../../model/world/state.ts';
import type { Codes } from './codes.ts';
import { subjectOf } from './fields.ts';
import { type Log, nothing, type Parts } from './parts.ts';
import type { Waiting } from './pending.ts';
import { intern, type Tuples } from './tuples.ts';

/** [block] what the logs have noted about it, in order of the words; in full, in order of time. */
export function marksOf(
  logs: readonly Log[],
  blocks: number,
  entire: boolean,
): Map<number, string[]> {
  const found = new Map<number, Set<string>>();
  logs.forEach(({ live, counts }, log) => {
    for (const entry of counts === null ? [] : live) {
      const mark = counts?.(entry as never) ?? null;
      if (mark === null) continue;
      const block = mark.about < 0 ? blocks : mark.about;
      const known = found.get(block) ?? new Set<string>();
      found.set(block, known.add(`${log} ${entire ? known.size : ''} ${mark.text}`));
    }
  });
  return new Map([...found].map(([block, marks]) => [block, [...marks].sort()]));
}

/** What is needed to number what is scheduled. */
type Numbering = {
  readonly world: World;
  readonly codes: Codes;
  readonly tuples: Tuples;
  readonly scratch: Int32Array;
};

/** Writes what is scheduled for a recipient, -1: for nobody in particular; returns its length. */
export function waitingOf(numbering: Numbering, list: readonly Waiting[], owner: number): number {
  let length = 0;
  for (let i = 0; i < list.length; i++) {
    const waiting = list[i]!;
    if (waiting.id < 0) numberWaiting(numbering, waiting);
    if (waiting.owner === owner) numbering.scratch[length++] = waiting.id;
  }
  return length;
}

/** Notes whose an event is, and the number of what it is to them: neither ever changes. */
function numberWaiting({ world, codes, tuples }: Numbering, waiting: Waiting): void {
  const { event, kind } = waiting;
  waiting.owner = ownerOf(world, event.kind, event.a);
  const a = waiting.owner < 0 ? event.a : ordinalOf(subjects(world, event.kind), event.a);
  waiting.id = intern(tuples, Int32Array.of(codes.value(event.at), kind, a, event.b), 4);
}

type OfRecipient = { readonly recipient: number };

function subjects(world: World, kind: EventKind): readonly OfRecipient[] {
  const subject = subjectOf[kind];
  if (subject === 'nobody') return nothing;
  return subject === 'copy' ? world.copies : world.rows;
}

/** Whose an event is; -1: nobody's. */
function ownerOf(world: World, kind: EventKind, a: number): number {
  return subjectOf[kind] === 'nobody' ? -1 : at(subjects(world, kind), a).recipient;
}

/** The place of a copy or row among those of its recipient. */
function ordinalOf(list: readonly OfRecipient[], index: number): number {
  const { recipient } = at(list, index);
  let earlier = 0;
  for (let i = 0; i < index; i++) if (list[i]!.recipient === recipient) earlier++;
  return earlier;
}

export type Writing = {
  readonly codes: Codes;
  readonly tuples: Tuples;
  readonly into: Int32Array;
  readonly from: number;
};

/** No record has more fields. */
const WIDEST = 256;

/** Writes the numbers of the records of a recipient; returns the length so far. */
export function writeBlock(
  world: World,
  { shelves, copyMaps, maps }: Parts,
  block: number,
  { codes, tuples, into, from }: Writing,
): number {
  let length = from;
  for (const { live, ids, ofRecipient } of shelves) {
    if (!ofRecipient) continue;
    into[length++] = -1;
    for (let i = 0; i < live.length; i++)
      if (live[i]!['recipient'] === block) into[length++] = ids[i]!;
  }
  for (const live of maps) {
    if (live.size === 0) continue;
    into[length++] = live.has(block) ? codes.noted(live.get(block), block) : -1;
  }
  const codesOfRecord = new Int32Array(copyMaps.some(({ live }) => live.size > 0) ? WIDEST : 0);
  for (const { live, kind } of copyMaps) {
    for (const [copy, record] of live) {
      if (at(world.copies, copy).recipient !== block) continue;
      kind.code(record, null, block, codes, codesOfRecord, codesOfRecord, 0);
      into[length++] = ordinalOf(world.copies, copy);
      into[length++] = intern(tuples, codesOfRecord, kind.width);
    }
  }
  return length;
}
