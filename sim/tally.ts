/**
 * World -> numbers: what one recalled message comes to, counted over the people it was addressed
 * to.
 *
 * Why four numbers: recalled, reported, seen and left behind are confused with one another, and a
 * policy that raises one may leave the others where they were. Each is read from other parts of the
 * world: success from copies, reports from rows, seeing from exposures.
 *
 * Never: decide anything, or estimate; a row is counts and sums, the unit is the message.
 */
import { addressAt } from '../model/address.ts';
import { at } from '../model/assert.ts';
import { kindOf } from '../model/org/org.ts';
import { meaningOf, placeOf } from '../model/world/copy-states.ts';
import type { CopyRecord, RecallRecord, RowRecord } from '../model/world/state.ts';
import type { Client } from '../scenarios/scenario.ts';
import type { Simulated } from './simulate.ts';

/** What is counted for all recipients, and again for those in the organization's own domains. */
export const counted = [
  'recipients',
  'success',
  'reported',
  'seen',
  'leftBehind',
  'noticed',
  /** recipients whose row was decided, and how long that took, ms in all */
  'decided',
  'decisionMs',
  /** receipts that came from recipients, and recipients who sent more than one of a kind */
  'receipts',
  'duplicates',
] as const;
export type Counted = (typeof counted)[number];

/**
 * Columns of a row: `all` then `internal`, then the report: sent (0 or 1), and after how many ms;
 * the most receipts that came from one recipient, and the ms to the decision about the last one.
 */
export const COLUMNS = 2 * counted.length + 4;
export const REPORTS = 2 * counted.length;
export const REPORT_MS = REPORTS + 1;
export const RECEIPTS_MOST = REPORT_MS + 1;
export const LAST_DECISION_MS = RECEIPTS_MOST + 1;

/** The column of a count. */
export function columnOf(what: Counted, of: 'all' | 'internal'): number {
  return counted.indexOf(what) + (of === 'internal' ? counted.length : 0);
}

/** Columns that hold times, ms; all others count. */
export const TIME_COLUMNS: readonly number[] = [
  columnOf('decisionMs', 'all'),
  columnOf('decisionMs', 'internal'),
  REPORT_MS,
  LAST_DECISION_MS,
];

/** From here on columns are about the whole message: of those it reaches the largest counts. */
export const WHOLE_COLUMN = REPORTS;

/** Why a copy can still be read, the first that applies. */
export const leftBehindWords = [
  'not-recalled',
  'outside',
  'on-premises',
  'forwarded',
  'local-copy',
  'recoverable',
  'journaled',
] as const;
export type LeftBehindWord = (typeof leftBehindWords)[number];

/** Counts of one part of the recipients. */
export type PartCounts = {
  recipients: number;
  success: number;
  reported: number;
  seen: number;
  leftBehind: number;
};

/** Counts over all messages of a policy; whole numbers, so their order does not matter. */
export type Counts = {
  /** `outcome reason cause`, words of the status report, `-` where there is none */
  readonly reasons: Map<string, number>;
  readonly leftBehind: Map<LeftBehindWord, number>;
  readonly byKind: Map<string, PartCounts>;
  readonly byClient: Map<string, PartCounts>;
  /**
   * When each recipient first saw the message, and when it was gone, ms after it was sent; two
   * numbers a recipient, -1: never. Whoever reads them empties the list.
   */
  readonly times: number[];
};

export function newCounts(): Counts {
  const [reasons, leftBehind] = [new Map(), new Map()];
  return { reasons, leftBehind, byKind: new Map(), byClient: new Map(), times: [] };
}

/** Adds counts so many times; the times of recipients stay where they are. */
export function addCounts(into: Counts, counts: Counts, times: number): void {
  if (times === 0) return;
  for (const [words, count] of counts.reasons) bump(into.reasons, words, count * times);
  for (const [word, count] of counts.leftBehind) bump(into.leftBehind, word, count * times);
  for (const of of ['byKind', 'byClient'] as const) {
    for (const [name, part] of counts[of]) {
      const sum = partOf(into[of], name);
      for (const key of partKeys) sum[key] += part[key] * times;
    }
  }
}

