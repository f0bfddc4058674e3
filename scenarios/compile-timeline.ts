/**
 * The timeline of a scenario -> messages, recalls and actions as indices, in the order of the file.
 *
 * What a person does to a copy is put into the words of the copy machine here.
 */
import { moveEvent } from '../model/facts.ts';
import type {
  ActionSpec,
  ClientKind,
  CopyAction,
  Download,
  MailProgram,
  MessageSpec,
  RecallSpec,
  Setting,
} from '../model/setting.ts';
import { draftAction, draftSpecs } from './compile-drafts.ts';
import type { Action, Client, Person, TimelineEntry } from './scenario.ts';
import { undoMaxMs } from './schema/send-delay.ts';

/** What a timeline needs to know of the rest of the scenario. */
export type Names = {
  /** The index of a recipient by any of its names. */
  readonly indexOf: (name: string) => number;
  readonly people: ReadonlyMap<number, Person>;
  /** T0, ms since 1970 UTC. */
  readonly startMs: number;
  /** Other organizations, in their order. */
  readonly tenantNames: readonly string[];
};

/** What a client is to the recall gate. [G5] */
const clientKinds: Readonly<Record<Client, ClientKind>> = {
  'outlook-windows': 'desktop',
  'new-outlook': 'web',
  owa: 'web',
  graph: 'web',
  'outlook-mobile': 'mobile',
  'outlook-mac': 'other',
  pop3: 'other',
  imap4: 'other',
  eas: 'other',
  other: 'other',
  none: 'other',
};

/** Whether a client downloads by POP3 or IMAP4. */
function isOverProtocol(client: Client): boolean {
  return client === 'pop3' || client === 'imap4';
}

/** What a client is to a request of classic recall, or for a read receipt. [K2, S-30, D5] */
export function mailProgramOf(client: Client): MailProgram {
  if (client === 'outlook-windows') return 'outlook';
  if (client === 'eas') return 'eas';
  if (isOverProtocol(client)) return 'overProtocol';
  return client === 'owa' || client === 'new-outlook' ? 'web' : 'other';
}

/** The subject of the mail that asks for a recall. */
export function requestSubject(subject: string): string {
  return `Recall: ${subject}`;
}

/** Bytes of a request: a short mail. */
const REQUEST_BYTES = 10_240;

/** Timeline entries by time; the order of the file breaks ties. */
export function byTime(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  return [...timeline].sort((a, b) => a.at - b.at);
}

/** Every address that the actions of a timeline name. */
export function timelineAddresses(timeline: readonly TimelineEntry[]): string[] {
  return timeline.flatMap(({ action }) => [...actionAddresses(action)]);
}

function actionAddresses(action: Action): readonly string[] {
  switch (action.kind) {
    case 'send':
      return [action.from, ...action.to, ...action.cc, ...action.bcc];
    case 'forward':
      return [action.mailbox, ...action.to];
    case 'recall':
    case 'purge':
      return action.by === null ? [] : [action.by];
    case 'approve':
      return [action.recipient];
    case 'read':
    case 'markUnread':
      return action.by === null ? [action.mailbox] : [action.mailbox, action.by];
    case 'compose':
      return [action.from, ...action.to, ...action.cc, ...action.bcc];
    case 'removeRecipient':
      return [action.recipient];
    default:
      return 'mailbox' in action ? [action.mailbox] : [];
  }
}

type TimelineSpecs = Pick<Setting, 'messages' | 'recalls' | 'actions' | 'drafts' | 'draftIds'>;

/**
 * Compiles the actions of a timeline. Every recall has a request: whether it is sent is the gate's
 * business, and a study asks the gates of several policies.
 */
