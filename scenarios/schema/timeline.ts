/**
 * The timeline: entries checked one by one, then resolved against who and what exists.
 *
 * Why two steps: an outside address exists once something is sent to it, wherever in the file that
 * stands; so all sends are resolved before anything that reads, moves or recalls.
 */

import { type Path, showFound } from '../../model/fault.ts';
import { recipientNouns } from '../../model/org/tenant.ts';
import type { Application, RecallContext } from '../../model/setting.ts';
import type { Action, TimelineEntry } from '../scenario.ts';
import { type ActionForm, type ActionValue, actionForms, actionNames } from './actions.ts';
import { type Change, readChange, readInspect } from './changes.ts';
import {
  type Directory,
  enterConnector,
  enterRecipient,
  isOutside,
  noteAddressees,
  noteOutside,
  resolveAddressee,
  resolveLabel,
  resolveMailbox,
  resolveRecipient,
} from './directory.ts';
import { type DraftTyped, resolveDraft } from './drafts.ts';
import { type Findings, listWords, nearestOf } from './findings.ts';
import { claim, loseIds, type Resolving, resolveId } from './ids.ts';
import { afterStart } from './moments.ts';
import { isFields } from './properties.ts';
import { checkDelay } from './send-delay.ts';
import { parseBy } from './translate.ts';
import { instant, type When } from './words.ts';

/** An entry whose action is known, and where its action stands. */
type RawEntry = {
  readonly at: When | undefined;
  readonly atPath: Path;
  readonly path: Path;
  readonly name: string;
  readonly body: unknown;
};

function readEntry(entry: unknown, path: Path, into: Findings): RawEntry | undefined {
  const expected = 'a time `at` and exactly one action';
  if (!isFields(entry)) {
    const message = `is not ${expected}`;
    into.faults.push({ code: 'wrong-type', message, path, found: showFound(entry), expected });
    return undefined;
  }
  let at: When | undefined;
  if (Object.hasOwn(entry, 'at')) at = parseBy(instant, entry['at'], [...path, 'at'], into);
  else {
    const message = 'needs the key "at"';
    into.faults.push({ code: 'missing', message, path, expected: 'a time such as 0s or 23h59m' });
  }
  const names = Object.keys(entry).filter((key) => key !== 'at');
  const known = names.filter((name) => actionNames.includes(name));
  for (const name of names) if (!known.includes(name)) refuseAction(name, path, into);
  if (known.length > 1) {
    const message = `holds ${known.length} actions (${known.join(', ')}); an entry holds one`;
    const fix = 'give each action an entry of its own; `at` may repeat';
    into.faults.push({ code: 'wrong-type', message, path, expected, fix });
  } else if (names.length === 0) {
    const message = 'holds no action';
    into.faults.push({ code: 'missing', message, path, expected: listWords(actionNames) });
  }
  const [name] = known;
  if (name === undefined || known.length > 1) return undefined;
  return { at, atPath: [...path, 'at'], path: [...path, name], name, body: entry[name] };
}

function refuseAction(name: string, path: Path, into: Findings): void {
  const deliver = name === 'deliver' ? { fix: 'leave it out: transport delivers by itself' } : {};
  into.faults.push({
    code: 'unknown-word',
    message: `unknown action "${name}"`,
    path: [...path, name],
    onKey: true,
    expected: listWords(actionNames),
    ...nearestOf(name, actionNames),
    ...deliver,
  });
}

type Typed = {
  readonly [K in ActionForm]: { entry: RawEntry; name: K; value: ActionValue<K> };
}[ActionForm];
type Step = Typed | { readonly entry: RawEntry; readonly name: 'done'; readonly action: Action };

/**
 * Reads, checks and resolves the timeline, in the order of the file; entries with faults are left
 * out.
 */
export function readTimeline(value: unknown, path: Path, to: Resolving): TimelineEntry[] {
  if (!Array.isArray(value)) {
    const message = 'is not a list of entries such as { at: 5m, read: … }';
    to.into.faults.push({ code: 'wrong-type', message, path, found: showFound(value) });
    return [];
  }
  const steps = value.flatMap((item: unknown, i): Step[] => {
    const entry = readEntry(item, [...path, i], to.into);
    const step = entry === undefined ? undefined : checkEntry(entry, to);
    if (step === undefined) loseIds(item, to.ids.lost);
    return step === undefined ? [] : [step];
  });
  for (const step of steps) introduce(step, to);
  return steps.map((step): TimelineEntry => {
    const { at: written, atPath, path: where } = step.entry;
    const action = step.name === 'done' ? step.action : resolveAction(step, to);
    const at = written === undefined ? 0 : afterStart(written, to.startMs, atPath, to.into);
    if (action.kind === 'send') {
      const { deferByMs, client } = action;
      checkDelay(deferByMs ?? 0, client, to.startMs + at, [...where, 'deferBy'], to.into);
    }
    return { at, action };
  });
}

