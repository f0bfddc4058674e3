/**
 * What has become of each copy by a moment: whether it is there, was read, where it lies.
 *
 * Each answer looks only at what came before the moment asked for, so that acts, which reach the
 * first copy that is there, and recalls, which take copies away, can ask about one another.
 */
import { mayOpen } from './access.ts';
import { type Act, actsOf, type Case, once, onceFor } from './case.ts';
import { placeOf } from './directory.ts';
import { isClosedTo, mayNotForward } from './labels.ts';
import { compareMoments, isBefore, type Moment, nameOf, never } from './moments.ts';
import type { Copy, Message, Removal } from './parcel.ts';
import { journalOf, type Leg, legsOf, sendByHand } from './routes.ts';
import { listOf, lower, type Row } from './settings.ts';

/** What somebody did to one copy of a message. */
export type CopyAct = Act<
  | 'read'
  | 'markUnread'
  | 'preview'
  | 'download'
  | 'move'
  | 'forward'
  | 'delete'
  | 'flag'
  | 'categorize'
>;

/** Every act on copies of a message at a mailbox. */
function copyActs(of: Case, message: string, mailbox: string): CopyAct[] {
  return once(of, `acts ${message} ${mailbox}`, () =>
    actsOf(
      of,
      'read',
      'markUnread',
      'preview',
      'download',
      'move',
      'forward',
      'delete',
      'flag',
      'categorize',
    ).filter(({ action, moment }) => {
      if (action.message !== message || lower(action.mailbox) !== mailbox) return false;
      return !('by' in action) || mayOpen(of, mailbox, action.by, moment);
    }),
  );
}

/** A leg and all that was sent on from it. */
export const withOnward = (leg: Leg): Leg[] => [leg, ...leg.onward.flatMap(withOnward)];

/** The legs that forwarding by hand made before a moment. */
export function legsByHand(of: Case, message: Message, before: Moment): Leg[] {
  return actsOf(of, 'forward')
    .filter(({ action, moment }) => action.message === message.id && isBefore(moment, before))
    .flatMap((act) =>
      once(of, `by hand ${act.moment.order}`, () => {
        const source = targetOf(of, message, act);
        if (source === null || mayNotForward(of, message, source.mailbox, act.moment)) return [];
        return sendByHand(of, source, act.action.to, act.moment);
      }),
    );
}

/** All copies of a message that arrive before a moment, in the order in which they do. */
export function copiesOf(of: Case, message: Message, before: Moment): Copy[] {
  const sent = once(of, `copies ${message.id}`, () =>
    inOrder([
      ...legsOf(of, message)
        .flatMap(withOnward)
        .flatMap(({ copies }) => copies),
      ...journalOf(of, message),
    ]),
  );
  const byHand = legsByHand(of, message, before).flatMap(withOnward);
  const all =
    byHand.length === 0 ? sent : inOrder([...sent, ...byHand.flatMap(({ copies }) => copies)]);
  return all.filter((copy) => isBefore(copy.arrives, before));
}

/** What comes to an instant with other mail lies there in the order in which it was made. */
const inOrder = (copies: readonly Copy[]): Copy[] =>
  [...copies].sort((a, b) => {
    const isOneInstant = a.arrives.at === b.arrives.at && a.arrives.phase === b.arrives.phase;
    const asMade = isOneInstant ? compareMoments(a.since, b.since) : 0;
    return asMade || compareMoments(a.arrives, b.arrives);
  });

/** The copy that an act reaches: the first at the mailbox that is there. */
export function targetOf(of: Case, message: Message, act: CopyAct): Copy | null {
  return once(of, `target ${act.moment.order}`, () => {
    const mailbox = lower(act.action.mailbox);
    const there = copiesOf(of, message, act.moment).find(
      (copy) => copy.mailbox === mailbox && isThere(of, copy, act.moment),
    );
    return there ?? null;
  });
}

/** Whether an act may reach one or the other of copies that were sent on at one instant. */
export function isUndecided(of: Case, message: Message, act: CopyAct): boolean {
  const mailbox = lower(act.action.mailbox);
  const instants = copiesOf(of, message, act.moment)
    .filter((copy) => copy.mailbox === mailbox)
    .filter(({ path }) => path.some((word) => /^(forwarding|rule):/.test(word)))
    .map(({ arrives }) => arrives.at);
  return new Set(instants).size < instants.length;
}

/** What was done to a copy before a moment. */
export function actsOn(of: Case, copy: Copy, before: Moment): CopyAct[] {
  return copyActs(of, copy.message.id, copy.mailbox).filter(
    (act) => isBefore(act.moment, before) && targetOf(of, copy.message, act) === copy,
  );
}

/** Whether a copy lies in a folder that its owner sees. */
export function isThere(of: Case, copy: Copy, at: Moment): boolean {
  if (!isBefore(copy.arrives, at) || removalOf(of, copy, at) !== null) return false;
  return placeOf(of.settings, copy.mailbox, at).kind !== 'unknown';
}

/** What first took a copy away before a moment. */
export function removalOf(of: Case, copy: Copy, before: Moment): Removal | null {
  return onceFor(of, copy, `removal ${nameOf(before)}`, () => firstRemoval(of, copy, before));
}