export function timelineSpecs(base: Names, timeline: readonly TimelineEntry[]): TimelineSpecs {
  const { indexOf } = base;
  const messages: MessageSpec[] = [];
  const messageIndex = new Map<string, number>();
  const addMessage = (spec: MessageSpec): number => {
    messageIndex.set(spec.id, messages.length);
    messages.push(spec);
    return messages.length - 1;
  };
  for (const { at: instant, action } of timeline) {
    if (action.kind !== 'send') continue;
    const client =
      action.client ?? base.people.get(indexOf(action.from))?.client ?? 'outlook-windows';
    addMessage({
      id: action.id,
      from: indexOf(action.from),
      to: action.to.map(indexOf),
      cc: action.cc.map(indexOf),
      bcc: action.bcc.map(indexOf),
      subject: action.subject,
      sizeBytes: action.size,
      encrypted: action.encrypted,
      deferMs: action.deferByMs,
      asksReceipt: action.readReceipt,
      expiresMs: action.expiresAfterMs ?? Number.POSITIVE_INFINITY,
      undoMaxMs: undoMaxMs(client, base.startMs + instant),
      sentWith: mailProgramOf(client),
      label: action.label?.toLowerCase() ?? null,
      sensitive: (action.sensitive ?? []).map((kind) => kind.toLowerCase()),
      override: action.override ?? 'none',
      inReplyTo: -1,
      requestOf: -1,
    });
  }
  answersOf(timeline, messages, messageIndex);
  const recalls: RecallSpec[] = [];
  for (const { action } of timeline) {
    if (action.kind !== 'recall') continue;
    const spec = recallSpec(base, action, messages, messageIndex, addMessage);
    const request = requestOf(spec, recalls.length, messages, addMessage);
    recalls.push({ ...spec, request });
  }
  const lookUp = (id: string): number => messageIndex.get(id) ?? -1;
  const written = draftSpecs(base, timeline, messages, lookUp);
  const changes = byTime(timeline.filter(({ action }) => action.kind === 'change'));
  const actions: ActionSpec[] = [];
  for (const entry of timeline) {
    const spec =
      draftAction(entry, written, indexOf) ??
      actionSpec(entry, recalls, lookUp, base, changes.indexOf(entry));
    if (spec !== null) actions.push(spec);
  }
  const { draftIds, drafts } = written;
  return { messages, recalls, actions, draftIds, drafts };
}

/** Which message each reply answers: it may stand further down. */
function answersOf(
  timeline: readonly TimelineEntry[],
  messages: MessageSpec[],
  messageIndex: ReadonlyMap<string, number>,
): void {
  for (const { action } of timeline) {
    if (action.kind !== 'send' || action.inReplyTo === undefined) continue;
    const index = messageIndex.get(action.id) ?? -1;
    const inReplyTo = messageIndex.get(action.inReplyTo) ?? -1;
    const spec = messages[index];
    if (spec) messages[index] = { ...spec, inReplyTo };
  }
}

function recallSpec(
  base: Names,
  action: Extract<Action, { kind: 'recall' }>,
  messages: readonly MessageSpec[],
  messageIndex: ReadonlyMap<string, number>,
  addMessage: (spec: MessageSpec) => number,
): RecallSpec {
  const message = messageIndex.get(action.message) ?? -1;
  const original = messages[message];
  const by = action.by !== null ? base.indexOf(action.by) : (original?.from ?? -1);
  const client = action.client ?? base.people.get(by)?.client ?? 'outlook-windows';
  const replacement =
    action.replace && original
      ? addMessage({
          ...original,
          id: action.replace.id,
          subject: action.replace.subject ?? original.subject,
          sizeBytes: action.replace.size ?? original.sizeBytes,
          deferMs: 0,
        })
      : -1;
  return {
    id: action.id,
    message,
    by,
    client: clientKinds[client],
    overGraph: client === 'graph',
    application: action.application ?? null,
    replacement,
    request: -1,
    context: action.context ?? null,
    resultMail: action.resultMail,
  };
}

/** The request of a classic recall: a mail of the same sender to the same recipients. [RC-102] */
function requestOf(
  spec: RecallSpec,
  recall: number,
  messages: readonly MessageSpec[],
  addMessage: (spec: MessageSpec) => number,
): number {
  const original = messages[spec.message];
  if (!original) return -1;
  return addMessage({
    ...original,
    // No id of a scenario holds a blank.
    id: `request ${spec.id}`,
    subject: requestSubject(original.subject),
    sizeBytes: REQUEST_BYTES,
    encrypted: false,
    deferMs: 0,
    asksReceipt: false,
    label: null,
    sensitive: [],
    override: 'none',
    inReplyTo: -1,
    expiresMs: Number.POSITIVE_INFINITY,
    requestOf: recall,
  });
}

