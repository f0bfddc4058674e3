/**
 * The parts of a world, stored and written back.
 *
 * What is stored is shared between states: a record that has not changed is stored once.
 */
import type { World } from '../../model/world/state.ts';
import { structureText } from './codes.ts';
import { inFull, type LogMark, worldParts } from './fields.ts';
import { type RecordKind, recordKind, type Stored } from './records.ts';

type LiveRecord = Record<string, unknown>;

/** A list of records. */
export type Shelf = {
  readonly name: string;
  readonly live: LiveRecord[];
  readonly kind: RecordKind;
  readonly ofRecipient: boolean;
  /** [index] the number of each live record, as measured last. */
  readonly ids: number[];
};

/** Records by the copy that they are about. */
export type CopyMap = { readonly live: Map<number, object>; readonly kind: RecordKind };

export type Log = {
  readonly live: unknown[];
  readonly counts: ((entry: never) => LogMark | null) | null;
};

/** The live parts of a world, by how they are restored. */
export type Parts = {
  readonly shelves: readonly Shelf[];
  readonly copyMaps: readonly CopyMap[];
  /** Values by recipient. */
  readonly maps: readonly Map<number, unknown>[];
  readonly logs: readonly Log[];
};

/** What the parts were at some moment. */
export type StoredParts = {
  /** [shelf][index] */
  readonly shelves: readonly (readonly Stored[])[];
  readonly copyMaps: readonly (readonly (readonly [number, Stored])[])[];
  readonly maps: readonly (readonly (readonly [number, unknown])[])[];
  /** [log] */
  readonly logLengths: readonly number[];
  /** What stands in the logs after that, where it was not seen but foreseen. */
  readonly noted: readonly Noted[];
};

/** An entry of a log that is part of the state. */
export type Noted = { readonly log: number; readonly entry: unknown };

/** How long a log was, with what was foreseen. */
export function logLength({ logLengths, noted }: StoredParts, log: number): number {
  let length = logLengths[log]!;
  for (let i = 0; i < noted.length; i++) if (noted[i]!.log === log) length++;
  return length;
}

/**
 * What has been noted since of each recipient, as far as it is part of the state; null when
 * something has been noted of nobody in particular.
 */
export function notedSince({ logs }: Parts, before: StoredParts): Map<number, Noted[]> | null {
  const found = new Map<number, Noted[]>();
  for (const [log, { live, counts }] of logs.entries()) {
    if (counts === null) continue;
    for (let index = logLength(before, log); index < live.length; index++) {
      const entry = live[index];
      const mark = counts(entry as never);
      if (mark === null) continue;
      if (mark.about < 0) return null;
      found.set(mark.about, [...(found.get(mark.about) ?? []), { log, entry }]);
    }
  }
  return found;
}

export const nothing: readonly never[] = [];

/** @param entire  whether times and logs are part of the state */
export function partsOf(world: World, entire: boolean): Parts {
  const shelves: Shelf[] = [];
  const copyMaps: CopyMap[] = [];
  const maps: Map<number, unknown>[] = [];
  const logs: Log[] = [];
  for (const [name, part] of Object.entries(worldParts)) {
    const live = world[name as keyof World] as never;
    if (part.kind === 'records' || part.kind === 'copyMap') {
      const entries = Object.entries(part.fields);
      const fields = entries.map(([field, how]) => [field, entire ? inFull(how) : how]);
      const kind = recordKind(Object.fromEntries(fields));
      if (part.kind === 'copyMap') copyMaps.push({ live, kind });
      else shelves.push({ name, live, kind, ofRecipient: part.ofRecipient, ids: [] });
    } else if (part.kind === 'recipientMap') maps.push(live);
    else if (part.kind === 'log') logs.push({ live, counts: entire ? entireEntry : part.counts });
  }
  return { shelves, copyMaps, maps, logs };
}

/** In full, a log is part of the state: every entry, in order. */
function entireEntry(entry: object): LogMark {
  return { about: -1, text: structureText(entry) };
}

/** The records that have changed since a state, in pairs. */
export type Changes = { count: number; readonly shelves: number[]; readonly indices: number[] };

