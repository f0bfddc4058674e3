/**
 * The tables of cloud recall once more, as one would read them aloud: who may start a recall, what
 * becomes of the copy of one recipient, and whether that recipient is told.
 *
 * Why: a second reading of the same evidence, in other words and by no shared code. It knows a
 * small world with one message, one recipient, and one thing that happened to the copy.
 */
import type { ProfileName } from '../../model/profile.ts';
import type { Client } from '../../scenarios/scenario.ts';

/** What happened to the copy between sending and recall. */
export const fates = [
  'inbox',
  'moved',
  'deletedItems',
  'soft',
  'hard',
  'purge',
  'archive',
  'taken', // by a POP3 client that leaves nothing on the server
  'undelivered', // held up for longer than a recall is tried
  'quarantined',
  'unavailable', // the mailbox, from before the recall on
  'removed', // the mailbox
] as const;
export type Fate = (typeof fates)[number];

export const recipientKinds = [
  'mailbox',
  'shared',
  'group',
  'publicFolder',
  'outside',
  'onPremises',
] as const;

/** Settings are null where nobody has set them. */
export type World = {
  readonly profile: ProfileName;
  readonly recallEnabled: boolean | null;
  readonly recallRead: boolean | null;
  readonly alerts: boolean | null;
  readonly alertReadersOnly: boolean | null;
  /** Days; null for the default. */
  readonly ageLimitDays: number | null;
  readonly client: Client;
  readonly bySender: boolean;
  readonly sentItem: 'there' | 'moved' | 'deleted';
  readonly encrypted: boolean;
  readonly deferred: boolean;
  /** Seconds after the message was sent. */
  readonly recallAt: number;
  readonly recipient: (typeof recipientKinds)[number];
  readonly processing: boolean | null;
  readonly roundTrip: boolean;
  readonly fate: Fate;
  readonly read: boolean;
  readonly singleItemRecovery: boolean | null;
  readonly onHold: boolean;
  readonly full: boolean;
  readonly deletionsSearched: boolean;
  readonly archiveSearched: boolean;
  readonly alertOnFailure: boolean;
};

/** Profiles from a date on. */
const since: Readonly<Record<string, readonly ProfileName[]>> = {
  cloud: ['cloud-2023-02', 'cloud-2024-01', 'cloud-2024-08', 'cloud-2024-10', 'cloud-2025-05'],
  web: ['cloud-2024-01', 'cloud-2024-08', 'cloud-2024-10', 'cloud-2025-05'],
  august2024: ['cloud-2024-08', 'cloud-2024-10', 'cloud-2025-05'],
  encrypted: ['cloud-2024-10', 'cloud-2025-05'],
  mobile: ['cloud-2025-05'],
};
const has = ({ profile }: World, what: string): boolean =>
  profile === 'cloud-2026-08' || since[what]?.includes(profile) === true;

export const isClassic = (world: World): boolean =>
  !has(world, 'cloud') || world.recallEnabled === false;

/** Table D1 (and K0): the reason for a refusal; null when the recall is accepted. */
export function refusalOf(world: World): string | null {
  const { client } = world;
  if (world.deferred) return 'not-sent-yet';
  const starts: readonly Client[] = [
    'outlook-windows',
    ...(has(world, 'web') ? (['new-outlook', 'owa', 'graph'] as const) : []),
    ...(has(world, 'mobile') ? (['outlook-mobile'] as const) : []),
  ];
  if (isClassic(world) ? client !== 'outlook-windows' : !starts.includes(client))
    return 'client-not-supported';
  if (!world.bySender) return 'not-permitted';
  if (world.sentItem !== 'there') return 'not-in-sent-items';
  if (world.encrypted && (isClassic(world) || !has(world, 'encrypted'))) return 'encrypted';
  const limit = (world.ageLimitDays ?? 365) * 86_400;
  if (!isClassic(world) && has(world, 'august2024') && world.recallAt > limit) return 'too-old';
  return null;
}

/** Whether what is removed from the mailbox must be kept, and there is no room. */
const takesNothing = (world: World): boolean =>
  world.full && (world.onHold || world.singleItemRecovery !== false);

/** What really happened: a full store lets its owner remove nothing for good. */
export function fateOf(world: World): Fate {
  const { fate } = world;
  const isRemoval = fate === 'soft' || fate === 'hard' || fate === 'purge';
  return isRemoval && takesNothing(world) ? 'inbox' : fate;
}

const cannotBeRead: readonly Fate[] = ['undelivered', 'quarantined'];

/** Whether somebody opened the copy before anything else happened to it. */
export const wasRead = (world: World): boolean => world.read && !cannotBeRead.includes(world.fate);

/** Whether the copy has been out and back: quarantine holds it before it goes to the service. */
const wentOut = ({ fate, roundTrip }: World): boolean => roundTrip && fate !== 'quarantined';

export type Verdict = {
  readonly outcome: 'recalled' | 'failed';
  readonly reason: string | null;
  readonly cause: string | null;
};

const failed = (reason: string): Verdict => ({ outcome: 'failed', reason, cause: null });
const timedOut = (cause: string): Verdict => ({ outcome: 'failed', reason: 'timed-out', cause });

/** Table D2, after 24 hours. */
export function verdictOn(world: World): Verdict {
  const fate = fateOf(world);
  if (world.recipient === 'outside') return failed('external-recipient');
  if (world.recipient === 'onPremises') return failed('on-premises-mailbox');
  if (world.recipient === 'publicFolder') return failed('unsupported-recipient');
  if (fate === 'removed') return timedOut('mailbox-gone');
  if (world.processing === false) return failed('disabled-on-mailbox');
  if (wentOut(world) && !has(world, 'august2024')) return timedOut('connector-round-trip');
  if (fate === 'undelivered') return timedOut('not-delivered');
  if (fate === 'unavailable') return timedOut('mailbox-unavailable');
  if (fate === 'quarantined') return timedOut('quarantined');
  const isLost =
    fate === 'hard' ||
    fate === 'purge' ||
    fate === 'taken' ||
    (fate === 'soft' && !world.deletionsSearched) ||
    (fate === 'archive' && !world.archiveSearched);
  if (isLost) return failed('not-found');
  if (wasRead(world) && world.recallRead === false) return failed('already-read');
  if (takesNothing(world)) return timedOut('recoverable-items-full');
  return { outcome: 'recalled', reason: null, cause: null };
}

/** Whether an alert can arrive: outsiders are told otherwise, if at all. */
const canBeAlerted = ({ fate, recipient }: World): boolean =>
  fate !== 'removed' && recipient !== 'outside' && recipient !== 'onPremises';

/** Table D3: is the recipient told? */
export function isTold(world: World): boolean {
  if (!has(world, 'august2024') || world.alerts !== true || !canBeAlerted(world)) return false;
  if (verdictOn(world).outcome === 'failed' && !world.alertOnFailure) return false;
  return world.alertReadersOnly !== true || wasRead(world);
}

/** Row C21: where a recalled copy is kept; null: nowhere. */
export function keptIn({ onHold, singleItemRecovery }: World): string | null {
  return onHold || singleItemRecovery !== false ? 'Recoverable Items\\Purges' : null;
}
