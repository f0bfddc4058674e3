/**
 * World -> outcome: what `replay --format json` prints of one scenario, in the words of the
 * contract.
 *
 * Never: decide anything. It reads the world at its end and turns indices and instants into names
 * and times.
 */
import { addressAt } from '../model/address.ts';
import { at } from '../model/assert.ts';
import { kindOf } from '../model/org/org.ts';
import { meaningOf } from '../model/world/copy-states.ts';
import type {
  AuditEntry,
  CopyRecord,
  Exposure,
  Notice,
  NoticeKind,
  PathStep,
  RecallRecord,
  Receipt,
  RowRecord,
} from '../model/world/state.ts';
import { formatInstant } from '../scenarios/time.ts';
import { type DraftOutcome, draftOutcomes } from './draft-outcome.ts';
import { inspected } from './inspected.ts';
import type { Simulated } from './simulate.ts';

export type RowOutcome = {
  recipient: string;
  outcome: 'recalled' | 'failed' | 'pending' | 'expanded' | 'open' | 'deferred' | 'no-effect';
  reason: string | null;
  cause: string | null;
  decidedAt: string | null;
  recipientNotified: boolean;
  readBefore: boolean;
  firstReadAt: string | null;
  via?: string[];
  rules: string[];
};

export type RecallOutcome = {
  id: string;
  message: string | null;
  subject: string | null;
  status: 'accepted' | 'refused';
  reason: string | null;
  agent: 'cloud' | 'classic' | null;
  http: number | null;
  requestedAt: string;
  reportAt: string | null;
  completedAt: string | null;
  /** The row of RecallPermission that counted. */
  permission?: { row: string; note: 'not an Exchange setting' };
  rules: string[];
  recipients: RowOutcome[];
};

/** `by`: who saw it, if not the owner; `shown`: by a notification; `until`: a local copy’s end. */
export type ExposureOutcome = {
  kind: string;
  at: string;
  by?: string;
  shown?: string;
  until?: string;
};

export type CopyOutcome = {
  message: string;
  mailbox: string;
  path: string[];
  present: boolean;
  read: boolean;
  folder: string | null;
  deliveredAt: string | null;
  firstReadAt: string | null;
  retained: boolean;
  retainedIn: string | null;
  retainedUntil: string | null;
  exposed: string[];
  exposures: ExposureOutcome[];
  searchKeyIntact: boolean;
  /** What mail flow rules have done to its text; absent where nothing. */
  modified?: string[];
  notRecalledBecause: string | null;
};

export type NoticeOutcome = {
  kind: NoticeKind;
  to: string;
  at: string;
  recall: string | null;
  message: string | null;
  about: string | null;
  subject: string | null;
  contentType: string;
  senderShownAs: 'display-name' | 'smtp-address' | null;
  result: 'success' | 'failure' | null;
  /** Why a message returned; null for other notices. */
  reason: string | null;
  /** What an automatic reply says. */
  text?: string | null;
};

export type ReceiptOutcome = {
  message: string;
  from: string;
  to: string;
  kind: 'read' | 'not-read';
  sentBy: 'server' | 'client';
  at: string;
};

export type AuditOutcome = {
  at: string;
  operation: string;
  actor: string | null;
  message: string | null;
  recall: string | null;
  recipient: string | null;
  result: string;
  reason: string | null;
  /** Whether the mailbox audit log of Exchange would show it, and until when. */
  kept: boolean;
  keptUntil: string | null;
};

export type ChangeOutcome = {
  at: string;
  tenant?: string;
  cmdlet: string;
  identity: string | null;
  result: string;
  reason: string | null;
  inForceAt: string | null;
};

export type InspectionOutcome = { id: string; at: string; objects: Record<string, unknown>[] };

export type ScenarioOutcome = {
  recalls: RecallOutcome[];
  copies: CopyOutcome[];
  receipts: ReceiptOutcome[];
  notices: NoticeOutcome[];
  drafts: DraftOutcome[];
  audit: AuditOutcome[];
  changes: ChangeOutcome[];
  inspections: InspectionOutcome[];
  endedAt: string;
};

