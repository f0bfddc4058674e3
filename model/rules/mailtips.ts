/**
 * Rules of MailTips: what is told of whom, what is withheld, what a client shows, and when it is
 * asked again.
 */
import type { Rule } from './rule.ts';

export const mailTipRules = {
  'MT-001': {
    holds: 'With MailTipsAllTipsEnabled false nobody is told anything.',
    facts: ['M-125', 'M-132'],
    status: 'sourced',
  },
  'MT-002': {
    holds:
      'Another organization is told nothing unless a relationship with it is enabled, shares MailTips and has a level.',
    facts: ['M-195', 'M-196', 'M-209', 'D-29'],
    status: 'sourced',
  },
  'MT-003': {
    holds:
      'Nothing is told of a restricted dynamic group whose expansion takes more than 150 lookups; other recipients are unaffected.',
    facts: ['M-105', 'M-106', 'D-03', 'D-04'],
    status: 'sourced',
  },
  'MT-004': {
    holds: 'Nothing is told of a restricted distribution group that holds groups.',
    facts: ['M-057', 'C-02', 'C-03', 'D-08', 'D-26'],
    status: 'sourced',
  },
  'MT-005': {
    holds: 'Nothing is told of a recipient whose restrictions name a group that holds groups.',
    facts: ['M-058', 'D-08', 'D-11'],
    status: 'sourced',
  },
  'MT-006': {
    holds: 'A sender who may not send to a recipient is told so.',
    facts: ['M-054', 'M-062', 'M-147', 'M-151', 'D-05', 'D-10'],
    status: 'sourced',
  },
  'MT-007': {
    holds: 'Of every other recipient the sender is told what there is to tell.',
    facts: ['M-001', 'M-002', 'M-008'],
    status: 'sourced',
  },
  'MT-010': {
    holds: 'Beside the restricted tip a custom tip is never shown.',
    facts: ['M-050', 'C-06'],
    status: 'sourced',
  },
  'MT-011': {
    holds:
      'Of a restricted recipient outside, or a restricted group with members outside, neither automatic replies nor a full mailbox, moderation or size are told.',
    facts: ['M-059', 'M-060'],
    status: 'sourced',
  },
  'MT-012': {
    holds: 'Of a restricted recipient inside the same is left out.',
    facts: ['D-09', 'M-061'],
    status: 'silent',
    assumption: 'restrictedSuppresses',
  },
  'MT-013': {
    holds: 'In a draft to more than 200 recipients the tips of single mailboxes are not evaluated.',
    facts: ['M-107', 'M-108', 'D-06', 'D-07'],
    status: 'silent',
    assumption: 'individualTips',
  },
  'MT-014': {
    holds: 'A group never brings the tips of its members.',
    facts: ['M-103', 'C-01'],
    status: 'sourced',
  },
  'MT-015': {
    holds:
      'MailTipsMailboxSourcedTipsEnabled false leaves out automatic replies and full mailboxes.',
    facts: ['M-128', 'M-129'],
    status: 'sourced',
  },
  'MT-016': {
    holds:
      'MailTipsGroupMetricsEnabled false leaves out large audiences and the outside members of groups.',
    facts: ['M-127', 'M-135'],
    status: 'sourced',
  },
  'MT-017': {
    holds: 'Recipients outside are told only where MailTipsExternalRecipientsTipsEnabled is true.',
    facts: ['M-065', 'M-126'],
    status: 'sourced',
  },
  'MT-018': {
    holds:
      'A partner with limited access learns neither large audiences nor moderation nor custom tips.',
    facts: ['M-199', 'M-201'],
    status: 'sourced',
  },
  'MT-019': {
    holds: 'A partner with limited access does not learn that a mailbox is full.',
    facts: ['M-199', 'M-200', 'C-04'],
    status: 'contested',
    assumption: 'limitedIncludesMailboxFull',
  },
  'MT-020': {
    holds:
      'Of recipients outside the access scope a partner learns no automatic reply, full mailbox or custom tip; groups are exempt.',
    facts: ['M-205', 'M-206', 'M-207', 'M-210'],
    status: 'sourced',
  },
  'MT-021': {
    holds: 'What nothing withholds is told.',
    facts: ['M-001'],
    status: 'sourced',
  },
  'MT-030': {
    holds:
      'An address of an authoritative domain that nobody has is an invalid recipient; one of a relay domain is not.',
    facts: ['M-015', 'M-016', 'M-019', 'M-020'],
    status: 'sourced',
  },
  'MT-031': {
    holds: 'A mailbox at or above its ProhibitSendReceiveQuota is full; lower quotas say nothing.',
    facts: ['M-021', 'M-024', 'M-025', 'D-27', 'C-22'],
    status: 'sourced',
  },
  'MT-032': {
    holds: 'An internal mailbox whose automatic replies are on, or on schedule, shows its reply.',
    facts: ['M-028', 'M-034'],
    status: 'sourced',
  },
  'MT-033': {
    holds:
      'A recipient with a custom tip shows it, in the language of the sender where there is a translation.',
    facts: ['M-037', 'M-045', 'M-047', 'M-048'],
    status: 'sourced',
  },
  'MT-034': {
    holds: 'A recipient outside is told as such.',
    facts: ['M-063', 'D-14'],
    status: 'sourced',
  },
  'MT-035': {
    holds: 'Of a group the number of its members outside is told, as last counted.',
    facts: ['M-069', 'M-104', 'M-134'],
    status: 'sourced',
  },
  'MT-036': {
    holds:
      'A group of more members than the threshold is a large audience; the number is the one last counted.',
    facts: ['M-072', 'M-074', 'M-075', 'C-09'],
    status: 'sourced',
  },
  'MT-037': {
    holds: 'Each group is compared by itself.',
    facts: ['M-072', 'M-076', 'M-077', 'C-10'],
    status: 'contested',
    assumption: 'largeAudienceUnit',
  },
  'MT-038': {
    holds: 'Whoever moderates a recipient is not told that it is moderated.',
    facts: ['M-086', 'M-160', 'M-161'],
    status: 'sourced',
  },
  'MT-039': {
    holds: 'Whoever stands by name in AcceptMessagesOnlyFrom is not told of moderation.',
    facts: ['M-087', 'C-18'],
    status: 'sourced',
  },
  'MT-040': {
    holds: 'Whose mail bypasses moderation is not told of it.',
    facts: ['M-162', 'C-17'],
    status: 'contested',
    assumption: 'bypassHidesModerated',
  },
  'MT-041': {
    holds: 'Any other sender is told that a recipient is moderated.',
    facts: ['M-083', 'M-085', 'M-088', 'C-16'],
    status: 'sourced',
  },
  'MT-042': {
    holds: 'Nothing is said of moderation where nobody moderates.',
    facts: ['M-083'],
    status: 'sourced',
  },
  'MT-043': {
    holds:
      'A draft larger than the sender may send, a recipient takes or the organization allows is told; limits of connectors say nothing.',
    facts: ['M-095', 'M-097', 'M-098'],
    status: 'sourced',
  },
  'MT-044': {
    holds: 'Whoever replies to all on a message received as Bcc is told, by the client itself.',
    facts: ['M-091', 'M-094'],
    status: 'sourced',
  },
  'MT-050': {
    holds: 'Of an automatic reply the first 175 displayed characters are shown.',
    facts: ['M-030', 'C-07', 'D-16'],
    status: 'sourced',
  },
  'MT-051': {
    holds: 'At most 1,000 characters of a tip are displayed.',
    facts: ['M-109', 'C-27', 'D-15'],
    status: 'sourced',
    assumption: 'displayLimit',
  },
  'MT-052': {
    holds: 'A custom tip of more than 175 displayed characters is refused; tags do not count.',
    facts: ['M-039', 'M-040', 'M-041', 'C-08', 'D-17'],
    status: 'sourced',
  },
  'MT-053': {
    holds: 'A custom tip is stored as HTML, and as the default translation.',
    facts: ['M-043', 'M-044'],
    status: 'sourced',
  },
  'MT-060': {
    holds: 'Outlook for Windows shows every tip but the one about Bcc.',
    facts: ['M-006', 'M-017', 'M-092', 'M-096'],
    status: 'sourced',
  },
  'MT-061': {
    holds: 'Outlook on the web shows neither invalid recipients nor oversize messages.',
    facts: ['M-006', 'M-017', 'M-096'],
    status: 'sourced',
  },
  'MT-062': {
    holds: 'Outlook for iOS and Android shows automatic replies and recipients outside only.',
    facts: ['M-029', 'M-064', 'C-13'],
    status: 'sourced',
  },
  'MT-063': {
    holds: 'Other programs show no tips.',
    facts: ['M-006', 'D-32'],
    status: 'silent',
    assumption: 'otherClientsShow',
  },
  'MT-064': {
    holds: 'Without a connection no tips are shown.',
    facts: ['M-115', 'C-14'],
    status: 'sourced',
  },
  'MT-065': {
    holds: 'Outlook that delivers to a PST shows no tips.',
    facts: ['M-013'],
    status: 'sourced',
  },
  'MT-066': {
    holds: 'While the service cannot be reached only what the client knows by itself is shown.',
    facts: ['M-221', 'M-116'],
    status: 'sourced',
  },
  'MT-067': {
    holds: 'What a client shows and the service tells is displayed.',
    facts: ['M-005'],
    status: 'sourced',
  },
  'MT-068': {
    holds: 'Outlook on the web alone warns of replying to all after Bcc.',
    facts: ['M-092', 'M-093', 'C-12'],
    status: 'contested',
    assumption: 'replyAllBccInOutlook',
  },
  'MT-070': {
    holds:
      'On a mobile device the tip about recipients outside can be turned off by the administrator of the device.',
    facts: ['M-123'],
    status: 'sourced',
  },
  'MT-071': {
    holds:
      'On a mobile device it works for mailboxes of Microsoft 365 and those on premises with hybrid modern authentication.',
    facts: ['M-068'],
    status: 'sourced',
  },
  'MT-072': {
    holds:
      'For accounts under UOPCC it is active only where the key InternalDomains is set, even to nothing.',
    facts: ['M-120'],
    status: 'sourced',
  },
  'MT-073': {
    holds: 'The key InternalDomains acts only while the service cannot be reached.',
    facts: ['M-117', 'M-122', 'C-15'],
    status: 'contested',
    assumption: 'internalDomainsReplace',
  },
  'MT-074': {
    holds: 'While the service cannot be reached, what the device has cached decides first.',
    facts: ['M-116', 'M-117', 'D-31'],
    status: 'sourced',
  },
  'MT-075': {
    holds: 'Then the domains of the key decide, with their subdomains.',
    facts: ['M-117', 'M-118', 'M-119'],
    status: 'sourced',
  },
  'MT-076': {
    holds: 'Then the domain of the sender does, and so it does where the key is empty.',
    facts: ['M-117', 'M-121'],
    status: 'sourced',
  },
  'MT-077': {
    holds: 'A mobile device that reaches the service shows what the service says.',
    facts: ['M-064'],
    status: 'sourced',
  },
  'MT-080': {
    holds:
      'Automatic replies and full mailboxes are evaluated when first displayed, and again every two hours while the draft is open.',
    facts: ['M-111', 'M-113'],
    status: 'sourced',
  },
  'MT-081': {
    holds:
      'A draft that is opened again after two hours has them evaluated again; before that it shows what was known.',
    facts: ['M-112'],
    status: 'sourced',
  },
  'MT-082': {
    holds: 'Everything else is asked for each time somebody looks.',
    facts: ['M-003', 'M-004', 'M-114'],
    status: 'silent',
    assumption: 'draftTips',
  },
  'MT-083': {
    holds:
      'Group metrics are counted at midnight and when an administrator asks, and only read by tips.',
    facts: ['M-074', 'M-136', 'M-139', 'M-145', 'D-12', 'D-13'],
    status: 'silent',
  },
  'MT-084': {
    holds: 'A group that was never counted tells no numbers.',
    facts: ['M-082'],
    status: 'sourced',
  },
  'MT-085': {
    holds: 'A group within a group counts as one member.',
    facts: ['M-081', 'C-11'],
    status: 'contested',
    assumption: 'nestedCountsAsOne',
  },
  'MT-086': {
    holds: 'A lookup is a group that is expanded, the addressed one included.',
    facts: ['D-01', 'M-170'],
    status: 'silent',
    assumption: 'lookupUnit',
  },
  'MT-087': {
    holds: 'A group that is reached twice is expanded once.',
    facts: ['D-02', 'M-168'],
    status: 'silent',
  },
  'MT-090': {
    holds: 'A partner with limited access sees the reply for senders outside.',
    facts: ['M-199'],
    status: 'sourced',
  },
  'MT-091': {
    holds:
      'A partner with full access sees the internal reply where the remote domain counts as inside, else the external one.',
    facts: ['M-202', 'M-203', 'C-05'],
    status: 'contested',
    assumption: 'allAutoReply',
  },
  'MT-092': {
    holds: 'A remote domain that counts as inside is not told as outside.',
    facts: ['M-066', 'M-204'],
    status: 'sourced',
  },
  'MT-093': {
    holds: 'Of a group that lives in another organization it is not told that it is outside.',
    facts: ['M-067'],
    status: 'sourced',
  },
  'MT-094': {
    holds:
      'A remote domain with AllowedOOFType InternalLegacy counts as inside; one that is set to count as outside takes External replies of old.',
    facts: ['M-190', 'M-191'],
    status: 'sourced',
  },
  'MT-095': {
    holds: 'AllowedOOFType None of the domain of the recipient leaves its automatic replies out.',
    facts: ['M-032', 'M-188', 'C-26', 'D-28'],
    status: 'sourced',
  },
  'MT-096': {
    holds: 'Senders of the organization see the internal reply.',
    facts: ['M-028'],
    status: 'sourced',
  },
} as const satisfies Record<string, Rule>;
