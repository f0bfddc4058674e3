/**
 * Facts of what a client keeps and shows, and of retention tags: when it synchronizes, what it
 * holds, which folder a tag is about.
 */
import { at } from './assert.ts';
import { type FactsOf, SENT_ITEMS, within } from './facts.ts';
import type { RetentionTag } from './org/org.ts';
import type { PersonSpec, Window } from './setting.ts';
import { cut } from './windows.ts';
import { isInPst, meaningOf, placeOf } from './world/copy-states.ts';
import { copyOf, messageOf, orgAt, type Run } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** When a client reaches its mailbox. */
function connections(run: Run, mailbox: number, person: PersonSpec): readonly Window[] {
  return (run.setting.mailboxDown.get(mailbox) ?? []).reduce(cut, person.connected);
}

export function isConnected(run: Run, mailbox: number, now: number): boolean {
  const person = run.setting.people.get(mailbox);
  return !person || connections(run, mailbox, person).some((window) => within(window, now));
}

/**
 * The next instant from `now` on at which the client of a mailbox synchronizes; infinite for never.
 * Intervals are counted from the start of the scenario; a client that connects synchronizes.
 */
export function nextSyncAt(run: Run, mailbox: number, now: number): number {
  const person = run.setting.people.get(mailbox);
  if (!person || person.sync?.kind === 'manual') return Number.POSITIVE_INFINITY;
  for (const { from, to } of connections(run, mailbox, person)) {
    if (to <= now) continue;
    if (from >= now) return from;
    if (person.sync?.kind !== 'every') return now;
    const tick = Math.ceil(now / person.sync.everyMs) * person.sync.everyMs;
    if (tick < to) return tick;
  }
  return Number.POSITIVE_INFINITY;
}

/** Whether the mailbox shows an item to a client; what lies in the archive is not cached. */
function isShownToClient(run: Run, { state }: CopyRecord): boolean {
  return meaningOf(run.model, state).present && placeOf(run.model, state) !== 'archive';
}

/** What does a client do with an item when it synchronizes? */
export function clientSyncFacts(run: Run, copy: CopyRecord): FactsOf<'clientSync'> {
  const person = run.setting.people.get(copy.recipient);
  return {
    fetches: person?.deliversToPst === true,
    caches: person?.caches ?? 'no',
    holds: copy.inCache,
    shown: isShownToClient(run, copy),
  };
}

/** What pops up? */
export function notificationFacts(run: Run, copy: CopyRecord): FactsOf<'notification'> {
  const asks = run.setting.people.get(copy.recipient)?.notification ?? 'none';
  return { asks, shown: isShownToClient(run, copy) || isInPst(run.model, copy.state) };
}

/** What is opened? Only people whose synchronization is described are ever cut off. */
export function openingFacts(run: Run, copy: CopyRecord, now: number): FactsOf<'opening'> {
  const person = run.setting.people.get(copy.recipient);
  const isOffline = (person?.offline ?? []).some((window) => within(window, now));
  return { offline: person?.sync != null && isOffline, cached: copy.inCache };
}

/** What does a tag do to an item that is old enough? */
export function retentionTagFacts(
  run: Run,
  copy: CopyRecord,
  tag: RetentionTag,
): FactsOf<'retentionTag'> {
  const retention = orgAt(run, copy.recipient).retention.get(copy.recipient);
  const tags = retention?.tags ?? [];
  const isArchived = placeOf(run.model, copy.state) === 'archive';
  return {
    suspended: retention?.suspended === true,
    covers: covers(tag, tags, isArchived ? null : copy.folder),
    action: tag.action,
    hasArchive: retention?.hasArchive !== false,
  };
}

/** Whether a tag is about a folder; null: the archive, where only default tags delete. */
function covers(tag: RetentionTag, tags: readonly RetentionTag[], folder: string | null): boolean {
  if (folder === null) return tag.folder === null && tag.action !== 'archive';
  const name = folder.split('\\', 1).join('').replaceAll(' ', '').toLowerCase();
  if (tag.folder !== null) return tag.folder === name;
  // A folder with a tag of its own is not deleted by the default one.
  return tag.action === 'archive' || !tags.some((other) => other.folder === name);
}

/** Whether the sender's own item has left Sent Items by a retention tag. [MB-126] */
export function isSentItemRetired(run: Run, message: number, now: number): boolean {
  const { from } = at(run.setting.messages, message);
  const { sentAt, sentItemIn } = messageOf(run, message);
  const retention = orgAt(run, from).retention.get(from);
  if (!retention || retention.suspended || sentItemIn === null) return false;
  return retention.tags.some(
    (tag) =>
      sentAt + tag.ageMs <= now &&
      sentItemIn.toLowerCase() === SENT_ITEMS.toLowerCase() &&
      (tag.action !== 'archive' || retention.hasArchive) &&
      covers(tag, retention.tags, SENT_ITEMS),
  );
}

/** The tags of the mailbox of a copy. */
export function tagsOf(run: Run, copy: number): readonly RetentionTag[] {
  const { recipient } = copyOf(run, copy);
  return orgAt(run, recipient).retention.get(recipient)?.tags ?? [];
}
