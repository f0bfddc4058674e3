/**
 * What the states of the copy machine mean to others: where the copy is, whether it can be seen,
 * whether it is read.
 *
 * Derived from the names of the states once for each table, so that a new state cannot be
 * forgotten: `placeOf` asserts that it knows every one.
 */
import { assert, at } from '../assert.ts';
import type { Model } from '../model.ts';
import type { Table } from '../table.ts';

/** The words of the fact `place` in the recall verdict. */
export type Place =
  | 'onTheWay'
  | 'quarantined'
  | 'awaitingApproval'
  | 'folder'
  | 'deletedItems'
  | 'recoverable'
  | 'archive'
  | 'removed'
  | 'passedOn'
  | 'recalled';

type StateMeaning = {
  readonly place: Place;
  /** Somebody sees it in a folder, or it lies at an address elsewhere. */
  readonly present: boolean;
  /** The read flag; null where the state does not tell. */
  readonly isRead: boolean | null;
  /** Kept in Recoverable Items: the folder. */
  readonly retainedIn: string | null;
};

const DELETIONS = 'Recoverable Items\\Deletions';
const PURGES = 'Recoverable Items\\Purges';

const meanings: Readonly<Record<string, Omit<StateMeaning, 'isRead'>>> = {
  submitted: { place: 'onTheWay', present: false, retainedIn: null },
  atService: { place: 'onTheWay', present: false, retainedIn: null },
  inTransit: { place: 'onTheWay', present: false, retainedIn: null },
  leaving: { place: 'onTheWay', present: false, retainedIn: null },
  crossing: { place: 'onTheWay', present: false, retainedIn: null },
  awaitingApproval: { place: 'awaitingApproval', present: false, retainedIn: null },
  quarantined: { place: 'quarantined', present: false, retainedIn: null },
  redirected: { place: 'passedOn', present: false, retainedIn: null },
  dropped: { place: 'onTheWay', present: false, retainedIn: null },
  lost: { place: 'onTheWay', present: false, retainedIn: null },
  undeliverable: { place: 'onTheWay', present: false, retainedIn: null },
  outside: { place: 'folder', present: true, retainedIn: null },
  onPremises: { place: 'folder', present: true, retainedIn: null },
  'mailbox.place=folder': { place: 'folder', present: true, retainedIn: null },
  'mailbox.place=deletedItems': { place: 'deletedItems', present: true, retainedIn: null },
  'mailbox.place=archive': { place: 'archive', present: true, retainedIn: null },
  passedOn: { place: 'passedOn', present: false, retainedIn: null },
  recoverable: { place: 'recoverable', present: false, retainedIn: DELETIONS },
  purged: { place: 'removed', present: false, retainedIn: PURGES },
  gone: { place: 'removed', present: false, retainedIn: null },
  taken: { place: 'removed', present: false, retainedIn: null },
  'pst=unread': { place: 'removed', present: false, retainedIn: null },
  'pst=read': { place: 'removed', present: false, retainedIn: null },
  recalled: { place: 'recalled', present: false, retainedIn: null },
  recalledKept: { place: 'recalled', present: false, retainedIn: PURGES },
};

const cache = new WeakMap<Table, readonly StateMeaning[]>();

function meaningsOf(table: Table): readonly StateMeaning[] {
  const known = cache.get(table);
  if (known) return known;
  const made = table.states.map((state) => {
    const parts = state.split(' ');
    const key = parts.find((part) => part in meanings) ?? '';
    const meaning = meanings[key];
    assert(meaning, `the copy state ${state} has a meaning`);
    const reading = parts.find(
      (part) => part.startsWith('mailbox.reading=') || part.startsWith('pst='),
    );
    return { ...meaning, isRead: reading ? reading.endsWith('=read') : null };
  });
  cache.set(table, made);
  return made;
}

/** What a state of the copy machine means. */
export function meaningOf(model: Model, state: number): StateMeaning {
  return at(meaningsOf(model.steppers.copy.table), state);
}

/** Whether a state lies at an address outside or on premises. */
export function isElsewhere(model: Model, state: number): boolean {
  const name = at(model.steppers.copy.table.states, state);
  return name === 'outside' || name === 'onPremises';
}

/** Whether a state lies in a PST that mail is delivered to: only its owner sees it there. */
export function isInPst(model: Model, state: number): boolean {
  return at(model.steppers.copy.table.states, state).startsWith('pst=');
}

export function placeOf(model: Model, state: number): Place {
  return meaningOf(model, state).place;
}
