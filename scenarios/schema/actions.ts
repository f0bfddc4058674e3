/**
 * The actions of the timeline: the keys of each, and the actions that are not modelled yet.
 *
 * To add an action: a form here, its kind in `scenario.ts`, and how it is resolved in
 * `timeline.ts`.
 */
import * as z from 'zod';
import { clients, deletionKinds } from '../scenario.ts';
import { address, addresses, duration, flag, form, id, size, text, word } from './words.ts';

const message = id.describe('The id of a message that the timeline sends');
const mailbox = address.describe('The address of the mailbox');
const onCopy = { message, mailbox };

const client = word(clients, 'The program that acts');

/** Bytes of a message whose size nobody states: a short mail without attachments. */
const SIZE_DEFAULT = 10_240;

const send = form({
  id: id.refine((name) => name !== 'unknown', {
    error: 'is reserved: "unknown" names no message',
    params: { code: 'out-of-range', fix: 'choose another id' },
  }),
  from: address.describe('The sender, a mailbox of the tenant'),
  to: addresses.default([]),
  cc: addresses.default([]),
  bcc: addresses.default([]),
  subject: text.default('').describe('The subject'),
  size: size.default(SIZE_DEFAULT).describe('Bytes, or text such as 50 KB; 10 KB when absent'),
  encrypted: flag.default(false).describe('Protected by encryption'),
  deferBy: duration.nullable().default(null).describe('How long it waits in the Outbox'),
  expiresAfter: duration.nullish().describe('How long after sending it expires; never when absent'),
  client: client.nullish().describe('The program that sends; the client of the sender when absent'),
  readReceipt: flag.default(false).describe('It asks for read receipts'),
  inReplyTo: id.nullish().describe('The id of the message it answers, and quotes'),
  label: text.nullish().describe('The name of a Label of the tenant'),
  sensitive: z
    .union([z.array(text), text.transform((one) => [one])], { error: 'is not a list of texts' })
    .nullish()
    .describe('The kinds of sensitive content that it holds'),
  override: word(
    ['silent', 'explicit', 'false-positive'],
    'What the sender says to a policy',
  ).nullish(),
});

const replacement = form({
  id,
  subject: text.nullish(),
  size: size.nullish(),
}).describe('Sent to the same recipients as ordinary mail, whatever the outcome');

const context = form({
  location: text.nullish().describe('The country somebody recalls from'),
  device: text.nullish(),
  network: text.nullish(),
  mfa: word(['passed', 'failed'], 'Multi-factor authentication').nullish(),
  mfaDelay: duration.default(0).describe('How long it took; the request leaves after it'),
}).describe('What RecallPermission, which is no Exchange setting, looks at');

const application = form({
  name: text.min(1, 'is empty'),
  permissions: z.array(text).default([]).describe('Graph permissions; Mail.ReadWrite counts'),
}).describe('An application that asks over Graph for the mailbox of the sender');

const recall = form({
  id,
  message: id.describe('The id of the message to recall; "unknown" names none'),
  by: address.nullish().describe('Who asks; the sender when absent'),
  client: client.nullish().describe('From where; the client of whoever asks when absent'),
  replace: z
    .union([z.boolean(), replacement], { error: 'is neither true nor a replacement with an id' })
    .nullish()
    .describe('Send a replacement; true invents the id "<recall id>-replacement"'),
  resultMail: flag.default(true).describe('Classic recall: a mail about each recipient'),
  application: application.nullish(),
  context: context.nullish(),
});

