/**
 * What the three machines do, said again: plain records and one switch over events, straight from
 * the rules.
 *
 * Why: a table that lost a row, or a machine that says something else than the rules, differs from
 * this text.
 *
 * Never: import anything of `model/machines`; an oracle that shares code with what it judges agrees
 * with its mistakes.
 */
type Word = string | boolean;
type Facts = Readonly<Record<string, Word>>;

/** What one step does; null: the event finds nothing that it could be done to. */
export type OracleStep = {
  readonly state: string;
  readonly effects: readonly string[];
  readonly arms: readonly string[];
  readonly cancels: readonly string[];
};

/** A copy: where it is, and whether it has been read while it lay in a mailbox. */
type Copy = { readonly place: string; readonly isRead: boolean };

const mailboxPlaces = ['folder', 'deletedItems', 'archive'];
/** Out of the mailbox: whoever downloaded the item before can still open it. */
const removedPlaces = ['recoverable', 'purged', 'gone', 'taken', 'recalled', 'recalledKept'];
const foreignPlaces = ['outside', 'onPremises'];

/** The step of the named machine. */
export function oracleStep(
  machine: 'message' | 'copy' | 'recallRow' | 'classicRow' | 'receipt' | 'draft',
  state: string,
  event: string,
  facts: Facts,
): OracleStep | null {
  if (machine === 'message') return messageStep(state, event, facts);
  if (machine === 'recallRow') return rowStep(state, event, facts);
  if (machine === 'classicRow') return classicStep(state, event, facts);
  if (machine === 'receipt') return receiptStep(state, event, facts);
  if (machine === 'draft') return draftStep(state, event, facts);
  const copy = copyNamed(state);
  const step = copyStep(copy, event, facts);
  if (step === null) return null;
  const to = copyName({ ...copy, ...step.to });
  const waits = (state: string): string[] =>
    state === 'awaitingApproval' ? ['approvalWindow'] : [];
  return {
    state: to,
    effects: step.effects,
    arms: copy.place === to ? [] : waits(to),
    cancels: copy.place === to ? [] : waits(copy.place),
  };
}

/**
 * The name of a mailbox state holds the read flag and the place; every other state is a place
 * alone.
 */
function copyNamed(state: string): Copy {
  if (state.startsWith('pst=')) return { place: 'pst', isRead: state === 'pst=read' };
  const place = /mailbox\.place=(\w+)/.exec(state)?.[1];
  return place ? { place, isRead: state.includes('=read ') } : { place: state, isRead: false };
}

function copyName({ place, isRead }: Copy): string {
  if (place === 'pst') return `pst=${isRead ? 'read' : 'unread'}`;
  if (!mailboxPlaces.includes(place)) return place;
  return `mailbox.reading=${isRead ? 'read' : 'unread'} mailbox.place=${place}`;
}

type CopyStep = { readonly to: Partial<Copy>; readonly effects: readonly string[] };