/** Which message of a world, its recall, and who uses which client. */
export type Subject = {
  readonly message: number;
  /** -1: an administrator removes the message instead. */
  readonly recall: number;
  readonly clientOf: (address: string) => Client | undefined;
};

/** What became of one recipient. */
type Fate = {
  readonly recipient: number;
  readonly row: RowRecord | undefined;
  readonly success: boolean;
  /** The sender was told that the copy is recalled. */
  readonly reported: boolean;
  readonly seen: boolean;
  /** ms after sending; Infinity: never */
  readonly seenAt: number;
  readonly decidedAt: number;
  readonly noticed: boolean;
  readonly receipts: number;
  readonly isDuplicate: boolean;
  readonly left: LeftBehindWord | null;
};

/**
 * Tallies one message.
 *
 * @param row  receives `COLUMNS` numbers
 */
export function tally(
  simulated: Simulated,
  subject: Subject,
  row: Float64Array,
  counts: Counts,
): void {
  const { world, setting } = simulated;
  const { org } = at(setting.epochs, world.epoch);
  const recall = world.recalls[subject.recall] ?? null;
  const removal = recall === null ? removalOf(simulated, subject.message) : null;
  row.fill(0);
  const lineages = lineagesOf(simulated, subject.message);
  const rows = new Map(
    (recall?.rows ?? []).map((index) => [at(world.rows, index).recipient, at(world.rows, index)]),
  );
  const told = toldOf(simulated, subject.recall);
  for (const recipient of at(world.messages, subject.message).reached) {
    const kind = kindOf(org, recipient);
    if (kind === 'group') continue;
    const lineage = lineages.of(recipient);
    const isTold = told.has(recipient);
    const reported = rows.get(recipient);
    const reach = { lineage, isTold, removal };
    const fate = fateOf(simulated, subject.message, recipient, reported, reach);
    row[RECEIPTS_MOST] = Math.max(row[RECEIPTS_MOST] ?? 0, fate.receipts);
    add(row, 0, fate, recall);
    const after = fate.row && recall ? fate.row.decidedAt - recall.requestedAt : 0;
    if (after > at(row, LAST_DECISION_MS)) row[LAST_DECISION_MS] = after;
    if (at(org.inside, recipient) === 1) add(row, counted.length, fate, recall);
    const isGoneAt = fate.success ? fate.decidedAt : Infinity;
    counts.times.push(fate.seenAt < Infinity ? fate.seenAt : -1);
    counts.times.push(isGoneAt < Infinity ? isGoneAt : -1);
    const words = recall ? reasonOf(recall, fate.row) : removalWords(removal, recipient);
    bump(counts.reasons, words);
    if (fate.left !== null) bump(counts.leftBehind, fate.left);
    addPart(counts.byKind, kind, fate);
    const client = subject.clientOf(addressAt(setting.book, recipient));
    if (client !== undefined) addPart(counts.byClient, client, fate);
  }
  if (recall === null || Number.isNaN(recall.reportAt)) return;
  row[REPORTS] = 1;
  row[REPORT_MS] = recall.reportAt - recall.requestedAt;
}

/** A recipient's own copies, and everything that was made of them. */
type Lineage = { readonly roots: readonly Node[]; readonly all: readonly CopyRecord[] };
type Node = { readonly copy: CopyRecord; readonly children: Node[] };

function lineagesOf(
  { world }: Simulated,
  message: number,
): { readonly of: (recipient: number) => Lineage } {
  const nodes = new Map<number, Node>();
  const roots = new Map<number, Node[]>();
  // A copy is always made after the one it was made of, so its parent is known.
  for (const index of at(world.messages, message).copies) {
    const copy = at(world.copies, index);
    const node: Node = { copy, children: [] };
    nodes.set(index, node);
    const parent = nodes.get(copy.parent);
    if (parent !== undefined) parent.children.push(node);
    else if (copy.origin !== 'journal') {
      const own = roots.get(copy.recipient);
      if (own === undefined) roots.set(copy.recipient, [node]);
      else own.push(node);
    }
  }
  const flatten = (node: Node): CopyRecord[] => [node.copy, ...node.children.flatMap(flatten)];
  return {
    of: (recipient) => {
      const own = roots.get(recipient) ?? [];
      return { roots: own, all: own.flatMap(flatten) };
    },
  };
}