/** Stores the live parts; `changed` is what differs from `before`. */
export function storeParts(
  { shelves, copyMaps, maps, logs }: Parts,
  before: StoredParts | null,
  changed: Changes,
): StoredParts {
  const stored = shelves.map((_, s): readonly Stored[] => before?.shelves[s] ?? nothing);
  for (let c = 0; c < changed.count; c++) {
    const s = changed.shelves[c]!;
    const index = changed.indices[c]!;
    const { live, kind, ids } = shelves[s]!;
    const shared = before === null ? nothing : before.shelves[s]!;
    if (stored[s] === shared) stored[s] = shared.slice();
    (stored[s] as Stored[])[index] = kind.store(live[index]!, ids[index]!);
  }
  return {
    shelves: stored,
    copyMaps: copyMaps.map(({ live, kind }) =>
      live.size === 0
        ? nothing
        : [...live].map(([copy, record]) => [copy, kind.store(record, -1)] as const),
    ),
    maps: maps.map((live) => (live.size === 0 ? nothing : [...live])),
    logLengths: logs.map(({ live }) => live.length),
    noted: nothing,
  };
}

/**
 * Writes records back. `changed` is what differs from the state, when that has been measured;
 * `standing` the state that the live world is known to be in: what both share is right already.
 */
export function restoreShelves(
  shelves: readonly Shelf[],
  to: StoredParts,
  changed: Changes | null,
  standing: StoredParts | null,
): void {
  if (changed !== null) {
    for (let c = 0; c < changed.count; c++) {
      const s = changed.shelves[c]!;
      const index = changed.indices[c]!;
      const then = to.shelves[s]![index];
      if (then !== undefined) restoreRecord(shelves[s]!, index, then);
    }
  }
  for (let s = 0; s < shelves.length; s++) {
    const shelf = shelves[s]!;
    const stored = to.shelves[s]!;
    cutTo(shelf.live, stored.length);
    for (let index = shelf.live.length; index < stored.length; index++) {
      shelf.live.push(shelf.kind.make(stored[index]!));
      shelf.ids[index] = stored[index]!.$id;
    }
    const now = standing === null ? null : standing.shelves[s]!;
    if (changed !== null || now === stored) continue;
    for (let index = 0; index < stored.length; index++) {
      const then = stored[index]!;
      const isRight =
        now === null ? shelf.kind.isSame(shelf.live[index]!, then) : now[index] === then;
      if (!isRight) restoreRecord(shelf, index, then);
    }
  }
}

/**
 * Shortens a list. Setting its length would give its room back, and the next item takes it anew.
 */
function cutTo(list: unknown[], length: number): void {
  while (list.length > length) list.pop();
}

function restoreRecord({ live, kind, ids }: Shelf, index: number, then: Stored): void {
  kind.restore(live[index]!, then);
  ids[index] = then.$id;
}

/** Writes everything but the shelves back. */
export function restoreOthers({ copyMaps, maps, logs }: Parts, to: StoredParts): void {
  for (let l = 0; l < logs.length; l++) {
    const { live } = logs[l]!;
    cutTo(live, to.logLengths[l]!);
  }
  for (const { log, entry } of to.noted) logs[log]!.live.push(entry);
  for (let m = 0; m < copyMaps.length; m++) {
    const { live, kind } = copyMaps[m]!;
    const stored = to.copyMaps[m]!;
    if (live.size !== stored.length) {
      const kept = new Set(stored.map(([copy]) => copy));
      for (const copy of [...live.keys()]) if (!kept.has(copy)) live.delete(copy);
    }
    for (const [copy, then] of stored) {
      const record = live.get(copy);
      if (record !== undefined && !kind.isSame(record, then)) kind.restore(record, then);
    }
  }
  for (let m = 0; m < maps.length; m++) {
    const live = maps[m]!;
    const stored = to.maps[m]!;
    if (live.size === 0 && stored.length === 0) continue;
    live.clear();
    for (const [recipient, value] of stored) live.set(recipient, value);
  }
}