function copyStep({ place, isRead }: Copy, event: string, facts: Facts): CopyStep | null {
  const inMailbox = mailboxPlaces.includes(place);
  const stay = (...effects: string[]): CopyStep => ({ to: {}, effects });
  const go = (to: string, ...effects: string[]): CopyStep => ({ to: { place: to }, effects });
  if (place === 'pst') return inPst(isRead, event);
  switch (event) {
    case 'ROUTE':
      return place === 'submitted' ? routed(facts) : null;
    case 'ADD':
      return place === 'submitted' ? stay('addRecipients') : null;
    case 'EXPIRE':
      return ['submitted', 'inTransit', 'leaving', 'crossing'].includes(place)
        ? go('undeliverable', 'bounce')
        : null;
    case 'APPROVE':
      return place === 'awaitingApproval' ? go('submitted', 'reroute') : null;
    case 'after:approvalWindow':
      return place === 'awaitingApproval' ? go('undeliverable', 'bounce') : null;
    case 'RELEASE':
      return place === 'quarantined' ? go('submitted', 'reroute') : null;
    case 'RETURN':
      return place === 'atService' ? go('submitted', 'markRoundTrip', 'reroute') : null;
    case 'ARRIVE':
      if (place === 'leaving') return go('outside', 'arriveElsewhere');
      if (place === 'crossing') return go('onPremises', 'arriveElsewhere');
      return place === 'inTransit' ? arrived(facts) : null;
    case 'READ':
      if (inMailbox) return { to: { isRead: true }, effects: ['open'] };
      if (foreignPlaces.includes(place)) return stay('open');
      return removedPlaces.includes(place) && facts['downloaded'] ? stay('openLocal') : null;
    case 'MARK_UNREAD':
      return unflagged(place, isRead);
    case 'PREVIEW':
    case 'PANE_READ':
      return previewed(place, event === 'PANE_READ');
    case 'MOVE':
      return inMailbox ? go('folder', 'file') : null;
    case 'DELETE':
      return inMailbox ? go('deletedItems', 'file') : null;
    case 'ARCHIVE':
      return inMailbox ? go('archive', 'file') : null;
    case 'TOUCH':
      return inMailbox ? stay() : null;
    case 'FORWARD':
      return inMailbox || foreignPlaces.includes(place) ? stay('passOn') : null;
    case 'DOWNLOAD':
      return inMailbox ? stay('download') : null;
    case 'FETCH':
    case 'TAKE':
      if (!inMailbox) return null;
      return event === 'FETCH' ? go('pst', 'download') : taken(facts);
    case 'REMOVE':
      return inMailbox ? go(removedTo[String(facts['kept'])] ?? '', 'vanish') : null;
    case 'RECALL':
      if (!inMailbox && place !== 'recoverable' && !foreignPlaces.includes(place)) return null;
      return go(facts['kept'] === 'purges' ? 'recalledKept' : 'recalled', 'vanish');
    default:
      return null;
  }
}

/** Elsewhere no state keeps the read flag: the copy does. */
function previewed(place: string, marksRead: boolean): CopyStep | null {
  const isHere = mailboxPlaces.includes(place);
  if (!isHere && !foreignPlaces.includes(place)) return null;
  return { to: isHere && marksRead ? { isRead: true } : {}, effects: ['preview'] };
}

/** What a device takes leaves the mailbox, but not a hold. */
function taken(facts: Facts): CopyStep {
  return facts['kept'] === 'purges'
    ? { to: { place: 'purged' }, effects: ['download', 'vanish'] }
    : { to: { place: 'taken' }, effects: ['download'] };
}

function unflagged(place: string, isRead: boolean): CopyStep | null {
  if (foreignPlaces.includes(place)) return { to: {}, effects: ['unflag'] };
  if (!mailboxPlaces.includes(place)) return null;
  return isRead ? { to: { isRead: false }, effects: ['unflag'] } : { to: {}, effects: [] };
}

/** A PST is a folder that no server looks at: nothing of it is kept. */
function inPst(isRead: boolean, event: string): CopyStep | null {
  switch (event) {
    case 'READ':
      return { to: { isRead: true }, effects: ['open'] };
    case 'PANE_READ':
      return { to: { isRead: true }, effects: ['preview'] };
    case 'PREVIEW':
      return { to: {}, effects: ['preview'] };
    case 'MARK_UNREAD':
      return isRead ? { to: { isRead: false }, effects: ['unflag'] } : null;
    case 'MOVE':
    case 'DELETE':
      return { to: {}, effects: ['file'] };
    case 'FORWARD':
      return { to: {}, effects: ['passOn'] };
    case 'REMOVE':
      return { to: { place: 'gone' }, effects: ['discard'] };
    case 'RECALL':
      return { to: { place: 'recalled' }, effects: ['discard'] };
    default:
      return null;
  }
}

const removedTo: Readonly<Record<string, string>> = {
  gone: 'gone',
  deletions: 'recoverable',
  purges: 'purged',
};

