/** What the Inbox rules of a mailbox do with a message that arrives: where it lies, what leaves. */
import { type Case, isTrue } from './case.ts';
import type { Place } from './directory.ts';
import { contains } from './flow.ts';
import { type Moment, never } from './moments.ts';
import type { Parcel } from './parcel.ts';
import { listOf, lower, type Row, textOf } from './settings.ts';

/** Where one copy comes to lie. */
type Lie = { readonly folder: string; readonly isRead: boolean };

export function runInboxRules(
  of: Case,
  parcel: Parcel,
  { tenant, address }: Place,
  at: Moment,
): { lies: Lie[]; targets: string[] } {
  let folder = 'Inbox';
  let isRead = false;
  const copied: string[] = [];
  const targets: string[] = [];
  for (const rule of rulesOf(of, tenant ?? null, address, at)) {
    if (!matches(rule, parcel)) continue;
    folder = textOf(rule['MoveToFolder']) ?? folder;
    if (isTrue(rule, 'DeleteMessage')) folder = 'Deleted Items';
    isRead ||= isTrue(rule, 'MarkAsRead');
    copied.push(...listOf(rule['CopyToFolder']));
    for (const key of ['ForwardTo', 'ForwardAsAttachmentTo', 'RedirectTo']) {
      targets.push(...listOf(rule[key]));
    }
    if (isTrue(rule, 'StopProcessingRules')) break;
  }
  const lies: Lie[] = [{ folder, isRead }, ...copied.map((into) => ({ folder: into, isRead }))];
  return { lies, targets };
}

function rulesOf(of: Case, tenant: string | null, owner: string, at: Moment): Row[] {
  const priority = (row: Row): number => Number(row['Priority'] ?? never);
  return of.settings
    .rows(tenant, 'InboxRule', at)
    .filter(
      (row) => lower(textOf(row['MailboxOwnerId']) ?? '') === owner && row['Enabled'] !== false,
    )
    .sort((a, b) => (priority(a) === priority(b) ? 0 : priority(a) - priority(b)));
}

function matches(rule: Row, { from, subject, message }: Parcel): boolean {
  const says = (key: string, holds: (words: string[]) => boolean): boolean => {
    const words = listOf(rule[key]);
    return words.length === 0 || holds(words);
  };
  const min = rule['WithinSizeRangeMinimum'];
  const max = rule['WithinSizeRangeMaximum'];
  const to = [...message.to, ...message.cc].map(lower);
  return (
    says('From', (list) => list.map(lower).includes(lower(from))) &&
    says('FromAddressContainsWords', (words) => contains(from, words)) &&
    says('SubjectContainsWords', (words) => contains(subject, words)) &&
    says('SubjectOrBodyContainsWords', (words) => contains(subject, words)) &&
    says('BodyContainsWords', () => false) &&
    says('SentTo', (list) => list.some((one) => to.includes(lower(one)))) &&
    !(typeof min === 'number' && message.size < min) &&
    !(typeof max === 'number' && message.size > max)
  );
}