/** What a simulated scenario comes to. `start` is T0 in ms since 1970. */
export function outcomeOf(simulated: Simulated, start: number): ScenarioOutcome {
  const context: Context = { ...simulated, start };
  const { world, setting } = simulated;
  return {
    recalls: world.recalls.flatMap((recall, index) =>
      recall.requested ? [recallOutcome(context, recall, index)] : [],
    ),
    copies: copyOutcomes(simulated, start).filter((_, copy) => !isRequest(simulated, copy)),
    receipts: world.receipts.map((receipt) => receiptOutcome(context, receipt)),
    notices: world.notices
      .filter((notice) => notice.at <= context.endedAt || setting.untilMs === null)
      .sort((a, b) => a.at - b.at)
      .map((notice) => noticeOutcome(context, notice)),
    drafts: draftOutcomes(simulated, start),
    audit: world.audit.map((entry) => ({
      at: time(context, entry.at),
      operation: entry.operation,
      actor: actorOf(context, entry),
      message: setting.messages[entry.message]?.id ?? null,
      recall: setting.recalls[entry.recall]?.id ?? null,
      recipient: name(context, entry.recipient),
      result: entry.result,
      reason: entry.reason,
      kept: !Number.isNaN(entry.keptUntil),
      keptUntil: timeOrNull(context, entry.keptUntil),
    })),
    changes: setting.changes
      .filter((change) => change.at <= context.endedAt)
      .map(({ tenant, cmdlet, identity, result, reason, ...change }) => ({
        at: time(context, change.at),
        ...(tenant === null ? {} : { tenant }),
        cmdlet,
        identity,
        result,
        reason,
        inForceAt: change.inForceAt === null ? null : time(context, change.inForceAt),
      })),
    inspections: world.inspections.map((inspection) => ({
      id: inspection.id,
      at: time(context, inspection.at),
      objects: inspected(context, inspection, start),
    })),
    endedAt: time(context, context.endedAt),
  };
}

type Context = Simulated & { readonly start: number };

function time(context: Context, instant: number): string {
  return formatInstant(instant, context.start);
}

/** An instant that may not have come: NaN is null. */
function timeOrNull(context: Context, instant: number): string | null {
  return Number.isNaN(instant) ? null : time(context, instant);
}

function name(context: Context, recipient: number): string | null {
  return recipient < 0 ? null : addressAt(context.setting.book, recipient);
}

/** Who acted: of what an application asked for, the application. */
function actorOf(context: Context, { actor, operation, recall }: AuditEntry): string | null {
  const { application = null } = context.setting.recalls[recall] ?? {};
  const isItsOwn = operation === 'recall-request' || operation === 'recall-attempt';
  return application !== null && isItsOwn ? application.name : name(context, actor);
}

function recallOutcome(context: Context, recall: RecallRecord, index: number): RecallOutcome {
  const { setting, world } = context;
  const spec = at(setting.recalls, index);
  const message = setting.messages[spec.message];
  const rows = recall.rows.map((row) => at(world.rows, row));
  const open = rows.some((row) => Number.isNaN(row.decidedAt));
  const decided = rows.map((row) => row.decidedAt).filter((instant) => !Number.isNaN(instant));
  const complete = recall.status === 'accepted' && !open;
  const completedAt = complete ? Math.max(recall.requestedAt, ...decided) : Number.NaN;
  return {
    id: spec.id,
    message: message?.id ?? null,
    subject: message ? `Recall: ${message.subject}` : null,
    status: recall.status,
    reason: recall.reason,
    agent: recall.agent,
    http: spec.overGraph ? (recall.status === 'accepted' ? 202 : 400) : null,
    requestedAt: time(context, recall.requestedAt),
    reportAt: timeOrNull(context, recall.reportAt),
    completedAt: timeOrNull(context, completedAt),
    ...(recall.permission === null
      ? {}
      : { permission: { row: recall.permission.name, note: 'not an Exchange setting' } }),
    rules: [...recall.rules],
    recipients: rows.map((row) => rowOutcome(context, row)),
  };
}

function rowOutcome(context: Context, row: RowRecord): RowOutcome {
  const isClassic = at(context.world.recalls, row.recall).agent === 'classic';
  const outcome = row.outcome === 'open' && !isClassic ? 'pending' : row.outcome;
  const readBefore = !Number.isNaN(row.firstReadAt);
  return {
    recipient: addressAt(context.setting.book, row.recipient),
    outcome,
    reason: row.reason,
    cause: row.outcome === 'open' || row.reason === 'timed-out' ? row.cause : null,
    decidedAt: timeOrNull(context, row.decidedAt),
    recipientNotified: row.notified,
    readBefore,
    firstReadAt: timeOrNull(context, row.firstReadAt),
    ...(row.via.length > 0
      ? { via: row.via.map((by) => addressAt(context.setting.book, by)) }
      : {}),
    rules: [...row.rules],
  };
}

/**
 * [copy] what became of every copy, requests of classic recalls included. `start` as in
 * `outcomeOf`.
 */
export function copyOutcomes(simulated: Simulated, start: number): CopyOutcome[] {
  return simulated.world.copies.map((copy) => copyOutcome({ ...simulated, start }, copy));
}

/** Whether a copy is the request of a classic recall: a mail about a message, not the message. */
export function isRequest({ world, setting }: Simulated, copy: number): boolean {
  return at(setting.messages, at(world.copies, copy).message).requestOf >= 0;
}

