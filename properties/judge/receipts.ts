/**
 * Which receipts are sent (table D5): the life of each copy that asks for one, from what is done
 * to it, in the order in which it is done.
 */
import { actsOf, type Case, clientOf, personOf } from './case.ts';
import { cloudRecalls } from './cloud.ts';
import { actsOn, type CopyAct, copiesOf, removalOf, targetOf } from './copies.ts';
import { placeOf } from './directory.ts';
import { isSince } from './gate.ts';
import { compareMoments, type Moment } from './moments.ts';
import type { Copy, Message, Removal } from './parcel.ts';
import { lower, namesOf, type Row } from './settings.ts';

export type ReceiptVerdict = {
  readonly message: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'read' | 'not-read';
  readonly sentBy: 'server' | 'client';
  /** Ms after the start. */
  readonly at: number;
};

export function receiptsFor(of: Case, message: Message): ReceiptVerdict[] {
  if (!message.readReceipt) return [];
  return copiesOf(of, message, of.end).flatMap((copy) => (asks(of, copy) ? life(of, copy) : []));
}

/** T15, T16: whether a copy asks at all; what is sent on by hand or by a rule is another mail. */
function asks(of: Case, { mailbox, made, isSilent, isElsewhere, arrives }: Copy): boolean {
  if (isSilent || isElsewhere || made !== 'sent') return false;
  const { kind } = placeOf(of.settings, mailbox, arrives);
  if (kind !== 'public-folder') return true;
  return settingOf(of, 'PublicFolder', mailbox, arrives)['PerUserReadStateEnabled'] === false;
}

/** What is said of one mailbox under a noun that has a row for each. */
function settingOf(
  of: Case,
  noun: 'CASMailbox' | 'MailboxMessageConfiguration' | 'PublicFolder',
  mailbox: string,
  at: Moment,
): Row {
  const { tenant } = placeOf(of.settings, mailbox, at);
  const rows = of.settings.rows(tenant ?? null, noun, at);
  return rows.find((row) => namesOf(row).includes(mailbox)) ?? {};
}

type Event = {
  readonly moment: Moment;
  readonly act?: CopyAct;
  readonly removal?: Removal;
  /** Whether what a device still holds is meant. */
  readonly isLate?: boolean;
};

/** What happens to a copy, and to what was downloaded of it, in order. */
function eventsOf(of: Case, copy: Copy): Event[] {
  const acts = actsOn(of, copy, of.end).map((act): Event => ({ moment: act.moment, act }));
  const late = openedFromDisk(of, copy).map(
    (act): Event => ({ moment: act.moment, act, isLate: true }),
  );
  const removal = removalOf(of, copy, of.end);
  const gone = removal === null ? [] : [{ moment: removal.moment, removal }];
  // An act that takes the copy away is both: first what it is, then what it does.
  return [...acts, ...late, ...gone].sort((a, b) => compareMoments(a.moment, b.moment));
}

/** Openings of what was downloaded, after the server's copy has gone. */
function openedFromDisk(of: Case, copy: Copy): CopyAct[] {
  const { message, mailbox } = copy;
  return actsOf(of, 'read').filter(
    (act) =>
      act.action.message === message.id &&
      lower(act.action.mailbox) === mailbox &&
      targetOf(of, message, act) === null &&
      actsOn(of, copy, act.moment).some(({ action }) => action.kind === 'download'),
  );
}

