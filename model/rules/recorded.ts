/**
 * What the evidence says and the model does not act on, each fact with what it says, in our own
 * words, and why no behaviour follows.
 *
 * Why: every fact that was collected is either behind a rule of the catalogue or stands here; a
 * fact that is in neither place was forgotten, and a test says so.
 *
 * Never: a fact that a rule cites. When it comes to be modelled its entry here is deleted.
 */
import { recordedMailTips } from './recorded-mailtips.ts';
import type { RecordedFacts } from './recorded-reasons.ts';

export const recordedFacts: RecordedFacts = {
  ...recordedMailTips,
  'R-002': ['history', 'the rebuild on the server was announced in 2019'],
  'R-016': ['screen', 'the admin center has the two recall switches too'],
  'R-025': ['figure', 'one government baseline limits the age to a day'],
  'R-029': ['undescribed', 'the parameter sets that the recall settings belong to'],
  'R-032': ['screen', 'where classic Outlook has the command'],
  'R-033': ['screen', 'the dialog still speaks of unread copies only'],
  'R-041': ['screen', 'the message must be open in its own window'],
  'R-042': ['screen', 'in 2020 the admin center could not start a recall'],
  'R-044': ['wire', 'the prefix of the subject follows the language of the sender'],
  'R-046': ['wire', 'the name under which the agent signs the mail it generates'],
  'R-054': ['wire', 'two headers on requests that leave the organization'],
  'R-055': ['wire', 'one of these headers has been seen true and false'],
  'R-057': ['wire', 'requests that leave are filtered and signed like any mail'],
  'R-058': ['figure', 'recalls of replies are observed; a reply is recalled like any message'],
  'R-063': ['screen', 'the words that status reports use'],
  'R-065': ['screen', 'one site lets the link of the report expire after a week'],
  'R-066': ['figure', 'nothing gives the time a recall from very many recipients takes'],
  'R-090': ['absent', 'meeting items are said to succeed less often'],
  'R-102': ['absent', 'on hold an edited item keeps its prior version; nobody edits items here'],
  'R-115': ['screen', 'which Outlooks offer a recall across organizations: those that offer any'],
  'R-116': ['figure', '800,000 attempts a day in 2019'],
  'R-117': ['figure', 'classic recall succeeds in 40 %'],
  'R-118': ['figure', 'cloud recall succeeds in more than 90 %'],
  'R-119': ['figure', 'the rates of one consultancy, by read state and place'],
  'R-120': ['figure', 'one site has 50 % for classic recall'],
  'R-121': ['figure', 'recalling read messages raises the rate'],
  'R-122': ['figure', 'most recalls start within seconds: a preset of studies'],
  'R-123': ['figure', 'one recall after nine days is reported'],
  'R-162': ['wire', 'the properties of a request of 2002'],
  'R-164': ['wire', 'the same properties leak as telephone headers'],
  'R-166': ['wire', 'a request is urgent and leaves no sent item'],
  'R-167': ['wire', 'the property that keeps the time of the recall'],
  'R-168': ['wire', 'a beta locale garbles the text of the request'],
  'R-172': ['absent', 'a vendor advises to sign in the client, which is to have no round trip'],
  'R-190': ['wire', 'the property that asks for not-read receipts alone'],
  'R-196': ['wire', 'the classes of read reports'],
  'R-198': ['undescribed', 'two switches of delivery reports, which are no receipts'],
  'R-199': ['undescribed', 'a switch of forced receipts'],
  'R-205': ['tool', 'what zero-hour purge acts on'],
  'R-206': ['tool', 'zero-hour purge follows a moved message'],
  'R-216': ['tool', 'the limits of message trace'],
  'R-218': ['tool', 'message trace lags some minutes'],
  'R-220': ['tool', 'one trace of a recall has three entries'],
  'R-232': ['figure', 'the rates of different sources disagree: none of them is a rule'],
  'U-01': ['unverified', 'how a request names its original'],
  'U-02': ['unverified', 'how long reports on many recipients take'],
  'U-03': ['unverified', 'what the help says of public folders'],
  'U-04': ['unverified', 'original and request moved together behave as in the Inbox'],
  'U-05': ['unverified', 'what round trips the update of 2024 means'],
  'U-06': ['unverified', 'the store drops a second delivery of one message'],
  'U-07': ['unverified', 'where the data of a report is kept'],
};
