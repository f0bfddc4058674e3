/**
 * World -> fates: what became of each of the people to whom one recalled message was addressed.
 *
 * Why four answers: recalled, reported, seen and left behind are confused with one another, and a
 * policy that raises one may leave the others where they were. Each is read from other parts of the
 * world: success from copies, reports from rows, seeing from exposures.
 *
 * Never: decide anything, count or estimate; that is done from fates, in `rows.ts`.
 */
import { addressAt } from '../model/address.ts';
import { at } from '../model/assert.ts';
import { verdictOf } from '../model/decision.ts';
import { labelledFacts } from '../model/facts-content.ts';
import { kindOf } from '../model/org/org.ts';
import { labelOf } from '../model/protection.ts';
import { meaningOf, placeOf } from '../model/world/copy-states.ts';
import type { CopyRecord, RecallRecord, RowRecord } from '../model/world/state.ts';
import type { Client } from '../scenarios/scenario.ts';
import {
  AUTOMATIC_REPLY,
  type Fate,
  type Incident,
  type LeftBehindWord,
  leftBehindWords,
  NDR,
  PREVENTED,
  type Tallied,
} from './fates.ts';
import type { Simulated } from './simulate.ts';

/** Which message of a world, its recall, and who uses which client. */
export type Subject = {
  readonly message: number;
  /** -1: an administrator removes the message instead, or nothing is done. */
  readonly recall: number;
  /** Whether the message is meant as it is, so that nothing is to be taken back. */
  readonly isMeant: boolean;
  readonly countsIncidents: boolean;
  readonly clientOf: (address: string) => Client | undefined;
};

/**
 * Tallies one message: one fate for each person it was sent to, in the order in which they are
 * reached.
 */
export function tally(simulated: Simulated, subject: Subject): Tallied {
  const { world, setting } = simulated;
  const { org } = at(setting.epochs, world.epoch);
  const recall = world.recalls[subject.recall] ?? null;
  const removal = recall === null ? removalOf(simulated, subject.message) : null;
  const lineages = lineagesOf(simulated, subject.message);
  const rows = new Map(
    (recall?.rows ?? []).map((index) => [at(world.rows, index).recipient, at(world.rows, index)]),
  );
  const told = toldOf(simulated, subject.recall);
  const fates: Fate[] = [];
  for (const recipient of at(world.messages, subject.message).reached) {
    const kind = kindOf(org, recipient);
    if (kind === 'group') continue;
    const { countsIncidents: countsStops, isMeant } = subject;
    const lineage = lineages.of(recipient);
    const reach = { lineage, told, recall, removal, isMeant, countsStops };
    const client = subject.clientOf(addressAt(setting.book, recipient)) ?? null;
    const who = { recipient, kind, client, isInside: at(org.inside, recipient) === 1 };
    fates.push(fateOf(simulated, subject.message, who, rows.get(recipient), reach));
  }
  const isReported = recall !== null && !Number.isNaN(recall.reportAt);
  const reportMs = isReported ? recall.reportAt - recall.requestedAt : -1;
  return { fates, reportMs, incidents: incidentsOf(simulated, subject) };
}

