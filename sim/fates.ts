/**
 * Fates: what became of each recipient of a wrong message, and what one message adds up to.
 *
 * Why one record a recipient: every number of a study is a sum over these, so they are what threads
 * hand over, what a folder of results keeps, and what somebody else can count again.
 *
 * Never: look at a world; that is read once, in `tally.ts`.
 */
import type { RecipientKind } from '../model/org/org.ts';
import type { Client } from '../scenarios/scenario.ts';

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

/** What became of one recipient. Times are ms, -1: never. */
export type Fate = {
  /** As an index into the address book. */
  readonly recipient: number;
  readonly kind: RecipientKind;
  readonly client: Client | null;
  /** In the organization's own domains. */
  readonly isInside: boolean;
  /** `outcome reason cause`, words of the status report, `-` where there is none */
  readonly words: string;
  readonly success: boolean;
  /** The sender was told that the copy is recalled. */
  readonly reported: boolean;
  readonly seen: boolean;
  /** Alerted by the service, or told by Outlook. */
  readonly noticed: boolean;
  /** A notice of the recall reached somebody outside: this recipient, or whom it was sent on to. */
  readonly outsideNotice: boolean;
  /** Replied to, forwarded or downloaded before it was decided. */
  readonly actedOn: boolean;
  readonly left: LeftBehindWord | null;
  readonly receipts: number;
  /** Two of the receipts are of one kind. */
  readonly isDuplicate: boolean;
  /** From the request to the decision. */
  readonly decisionMs: number;
  /** After sending. */
  readonly seenAt: number;
  readonly goneAt: number;
  /** When the first mail or word about the recall came to the recipient, of any kind. */
  readonly noticeAt: number;
};

/**
 * What a message set off at its sender: an NDR and its reason, an automatic reply. `about`: the
 * recipient, as an index into the address book; -1: the message itself.
 */
export type Incident = { readonly word: string; readonly about: number };

/** A message: its recipients, and when its sender was sent the report (ms, -1: never). */
export type Tallied = {
  readonly fates: readonly Fate[];
  readonly reportMs: number;
  /** Each once; none where the study does not count them. */
  readonly incidents: readonly Incident[];
};

/** The outcome in the words of a recipient to whom a message was not sent after all. */
export const PREVENTED = 'prevented';

/** Whether something that was done before sending kept a message from a recipient. */
export function isPrevented({ words }: Fate): boolean {
  return words.startsWith(`${PREVENTED} `);
}

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
  /** recipients to whom it was not sent after all */
  'prevented',
  /** recipients through whom a notice came outside, and who acted on the message before */
  'outsideNotices',
  'actedOn',
] as const;
export type Counted = (typeof counted)[number];

/**
 * Columns of a row: `all` then `internal`, then the report: sent (0 or 1), and after how many ms;
 * the most receipts that came from one recipient, and the ms to the decision about the last one;
 * the NDRs and the automatic replies that its sender got; whether a rule found the burst (0 or 1),
 * after how many ms, its alarms in a year without one, and the recalls of that year.
 */
export const COLUMNS = 2 * counted.length + 10;
export const REPORTS = 2 * counted.length;
export const REPORT_MS = REPORTS + 1;
export const RECEIPTS_MOST = REPORT_MS + 1;
export const LAST_DECISION_MS = RECEIPTS_MOST + 1;
export const NDRS = LAST_DECISION_MS + 1;
export const REPLIES = NDRS + 1;
export const SPIKES = REPLIES + 1;
export const SPIKE_MS = SPIKES + 1;
export const FALSE_ALARMS = SPIKE_MS + 1;
export const ORDINARY = FALSE_ALARMS + 1;

/** The column of a count. */
export function columnOf(what: Counted, of: 'all' | 'internal'): number {
  return counted.indexOf(what) + (of === 'internal' ? counted.length : 0);
}