/** Recipients who were told of the recall. */
function toldOf({ world }: Simulated, recall: number): Set<number> {
  const kinds: readonly string[] = ['recall-alert', 'recall-notice', 'recall-request'];
  const told = world.notices.filter((one) => one.recall === recall && kinds.includes(one.kind));
  return new Set(told.map(({ to }) => to));
}

/** What reached somebody, and what was done about it. */
type Reach = {
  readonly lineage: Lineage;
  readonly isTold: boolean;
  readonly removal: Removal | null;
};

/** One run of an administrator: when, and with which result for each mailbox. */
type Removal = { readonly at: number; readonly results: ReadonlyMap<number, string> };

function removalOf({ world }: Simulated, message: number): Removal {
  const entries = world.audit.filter(
    (entry) => entry.operation === 'purge' && entry.message === message,
  );
  const results = new Map<number, string>();
  for (const { recipient, result } of entries) {
    // Of several copies in a mailbox one that stays counts.
    if (result !== 'removed' || !results.has(recipient)) results.set(recipient, result);
  }
  return { at: entries[0]?.at ?? Infinity, results };
}

/** The words under which a recipient is counted whose copy an administrator came for. */
function removalWords(removal: Removal | null, recipient: number): string {
  const result = removal?.results.get(recipient);
  return result === 'removed' ? 'removed - -' : `not-removed ${result ?? 'no-such-copy'} -`;
}

function fateOf(
  simulated: Simulated,
  message: number,
  recipient: number,
  row: RowRecord | undefined,
  { lineage, isTold, removal }: Reach,
): Fate {
  const rowAt = row === undefined || Number.isNaN(row.decidedAt) ? Infinity : row.decidedAt;
  const decidedAt = removal?.at ?? rowAt;
  let seenAt = Infinity;
  let shown = false;
  for (const { exposures } of lineage.all) {
    for (const exposure of exposures) {
      if (exposure.kind === 'notification') shown = true;
      if (exposure.kind !== 'opened' && exposure.kind !== 'previewed') continue;
      if (exposure.at < seenAt) seenAt = exposure.at;
    }
  }
  const { roots } = lineage;
  const { sentAt } = at(simulated.world.messages, message);
  return {
    recipient,
    row,
    reported: isReported(simulated, row),
    success: roots.length > 0 && roots.every((root) => isGone(simulated, root, removal)),
    seen: seenAt < decidedAt,
    seenAt: seenAt - sentAt,
    decidedAt: decidedAt - sentAt,
    noticed: isTold || shown || seenAt < Infinity,
    ...receiptsFrom(simulated, message, recipient),
    left: leftBehindOf(simulated, lineage),
  };
}

/**
 * Whether the sender was told of a success: by the status report, or (classic) by a mail about the
 * recipient, which not every recall asks for and some groups keep back.
 */
function isReported({ world }: Simulated, row: RowRecord | undefined): boolean {
  if (row?.outcome !== 'recalled') return false;
  if (!Number.isNaN(at(world.recalls, row.recall).reportAt)) return true;
  return world.notices.some(
    ({ kind, recall, about, result }) =>
      kind === 'recall-result' &&
      recall === row.recall &&
      about === row.recipient &&
      result === 'success',
  );
}

/** The receipts that the sender got from a recipient, and whether two of them say the same. */
function receiptsFrom(
  { world }: Simulated,
  message: number,
  recipient: number,
): Pick<Fate, 'receipts' | 'isDuplicate'> {
  const own = world.receipts.filter((one) => one.message === message && one.from === recipient);
  const kinds = new Set(own.map(({ kind }) => kind));
  return { receipts: own.length, isDuplicate: own.length > kinds.size };
}

