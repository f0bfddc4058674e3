/**
 * Questions that no run asks: combinations of facts that exclude each other.
 *
 * Why: a list answers every combination of its facts, also those that cannot occur together. A
 * mutant that answers only such questions differently is equivalent to the model. Each entry says
 * why its combination cannot occur, and every recorded run is held against it: an entry that is
 * wrong fails.
 */
import type { ListName } from '../../model/model.ts';
import type { Question } from './operators.ts';

export type Unasked = {
  readonly list: ListName;
  /** What excludes each other: a value, or any of several, for each fact that matters. */
  readonly facts: Readonly<Record<string, string | boolean | readonly string[]>>;
  readonly why: string;
};

const noRow = ['unfollowed', 'copied', 'journal'];

export const unasked: readonly Unasked[] = [
  {
    list: 'recallPermission',
    facts: { matched: false, mfaMissing: true },
    why: 'where no row is about the recall, none asks for a second factor',
  },
  {
    list: 'recallVerdict',
    facts: { obstacle: 'mailboxGone', switchedOff: 'mailbox' },
    why: 'a mailbox that is gone has no settings, and what is not said processes recalls',
  },
  {
    list: 'classicVerdict',
    facts: { recipient: ['outside', 'onPremises'], program: 'nobody' },
    why: 'public folders and group mailboxes lie in the cloud',
  },
  {
    list: 'forwarding',
    facts: { forwards: false, repeats: true },
    why: 'what is not forwarded is not forwarded again',
  },
  {
    list: 'recallVerdict',
    facts: { origin: noRow, obstacle: ['agentDown', 'mailboxGone', 'mailboxUnavailable'] },
    why: 'a copy without a row is asked about once, whatever the agent can see (exclude.ts)',
  },
  {
    list: 'recallVerdict',
    facts: {
      origin: noRow,
      recipient: ['outside', 'onPremises', 'otherTenant', 'publicFolder'],
    },
    why: 'a copy without a row is asked about as if it lay in the cloud (exclude.ts)',
  },
  {
    list: 'tipAnswer',
    facts: { shared: false, tooManyLookups: true },
    why: 'for those who are told nothing no group is expanded',
  },
  {
    list: 'tipAnswer',
    facts: { tooManyLookups: true, nested: 'recipient' },
    why: 'dynamic groups are expanded, static ones asked whether they hold groups',
  },
  {
    list: 'tipWithheld',
    facts: { off: 'external', partner: ['untold', 'contested'] },
    why: 'partners of any level are told of recipients outside',
  },
  {
    list: 'tipReply',
    facts: { asker: 'own', remote: 'none' },
    why: 'no remote domain stands between the organization and its own people',
  },
  {
    list: 'tipShown',
    facts: { client: 'desktop', shows: false, byItself: false },
    why: 'Outlook leaves out one tip only, and that one comes without the service',
  },
  {
    list: 'recallVerdict',
    facts: { origin: 'unlisted', place: 'recalled' },
    why: 'what recall does not find for Bcc, it never removes',
  },
  {
    list: 'recallVerdict',
    facts: {
      searched: false,
      place: [
        'onTheWay',
        'quarantined',
        'awaitingApproval',
        'folder',
        'deletedItems',
        'removed',
        'passedOn',
        'recalled',
      ],
    },
    why: 'only Recoverable Items and the archive are ever left out of the search',
  },
];

/** Whether a question is one of those. */
export function isUnasked({ list, facts }: Unasked, where: string, asked: Question): boolean {
  if (list !== where || asked.facts === null) return false;
  const found = asked.facts;
  return Object.entries(facts).every(([fact, wanted]) =>
    (Array.isArray(wanted) ? wanted : [wanted]).includes(found[fact]),
  );
}
