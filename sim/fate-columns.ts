/**
 * Fates as columns of numbers: recipients one after the other, words as indices.
 *
 * Never: know what a world or a chunk is.
 */
import { recipientKinds } from '../model/org/org.ts';
import { clients } from '../scenarios/scenario.ts';
import { type Fate, leftBehindWords } from './fates.ts';

/** Recipients, one after the other. Words are indices; -1 is none, of times never. */
export type FateColumns = {
  readonly recipient: number[];
  readonly kind: number[];
  readonly client: number[];
  readonly words: number[];
  readonly left: number[];
  /** Bits, see `FLAGS`. */
  readonly flags: number[];
  readonly receipts: number[];
  readonly decisionMs: number[];
  readonly seenAt: number[];
  readonly goneAt: number[];
  readonly noticeAt: number[];
};

/** What is yes or no about a recipient: one bit each. */
const FLAGS = {
  isInside: 1,
  success: 2,
  reported: 4,
  seen: 8,
  noticed: 16,
  isDuplicate: 32,
  outsideNotice: 64,
  actedOn: 128,
} as const;

export const newFates = (): FateColumns => ({
  recipient: [],
  kind: [],
  client: [],
  words: [],
  left: [],
  flags: [],
  receipts: [],
  decisionMs: [],
  seenAt: [],
  goneAt: [],
  noticeAt: [],
});

/** What of a fate is the same for all who come to it, as columns have it. */
export type FateCodes = {
  readonly kind: number;
  readonly client: number;
  readonly left: number;
  readonly flags: number;
  readonly receipts: number;
};

export function codesOf(fate: Fate): FateCodes {
  // By name: looking fields up by words is slow, and this is asked for every recipient.
  const flags =
    (fate.isInside ? FLAGS.isInside : 0) |
    (fate.success ? FLAGS.success : 0) |
    (fate.reported ? FLAGS.reported : 0) |
    (fate.seen ? FLAGS.seen : 0) |
    (fate.noticed ? FLAGS.noticed : 0) |
    (fate.isDuplicate ? FLAGS.isDuplicate : 0) |
    (fate.outsideNotice ? FLAGS.outsideNotice : 0) |
    (fate.actedOn ? FLAGS.actedOn : 0);
  return {
    kind: recipientKinds.indexOf(fate.kind),
    client: fate.client === null ? -1 : clients.indexOf(fate.client),
    left: fate.left === null ? -1 : leftBehindWords.indexOf(fate.left),
    flags,
    receipts: fate.receipts,
  };
}

/** Adds a recipient with what it came to, and when. */
export function pushFate(
  to: FateColumns,
  recipient: number,
  { kind, client, left, flags, receipts }: FateCodes,
  words: number,
  decisionMs: number,
  seenAt: number,
  goneAt: number,
  noticeAt: number,
): void {
  to.recipient.push(recipient);
  to.kind.push(kind);
  to.client.push(client);
  to.words.push(words);
  to.left.push(left);
  to.flags.push(flags);
  to.receipts.push(receipts);
  to.decisionMs.push(decisionMs);
  to.seenAt.push(seenAt);
  to.goneAt.push(goneAt);
  to.noticeAt.push(noticeAt);
}

/** A recipient of a chunk as it was added. */
export function fateAt(words: readonly string[], from: FateColumns, index: number): Fate {
  const flags = from.flags[index]!;
  return {
    recipient: from.recipient[index]!,
    kind: recipientKinds[from.kind[index]!]!,
    client: clients[from.client[index]!] ?? null,
    words: words[from.words[index]!]!,
    left: leftBehindWords[from.left[index]!] ?? null,
    isInside: (flags & FLAGS.isInside) !== 0,
    success: (flags & FLAGS.success) !== 0,
    reported: (flags & FLAGS.reported) !== 0,
    seen: (flags & FLAGS.seen) !== 0,
    noticed: (flags & FLAGS.noticed) !== 0,
    isDuplicate: (flags & FLAGS.isDuplicate) !== 0,
    outsideNotice: (flags & FLAGS.outsideNotice) !== 0,
    actedOn: (flags & FLAGS.actedOn) !== 0,
    receipts: from.receipts[index]!,
    decisionMs: from.decisionMs[index]!,
    seenAt: from.seenAt[index]!,
    goneAt: from.goneAt[index]!,
    noticeAt: from.noticeAt[index]!,
  };
}