function routed(facts: Facts): CopyStep {
  const go = (place: string, ...effects: string[]): CopyStep => ({ to: { place }, effects });
  const waits = go('submitted', 'waitForConnector');
  switch (facts['route']) {
    case 'deliver':
      return go('inTransit', 'startDelivery');
    case 'outside':
      return facts['available'] ? go('leaving', 'startDelivery') : waits;
    case 'onPremises':
      return facts['available'] ? go('crossing', 'startDelivery') : waits;
    case 'handOver':
      return facts['available'] ? go('submitted', 'handOver') : waits;
    case 'lost':
      return go('lost');
    case 'moderated':
      return go('awaitingApproval');
    case 'held':
      return go('quarantined', 'quarantine');
    case 'redirected':
      return go('redirected', 'redirect');
    case 'dropped':
      return go('dropped');
    case 'service':
    case 'hop':
      return facts['available'] ? go('atService', 'leaveThroughService') : waits;
    default: // a loop, an address that nobody has, somebody refuses it, or a connector
      return go('undeliverable', 'bounce');
  }
}

function arrived(facts: Facts): CopyStep {
  if (!facts['available']) return { to: {}, effects: ['waitForMailbox'] };
  const inbox = { place: 'folder', isRead: false };
  switch (facts['forwarding']) {
    case 'stay':
      return { to: inbox, effects: ['deliver'] };
    case 'keepAndForward':
      return { to: inbox, effects: ['deliver', 'forward'] };
    case 'keepOnly':
      return { to: inbox, effects: ['deliver', 'bounceForward'] };
    case 'forwardOnly':
      return { to: { place: 'passedOn' }, effects: ['forward'] };
    case 'full':
      return { to: { place: 'undeliverable' }, effects: ['bounce'] };
    default: // blocked
      return { to: { place: 'undeliverable' }, effects: ['bounceForward'] };
  }
}

function messageStep(state: string, event: string, facts: Facts): OracleStep | null {
  const waits = state === 'outbox';
  if (event === 'REFUSE' && state === 'submitted')
    return { state: 'refused', effects: ['refuse'], arms: [], cancels: [] };
  if (state === 'draft' && event === 'SEND') {
    return facts['delayed']
      ? { state: 'outbox', effects: [], arms: ['sendDelay'], cancels: [] }
      : { state: 'submitted', effects: ['submit'], arms: [], cancels: [] };
  }
  if (waits && event === 'CANCEL')
    return { state: 'cancelled', effects: ['withdraw'], arms: [], cancels: ['sendDelay'] };
  if (waits && event === 'after:sendDelay')
    return { state: 'due', effects: [], arms: [], cancels: ['sendDelay'] };
  if (state === 'due' && event === 'CANCEL')
    return { state: 'cancelled', effects: ['withdraw'], arms: [], cancels: [] };
  if (state === 'due' && event === 'LEAVE')
    return { state: 'submitted', effects: ['submit'], arms: [], cancels: [] };
  return null;
}

/**
 * A row is undecided while its window runs; `failing` and `failed` tell whether another copy is
 * still awaited.
 */
function rowStep(state: string, event: string, facts: Facts): OracleStep | null {
  const step = (to: string, effects: string[] = [], arms: string[] = []): OracleStep => ({
    state: to,
    effects,
    arms,
    cancels: state === 'trying' ? ['recallWindow'] : [],
  });
  switch (event) {
    case 'ACCEPT':
      if (state !== 'requested') return null;
      return facts['isGroup'] ? step('expanded', ['decide']) : step('trying', [], ['recallWindow']);
    case 'ATTEMPT': {
      const isLast = facts['lastAttempt'] === true;
      const verdict = facts['verdict'];
      const isAwaited = verdict === 'mixed' || verdict === 'pending';
      if (state === 'failing') return isAwaited && !isLast ? null : step('failed');
      if (state !== 'trying' || verdict === 'pending') return null;
      if (verdict === 'recalled') return step('recalled', ['decide']);
      if (facts['failuresWait'] && !isLast) return null;
      return step(verdict === 'mixed' && !isLast ? 'failing' : 'failed', ['decide']);
    }
    case 'REOPEN':
      if (state === 'recalled') return step('trying', [], ['recallWindow']);
      return state === 'failed' ? step('failing') : null;
    case 'after:recallWindow':
      return state === 'trying' ? step('timedOut', ['timeOut']) : null;
    default:
      return null;
  }
}