/** What the message set off at its sender: not what a recall, or a copy sent on, did. */
function incidentsOf({ setting, world }: Simulated, subject: Subject): Incident[] {
  if (!subject.countsIncidents) return [];
  const { from } = at(setting.messages, subject.message);
  const found = new Map<string, Incident>();
  for (const { about, kind, message, recall, reason, to } of world.notices) {
    if (to !== from || message !== subject.message || recall >= 0) continue;
    if (kind !== 'ndr' && kind !== 'automatic-reply') continue;
    const word = kind === 'ndr' ? `${NDR}${reason ?? '-'}` : AUTOMATIC_REPLY;
    found.set(`${word} ${about}`, { word, about });
  }
  return [...found.values()];
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

/** What came to recipients about the recall. */
type Told = {
  /** [address] when the first of it came: an alert, a notice, the request itself. */
  readonly firstAt: ReadonlyMap<number, number>;
  /** Those to whom the service or Outlook said that a message was to be recalled. */
  readonly noticed: ReadonlySet<number>;
  /** Those to whom the text went that is made for people outside. */
  readonly inText: ReadonlySet<number>;
};

const told = ['recall-alert', 'recall-told'] as const;
const mails = [...told, 'recall-notice', 'recall-request'] as const;

function toldOf({ world }: Simulated, recall: number): Told {
  const firstAt = new Map<number, number>();
  const [noticed, inText] = [new Set<number>(), new Set<number>()];
  for (const { at: arrivesAt, kind, recall: of, to } of world.notices) {
    if (recall < 0 || of !== recall || !(mails as readonly string[]).includes(kind)) continue;
    firstAt.set(to, Math.min(arrivesAt, firstAt.get(to) ?? Infinity));
    if ((told as readonly string[]).includes(kind)) noticed.add(to);
    if (kind === 'recall-notice') inText.add(to);
  }
  return { firstAt, noticed, inText };
}

/** What reached somebody, and what was done about it. */
type Reach = {
  readonly lineage: Lineage;
  readonly told: Told;
  readonly recall: RecallRecord | null;
  readonly removal: Removal | null;
  readonly isMeant: boolean;
  /** Whether what a mail flow rule stopped counts as prevented. */
  readonly countsStops: boolean;
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

/** The words about somebody whose copy a mail flow rule stopped; null: it did not. */
function stoppedWords({ lineage: { roots }, countsStops }: Reach): string | null {
  const isStopped = roots.every(({ copy }) => copy.bounceReason === 'rejected-by-rule');
  return countsStops && roots.length > 0 && isStopped
    ? `${PREVENTED} blocked rejected-by-rule`
    : null;
}

/** The words under which somebody is counted from whom a message was to be taken back. */
function answeredWords({ recall, removal }: Reach, row: RowRecord | undefined, recipient: number) {
  return recall === null ? removalWords(removal, recipient) : reasonOf(recall, row);
}

/** The words under which somebody is counted to whom a message was meant to go. */
function sentWords({ roots }: Lineage): string {
  const reason = roots.find(({ copy }) => copy.bounceReason !== null)?.copy.bounceReason;
  if (reason) return `returned ${reason} -`;
  return roots.length === 0 ? 'refused - -' : 'sent - -';
}

/** Exposures by what somebody did with a copy, besides opening it. */
const acts: readonly string[] = ['replied', 'forwarded', 'local-copy'];

type Who = Pick<Fate, 'recipient' | 'kind' | 'client' | 'isInside'>;

function fateOf(
  simulated: Simulated,
  message: number,
  { client, isInside, kind, recipient }: Who,
  row: RowRecord | undefined,
  reach: Reach,
): Fate {
  const { lineage, told, recall, removal, isMeant } = reach;
  const rowAt = row === undefined || Number.isNaN(row.decidedAt) ? Infinity : row.decidedAt;
  const decidedAt = removal?.at ?? rowAt;
  let seenAt = Infinity;
  let actedAt = Infinity;
  for (const { exposures } of lineage.all) {
    for (const exposure of exposures) {
      if (acts.includes(exposure.kind) && exposure.at < actedAt) actedAt = exposure.at;
      if (exposure.kind !== 'opened' && exposure.kind !== 'previewed') continue;
      if (exposure.at < seenAt) seenAt = exposure.at;
    }
  }
  const { roots } = lineage;
  const noticeAt = told.firstAt.get(recipient) ?? Infinity;
  const { sentAt } = at(simulated.world.messages, message);
  const success = roots.length > 0 && roots.every((root) => isGone(simulated, root, removal));
  const { isDuplicate, receipts } = receiptsFrom(simulated, message, recipient);
  return {
    recipient,
    kind,
    client,
    isInside,
    words: isMeant
      ? sentWords(lineage)
      : (stoppedWords(reach) ?? answeredWords(reach, row, recipient)),
    success,
    reported: isReported(simulated, row),
    seen: seenAt < decidedAt,
    noticed: told.noticed.has(recipient),
    outsideNotice: lineage.all.some((copy) => told.inText.has(copy.recipient)),
    actedOn: actedAt < decidedAt,
    receipts,
    isDuplicate,
    left: isMeant ? null : leftBehindOf(simulated, lineage),
    decisionMs: rowAt < Infinity ? rowAt - (recall?.requestedAt ?? 0) : -1,
    seenAt: seenAt < Infinity ? seenAt - sentAt : -1,
    goneAt: success && decidedAt < Infinity ? decidedAt - sentAt : -1,
    noticeAt: noticeAt < Infinity ? noticeAt - sentAt : -1,
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

/** Whether the label of a message lets whoever has a copy open it. */
function isOpened(simulated: Simulated, copy: CopyRecord): boolean {
  const { labelled } = simulated.model.lists;
  const label = labelOf(simulated, copy.message);
  return (
    label === null ||
    verdictOf(labelled, labelledFacts(simulated, copy, label, 'open')) === 'allowed'
  );
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
      if (!isOpened(simulated, copy)) continue;
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

/** The words under which a recipient's row is counted. */
function reasonOf(recall: RecallRecord, row: RowRecord | undefined): string {
  if (recall.status === 'refused') return `refused ${recall.reason ?? '-'} -`;
  if (row === undefined) return 'failed - -';
  if (row.outcome === 'open')
    return recall.agent === 'classic' ? 'open - -' : `pending - ${row.cause ?? '-'}`;
  const cause = row.reason === 'timed-out' ? row.cause : null;
  return `${row.outcome} ${row.reason ?? '-'} ${cause ?? '-'}`;
}