function checkEntry(entry: RawEntry, to: Resolving): Step | undefined {
  const { name, body, path } = entry;
  if (name === 'change' || name === 'inspect') {
    const action =
      name === 'change'
        ? readChange(body, path, to.directory, to.into)
        : readInspect(body, path, to.directory, to.into);
    if (action?.kind === 'change') createObjects(action, to.directory);
    return action === undefined ? undefined : { entry, name: 'done', action };
  }
  const form = name as ActionForm;
  const value = parseBy(actionForms[form], body, path, to.into, ` of action "${name}"`);
  return value === undefined ? undefined : ({ entry, name: form, value } as Typed);
}

/** What a New- cmdlet creates exists for the references of the scenario. */
function createObjects({ verb, noun, properties }: Change, directory: Directory): void {
  if (verb !== 'New' && verb !== 'Set') return;
  const object = Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => {
      const isTable = value !== null && typeof value === 'object' && 'Add' in value;
      return [[name, isTable ? value.Add : value] as const];
    }),
  );
  if ((recipientNouns as readonly string[]).includes(noun)) enterRecipient(directory, object);
  if (noun === 'InboundConnector' || noun === 'OutboundConnector') {
    enterConnector(directory, object);
  }
}

/** Enters the ids and outside addresses that an action brings. */
function introduce(step: Step, { ids, directory, into }: Resolving): void {
  const { path } = step.entry;
  if (step.name === 'send') {
    claim(ids.messages, 'message', step.value.id, [...path, 'id'], into);
    noteAddressees(directory, [...step.value.to, ...step.value.cc, ...step.value.bcc]);
  } else if (step.name === 'compose') {
    ids.drafts.set(step.value.id, ids.drafts.get(step.value.id) ?? [...path, 'id']);
    noteAddressees(directory, [...step.value.to, ...step.value.cc, ...step.value.bcc]);
  } else if (step.name === 'forward') noteOutside(directory, step.value.to);
  else if (step.name === 'recall') {
    claim(ids.recalls, 'recall', step.value.id, [...path, 'id'], into);
    const replacement = replacementOf(step.value);
    if (replacement !== null) {
      const at = typeof step.value.replace === 'object' ? ['replace', 'id'] : ['replace'];
      claim(ids.messages, 'message', replacement.id, [...path, ...at], into);
    }
  } else if (step.name === 'done' && step.action.kind === 'inspect') {
    claim(ids.inspections, 'inspection', step.action.id, [...path, 'id'], into);
  }
}

function replacementOf({ id, replace }: ActionValue<'recall'>) {
  if (replace === true) return { id: `${id}-replacement`, subject: null, size: null };
  if (replace === null || replace === undefined || replace === false) return null;
  return { id: replace.id, subject: replace.subject ?? null, size: replace.size ?? null };
}

function resolveAction(typed: Typed, to: Resolving): Action {
  const { path } = typed.entry;
  const { name, value } = typed;
  const message = (id: string) => resolveId('message', id, [...path, 'message'], to);
  const mailbox = (address: string, key = 'mailbox') =>
    resolveMailbox(to.directory, address, [...path, key], to.into);
  switch (name) {
    case 'send':
      return sendOf(value, path, to);
    case 'cancel':
      return { kind: name, message: message(value.message) };
    case 'approve': {
      const recipient = mailbox(value.recipient, 'recipient');
      return { kind: name, message: message(value.message), recipient };
    }
    case 'purge': {
      const by = value.by == null ? null : mailbox(value.by, 'by');
      return { kind: name, message: message(value.message), by, how: value.how, type: value.type };
    }
    case 'fill':
      return { kind: name, mailbox: mailbox(value.mailbox), totalItemSize: value.totalItemSize };
    case 'compose':
    case 'observe':
    case 'reopen':
    case 'close':
    case 'removeRecipient':
    case 'refreshGroupMetrics':
      return resolveDraft(typed as DraftTyped, path, to);
    case 'recall':
      return recallOf(value, path, to);
    case 'openRequest': {
      const recall = resolveId('recall', value.recall, [...path, 'recall'], to);
      return { kind: name, recall, mailbox: mailbox(value.mailbox) };
    }
    case 'startClient':
      return { kind: name, mailbox: mailbox(value.mailbox), ...startOf(value) };
    case 'sync':
    case 'stopClient':
      return { kind: name, mailbox: mailbox(value.mailbox) };
    default:
      return resolveDeed(typed as Deed, to);
  }
}

type DeedName =
  | 'read'
  | 'markUnread'
  | 'preview'
  | 'download'
  | 'move'
  | 'release'
  | 'flag'
  | 'categorize'
  | 'forward'
  | 'delete';
type Deed = Extract<Typed, { readonly name: DeedName }>;