function copyOutcome(context: Context, copy: CopyRecord): CopyOutcome {
  const { present: shown, retainedIn } = meaningOf(context.model, copy.state);
  const present = shown && !mailboxIsGone(context, copy);
  const retained = retainedIn !== null && copy.retainedUntil > context.endedAt;
  const until = retained && Number.isFinite(copy.retainedUntil) ? copy.retainedUntil : Number.NaN;
  return {
    message: at(context.setting.messages, copy.message).id,
    mailbox: addressAt(context.setting.book, copy.recipient),
    path: copy.path.map((step) => pathWord(context, step)),
    present,
    read: copy.isRead,
    folder: present ? copy.folder : retained ? retainedIn : null,
    deliveredAt: timeOrNull(context, copy.deliveredAt),
    firstReadAt: timeOrNull(context, copy.firstReadAt),
    retained,
    retainedIn: retained ? (copy.inDiscoveryHolds ? DISCOVERY_HOLDS : retainedIn) : null,
    retainedUntil: timeOrNull(context, until),
    exposed: [...new Set(copy.exposures.map(({ kind }) => kind))],
    exposures: copy.exposures.map((exposure) => exposureOutcome(context, exposure)),
    searchKeyIntact: copy.searchKeyIntact,
    ...(copy.changes.length === 0 ? {} : { modified: [...copy.changes] }),
    // Copies without a row of their own say why no recall reaches them.
    notRecalledBecause: present ? copy.beyondRecall : null,
  };
}

function exposureOutcome(context: Context, exposure: Exposure): ExposureOutcome {
  const { by, kind, shown, until } = exposure;
  return {
    kind,
    at: time(context, exposure.at),
    ...(by < 0 ? {} : { by: addressAt(context.setting.book, by) }),
    ...(shown === undefined ? {} : { shown }),
    ...(Number.isNaN(until) ? {} : { until: time(context, until) }),
  };
}

const DISCOVERY_HOLDS = 'Recoverable Items\\DiscoveryHolds';

/** Nobody sees a folder of a mailbox that was removed. */
function mailboxIsGone({ setting, world }: Context, copy: CopyRecord): boolean {
  const { orgs, tenantOf } = at(setting.epochs, world.epoch);
  return kindOf(at(orgs, at(tenantOf, copy.recipient)), copy.recipient) === 'unknown';
}

function pathWord(context: Context, { word, index }: PathStep): string {
  if (index < 0) return word;
  if (word === 'round-trip') return `${word}:${at(context.setting.services, index).name}`;
  return `${word}:${addressAt(context.setting.book, index)}`;
}

function receiptOutcome(
  context: Context,
  { message, from, to, kind, sentBy, at: instant }: Receipt,
): ReceiptOutcome {
  return {
    message: at(context.setting.messages, message).id,
    from: name(context, from) ?? '',
    to: name(context, to) ?? '',
    kind,
    sentBy,
    at: time(context, instant),
  };
}

function noticeOutcome(
  context: Context,
  notice: Context['world']['notices'][number],
): NoticeOutcome {
  const { setting } = context;
  const message = setting.messages[notice.message];
  const recall = setting.recalls[notice.recall];
  return {
    kind: notice.kind,
    to: name(context, notice.to) ?? '',
    at: time(context, notice.at),
    recall: recall?.id ?? null,
    message: message?.id ?? null,
    about: name(context, notice.about),
    subject: message ? subjectOf(notice, message.subject) : null,
    contentType: notice.kind === 'recall-notice' ? 'text/plain' : 'text/html',
    senderShownAs: notice.kind === 'recall-notice' ? shownAs(recall?.client) : null,
    result: notice.result,
    reason: notice.reason ?? null,
    ...(notice.text === undefined ? {} : { text: notice.text }),
  };
}

/**
 * A request built by Outlook for Windows shows the display name, any other the address. [RC-073]
 */
function shownAs(client: string | undefined): 'display-name' | 'smtp-address' {
  return client === 'desktop' ? 'display-name' : 'smtp-address';
}

function subjectOf({ kind, recall, result }: Notice, subject: string): string {
  // The request of a classic recall is a mail, and may not arrive.
  if (kind === 'ndr') return `Undeliverable: ${recall < 0 ? '' : 'Recall: '}${subject}`;
  if (result !== null)
    return `Message Recall ${result === 'success' ? 'Success' : 'Failure'}: ${subject}`;
  if (kind === 'automatic-reply') return `Automatic reply: ${subject}`;
  if (kind === 'policy-notice') return `Sensitive content: ${subject}`;
  if (kind === 'recall-report') return `Message Recall Report for message [${subject}]`;
  return `Recall: ${subject}`;
}
