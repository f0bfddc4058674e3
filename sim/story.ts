/**
 * The story of a run: every step and decision in order, with the rules cited and, for each
 * decision, why the rows before the deciding one did not apply.
 *
 * Why: an engineer who doubts a result wants the rule, its source, and what would have had to be
 * different.
 */
import { addressAt } from '../model/address.ts';
import { at } from '../model/assert.ts';
import { citesOf, type DecisionList, NO_ROW, traceDecision } from '../model/decision.ts';
import type { Model } from '../model/model.ts';
import type { RuleId } from '../model/rules/catalogue.ts';
import type { Setting } from '../model/setting.ts';
import { NOTHING } from '../model/table.ts';
import type { ObservedDecision, ObservedStep, Observer, WorldEvent } from '../model/world/run.ts';

export type RuledOut = {
  readonly rule: RuleId;
  readonly fact: string;
  readonly found: string;
  readonly wanted: string;
};

/** One thing that happened, or was decided. Indices of subjects are -1 where there is none. */
export type StoryEntry = {
  /** ms after start. */
  readonly at: number;
  readonly message: number;
  readonly copy: number;
  readonly recall: number;
  readonly row: number;
  readonly text: string;
  /** The recipient of a draft that it is about; absent: of no draft. */
  readonly addressed?: number;
  readonly rules: readonly RuleId[];
  /** The decision list, for a decision. */
  readonly list: string | null;
  /** The facts that the deciding row reads, as found. */
  readonly because: readonly { readonly fact: string; readonly found: string }[];
  readonly ruledOut: readonly RuledOut[];
};

export type Recorder = {
  readonly observer: Observer;
  readonly steps: readonly (ObservedStep | ObservedDecision | WorldEvent)[];
};

/** Records what the model tells its observers. */
export function newRecorder(): Recorder {
  const steps: (ObservedStep | ObservedDecision | WorldEvent)[] = [];
  return {
    steps,
    observer: {
      event: (event) => void steps.push(event),
      step: (step) => void steps.push({ ...step, facts: { ...step.facts } }),
      decision: (decision) => void steps.push({ ...decision, facts: { ...decision.facts } }),
    },
  };
}

/** Turns a recording into entries. `rowRecipient` names the recipient and recall of a row. */
export function storyOf(
  model: Model,
  setting: Setting,
  recorder: Recorder,
  names: StoryNames,
): StoryEntry[] {
  return recorder.steps.flatMap((recorded): StoryEntry[] => {
    if ('list' in recorded) return [decisionEntry(recorded, names)];
    if ('machine' in recorded) return stepEntry(model, setting, recorded, names);
    return eventEntry(setting, recorded);
  });
}

/** How indices of a finished world are named. */
export type StoryNames = {
  readonly copy: (copy: number) => { readonly message: number; readonly label: string };
  readonly row: (row: number) => { readonly recall: number; readonly label: string };
  /** A recipient of a draft; -1: the draft itself. */
  readonly addressed: (recipient: number) => string;
};

const nobody = { message: -1, copy: -1, recall: -1, row: -1 };
const plain = { list: null, because: [], ruledOut: [] };

function eventEntry(setting: Setting, { at: now, kind, a, b }: WorldEvent): StoryEntry[] {
  const entry = (text: string): StoryEntry[] => [{ ...nobody, ...plain, at: now, text, rules: [] }];
  if (kind === 'fault') {
    return entry(`${b === 1 ? 'begins' : 'ends'}: ${at(setting.faultWindows, a).name}`);
  }
  if (kind === 'epoch') return entry('changed settings come into force');
  if (kind !== 'act') return [];
  const action = at(setting.actions, a);
  if (action.kind === 'change') {
    const change = at(setting.changes, action.change);
    const result = change.result === 'applied' ? 'made' : `refused: ${change.reason}`;
    return entry(`${change.cmdlet}${change.identity ? ` ${change.identity}` : ''}: ${result}`);
  }
  if (action.kind !== 'recall') return [];
  const { id, by } = at(setting.recalls, action.recall);
  const who = by < 0 ? 'somebody' : addressAt(setting.book, by);
  return [
    {
      ...nobody,
      ...plain,
      at: now,
      recall: action.recall,
      text: `${who} asks for recall ${id}`,
      rules: [],
    },
  ];
}

/** What steps of the copy machine are in words; the state reached is appended. */
const copyWords: Readonly<Record<string, string>> = {
  ROUTE: 'routed',
  ADD: 'copied to others by a mail flow rule',
  APPROVE: 'approved by a moderator',
  RELEASE: 'released from quarantine',
  'after:approvalWindow': 'nobody has approved it in two days',
  RETURN: 'returned by the service',
  ARRIVE: 'arrives',
  READ: 'opened',
  PREVIEW: 'shown in a pane',
  PANE_READ: 'marked as read without being opened',
  MARK_UNREAD: 'marked as unread',
  MOVE: 'moved',
  DELETE: 'deleted to Deleted Items',
  ARCHIVE: 'moved to the archive',
  TOUCH: 'flagged or categorized',
  FORWARD: 'forwarded by hand',
  DOWNLOAD: 'downloaded',
  FETCH: 'fetched by an Outlook that delivers to a PST',
  TAKE: 'downloaded and removed from the server',
  REMOVE: 'removed by its owner or a retention tag',
  RECALL: 'deleted by the recall agent',
};