/** What an incident is called that is a report of non-delivery, with the reason behind it. */
export const NDR = 'ndr:';
export const AUTOMATIC_REPLY = 'automatic-reply';
/** A rule has found a burst, with the ms behind it. */
export const SPIKE = 'spike:';
/** The alarms of a rule in a year without a burst, and the recalls of that year. */
export const ALARMS = 'alarms-a-year:';

/**
 * Starts the row of a message.
 *
 * @param row  receives `COLUMNS` numbers
 */
export function startRow(row: Float64Array, { incidents, reportMs }: Tallied): void {
  row.fill(0);
  for (const { word } of incidents) {
    if (word.startsWith(NDR)) row[NDRS]!++;
    if (word === AUTOMATIC_REPLY) row[REPLIES]!++;
    if (word.startsWith(ALARMS)) {
      const [alarms, recalls] = word.slice(ALARMS.length).split('/');
      row[FALSE_ALARMS] = Number(alarms);
      row[ORDINARY] = Number(recalls);
    }
    if (!word.startsWith(SPIKE)) continue;
    row[SPIKES] = 1;
    row[SPIKE_MS] = Number(word.slice(SPIKE.length));
  }
  if (reportMs < 0) return;
  row[REPORTS] = 1;
  row[REPORT_MS] = reportMs;
}

/** Adds a recipient to the row of the message. */
export function addToRow(row: Float64Array, fate: Fate): void {
  addFrom(row, 0, fate);
  if (fate.isInside) addFrom(row, counted.length, fate);
  if (fate.receipts > row[RECEIPTS_MOST]!) row[RECEIPTS_MOST] = fate.receipts;
  if (fate.decisionMs > row[LAST_DECISION_MS]!) row[LAST_DECISION_MS] = fate.decisionMs;
}

/** Adds to the columns that begin at `first`, in the order of `counted`. */
function addFrom(row: Float64Array, first: number, fate: Fate): void {
  row[first]!++;
  if (fate.success) row[first + 1]!++;
  if (fate.reported) row[first + 2]!++;
  if (fate.seen) row[first + 3]!++;
  if (fate.left !== null) row[first + 4]!++;
  if (fate.noticed) row[first + 5]!++;
  if (fate.decisionMs >= 0) {
    row[first + 6]!++;
    row[first + 7]! += fate.decisionMs;
  }
  row[first + 8]! += fate.receipts;
  if (fate.isDuplicate) row[first + 9]!++;
  if (isPrevented(fate)) row[first + 10]!++;
  if (fate.outsideNotice) row[first + 11]!++;
  if (fate.actedOn) row[first + 12]!++;
}

/** The row of a message. */
export function rowOf(tallied: Tallied): Float64Array {
  const row = new Float64Array(COLUMNS);
  startRow(row, tallied);
  for (const fate of tallied.fates) addToRow(row, fate);
  return row;
}

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
  /** By the words of the status report, see `Fate.words`. */
  readonly reasons: Map<string, number>;
  readonly leftBehind: Map<LeftBehindWord, number>;
  readonly byKind: Map<string, PartCounts>;
  readonly byClient: Map<string, PartCounts>;
};

export function newCounts(): Counts {
  const [reasons, leftBehind] = [new Map(), new Map()];
  return { reasons, leftBehind, byKind: new Map(), byClient: new Map() };
}

/** Counts one recipient. */
export function countFate(counts: Counts, fate: Fate): void {
  bump(counts.reasons, fate.words);
  if (fate.left !== null) bump(counts.leftBehind, fate.left);
  addPart(counts.byKind, fate.kind, fate);
  if (fate.client !== null) addPart(counts.byClient, fate.client, fate);
}

function addPart(parts: Map<string, PartCounts>, name: string, fate: Fate): void {
  let part = parts.get(name);
  if (part === undefined) {
    part = { recipients: 0, success: 0, reported: 0, seen: 0, leftBehind: 0 };
    parts.set(name, part);
  }
  part.recipients++;
  if (fate.success) part.success++;
  if (fate.reported) part.reported++;
  if (fate.seen) part.seen++;
  if (fate.left !== null) part.leftBehind++;
}

function bump<K>(map: Map<K, number>, key: K): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
