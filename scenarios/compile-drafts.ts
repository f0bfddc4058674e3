/**
 * Drafts of a timeline -> what each is when it is composed, and the actions on it, as indices.
 */
import type { TipClient } from '../model/mailtips.ts';
import type { ActionSpec, DraftAction, DraftSpec, MessageSpec } from '../model/setting.ts';
import type { Client, Person, TimelineEntry } from './scenario.ts';

/** What a program is to MailTips. [MT-060 … MT-063] */
const tipClients: Readonly<Record<Client, TipClient>> = {
  'outlook-windows': 'desktop',
  'new-outlook': 'web',
  owa: 'web',
  'outlook-mobile': 'mobile',
  'outlook-mac': 'none',
  graph: 'none',
  pop3: 'none',
  imap4: 'none',
  eas: 'none',
  other: 'none',
  none: 'none',
};

/** What drafts need to know of the rest of the scenario. */
type Names = {
  readonly indexOf: (name: string) => number;
  readonly people: ReadonlyMap<number, Person>;
};

export type Drafts = {
  /** In the order of their first appearance. */
  readonly draftIds: readonly string[];
  /** One for each compose, in the order of the file. */
  readonly drafts: readonly DraftSpec[];
  /** [entry that composes] its place in `drafts`. */
  readonly placeOf: ReadonlyMap<TimelineEntry, number>;
};

/** Every draft as somebody composes it. */
export function draftSpecs(
  base: Names,
  timeline: readonly TimelineEntry[],
  messages: readonly MessageSpec[],
  messageIndex: (id: string) => number,
): Drafts {
  const placeOf = new Map<TimelineEntry, number>();
  const ids = new Set<string>();
  const drafts: DraftSpec[] = [];
  for (const entry of timeline) {
    const { action } = entry;
    if (action.kind !== 'compose') continue;
    placeOf.set(entry, drafts.length);
    ids.add(action.id);
    const from = base.indexOf(action.from);
    const client = action.client ?? base.people.get(from)?.client ?? 'outlook-windows';
    const answered = messages[messageIndex(action.replyAllTo ?? '')];
    drafts.push({
      from,
      to: action.to.map(base.indexOf),
      cc: action.cc.map(base.indexOf),
      bcc: action.bcc.map(base.indexOf),
      sizeBytes: action.size,
      client: tipClients[client],
      repliesAllAfterBcc:
        action.replyAllTo !== undefined && (action.receivedAsBcc ?? cameAsBcc(answered, from)),
    });
  }
  return { draftIds: [...ids], drafts, placeOf };
}

/** Whether a message was addressed to somebody as Bcc, and not openly too. */
function cameAsBcc(message: MessageSpec | undefined, reader: number): boolean {
  if (message === undefined) return false;
  return message.bcc.includes(reader) && ![...message.to, ...message.cc].includes(reader);
}

const events = { observe: 'OBSERVE', reopen: 'REOPEN', close: 'CLOSE' } as const;

/** An action on a draft, or a count of groups; null for any other. */
export function draftAction(
  entry: TimelineEntry,
  { draftIds, placeOf }: Drafts,
  indexOf: (name: string) => number,
): ActionSpec | null {
  const { at, action } = entry;
  type Event = DraftAction['event'];
  const on = (id: string, event: Event, { spec = -1, recipient = -1 } = {}): ActionSpec => {
    return { at, kind: 'draft', draft: draftIds.indexOf(id), event, spec, recipient };
  };
  switch (action.kind) {
    case 'compose':
      return on(action.id, 'COMPOSE', { spec: placeOf.get(entry) ?? -1 });
    case 'observe':
    case 'reopen':
    case 'close':
      return on(action.draft, events[action.kind]);
    case 'removeRecipient':
      return on(action.draft, 'REMOVE_RECIPIENT', { recipient: indexOf(action.recipient) });
    case 'refreshGroupMetrics':
      return { at, kind: action.kind };
    default:
      return null;
  }
}