/** Removed by the recall or the administrator: the copy, or all that its mailbox passed on. */
function isGone(simulated: Simulated, node: Node, removal: Removal | null): boolean {
  const place = placeOf(simulated.model, node.copy.state);
  if (place === 'recalled') return true;
  const isOut = place === 'recoverable' || place === 'removed';
  if (isOut && removal?.results.get(node.copy.recipient) === 'removed') return true;
  const follows = place === 'passedOn' && node.children.length > 0;
  return follows && node.children.every((child) => isGone(simulated, child, removal));
}

function leftBehindOf(simulated: Simulated, { roots, all }: Lineage): LeftBehindWord | null {
  const { model, setting, world, endedAt } = simulated;
  const { org } = at(setting.epochs, world.epoch);
  const found = new Set<LeftBehindWord>();
  for (const copy of all) {
    const isRoot = roots.some((root) => root.copy === copy);
    if (meaningOf(model, copy.state).present) {
      const kind = kindOf(org, copy.recipient);
      const own = kind === 'outside' ? 'outside' : 'not-recalled';
      found.add(!isRoot ? 'forwarded' : kind === 'onPremises' ? 'on-premises' : own);
    } else if (placeOf(model, copy.state) === 'recoverable' && copy.retainedUntil > endedAt) {
      found.add('recoverable');
    }
    for (const { kind, until } of copy.exposures) {
      if (kind === 'local-copy' && Number.isNaN(until)) found.add('local-copy');
      if (kind === 'journaled') found.add('journaled');
    }
  }
  return leftBehindWords.find((word) => found.has(word)) ?? null;
}

/** Adds a fate to the columns that begin at `first`, in the order of `counted`. */
function add(row: Float64Array, first: number, fate: Fate, recall: RecallRecord | null): void {
  const decided = fate.row !== undefined && !Number.isNaN(fate.row.decidedAt);
  const values = [
    1,
    fate.success ? 1 : 0,
    fate.reported ? 1 : 0,
    fate.seen ? 1 : 0,
    fate.left === null ? 0 : 1,
    fate.noticed ? 1 : 0,
    decided ? 1 : 0,
    decided ? (fate.row?.decidedAt ?? 0) - (recall?.requestedAt ?? 0) : 0,
    fate.receipts,
    fate.isDuplicate ? 1 : 0,
  ];
  for (let index = 0; index < values.length; index++) {
    row[first + index] = (row[first + index] ?? 0) + (values[index] ?? 0);
  }
}

/** The words under which a recipient's row is counted. */
function reasonOf(recall: RecallRecord, row: RowRecord | undefined): string {
  if (recall.status === 'refused') return `refused ${recall.reason ?? '-'} -`;
  if (row === undefined) return 'failed - -';
  if (row.outcome === 'open')
    return recall.agent === 'classic' ? 'open - -' : `pending - ${row.cause ?? '-'}`;
  const cause = row.reason === 'timed-out' ? row.cause : null;
  return `${row.outcome} ${row.reason ?? '-'} ${cause ?? '-'}`;
}

const partKeys = ['recipients', 'success', 'reported', 'seen', 'leftBehind'] as const;

function partOf(parts: Map<string, PartCounts>, name: string): PartCounts {
  const known = parts.get(name);
  if (known !== undefined) return known;
  const part = { recipients: 0, success: 0, reported: 0, seen: 0, leftBehind: 0 };
  parts.set(name, part);
  return part;
}

function addPart(parts: Map<string, PartCounts>, name: string, fate: Fate): void {
  const part = partOf(parts, name);
  part.recipients++;
  if (fate.success) part.success++;
  if (fate.reported) part.reported++;
  if (fate.seen) part.seen++;
  if (fate.left !== null) part.leftBehind++;
}

function bump<K>(map: Map<K, number>, key: K, by = 1): void {
  map.set(key, (map.get(key) ?? 0) + by);
}