function life(of: Case, copy: Copy): ReceiptVerdict[] {
  const { message, mailbox } = copy;
  const sent: ReceiptVerdict[] = [];
  const send = (kind: ReceiptVerdict['kind'], sentBy: ReceiptVerdict['sentBy'], { at }: Moment) =>
    sent.push({ message: message.id, from: mailbox, to: lower(message.from), kind, sentBy, at });
  const devices = new Set<string>();
  let isOpened = false;
  let isMarked = copy.isRead;
  for (const { moment, act, removal, isLate } of eventsOf(of, copy)) {
    const isKnown = isOpened || isMarked || sent.length > 0;
    if (removal !== undefined && !isKnown) {
      const by = reporterOf(of, removal);
      if (by !== null) send('not-read', by, moment);
    }
    if (act === undefined) continue;
    const { action } = act;
    if (action.kind === 'preview' && action.marksRead) isMarked = true;
    if (action.kind === 'markUnread') isMarked = false;
    if (action.kind === 'download' && !devices.has(action.device)) {
      devices.add(action.device);
      const isFirst = sent.length === 0 && !isOpened;
      if (serverAnswers(of, copy, action.protocol, isFirst, moment)) send('read', 'server', moment);
    }
    if (action.kind !== 'read' || isOpened || !isOwner(of, copy, action.by, moment)) continue;
    isOpened = true;
    const isAnswered = sent.some(({ sentBy, kind }) => sentBy === 'server' && kind === 'read');
    if (isByRequester(of) && !isAnswered && asksByProtocol(of, message)) {
      send('read', 'server', moment);
    }
    if (programAnswers(of, mailbox, isLate === true, moment)) send('read', 'client', moment);
  }
  return sent;
}

/** T13: a delegate's reading is none of the owner's; a shared store has no owner. */
function isOwner(of: Case, { mailbox }: Copy, by: string | null, at: Moment): boolean {
  if (by === null || lower(by) === mailbox) return true;
  const { kind, row } = placeOf(of.settings, mailbox, at);
  return kind !== 'mailbox' || row['RecipientTypeDetails'] === 'SharedMailbox';
}

const isByRequester = (of: Case): boolean =>
  of.scenario.assume.duplicateReceiptDecidedBy === 'requesterProtocol';

/** Whether whoever asks reads over POP3 or IMAP4. */
function asksByProtocol(of: Case, { client, from, sent }: Message): boolean {
  if (sent === null) return false;
  return ['pop3', 'imap4'].includes(client ?? clientOf(of, lower(from), sent));
}

/**
 * T1 and T4 to T6: whether the server answers a download: in Exchange 2007 the first, unless it was
 * opened before, later each.
 */
function serverAnswers(
  of: Case,
  { message, mailbox }: Copy,
  protocol: 'pop3' | 'imap4',
  isFirst: boolean,
  at: Moment,
): boolean {
  if (isByRequester(of) && !asksByProtocol(of, message)) return false;
  if (!isSince(of, 'classic')) return isFirst;
  const row = settingOf(of, 'CASMailbox', mailbox, at);
  const name = protocol === 'pop3' ? 'Pop' : 'Imap';
  const isQuiet = row[`${name}SuppressReadReceipt`] === true;
  return !(isQuiet && row[`${name}UseProtocolDefaults`] === false);
}

/** T2, T3, T7 to T10: whether the program with which a message is opened answers; what is left on
 * a device only is opened by the program that downloaded it. */
function programAnswers(of: Case, mailbox: string, isLate: boolean, at: Moment): boolean {
  const { receiptPrompt } = personOf(of, mailbox);
  const agrees = receiptPrompt === 'agree' || receiptPrompt === 'always';
  if (isLate || !['owa', 'new-outlook'].includes(clientOf(of, mailbox, at))) return agrees;
  const said = settingOf(of, 'MailboxMessageConfiguration', mailbox, at)['ReadReceiptResponse'];
  if (said === 'AlwaysSend') return true;
  return said !== 'NeverSend' && agrees;
}

/** T11, T12, T17: who reports what was removed unread; null: nobody. */
function reporterOf(of: Case, { how, recall }: Removal): 'server' | 'client' | null {
  if (how === 'download') return null;
  const isByAgent = cloudRecalls(of).some(({ act }) => act.action.id === recall);
  if (!isByAgent) return 'client';
  return of.scenario.assume.agentDeleteReceipt === 'not-read' ? 'server' : null;
}
