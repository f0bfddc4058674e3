/**
 * What a world consists of, field by field, and how much of each field is part of its state.
 *
 * Why: exploration restores worlds and tells them apart, so it must know every field of every
 * record. The lists below are checked against the types: a field that somebody adds does not
 * compile until it stands here.
 *
 * What is left out of the state (`history`, the time in `whether`, the order in `kinds`) is what
 * nothing reads to decide anything. `fields.test.ts` scrambles it in every library scenario and
 * finds that all else goes on as before.
 */
import type { EventKind } from '../../model/world/run.ts';
import type {
  CopyRecord,
  DraftRecord,
  MessageRecord,
  Notice,
  RecallRecord,
  ReceiptRequest,
  RowRecord,
  World,
} from '../../model/world/state.ts';

/** How a field counts. */
export type How =
  | 'value' // as it is: a number, boolean, word or null
  | 'structure' // as it is: a list, map or object that is replaced, never changed in place
  | 'whether' // only whether there is anything: not NaN, not null
  | 'history' // told at the end, read by nothing that decides
  | 'kinds' // which kinds of exposure there are, to whom, whether they last; not when they came
  | 'path' // the way of a copy: words with recipients
  | 'recipient' // the index of a recipient
  | 'recipients' // a list of them
  | 'copy' // the index of a copy
  | 'copies' // a list of them
  | 'list' // a list of numbers that grows in place
  | 'grown'; // such a list; what it holds is told by the records in it

export type Fields<R> = { readonly [K in keyof R]-?: How };

const message: Fields<MessageRecord> = {
  state: 'value',
  sentAt: 'value',
  sentItemIn: 'value',
  takenAt: 'value',
  reached: 'recipients',
  copies: 'grown',
  quotes: 'copy',
  journaledBy: 'list',
};

const copy: Fields<CopyRecord> = {
  message: 'value',
  recipient: 'recipient',
  parent: 'copy',
  origin: 'value',
  sender: 'recipient',
  path: 'path',
  state: 'value',
  folder: 'value',
  deliveredAt: 'value',
  isRead: 'value',
  actor: 'recipient',
  firstReadAt: 'whether',
  inDiscoveryHolds: 'value',
  retainedUntil: 'history',
  searchKeyIntact: 'value',
  downloaded: 'value',
  inCache: 'value',
  readOffline: 'value',
  isAnnounced: 'value',
  exposures: 'kinds',
  gates: 'recipients',
  admitted: 'value',
  approved: 'recipients',
  gate: 'recipient',
  expiresAt: 'value',
  bounceReason: 'value',
  released: 'value',
  rulesDone: 'structure',
  rulesOver: 'value',
  ruleTargets: 'recipients',
  connector: 'value',
  exit: 'value',
  handler: 'value',
  queuedAt: 'value',
  prefix: 'value',
  changes: 'structure',
  headers: 'structure',
  sharedWith: 'copy',
  service: 'value',
  beyondRecall: 'value',
};

const recall: Fields<RecallRecord> = {
  requested: 'value',
  status: 'value',
  reason: 'value',
  agent: 'value',
  requestedAt: 'value',
  deadline: 'value',
  attemptsAt: 'structure',
  nextAttempt: 'value',
  attemptsMade: 'value',
  readRecallableThen: 'structure',
  rows: 'grown',
  permission: 'structure',
  isNarrowed: 'value',
  reportAt: 'whether',
  rules: 'history',
};

const row: Fields<RowRecord> = {
  recall: 'value',
  recipient: 'recipient',
  via: 'recipients',
  state: 'value',
  outcome: 'value',
  reason: 'value',
  cause: 'value',
  decidedAt: 'whether',
  firstReadAt: 'whether',
  notified: 'value',
  rules: 'history',
  judged: 'copies',
  attendAt: 'value',
};

const draft: Fields<DraftRecord> = {
  state: 'value',
  spec: 'value',
  dropped: 'structure',
  askedAt: 'value',
  mailboxes: 'structure',
  told: 'structure',
  snapshots: 'history',
};

const receiptRequest: Fields<ReceiptRequest> = { state: 'value', devices: 'structure' };

/** What a part of the world is made of. */
export type Part =
  | { readonly kind: 'value' }
  /** A list of records that change in place; `ofRecipient`: each is one recipient's. */
  | {
      readonly kind: 'records';
      readonly fields: Readonly<Record<string, How>>;
      readonly ofRecipient: boolean;
    }
  /** Records by the copy that they are about. */
  | { readonly kind: 'copyMap'; readonly fields: Readonly<Record<string, How>> }
  /** Values by recipient, replaced and never changed in place. */
  | { readonly kind: 'recipientMap' }
  /** Only grows. `counts` is the part of an entry that is part of the state, null for none. */
  | {
      readonly kind: 'log';
      readonly counts: ((entry: never) => LogMark | null) | null;
    };

/** Something that has been noted: once is as good as often. */
export type LogMark = { readonly about: number; readonly text: string };

/** Transport reads the reports of returned mail: one about each group that refuses is enough. */
function markOfNotice(notice: Notice): LogMark | null {
  if (notice.kind !== 'ndr') return null;
  const { about, message: returned, recall: of, reason } = notice;
  return { about, text: `${returned} ${of} ${reason}` };
}

/** Every part of the world. */
export const worldParts: { readonly [K in keyof World]: Part } = {
  epoch: { kind: 'value' },
  messages: { kind: 'records', fields: message, ofRecipient: false },
  copies: { kind: 'records', fields: copy, ofRecipient: true },
  recalls: { kind: 'records', fields: recall, ofRecipient: false },
  rows: { kind: 'records', fields: row, ofRecipient: true },
  clients: { kind: 'recipientMap' },
  sizes: { kind: 'recipientMap' },
  answered: { kind: 'recipientMap' },
  notices: { kind: 'log', counts: markOfNotice },
  receiptRequests: { kind: 'copyMap', fields: receiptRequest },
  receipts: { kind: 'log', counts: null },
  audit: { kind: 'log', counts: null },
  inspections: { kind: 'log', counts: null },
  drafts: { kind: 'records', fields: draft, ofRecipient: false },
  metrics: { kind: 'recipientMap' },
};

/** What the first index of a pending event names. */
export const subjectOf: Readonly<Record<EventKind, 'copy' | 'row' | 'nobody'>> = {
  epoch: 'nobody',
  fault: 'nobody',
  count: 'nobody',
  refresh: 'nobody',
  release: 'copy',
  leave: 'nobody',
  route: 'copy',
  return: 'copy',
  arrive: 'copy',
  lapse: 'copy',
  sync: 'copy',
  retention: 'copy',
  outdate: 'copy',
  wake: 'row',
  act: 'nobody',
  idle: 'row',
  attempt: 'nobody',
  examine: 'nobody',
  expire: 'copy',
  timeout: 'row',
  report: 'nobody',
};

/** Every field in full: times, orders and logs too. For worlds whose expectations read them. */
export function inFull(how: How): How {
  switch (how) {
    case 'whether':
    case 'history':
    case 'kinds':
      return 'structure';
    default:
      return how;
  }
}
