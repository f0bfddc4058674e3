/**
 * People, services and injected faults: checked, and resolved against who and what exists.
 */
import type * as z from 'zod';
import { type Path, showFound } from '../../model/fault.ts';
import type { InjectedFault, Person, Service } from '../scenario.ts';
import { noteOutside, resolveConnector, resolveMailbox, resolveRecipient } from './directory.ts';
import { type Finding, nearestOf } from './findings.ts';
import { type Resolving, resolveId } from './ids.ts';
import { afterStart, windowOf } from './moments.ts';
import { faultForms, personForm, serviceForm } from './people.ts';
import { isFields } from './properties.ts';
import { duplicates } from './tenant-references.ts';
import { parseBy } from './translate.ts';

/** A service behind connectors; undefined after adding faults. */
export function readService(value: unknown, path: Path, to: Resolving): Service | undefined {
  const service = parseBy(serviceForm, value, path, to.into, ' of a service');
  if (service === undefined) return undefined;
  const { name, takes, returns, delay, stamps } = service;
  const connector = (called: string, key: string) =>
    resolveConnector(to.directory, called, [...path, key], to.into);
  return {
    name,
    takes: connector(takes, 'takes'),
    returns: returns === null ? null : connector(returns, 'returns'),
    delayMs: delay,
    stamps,
  };
}

/** People, each mailbox once. */
export function readPeople(items: readonly [unknown, Path][], to: Resolving): Person[] {
  const first = new Map<string, Path>();
  return items.flatMap(([value, path]): Person[] => {
    const person = parseBy(personForm, value, path, to.into, ' of a person');
    if (person === undefined) return [];
    const at = [...path, 'mailbox'];
    const mailbox = resolveMailbox(to.directory, person.mailbox, at, to.into);
    const before = first.get(mailbox);
    if (before === undefined) first.set(mailbox, at);
    else to.into.faults.push(...duplicates('person', mailbox, before, at));
    const { client, mode, processRecalls, processingDelay } = person;
    const { keepsCopies, receiptPrompt, deliveryLocation, account } = person;
    const windows = (key: 'running' | 'offline') =>
      (person[key] ?? []).map((pair, i) => windowOf(pair, to.startMs, [...path, key, i], to.into));
    const running = person.running == null ? null : windows('running');
    const offline = windows('offline');
    const reads = { client, mode, processRecalls, processingDelayMs: processingDelay };
    const keeps = { keepsCopies, receiptPrompt, deliveryLocation, account };
    checkPst(person, path, to);
    const notification = notificationOf(person, path, to);
    const sync = syncOf(person.sync, [...path, 'sync'], to);
    return [
      {
        mailbox,
        ...reads,
        ...keeps,
        ...tipsOf(person, path, to),
        notification,
        sync,
        running,
        offline,
      },
    ];
  });
}

type PersonValue = z.output<typeof personForm>;

/** What MailTips depend on, as far as it is said. */
function tipsOf(
  { language, appConfig, cachedScopes }: PersonValue,
  path: Path,
  { directory, into }: Resolving,
): Pick<Person, 'language' | 'appConfig' | 'cachedScopes'> {
  const scopes = Object.entries(cachedScopes ?? {}).map(([address, scope]) => {
    noteOutside(directory, [address]);
    return [resolveRecipient(directory, address, [...path, 'cachedScopes', address], into), scope];
  });
  return {
    ...(language == null ? {} : { language }),
    ...(appConfig == null ? {} : { appConfig }),
    ...(cachedScopes == null ? {} : { cachedScopes: Object.fromEntries(scopes) }),
  };
}

/** `notifications: true` says that something pops up: the subject at least. */
function notificationOf(
  { notification, notifications }: PersonValue,
  path: Path,
  { into }: Resolving,
): Person['notification'] {
  if (notification === 'none' && notifications) {
    const message = 'is none, while notifications is true';
    const fix = 'remove one of the two';
    into.faults.push({ code: 'out-of-range', message, path: [...path, 'notification'], fix });
  }
  return notification ?? (notifications ? 'subject' : 'none');
}

function syncOf(sync: PersonValue['sync'], path: Path, { into }: Resolving): Person['sync'] {
  if (sync == null) return null;
  if (typeof sync === 'string') return { kind: sync };
  if (sync > 0) return { kind: 'every', everyMs: sync };
  const expected = 'push, manual, or an interval longer than 0s';
  into.faults.push({ code: 'out-of-range', message: 'is no interval', path, expected });
  return null;
}

