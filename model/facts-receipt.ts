/**
 * Facts of read receipts: what a copy asks for, and what server, program and deletion find.
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import { readerOf } from './facts-classic.ts';
import { kindOf, storeOf } from './org/org.ts';
import { readReceiptResponses } from './org/settings-receipt.ts';
import type { Download } from './setting.ts';
import { placeOf } from './world/copy-states.ts';
import { copyOf, orgAt, type Run } from './world/run.ts';

/** Does a copy that has arrived ask for a receipt? */
export function receiptRequestFacts(run: Run, copy: number): FactsOf<'receiptRequest'> {
  const { origin, path, recipient } = copyOf(run, copy);
  const org = orgAt(run, recipient);
  const isMailbox = kindOf(org, recipient) === 'cloud';
  const isFolder = isMailbox && storeOf(org, recipient) === 'publicFolder';
  return {
    isMessage: origin !== 'copied' && origin !== 'journal',
    recipient: isFolder ? 'publicFolder' : isMailbox ? 'mailbox' : 'elsewhere',
    perUserReadState: at(org.receipts.perUserReadState, recipient) === 1,
    silenced: path.some(
      ({ word, index }) => word === 'group' && at(orgAt(run, index).silencesReports, index) === 1,
    ),
  };
}

/** Does the server answer? `download` null: the copy is opened. */
export function serverReceiptFacts(
  run: Run,
  copy: number,
  download: Download | null,
): FactsOf<'serverReceipt'> {
  const { assume, messages, profile } = run.setting;
  const { message, recipient } = copyOf(run, copy);
  const { suppressed, protocolDefaults } = orgAt(run, recipient).receipts;
  const isSet = (arrays: typeof suppressed): boolean =>
    download !== null && at(arrays[download.protocol], recipient) === 1;
  return {
    decidedBy:
      assume.duplicateReceiptDecidedBy === 'requesterProtocol'
        ? 'requesterProtocol'
        : 'recipientProtocol',
    requesterOverProtocol: at(messages, message).sentWith === 'overProtocol',
    taken: download === null ? 'opened' : 'downloaded',
    switchesExist: profile.receiptSwitchesExist,
    suppressed: isSet(suppressed),
    protocolDefaults: isSet(protocolDefaults),
  };
}

/** Whether a copy lies where nobody in particular reads: whoever opens it is its reader. */
export function isShared(run: Run, copy: number): boolean {
  const { recipient } = copyOf(run, copy);
  const org = orgAt(run, recipient);
  return at(org.shared, recipient) === 1 || storeOf(org, recipient) !== 'mailbox';
}

/** Does the program answer? `isDelegate`: somebody opens it in a mailbox that has an owner. */
export function clientReceiptFacts(
  run: Run,
  copy: number,
  isDelegate: boolean,
  now: number,
): FactsOf<'clientReceipt'> {
  const { recipient } = copyOf(run, copy);
  return {
    reader: isDelegate ? 'delegate' : 'owner',
    program: programOf(run, copy, now),
    response: at(readReceiptResponses, at(orgAt(run, recipient).receipts.response, recipient)),
    prompt: run.setting.people.get(recipient)?.receiptPrompt ?? 'agree',
  };
}

/** What opens a copy; what has left the server was downloaded before. */
function programOf(run: Run, copy: number, now: number): FactsOf<'clientReceipt'>['program'] {
  const { downloaded, recipient, state } = copyOf(run, copy);
  const place = placeOf(run.model, state);
  const isOnServer = place === 'folder' || place === 'deletedItems' || place === 'archive';
  if (downloaded && !isOnServer) return 'overProtocol';
  const { program } = readerOf(run, recipient, now);
  return program === 'web' || program === 'overProtocol' ? program : 'outlook';
}

export type Remover = FactsOf<'unreadReceipt'>['remover'];

/** Is a removal answered? */
export function unreadReceiptFacts(
  run: Run,
  copy: number,
  remover: Remover,
  now: number,
): FactsOf<'unreadReceipt'> {
  const { recipient } = copyOf(run, copy);
  const { program } = readerOf(run, recipient, now);
  return {
    remover,
    agentAnswers: run.setting.assume.agentDeleteReceipt === 'not-read',
    neverAnswers:
      program === 'outlook' && run.setting.people.get(recipient)?.receiptPrompt === 'never',
  };
}