/** What a person does to a copy, in the words of the copy machine; null for the other actions. */
function copyAction(action: Action): CopyAction | null {
  switch (action.kind) {
    case 'read':
      return 'READ';
    case 'markUnread':
      return 'MARK_UNREAD';
    case 'preview':
      return action.marksRead ? 'PANE_READ' : 'PREVIEW';
    case 'download':
      return action.protocol === 'pop3' && !action.leaveOnServer ? 'TAKE' : 'DOWNLOAD';
    case 'move':
      return moveEvent(action.folder);
    case 'flag':
    case 'categorize':
      return 'TOUCH';
    case 'forward':
      return 'FORWARD';
    case 'delete':
      return action.how === 'deleted-items' ? 'DELETE' : `REMOVE:${action.how}`;
    default:
      return null;
  }
}

function actionSpec(
  { at: instant, action }: TimelineEntry,
  recalls: readonly RecallSpec[],
  messageIndex: (id: string) => number,
  { indexOf, tenantNames }: Names,
  change: number,
): ActionSpec | null {
  const event = copyAction(action);
  if (event !== null && 'mailbox' in action && 'message' in action) {
    const mailbox = indexOf(action.mailbox);
    const by = 'by' in action && action.by !== null ? indexOf(action.by) : mailbox;
    return {
      at: instant,
      kind: 'copy',
      message: messageIndex(action.message),
      mailbox,
      event,
      folder: action.kind === 'move' ? action.folder : null,
      to: action.kind === 'forward' ? action.to.map(indexOf) : [],
      by: by === mailbox ? null : by,
      download: downloadOf(action),
    };
  }
  switch (action.kind) {
    case 'send':
      return { at: instant, kind: 'send', message: messageIndex(action.id) };
    case 'cancel':
      return { at: instant, kind: 'cancel', message: messageIndex(action.message) };
    case 'recall':
      return {
        // The request leaves when multi-factor authentication has been passed.
        at: instant + (action.context?.mfaDelayMs ?? 0),
        kind: 'recall',
        recall: recalls.findIndex(({ id }) => id === action.id),
      };
    case 'release':
    case 'approve':
    case 'fill':
    case 'purge':
      return { at: instant, ...transportAction(action, messageIndex, indexOf) };
    case 'openRequest':
    case 'startClient':
    case 'stopClient':
    case 'sync':
      return { at: instant, ...clientAction(action, recalls, indexOf) };
    case 'change':
      return { at: instant, kind: 'change', change };
    case 'inspect':
      return {
        at: instant,
        kind: 'inspect',
        id: action.id,
        tenant: action.tenant === null ? 0 : tenantNames.indexOf(action.tenant) + 1,
        noun: action.noun,
        identity: action.identity,
      };
    default:
      return null;
  }
}

function downloadOf(action: Action): Download | null {
  return action.kind === 'download' ? { protocol: action.protocol, device: action.device } : null;
}

/** What somebody does to mail that is held, or to the size of a mailbox. */
function transportAction(
  action: Extract<Action, { kind: 'release' | 'approve' | 'fill' | 'purge' }>,
  messageIndex: (id: string) => number,
  indexOf: (name: string) => number,
) {
  const { kind } = action;
  if (kind === 'fill')
    return { kind, mailbox: indexOf(action.mailbox), bytes: action.totalItemSize };
  const message = messageIndex(action.message);
  if (kind === 'purge') {
    const { how, type } = action;
    return { kind, message, by: action.by === null ? -1 : indexOf(action.by), how, type };
  }
  if (kind === 'approve') return { kind, message, recipient: indexOf(action.recipient) };
  return { kind, message, mailbox: indexOf(action.mailbox) };
}

/** What a person does to a client, or with the request of a classic recall. */
function clientAction(
  action: Extract<Action, { kind: 'openRequest' | 'startClient' | 'stopClient' | 'sync' }>,
  recalls: readonly RecallSpec[],
  indexOf: (name: string) => number,
) {
  const mailbox = indexOf(action.mailbox);
  if (action.kind === 'openRequest')
    return {
      kind: action.kind,
      mailbox,
      recall: recalls.findIndex(({ id }) => id === action.recall),
    };
  if (action.kind === 'startClient') {
    const program = action.client === null ? null : mailProgramOf(action.client);
    return { kind: action.kind, mailbox, program, mode: action.mode };
  }
  return { kind: action.kind, mailbox };
}
