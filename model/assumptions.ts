/**
 * The switches: points that no source settles, or on which sources disagree, each with a default
 * and its reason.
 *
 * Why named: a result says which switches it rests on, and `--assume name=value` shows whether it
 * flips.
 */
import { assert } from './assert.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export type Assumption = {
  /** The positions; the first is the default. Empty for lists of instants and durations. */
  readonly values: readonly string[];
  readonly kind: 'word' | 'duration' | 'instants';
  readonly default: string | number | readonly number[];
  /** The row of the evidence that raises the point; accepted as the switch's name too. */
  readonly row: string;
  readonly question: string;
  readonly reason: string;
};

function words(
  values: readonly [string, string, ...string[]],
  row: string,
  question: string,
  reason: string,
): Assumption {
  return { values, kind: 'word', default: values[0], row, question, reason };
}

const hours = [1, 2, 4, 8, 12, 16, 20, 22, 23, 24].map((hour) => hour * HOUR_MS);

export const assumptions = {
  retryAttempts: {
    values: [],
    kind: 'instants',
    default: [0, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, ...hours],
    row: 'S-01',
    question: 'When does the agent try again inside the 24 hours?',
    reason: 'nothing states an interval; attempts thin out and the last is the deadline itself',
  },
  reportDelay: {
    values: [],
    kind: 'duration',
    default: 30_000,
    row: 'R-231',
    question: 'How long after the request does the status report go out?',
    reason: '30 seconds is the newer figure (2026); within 5 minutes the older (2023)',
  },
  permanentFailure: words(
    ['firstAttempt', 'deadline'],
    'S-25',
    'Is a permanent obstacle decided at the first attempt or only after 24 hours?',
    'an obstacle that cannot pass needs no waiting',
  ),
  recallFollows: words(
    ['bothAttributes', 'ForwardingSmtpAddress'],
    'S-27',
    'Which forwarding attribute does "automatic SMTP forwarding" mean?',
    'the source names neither; both forward over SMTP inside the service',
  ),
  searchKeyOnRoundTrip: words(
    ['changed', 'kept'],
    'S-28',
    'Does a connector round trip change the SearchKey?',
    'the vendor that documents it says that it probably does',
  ),
  tnefKeepsSearchKey: words(
    ['true', 'false'],
    'S-28b',
    'Does TNEF carry the SearchKey through a round trip?',
    'the vendor recommends TNEF because it raises the odds',
  ),
  requestPriority: words(
    ['normal', 'low', 'high'],
    'R-155',
    'Before whom is a request of recall served where mail waits in a queue?',
    'a note of 2016 ties classic recall to low-priority mail; its details could not be read',
  ),
  clockStart: words(
    ['accepted', 'firstAttempt'],
    'S-02',
    'When do the 24 hours begin?',
    'the recall is what the sender sees; the first attempt is internal',
  ),
  deletionsSearched: words(
    ['false', 'true'],
    'S-03',
    'Is an original in Recoverable Items\\Deletions found?',
    '"any folder" is said of visible folders',
  ),
  archiveSearched: words(
    ['false', 'true'],
    'S-05',
    'Is an original in the archive mailbox found?',
    'the archive is another mailbox',
  ),
  mailboxSwitchBlocks: words(
    ['true', 'false'],
    'S-08',
    'Does MessageRecallProcessingEnabled false keep the cloud agent out of a mailbox?',
    'the reference names the switch without describing it; its name says so',
  ),
  switchReadAt: words(
    ['attempt', 'acceptance'],
    'S-09',
    'Which value of RecallReadMessagesEnabled acts when it changes while attempts run?',
    'the agent acts at each attempt',
  ),
  secondRecall: words(
    ['restart', 'ignore'],
    'S-10',
    'What does a second recall of the same message do?',
    'a request is a request; what is gone reports as recalled again',
  ),
  sendRightRecalls: words(
    ['false', 'true'],
    'G5b',
    'May somebody recall who may only send as, or on behalf of, the sender?',
    'recall acts on Sent Items, which a right to send does not open',
  ),
  crossTenantTrust: words(
    ['receiver', 'mutual'],
    'R-237',
    'Must the organization of the sender allow the receiving one too?',
    'the sources that describe it have a list for each direction; one commentary calls it mutual',
  ),
  agentDeleteAudited: words(
    ['true', 'false'],
    'R-204',
    'Does the mailbox audit log show what the recall agent deletes?',
    'HardDelete is a default action; a comparable system action (ZAP) is not written, though',
  ),
  alertOnFailure: words(
    ['false', 'true'],
    'S-12',
    'Is a recipient alerted whose copy was not recalled?',
    'the alert tells of recalled messages',
  ),
  onPremisesRequest: words(
    ['delivered', 'dropped'],
    'S-13',
    'Does the classic request reach on-premises recipients of a cloud recall?',
    'the agent only intercepts what it can act on',
  ),
  easProcessesClassicRecall: words(
    ['never', 'full'],
    'S-30',
    'Does an ActiveSync client act on the request of a classic recall?',
    'Microsoft names Outlook for Windows alone; one source says that some ActiveSync clients do',
  ),
  publicFolderRecall: words(
    ['ignored', 'onView'],
    'K15',
    'What becomes of the request of a classic recall in a public folder?',
    'no Outlook watches a public folder; what the help says of it could not be read',
  ),
  expiredRequest: words(
    ['process', 'skip'],
    'S-19',
    'What does Outlook do with a classic request older than its 48 hours?',
    'results are documented to come weeks later',
  ),
  duplicateReceiptDecidedBy: words(
    ['recipientProtocol', 'requesterProtocol'],
    'S-29',
    'Whose POP3 or IMAP4 makes the server answer a request for a read receipt as well?',
    'the server answers a download; the source names whoever asks, and means whoever downloads',
  ),
  agentDeleteReceipt: words(
    ['none', 'not-read'],
    'S-11',
    'Does the sender get a not-read receipt for what the recall agent deletes unread?',
    'an agent of the system acts, not the recipient',
  ),
  duplicateDelivery: words(
    ['kept', 'deduplicated'],
    'S-24',
    'Does a mailbox reached on two ways hold two copies?',
    'loop detection is documented not to prevent duplicates',
  ),
  assistantDelay: {
    values: [],
    kind: 'duration',
    default: 24 * HOUR_MS,
    row: 'R-210',
    question: 'How soon does the assistant remove what an administrator deleted for good?',
    reason: 'it is named without an interval; a day is an even guess',
  },
  expiredMail: words(
    ['retried', 'failed'],
    'S-20',
    'Does a recall end early for mail that has expired in a queue?',
    'the 24 hours of a recall and those of a queue are described apart from each other',
  ),
  sizeLimits: words(
    ['mostRestrictive', 'ownFirst'],
    'M-102',
    'Does the size limit of the organization count where both ends have limits of their own?',
    'the most restrictive limit wins; an exception for pairs that authenticate is told of servers',
  ),
  transportCopies: words(
    ['evaluated', 'notFound'],
    'S-26',
    'Is the copy of a Bcc recipient found?',
    'it is delivered like any other',
  ),
  autoReplyToReplies: words(
    ['never', 'answered'],
    'F-01',
    'Is a message in reply to another answered automatically?',
    'an answer to a reply tells the sender nothing new; the sources speak of messages alone',
  ),
  knownSenders: words(
    ['mailContacts', 'nobody'],
    'F-02',
    'Whom does a mailbox know whose ExternalAudience is Known?',
    'its own contacts count, which no export lists; contacts of the organization stand for them',
  ),
  autoReplyEnabledStops: words(
    ['true', 'false'],
    'F-03',
    'Does AutoReplyEnabled false of a remote domain stop out-of-office replies too?',
    'it stops automatic replies, says the reference, and names those of mail programs',
  ),
  labelStopsMailboxForwarding: words(
    ['false', 'true'],
    'F-05',
    'Does a label that blocks forwarding stop a mailbox that forwards all it gets?',
    'such forwarding is routing: nobody opens the message for it',
  ),
  ruleProtection: words(
    ['counts', 'copiesOnly'],
    'F-06',
    'Is a message protected for its recall when a mail flow rule has protected its copies?',
    'whoever recalls asks for what was delivered; the item in Sent Items is as it was written',
  ),
  wrappedCopies: words(
    ['notFound', 'evaluated'],
    'F-07',
    'Does a recall find a message that a disclaimer has been wrapped around?',
    'the reference says that a new message is made and the old one attached to it',
  ),
  undoWindowKeptBy: words(
    ['service', 'client'],
    'F-08',
    'Who sends a message when its undo window is over: the service, or only a running client?',
    'Outlook for Windows alone is said to have to run; of the others nothing is said',
  ),
  mailSendUndoInterval: words(
    ['delays', 'ignored'],
    'F-09',
    'Does MailSendUndoInterval hold messages up for its seconds?',
    'the reference names the setting without describing it; its name says so',
  ),
  groupAutoReplies: words(
    ['suppressed', 'sent'],
    'F-04',
    'Do automatic replies of members reach the sender if the group does not say so?',
    'the newer reference gives $false as the default, an older one $true',
  ),
  lookupUnit: words(
    ['groups', 'nestedGroups', 'objects', 'queriesOf20'],
    'D-01',
    'What is one of the 150 lookups?',
    'the rule ties lookups to the expansion of groups',
  ),
  individualTips: words(
    ['withCustom', 'mailboxSourced'],
    'D-06',
    'Which tips are those of single mailboxes, left out above 200 recipients?',
    'the three that are specific to a recipient; at least the two that need its mailbox',
  ),
  restrictedSuppresses: words(
    ['all', 'custom'],
    'D-09',
    'What is left out beside the restricted tip of a recipient inside?',
    'as of recipients outside; only the custom tip is named for both',
  ),
  nestedCountsAsOne: words(
    ['true', 'false'],
    'C-11',
    'Does a group within a group count as one member?',
    'the only text that speaks of it says so',
  ),
  largeAudienceUnit: words(
    ['perGroup', 'messageTotal'],
    'C-10',
    'What is compared with the threshold of a large audience?',
    'the current text has each group; older ones have the whole message',
  ),
  limitedIncludesMailboxFull: words(
    ['false', 'true'],
    'C-04',
    'Does a partner with limited access learn of full mailboxes?',
    'the table says no, the instructions say yes',
  ),
  allAutoReply: words(
    ['byRemoteDomain', 'external'],
    'C-05',
    'Which automatic reply does a partner with full access see?',
    'the table goes by the remote domain, the cmdlet says external',
  ),
  replyAllBccInOutlook: words(
    ['false', 'true'],
    'C-12',
    'Does classic Outlook warn of replying to all after Bcc?',
    'the table has Outlook on the web only; one book has Outlook too',
  ),
  bypassHidesModerated: words(
    ['true', 'false'],
    'C-17',
    'Is whoever bypasses moderation told of it?',
    'nobody reviews their mail',
  ),
  internalDomainsReplace: words(
    ['false', 'true'],
    'C-15',
    'Does the key InternalDomains act though the service is reached?',
    'the newer text has it only for when the service is not',
  ),
  displayLimit: words(
    ['1000', 'none'],
    'C-27',
    'How much of a tip is displayed?',
    'Exchange Online stops at 1,000 characters, older servers do not',
  ),
  otherClientsShow: words(
    ['none', 'web'],
    'D-32',
    'Which tips do Outlook for Mac and other programs show?',
    'no list of clients with MailTips names them',
  ),
  draftTips: words(
    ['atEachLook', 'atRequest'],
    'M-114',
    'When is anything but automatic replies and full mailboxes asked again?',
    'only these two are said to be kept; one text has clients keep the others for a day',
  ),
} as const satisfies Record<string, Assumption>;

export type AssumptionName = keyof typeof assumptions;

/**
 * The position of every switch: words as they are, durations in ms, instants in ms after the first
 * possible one.
 */
export type Assumptions = {
  readonly [K in AssumptionName]: (typeof assumptions)[K]['kind'] extends 'instants'
    ? readonly number[]
    : (typeof assumptions)[K]['kind'] extends 'duration'
      ? number
      : (typeof assumptions)[K]['values'][number];
};

export const assumptionNames = Object.keys(assumptions) as AssumptionName[];

export const defaultAssumptions = Object.fromEntries(
  assumptionNames.map((name) => [name, assumptions[name].default]),
) as unknown as Assumptions;

/** The switch of a name or evidence row, case-blind; undefined when there is none. */
export function assumptionNamed(text: string): AssumptionName | undefined {
  const wanted = text.toLowerCase();
  return assumptionNames.find(
    (name) => name.toLowerCase() === wanted || assumptions[name].row.toLowerCase() === wanted,
  );
}

export const RECALL_WINDOW_MS = 24 * HOUR_MS;
const last = assumptions.retryAttempts.default.at(-1);
assert(last === RECALL_WINDOW_MS, 'the last attempt is the deadline itself');