/** What is done to one copy: it names a message and a mailbox. */
function resolveDeed({ entry: { path }, name, value }: Deed, to: Resolving): Action {
  const onCopy = {
    message: resolveId('message', value.message, [...path, 'message'], to),
    mailbox: resolveMailbox(to.directory, value.mailbox, [...path, 'mailbox'], to.into),
  };
  switch (name) {
    case 'read':
    case 'markUnread': {
      const by = value.by == null ? null : value.by;
      const whom = by && resolveMailbox(to.directory, by, [...path, 'by'], to.into);
      return { kind: name, ...onCopy, by: whom };
    }
    case 'preview':
      return { kind: name, ...onCopy, marksRead: value.marksRead };
    case 'download': {
      const { protocol, leaveOnServer, device } = value;
      return { kind: name, ...onCopy, protocol, leaveOnServer, device };
    }
    case 'move':
      return { kind: name, ...onCopy, folder: value.folder };
    case 'release':
    case 'flag':
    case 'categorize':
      return { kind: name, ...onCopy };
    case 'forward':
      return { kind: name, ...onCopy, to: recipients(value.to, [...path, 'to'], to) };
    case 'delete':
      return { kind: name, ...onCopy, how: value.how };
  }
}

function startOf({ client = null, mode = null }: ActionValue<'startClient'>) {
  return { client, mode };
}

function recipients(addresses: readonly string[], path: Path, { directory, into }: Resolving) {
  const at = (i: number) => (addresses.length > 1 ? [...path, i] : path);
  return addresses.map((address, i) => resolveRecipient(directory, address, at(i), into));
}

function addressees(addresses: readonly string[], path: Path, { directory, into }: Resolving) {
  const at = (i: number) => (addresses.length > 1 ? [...path, i] : path);
  return addresses.map((address, i) => resolveAddressee(directory, address, at(i), into));
}

function sendOf(value: ActionValue<'send'>, path: Path, to: Resolving): Action {
  const { directory, into } = to;
  const { id, subject, size, encrypted, readReceipt, client = null } = value;
  const from = directory.primaryOf.get(value.from);
  if (from === undefined && isOutside(directory, value.from)) {
    const message = `mail from outside ("${value.from}") is not modelled yet`;
    into.faults.push({ code: 'not-modelled', message, path: [...path, 'from'] });
  } else if (from === undefined) resolveMailbox(directory, value.from, [...path, 'from'], into);
  if (value.to.length + value.cc.length + value.bcc.length === 0) {
    const expected = 'at least one address in to, cc or bcc';
    into.faults.push({ code: 'missing', message: 'has no recipient', path, expected });
  }
  return {
    kind: 'send',
    id,
    from: from ?? value.from,
    to: addressees(value.to, [...path, 'to'], to),
    cc: addressees(value.cc, [...path, 'cc'], to),
    bcc: addressees(value.bcc, [...path, 'bcc'], to),
    subject,
    size,
    encrypted,
    readReceipt,
    client,
    ...(value.inReplyTo == null
      ? {}
      : { inReplyTo: resolveId('message', value.inReplyTo, [...path, 'inReplyTo'], to) }),
    ...carriedOf(value, path, to),
    deferByMs: value.deferBy,
    ...(value.expiresAfter == null ? {} : { expiresAfterMs: value.expiresAfter }),
  };
}

/** What a message carries beside its text, as far as it is written. */
function carriedOf(value: ActionValue<'send'>, path: Path, { directory, into }: Resolving) {
  const { label, sensitive, override } = value;
  return {
    ...(label == null ? {} : { label: resolveLabel(directory, label, [...path, 'label'], into) }),
    ...(sensitive == null || sensitive.length === 0 ? {} : { sensitive }),
    ...(override == null ? {} : { override }),
  };
}

function contextOf(context: NonNullable<ActionValue<'recall'>['context']>): RecallContext {
  const { location = null, device = null, network = null, mfa = null, mfaDelay } = context;
  return { location, device, network, mfa, mfaDelayMs: mfaDelay };
}

function applicationOf({
  name,
  permissions,
}: NonNullable<ActionValue<'recall'>['application']>): Application {
  const granted = permissions.map((one) => one.toLowerCase());
  return { name, mayWriteMail: granted.includes('mail.readwrite') };
}

function recallOf(value: ActionValue<'recall'>, path: Path, to: Resolving): Action {
  const isKnown = value.message !== 'unknown';
  return {
    kind: 'recall',
    id: value.id,
    message: isKnown ? resolveId('message', value.message, [...path, 'message'], to) : 'unknown',
    by: value.by == null ? null : resolveMailbox(to.directory, value.by, [...path, 'by'], to.into),
    client: value.client ?? (value.application == null ? null : 'graph'),
    resultMail: value.resultMail,
    ...(value.application == null ? {} : { application: applicationOf(value.application) }),
    ...(value.context == null ? {} : { context: contextOf(value.context) }),
    replace: replacementOf(value),
  };
}