function firstRemoval(of: Case, copy: Copy, before: Moment): Removal | null {
  const byOwner = actsOn(of, copy, before).flatMap((act): Removal[] => {
    const how = copy.isElsewhere ? null : removes(act);
    if (how === null || isRefused(of, copy, how, act.moment)) return [];
    return [{ copy, moment: act.moment, how, recall: null }];
  });
  const byRecall = of.agents.flatMap((agent) => agent(of, copy, before));
  const [first] = [...byOwner, ...byRecall].sort((a, b) => compareMoments(a.moment, b.moment));
  return first ?? null;
}

/** What last did: a recall may delete what its owner, or a purge, left in Recoverable Items. */
export function lastRemovalOf(of: Case, copy: Copy, before: Moment): Removal | null {
  const first = removalOf(of, copy, before);
  if (first === null || first.how !== 'soft') return first;
  return onceFor(of, copy, `last removal ${nameOf(before)}`, () => {
    const [recalled] = of.agents
      .flatMap((agent) => agent(of, copy, before))
      .filter(({ moment, recall }) => recall !== null && isBefore(first.moment, moment))
      .sort((a, b) => compareMoments(a.moment, b.moment));
    return recalled ?? first;
  });
}

function removes({ action }: CopyAct): Removal['how'] | null {
  if (action.kind === 'download') {
    const isTaken = action.protocol === 'pop3' && !action.leaveOnServer;
    return isTaken ? 'download' : null;
  }
  if (action.kind !== 'delete' || action.how === 'deleted-items') return null;
  return action.how;
}

const isRefused = (of: Case, copy: Copy, how: Removal['how'], at: Moment): boolean =>
  how !== 'download' && isFull(of, copy.mailbox, how, at);

/** The read flag of a copy. */
export function isRead(of: Case, copy: Copy, before: Moment): boolean {
  const flags = actsOn(of, copy, before).flatMap(({ action, moment }) => {
    if (isClosedTo(of, copy.message, copy.mailbox, moment)) return [];
    if (action.kind === 'markUnread') return [false];
    return action.kind === 'read' || (action.kind === 'preview' && action.marksRead) ? [true] : [];
  });
  return flags.at(-1) ?? copy.isRead;
}

/** Where a copy lies as long as it is there. */
export function folderOf(of: Case, copy: Copy, before: Moment): string {
  const moves = (copy.isElsewhere ? [] : actsOn(of, copy, before)).flatMap(({ action }) => {
    if (action.kind === 'move') return [action.folder];
    return action.kind === 'delete' && action.how === 'deleted-items' ? ['Deleted Items'] : [];
  });
  return moves.at(-1) ?? copy.folder;
}

type Hold = 'litigation' | 'retention' | null;

function holdOf(row: Row): Hold {
  if (row['LitigationHoldEnabled'] === true) return 'litigation';
  const holds = listOf(row['InPlaceHolds']).filter((hold) => !hold.startsWith('-'));
  return holds.length > 0 || row['ComplianceTagHoldApplied'] === true ? 'retention' : null;
}

const rowOf = (of: Case, mailbox: string, at: Moment): Row => placeOf(of.settings, mailbox, at).row;

/** The folder of Recoverable Items that takes what leaves a mailbox; null: nothing is kept. */
function keptIn(of: Case, mailbox: string, how: Removal['how'], at: Moment): string | null {
  const row = rowOf(of, mailbox, at);
  const hold = holdOf(row);
  if (how === 'soft') return 'Deletions';
  if (hold !== null) return hold === 'litigation' ? 'Purges' : 'DiscoveryHolds';
  return how === 'hard' && row['SingleItemRecoveryEnabled'] !== false ? 'Purges' : null;
}

const DAY = 24 * 3_600_000;

/** Whether what left a mailbox is still kept when the scenario ends. */
export function isKept(of: Case, { copy, how, moment: at, isPurge }: Removal): boolean {
  const after = { ...at, order: at.order + 0.5 };
  const isWanted = keptIn(of, copy.mailbox, how, after) !== null;
  if (!isWanted && !isPurge) return false;
  const row = rowOf(of, copy.mailbox, after);
  if (holdOf(row) !== null) return true;
  // What nothing wants goes with the next run of the assistant.
  const said = isWanted ? row['RetainDeletedItemsFor'] : of.scenario.assume.assistantDelay;
  const last = Math.max(0, ...of.acts.map(({ moment }) => moment.at));
  const end = of.end.at === never ? last : of.end.at;
  return at.at + (typeof said === 'number' ? said : 14 * DAY) > end;
}

const GB = 1024 ** 3;

/** Whether Recoverable Items has no room for what would have to be kept there. */
export function isFull(of: Case, mailbox: string, how: Removal['how'], at: Moment): boolean {
  if (keptIn(of, mailbox, how, at) === null) return false;
  const place = placeOf(of.settings, mailbox, at);
  const statistics = of.settings
    .rows(place.tenant ?? null, 'MailboxStatistics', at)
    .find((row) => lower(String(row['Identity'] ?? '')) === mailbox);
  const used = Number(statistics?.['TotalDeletedItemSize'] ?? 0);
  const quota = place.row['RecoverableItemsQuota'];
  const byDefault = (holdOf(place.row) === null ? 30 : 100) * GB;
  return used >= (typeof quota === 'number' ? quota : byDefault);
}