/** What a step is to a request for a read receipt. */
const receiptWords: Readonly<Record<string, string>> = {
  DOWNLOAD: 'its read receipt after a download',
  READ: 'its read receipt after it was opened',
  PREVIEW: 'its read receipt after a pane',
  PANE_READ: 'its read receipt after it was marked as read',
  MARK_UNREAD: 'its read receipt after it was marked as unread',
  REMOVE: 'its read receipt after it was removed',
  EXPIRE: 'its read receipt after the message expired',
};

const receiptEffects: Readonly<Record<string, string>> = {
  answerByServer: 'the server sends a read receipt',
  answerByClient: 'the program sends a read receipt',
  unreadByServer: 'the server sends a not-read receipt',
  unreadByClient: 'the program sends a not-read receipt',
};

/** What was sent, in words; nothing for other effects. */
function answered(effects: readonly string[]): string {
  const sent = effects.flatMap((effect) => receiptEffects[effect] ?? []);
  return sent.length === 0 ? '' : `: ${sent.join(', ')}`;
}

const messageWords: Readonly<Record<string, string>> = {
  SEND: 'Send is pressed',
  CANCEL: 'withdrawn before it left',
  REFUSE: 'refused by transport',
  'after:sendDelay': 'the send delay is over',
  LEAVE: 'it leaves',
};

const draftWords: Readonly<Record<string, string>> = {
  COMPOSE: 'it is written',
  OBSERVE: 'somebody looks at it',
  CLOSE: 'it is left in Drafts',
  REOPEN: 'it is opened again',
  REMOVE_RECIPIENT: 'a recipient is removed',
  'after:knownFor': 'what mailboxes said is two hours old',
};

const rowWords: Readonly<Record<string, string>> = {
  ACCEPT: 'the recall is under way',
  ATTEMPT: 'an attempt',
  REOPEN: 'another copy has arrived',
  LOOK: 'Outlook, or the world outside, looks at the request',
  'after:recallWindow': 'the 24 hours are over',
};

function stepEntry(
  model: Model,
  setting: Setting,
  step: ObservedStep,
  names: StoryNames,
): StoryEntry[] {
  if (step.outcome === NOTHING) return [];
  const { table } = model.steppers[step.machine];
  const event = at(table.events, step.event);
  const outcome = at(table.outcomes, step.outcome);
  const before = at(table.states, step.state);
  const after = at(table.states, outcome.target);
  const became = before === after ? '' : ` -> ${after}`;
  const base = { ...nobody, ...plain, at: step.at, rules: outcome.rules };
  if (step.machine === 'message') {
    const { id, from } = at(setting.messages, step.entity);
    const sender = addressAt(setting.book, from);
    const text = `${id} of ${sender}: ${messageWords[event] ?? event}${became}`;
    return [{ ...base, message: step.entity, text }];
  }
  if (step.machine === 'draft') {
    const id = at(setting.draftIds, step.entity);
    return [{ ...base, text: `draft ${id}: ${draftWords[event] ?? event}${became}` }];
  }
  if (step.machine === 'copy' || step.machine === 'receipt') {
    const { message, label } = names.copy(step.entity);
    const words = step.machine === 'copy' ? copyWords : receiptWords;
    const text = `${label}: ${words[event] ?? event}${became}${answered(outcome.effects)}`;
    return [{ ...base, message, copy: step.entity, text }];
  }
  const { recall, label } = names.row(step.entity);
  const text = `${label}: ${rowWords[event] ?? event}${became}`;
  return [{ ...base, recall, row: step.entity, text }];
}

function decisionEntry(decision: ObservedDecision, names: StoryNames): StoryEntry {
  const { list, facts, row, subject } = decision;
  const traced = traceDecision(list, facts as never);
  const index = row === NO_ROW ? list.rows.length - 1 : row;
  const deciding = at(list.rows, index);
  const copy = subject.copy < 0 ? null : names.copy(subject.copy);
  const { addressed } = subject;
  const asked = addressed === undefined ? null : names.addressed(addressed);
  const noRow = subject.message === undefined ? 'the request' : 'the message';
  const label = copy?.label ?? (subject.row < 0 ? (asked ?? noRow) : names.row(subject.row).label);
  return {
    at: decision.at,
    message: copy?.message ?? subject.message ?? -1,
    copy: subject.copy,
    recall: subject.recall,
    row: subject.row,
    ...(addressed === undefined ? {} : { addressed }),
    text: `${label}: ${list.name} decides ${showVerdict(deciding.verdict)}`,
    rules: citesOf(deciding),
    list: list.name,
    because: Object.keys(deciding.when ?? {}).map((fact) => ({ fact, found: String(facts[fact]) })),
    ruledOut: traced.flatMap(({ because, row: other }) =>
      because === null ? [] : [{ rule: ruleOfRow(list, other), ...because }],
    ),
  };
}

function ruleOfRow(list: DecisionList, row: number): RuleId {
  return at(citesOf(at(list.rows, row)), 0);
}

/** A verdict in words: `failed (already-read)`, `delete`, `accepted (cloud)`. */
export function showVerdict(verdict: unknown): string {
  if (typeof verdict !== 'object' || verdict === null) return String(verdict);
  const { kind, status, ...rest } = verdict as Record<string, unknown>;
  const more = Object.values(rest).filter((value) => value !== null);
  return `${String(kind ?? status)}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}
