/**
 * Facts of classic recall: what the Outlook of a recipient finds, and when it is there to find it.
 */
import { at } from './assert.ts';
import { type FactsOf, within } from './facts.ts';
import { kindOf, storeOf } from './org/org.ts';
import type { MailProgram, PersonSpec } from './setting.ts';
import { ALWAYS, cut } from './windows.ts';
import { isInPst, placeOf } from './world/copy-states.ts';
import { copyOf, messageOf, orgAt, type Run } from './world/run.ts';
import type { CopyRecord, RowRecord } from './world/state.ts';

/** A request expires this long after it was made. [RC-117] */
export const REQUEST_EXPIRY_MS = 48 * 3_600_000;

/** Who reads a mailbox of which nothing is said: Outlook in Cached Mode, always running. */
const nobodyInParticular = {
  program: 'outlook',
  mode: 'cached',
  processesByItself: true,
  processingDelayMs: 0,
  running: ALWAYS,
  offline: [],
} as const satisfies Partial<PersonSpec>;

/** What reads a mailbox at an instant, and whether it reaches it. */
export type Reader = {
  readonly program: MailProgram;
  readonly mode: PersonSpec['mode'];
  readonly processesByItself: boolean;
  readonly processingDelayMs: number;
  readonly isConnected: boolean;
  /** Since when it has been connected; NaN while it is not. */
  readonly connectedAt: number;
  /** When it was started last; NaN while it does not run. */
  readonly loggedOnAt: number;
  /** When it is started next; infinite for never. */
  readonly nextLogonAt: number;
  /** The instant at which that ends, or (not connected) begins again; infinite for never. */
  readonly until: number;
};

/**
 * The client of a mailbox: as its owner is described, then as actions have started or stopped it.
 */
export function readerOf(run: Run, mailbox: number, now: number): Reader {
  const person = run.setting.people.get(mailbox) ?? nobodyInParticular;
  const acted = run.world.clients.get(mailbox);
  const started = acted === undefined ? person.running : startedWindows(acted.runsFrom);
  const exists = kindOf(orgAt(run, mailbox), mailbox) === 'cloud';
  const store = storeOf(orgAt(run, mailbox), mailbox);
  const holes = [...person.offline, ...(run.setting.mailboxDown.get(mailbox) ?? [])];
  const windows = exists ? holes.reduce(cut, started) : [];
  const current = windows.find((window) => within(window, now));
  const next = Math.min(...windows.filter(({ from }) => from > now).map(({ from }) => from));
  return {
    // Nobody’s Outlook opens a group mailbox or public folder by itself.
    program: store === 'mailbox' ? (acted?.program ?? person.program) : 'other',
    mode: acted?.mode ?? person.mode,
    processesByItself: person.processesByItself,
    processingDelayMs: person.processingDelayMs,
    isConnected: current !== undefined,
    connectedAt: current?.from ?? Number.NaN,
    loggedOnAt: started.find((window) => within(window, now))?.from ?? Number.NaN,
    nextLogonAt: Math.min(...started.filter(({ from }) => from > now).map(({ from }) => from)),
    until: current?.to ?? next,
  };
}

function startedWindows(from: number | null): PersonSpec['running'] {
  return from === null ? [] : [{ from, to: Number.POSITIVE_INFINITY }];
}

/** When the idle task comes to a request; null when the client is gone by then. [RC-108] */
export function idleAt({ processingDelayMs, until }: Reader, now: number): number | null {
  const ready = now + processingDelayMs;
  return ready < until ? ready : null;
}

/** Why Outlook looks at a request. */
export type Trigger = FactsOf<'classicVerdict'>['trigger'];

/** What does Outlook make of the request? `copy` -1: no original has come. [K1-K16] */
export function classicVerdictFacts(
  run: Run,
  row: RowRecord,
  copy: number,
  requests: readonly number[],
  trigger: Trigger,
  now: number,
): FactsOf<'classicVerdict'> {
  const { assume } = run.setting;
  const { by } = at(run.setting.recalls, row.recall);
  const kind = kindOf(orgAt(run, by), row.recipient);
  const reader = readerOf(run, row.recipient, now);
  const { requestedAt } = at(run.world.recalls, row.recall);
  const original = copy < 0 ? null : copyOf(run, copy);
  return {
    recipient: kind === 'outside' || kind === 'onPremises' ? kind : 'mailbox',
    program: programAt(run, row.recipient, trigger, reader),
    easProcesses: assume.easProcessesClassicRecall === 'full',
    connected: reader.isConnected,
    logonAwaited: trigger !== 'viewed' && awaitsLogon(run, row.recipient, requests, now),
    trigger,
    expired: now - requestedAt > REQUEST_EXPIRY_MS,
    expiredSkipped: assume.expiredRequest === 'skip',
    original: original === null ? 'awaited' : whereabouts(run, original, requests),
    searchKeyIntact: original?.searchKeyIntact ?? true,
    read: original?.isRead ?? false,
  };
}

/** What would process the request. In a public folder that is at most whoever views it. [K15] */
function programAt(
  run: Run,
  mailbox: number,
  trigger: Trigger,
  { program }: Reader,
): FactsOf<'classicVerdict'>['program'] {
  const store = storeOf(orgAt(run, mailbox), mailbox);
  const onView = run.setting.assume.publicFolderRecall === 'onView' && trigger === 'viewed';
  if (store === 'publicFolder' && onView) return 'outlook';
  if (store !== 'mailbox') return 'nobody';
  return program === 'outlook' || program === 'eas' ? program : 'other';
}

/** Whether a profile that delivers to a PST waits for a logon since a request came. */
export function awaitsLogon(
  run: Run,
  mailbox: number,
  requests: readonly number[],
  now: number,
): boolean {
  if (run.setting.people.get(mailbox)?.deliversToPst !== true) return false;
  const { loggedOnAt } = readerOf(run, mailbox, now);
  return requests.some((copy) => !(loggedOnAt >= copyOf(run, copy).deliveredAt));
}

/** Where an original that has arrived lies, seen from the requests in the same mailbox. */
function whereabouts(
  run: Run,
  original: CopyRecord,
  requests: readonly number[],
): FactsOf<'classicVerdict'>['original'] {
  const place = placeOf(run.model, original.state);
  const isInFile = isInPst(run.model, original.state);
  if (!isInFile && (place === 'recoverable' || place === 'removed' || place === 'recalled'))
    return 'lost';
  const folder = original.folder.toLowerCase();
  const isBeside = requests.some((copy) => copyOf(run, copy).folder.toLowerCase() === folder);
  return isBeside ? 'beside' : 'elsewhere';
}

/** Does the sender get a mail about a row? A request that came on any reporting way asks for it. */
export function classicResultFacts(run: Run, row: RowRecord): FactsOf<'classicResult'> {
  const { request, resultMail } = at(run.setting.recalls, row.recall);
  const ways = messageOf(run, request).copies.map((copy) => copyOf(run, copy));
  const isSilent = ({ path }: CopyRecord): boolean =>
    path.some(
      ({ word, index }) => word === 'group' && at(orgAt(run, index).silencesReports, index) === 1,
    );
  return {
    asked: resultMail,
    silenced: ways.filter(({ recipient }) => recipient === row.recipient).every(isSilent),
  };
}