/** Only Outlook for Windows delivers to a PST. */
function checkPst({ client, deliveryLocation }: PersonValue, path: Path, to: Resolving): void {
  if (deliveryLocation === 'mailbox' || client === 'outlook-windows') return;
  to.into.faults.push({
    code: 'out-of-range',
    message: `a ${client} does not deliver to a PST`,
    path: [...path, 'deliveryLocation'],
    expected: 'client outlook-windows, or deliveryLocation mailbox',
  });
}

/** An injected fault; undefined after adding faults. */
export function readFault(value: unknown, path: Path, to: Resolving): InjectedFault | undefined {
  const { into, directory, startMs } = to;
  const keys = isFields(value) ? Object.keys(value) : [];
  const known = Object.keys(faultForms) as (keyof typeof faultForms)[];
  // A service is told by its name: it is unreachable, as a mailbox is unavailable.
  const kind = known.find((key) => keys.includes(key));
  const mailboxOf = (mailbox: string) =>
    resolveMailbox(directory, mailbox, [...path, 'mailbox'], into);
  const window = (pair: Parameters<typeof windowOf>[0], key: string) =>
    windowOf(pair, startMs, [...path, key], into);
  const of = ' of a fault';
  switch (kind) {
    case 'unavailable': {
      const fault = parseBy(faultForms[kind], value, path, into, of);
      if (fault === undefined) return undefined;
      const mailbox = mailboxOf(fault.mailbox);
      return { kind: 'mailbox-unavailable', mailbox, window: window(fault.unavailable, kind) };
    }
    case 'delayDeliveryUntil': {
      const fault = parseBy(faultForms[kind], value, path, into, of);
      if (fault === undefined) return undefined;
      const until = afterStart(fault.delayDeliveryUntil, startMs, [...path, kind], into);
      return { kind: 'delivery-delayed', mailbox: mailboxOf(fault.mailbox), until };
    }
    case 'quarantinedUntil': {
      const fault = parseBy(faultForms[kind], value, path, into, of);
      if (fault === undefined) return undefined;
      const message = resolveId('message', fault.message, [...path, 'message'], to);
      const until = afterStart(fault.quarantinedUntil, startMs, [...path, kind], into);
      return { kind: 'quarantined', message, mailbox: mailboxOf(fault.mailbox), until };
    }
    case 'connector': {
      const fault = parseBy(faultForms[kind], value, path, into, of);
      if (fault === undefined) return undefined;
      const connector = resolveConnector(directory, fault.connector, [...path, kind], into);
      return { kind: 'connector-down', connector, window: window(fault.down, 'down') };
    }
    case 'agent': {
      const fault = parseBy(faultForms[kind], value, path, into, of);
      if (fault === undefined) return undefined;
      return { kind: 'agent-down', agent: fault.agent, window: window(fault.down, 'down') };
    }
    case 'service': {
      const fault = parseBy(faultForms[kind], value, path, into, of);
      if (fault === undefined) return undefined;
      const unreachable = window(fault.unreachable, 'unreachable');
      return { kind: 'service-unreachable', service: fault.service, window: unreachable };
    }
    case 'queue':
      return readBacklog(value, path, to);
    default:
      into.faults.push(unknownFault(value, keys, path));
      return undefined;
  }
}

/** A queue full of other mail; undefined after adding faults. */
function readBacklog(value: unknown, path: Path, to: Resolving): InjectedFault | undefined {
  const { into, directory, startMs } = to;
  const fault = parseBy(faultForms.queue, value, path, into, ' of a fault');
  if (fault === undefined) return undefined;
  const { backlog, mailbox, message, queue, recall, wait: waitMs } = fault;
  const named = (kind: 'message' | 'recall', id: string | undefined): string | null =>
    id === undefined ? null : resolveId(kind, id, [...path, kind], to);
  const box = mailbox && resolveRecipient(directory, mailbox, [...path, 'mailbox'], into);
  const of = { message: named('message', message), recall: named('recall', recall) };
  const window = windowOf(backlog, startMs, [...path, 'backlog'], into);
  return { kind: 'backlog', queue, window, waitMs, ...of, mailbox: box ?? null };
}

/** Keys that more than one kind of fault has. */
const shared = ['mailbox', 'message', 'recall', 'down'];

function unknownFault(value: unknown, keys: readonly string[], path: Path): Finding {
  const known = Object.keys(faultForms);
  const stray = keys.find((key) => !shared.includes(key));
  const near = stray === undefined ? {} : nearestOf(stray, known);
  const expected = `a fault with one of the keys ${known.join(', ')}`;
  const message = `is not ${expected}`;
  return { code: 'unknown-word', message, path, found: showFound(value), expected, ...near };
}