const classicStates: Readonly<Record<string, string>> = {
  waits: 'underWay=waiting',
  deferred: 'underWay=deferred',
  cannotProcess: 'underWay=powerless',
};

/**
 * What leaves the request where it is can be looked at again; what was decided stays, but a late
 * failure spoils a success.
 */
function classicStep(state: string, event: string, facts: Facts): OracleStep | null {
  const step = (to: string, ...effects: string[]): OracleStep => ({
    state: to,
    effects,
    arms: [],
    cancels: [],
  });
  if (event === 'ACCEPT') {
    if (state !== 'requested') return null;
    return facts['isGroup'] ? step('expanded', 'decide') : step('underWay=waiting');
  }
  const verdict = String(facts['verdict']);
  if (state === 'recalled') return verdict === 'failed' ? step('failed', 'decide') : null;
  if (!state.startsWith('underWay')) return null;
  const waits = classicStates[verdict];
  if (waits !== undefined) return waits === state ? null : step(waits);
  return step(verdict, 'decide');
}

/** A draft asks when it appears; what it knows of mailboxes lasts for two hours of being open. */
function draftStep(state: string, event: string, { stale }: Facts): OracleStep | null {
  const isOpen = state === 'open';
  const knows = ['knownFor'];
  const opened = (...effects: string[]): OracleStep => ({
    state: 'open',
    effects,
    arms: knows,
    cancels: isOpen ? knows : [],
  });
  const quietly = (to: string, cancels: string[], ...effects: string[]): OracleStep => ({
    state: to,
    effects,
    arms: [],
    cancels,
  });
  if (event === 'COMPOSE') return opened('ask', 'look');
  if (state === 'absent') return null;
  if (!isOpen) return event === 'REOPEN' ? opened(stale ? 'ask' : 'request', 'look') : null;
  switch (event) {
    case 'OBSERVE':
      return quietly('open', [], 'look');
    case 'REOPEN':
      return quietly('open', [], 'request', 'look');
    case 'REMOVE_RECIPIENT':
      return quietly('open', [], 'dropRecipient', 'request', 'look');
    case 'CLOSE':
      return quietly('closed', knows);
    default:
      return opened('askMailboxes');
  }
}

/** What happened to a request before: whether the server has answered, and the owner has read. */
function receiptStep(state: string, event: string, facts: Facts): OracleStep | null {
  const { server, client, removal } = facts;
  const step = (to: string, ...effects: string[]): OracleStep => ({
    state: to,
    effects,
    arms: [],
    cancels: [],
  });
  const isFresh = state === 'asked' || state === 'seen';
  const isOver = state === 'answered' || state === 'declined';
  switch (event) {
    case 'DOWNLOAD':
      if (state === 'lost' || server === 'none') return null;
      if (isFresh) return step('served', 'answerByServer');
      return server === 'each' ? step(state, 'answerByServer') : null;
    case 'READ': {
      if (isOver || client === 'ignore') return null;
      const byServer = isFresh && server === 'once' ? ['answerByServer'] : [];
      return client === 'send'
        ? step('answered', ...byServer, 'answerByClient')
        : step('declined', ...byServer);
    }
    case 'PREVIEW':
      return state === 'asked' ? step('asked') : null;
    case 'MARK_UNREAD':
      if (state === 'asked' || state === 'lost') return null;
      return step(state === 'seen' ? 'asked' : state);
    case 'PANE_READ':
      return state === 'asked' ? step('seen') : null;
    case 'EXPIRE':
      return state === 'asked' ? step('lost', 'unreadByServer') : null;
    case 'REMOVE':
      if (state === 'lost') return null;
      if (state !== 'asked') return step(state);
      if (removal === 'none') return null;
      return step('lost', removal === 'byServer' ? 'unreadByServer' : 'unreadByClient');
    default:
      return null;
  }
}
