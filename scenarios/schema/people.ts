/**
 * People, services behind connectors, and injected faults: their forms.
 *
 * Never: a default that is not stated in the documentation of scenarios.
 */
import * as z from 'zod';
import { queueNames } from '../../model/queues.ts';
import { accountKinds } from '../../model/setting.ts';
import { clients, PROCESSING_DELAY_DEFAULT_MS } from '../scenario.ts';
import {
  address,
  duration,
  flag,
  form,
  id,
  instant,
  text,
  window,
  windows,
  word,
} from './words.ts';

export const personForm = form({
  mailbox: address.describe('Whose mailbox'),
  client: word(clients, 'The program this person reads mail with').default('outlook-windows'),
  mode: word(['cached', 'online'], 'Cached Mode or Online Mode').default('cached'),
  processRecalls: word(['auto', 'manual'], 'Whether Outlook processes recalls by itself').default(
    'auto',
  ),
  running: windows.nullish().describe('When the client runs; always when absent'),
  offline: windows.default([]).describe('When there is no connection'),
  notifications: flag.default(false).describe('New mail pops up on arrival'),
  keepsCopies: flag.default(false).describe('What was downloaded stays, whatever the server does'),
  receiptPrompt: word(
    ['agree', 'decline', 'always', 'never'],
    'Read receipts: what this person does when asked, or what the program is set to',
  ).default('agree'),
  version: z.union([text, z.number()]).optional().describe('Changes nothing yet'),
  processingDelay: duration
    .default(PROCESSING_DELAY_DEFAULT_MS)
    .describe('How long after arrival or start Outlook in Online Mode processes a recall request'),
  sync: z
    .union([z.literal(['push', 'manual']), duration], {
      error: 'is not push, manual or an interval',
    })
    .nullish()
    .describe('How the client learns of changes: push, manual, or an interval such as 15m'),
  notification: word(['none', 'subject', 'snippet'], 'What pops up of new mail').nullish(),
  deliveryLocation: word(['mailbox', 'pst'], 'Where Outlook delivers mail to').default('mailbox'),
  account: word(accountKinds, 'The account of the person, for MailTips on a mobile device').default(
    'microsoft365',
  ),
  language: text.nullish().describe('The language of the client, such as de'),
  appConfig: z
    .record(z.string(), z.union([text, z.boolean()]))
    .nullish()
    .describe('Keys that an administrator sets for Outlook on the mobile device of this person'),
  cachedScopes: z
    .record(address, word(['external', 'internal'], 'What the recipient was when last asked'))
    .nullish()
    .describe('What Outlook on the mobile device remembers of recipients'),
}).describe('What Exchange does not store about the owner of a mailbox');

export const serviceForm = form({
  name: text.min(1, 'is empty'),
  takes: text.describe('The outbound connector whose mail it takes'),
  returns: text
    .nullable()
    .default(null)
    .describe('The inbound connector it returns through; absent: nothing comes back'),
  delay: duration.default(0),
  stamps: z.record(z.string(), text).default({}).describe('Headers that the service adds'),
}).describe('A third party behind a pair of connectors');

/** One form for each kind of fault, by the keys that tell it apart. */
export const faultForms = {
  unavailable: form({ mailbox: address, unavailable: window }).describe(
    'The mailbox cannot be reached',
  ),
  delayDeliveryUntil: form({ mailbox: address, delayDeliveryUntil: instant }).describe(
    'Nothing is delivered to the mailbox before',
  ),
  quarantinedUntil: form({ message: id, mailbox: address, quarantinedUntil: instant }).describe(
    'The copy is held in quarantine until then, or until it is released',
  ),
  connector: form({ connector: text, down: window }).describe('The connector takes no mail'),
  service: form({ service: word(['mailtips'], 'The service'), unreachable: window }).describe(
    'The service that answers about recipients cannot be reached',
  ),
  agent: form({ agent: word(['recall'], 'The agent'), down: window }).describe(
    'The recall agent does not run',
  ),
  queue: form({
    queue: word(queueNames, 'The queue'),
    backlog: window,
    wait: duration.describe('How long what comes meanwhile waits for what is there'),
    message: id.optional().describe('Only this message, which waits whatever its priority'),
    recall: id.optional().describe('Only this recall or its request'),
    mailbox: address.optional().describe('Only on the way to this mailbox'),
  }).describe('The queue is full of other mail'),
} as const;

export const faultSchema = z
  .union([
    faultForms.unavailable,
    faultForms.delayDeliveryUntil,
    faultForms.quarantinedUntil,
    faultForms.connector,
    faultForms.agent,
    faultForms.service,
    faultForms.queue,
  ])
  .describe('A fault injected into the world');
