/**
 * What a mailbox tells of itself: that it is full, and what it answers automatically (M-021 to
 * M-036, 5.4, 5.5).
 */
import type { Case } from './case.ts';
import { domainOf } from './directory.ts';
import type { Moment } from './moments.ts';
import { lower, namesOf, type Row, type TenantName, textOf } from './settings.ts';
import { isInner, remoteOf, type Whom } from './tips-whom.ts';

/** D-27: whether a mailbox has reached the size at which it takes nothing. */
export function isFull(of: Case, who: Whom, at: Moment): boolean {
  const quota = who.row['ProhibitSendReceiveQuota'];
  return typeof quota === 'number' && usedBy(of, who, at) >= quota;
}

/** How much a mailbox holds: what it was last filled to, or what is written. */
function usedBy(of: Case, who: Whom, at: Moment): number {
  const filled = of.acts.flatMap(({ action, moment }) =>
    action.kind === 'fill' && lower(action.mailbox) === who.address && precedes(moment, at)
      ? [action.totalItemSize]
      : [],
  );
  const row = rowAbout(of, who, 'MailboxStatistics', at);
  return filled.at(-1) ?? Number(row['TotalItemSize'] ?? 0);
}

const precedes = (a: Moment, b: Moment): boolean =>
  a.at < b.at || (a.at === b.at && (a.phase - b.phase || a.order - b.order) < 0);

function rowAbout(
  of: Case,
  who: Whom,
  noun: 'MailboxStatistics' | 'MailboxAutoReplyConfiguration',
  at: Moment,
): Row {
  const rows = of.settings.rows(who.tenant ?? null, noun, at);
  return rows.find((row) => namesOf(row).includes(who.address)) ?? {};
}

export type Asking = {
  readonly from: string;
  /** The organization of whoever asks; undefined: a stranger. */
  readonly home: TenantName | undefined;
};

/** What a mailbox answers to somebody of its own organization, or of another; null: nothing. */
export function automaticReply(
  of: Case,
  who: Whom,
  asking: Asking,
  level: 'own' | 'all' | 'limited',
  at: Moment,
): string | null {
  const row = rowAbout(of, who, 'MailboxAutoReplyConfiguration', at);
  if (!isAway(of, row, at)) return null;
  const kind = level === 'own' ? 'internal' : replyFor(of, who, asking, level, at);
  if (kind === 'none') return null;
  if (kind === 'internal') return textOf(row['InternalMessage']);
  const audience = row['ExternalAudience'] ?? 'All';
  const isTold = audience === 'All' || (audience === 'Known' && isKnown(of, who, asking, at));
  return isTold ? textOf(row['ExternalMessage']) : null;
}

function isAway(of: Case, row: Row, at: Moment): boolean {
  const state = row['AutoReplyState'];
  if (state === 'Enabled') return true;
  if (state !== 'Scheduled') return false;
  const from = instantOf(of, row['StartTime']) ?? Number.NEGATIVE_INFINITY;
  const to = instantOf(of, row['EndTime']) ?? Number.POSITIVE_INFINITY;
  return from <= at.at && at.at < to;
}

/** Instants are absolute, or `+` milliseconds after the start. */
function instantOf(of: Case, written: unknown): number | null {
  if (typeof written !== 'string') return null;
  if (written.startsWith('+')) return Number(written.slice(1));
  return Date.parse(written) - of.scenario.start;
}

/** Which reply is for another organization: as its own entry has it, or else as ours of it. */
function replyFor(
  of: Case,
  who: Whom,
  { from, home }: Asking,
  level: 'all' | 'limited',
  at: Moment,
): 'internal' | 'external' | 'none' {
  const isAll = level === 'all' && of.scenario.assume.allAutoReply === 'byRemoteDomain';
  if (home === undefined) {
    const ours = remoteOf(of, who.tenant ?? null, from, at);
    return isAll && isInner(ours) ? 'internal' : 'external';
  }
  const theirs = remoteOf(of, home, who.address, at);
  if (theirs['AllowedOOFType'] === 'None') return 'none';
  return isAll && theirs['AllowedOOFType'] === 'InternalLegacy' ? 'internal' : 'external';
}

/** Contacts of the organization stand for those of a mailbox. */
function isKnown(of: Case, who: Whom, { from }: Asking, at: Moment): boolean {
  if (of.scenario.assume.knownSenders === 'nobody') return false;
  return of.settings
    .rows(who.tenant ?? null, 'MailContact', at)
    .some((row) => namesOf(row).includes(from) && domainOf(from) !== '');
}