/** The forms of the modelled actions; `change` and `inspect` are read by `changes.ts`. */
export const actionForms = {
  send: send.describe('A mailbox of the tenant sends a message'),
  cancel: form({ message }).describe('Withdraws a deferred message that has not left yet'),
  release: form(onCopy).describe('Somebody releases a copy from quarantine'),
  approve: form({
    message,
    recipient: address.describe('The moderated recipient or group; of a rule, any recipient'),
  }).describe('A moderator approves a message'),
  purge: form({
    message,
    by: address.nullish().describe('Who removes it; an administrator with the role when absent'),
    how: word(['compliance', 'graph'], 'The tool').default('compliance'),
    type: word(['SoftDelete', 'HardDelete'], 'What becomes of it'),
  }).describe('An administrator removes a message from the mailboxes of the organization'),
  fill: form({ mailbox, totalItemSize: size }).describe('From now on so much lies in the mailbox'),
  read: form({ ...onCopy, by: address.nullish() }).describe('Somebody opens a copy'),
  markUnread: form({ ...onCopy, by: address.nullish() }).describe(
    'Somebody marks a copy as unread: the flag goes, what was seen stays known',
  ),
  preview: form({ ...onCopy, marksRead: flag.default(false) }).describe(
    'A copy is shown in the reading pane',
  ),
  download: form({
    ...onCopy,
    protocol: word(['pop3', 'imap4'], 'The protocol'),
    leaveOnServer: flag.default(true),
    device: text.default('device').describe('Each device downloads a copy once'),
  }).describe('A POP3 or IMAP4 client downloads a copy'),
  move: form({ ...onCopy, folder: text.min(1, 'names no folder') }).describe(
    'A copy moves to another folder',
  ),
  flag: form(onCopy).describe('A copy is flagged'),
  categorize: form(onCopy).describe('A copy gets a category'),
  forward: form({ ...onCopy, to: addresses }).describe('A copy is forwarded by hand'),
  delete: form({ ...onCopy, how: word(deletionKinds, 'How it is deleted') }).describe(
    'A copy is deleted',
  ),
  recall: recall.describe('Somebody asks for a message back'),
  compose: form({
    id,
    from: address.describe('Who writes: a mailbox, or somebody of a partner organization'),
    to: addresses.default([]),
    cc: addresses.default([]),
    bcc: addresses.default([]),
    subject: text.nullish().describe('Changes nothing'),
    size: size.default(SIZE_DEFAULT).describe('Bytes, or text such as 50 KB; 10 KB when absent'),
    client: client.nullish().describe('The program it is written in; that of the sender if absent'),
    replyTo: id.nullish().describe('The id of the message it answers'),
    replyAllTo: id.nullish().describe('The id of the message it answers to all'),
    receivedAsBcc: flag.nullish().describe('That message came as Bcc; as the scenario has it'),
  }).describe('Somebody writes a draft and sees its MailTips; the same id again replaces it'),
  observe: form({ draft: id }).describe('Somebody looks at the MailTips of an open draft'),
  reopen: form({ draft: id }).describe('A draft is opened again from Drafts'),
  close: form({ draft: id }).describe('A draft is left in Drafts'),
  removeRecipient: form({ draft: id, recipient: address }).describe(
    'Somebody removes a recipient from a draft',
  ),
  refreshGroupMetrics: form({}).describe('The members of all groups are counted now'),
  openRequest: form({
    recall: id.describe('The id of the recall whose request is opened'),
    mailbox,
  }).describe('Classic recall: the recipient opens the request, or shows it in the reading pane'),
  startClient: form({
    mailbox,
    client: client.nullish().describe('What starts; what ran before when absent'),
    mode: word(['cached', 'online'], 'Cached Mode or Online Mode; as before when absent').nullish(),
  }).describe('The client of a mailbox starts'),
  sync: form({ mailbox }).describe('The client of a mailbox synchronizes now'),
  stopClient: form({ mailbox }).describe('The client of a mailbox stops'),
} as const;

export type ActionForm = keyof typeof actionForms;

/** What a parsed form of an action holds. */
export type ActionValue<K extends ActionForm> = z.output<(typeof actionForms)[K]>;

/** All modelled actions; the last two hold a cmdlet and are read by `changes.ts`. */
export const actionNames: readonly string[] = [...Object.keys(actionForms), 'change', 'inspect'];
