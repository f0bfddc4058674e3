/**
 * The final outcome of every recall, recipient and copy, as the rules say it: a plain function of
 * the whole history, written from the rules alone.
 *
 * Never: import the model or the simulator; what both got wrong in the same way would go unseen.
 */
import type { Scenario } from '../../scenarios/scenario.ts';
import { actsOf, type Case, caseOf } from './case.ts';
import {
  type ClassicRecall,
  classicRecalls,
  classicRow,
  removedByClassic,
  requestLegs,
} from './classic.ts';

import {
  attemptsOf,
  cloudRecalls,
  ignoredFor,
  isAlerted,
  legFindings,
  type Recall,
  removedByCloud,
  searchedLegs,
} from './cloud.ts';
import { copiesOf, folderOf, isKept, isRead, isThere, lastRemovalOf } from './copies.ts';
import { anyMessage, gateOf } from './gate.ts';
import { isBefore, type Moment } from './moments.ts';
import type { Copy, Message } from './parcel.ts';
import { removedByPurge } from './purge.ts';
import { type ReceiptVerdict, receiptsFor } from './receipts.ts';
import { addresseesOf, expand, type Leg } from './routes.ts';
import { unjudged } from './unjudged.ts';
import { decisive, type Finding, worst } from './worst.ts';

export type RowVerdict = Finding & {
  readonly recipient: string;
  readonly recipientNotified: boolean;
};

export type RecallVerdict = {
  readonly id: string;
  readonly status: 'accepted' | 'refused';
  readonly reason: string | null;
  readonly agent: 'cloud' | 'classic' | null;
  readonly recipients: readonly RowVerdict[];
};

export type CopyVerdict = {
  readonly message: string;
  readonly mailbox: string;
  readonly path: readonly string[];
  /** When it came (ms after the start). */
  readonly at: number;
  readonly present: boolean;
  readonly read: boolean;
  /** Of a copy that is there. */
  readonly folder: string | null;
  readonly retained: boolean;
};

export type Verdicts = {
  readonly recalls: readonly RecallVerdict[];
  readonly copies: readonly CopyVerdict[];
  readonly receipts: readonly ReceiptVerdict[];
};

export type Judgement =
  | { readonly judged: true; readonly verdicts: Verdicts }
  | { readonly judged: false; readonly why: string };

/** Judges a scenario, or says why it does not. */
export function judge(scenario: Scenario): Judgement {
  const of = caseOf(scenario, [removedByCloud, removedByClassic, removedByPurge]);
  const why = unjudged(of);
  if (why !== null) return { judged: false, why };
  const messages = messagesOf(of);
  return {
    judged: true,
    verdicts: {
      recalls: recallVerdicts(of),
      copies: messages.flatMap((message) => copyVerdicts(of, message)),
      receipts: messages.flatMap((message) => receiptsFor(of, message)),
    },
  };
}

function recallVerdicts(of: Case): RecallVerdict[] {
  const cloud = cloudRecalls(of);
  return actsOf(of, 'recall').map((act): RecallVerdict => {
    const gate = gateOf(of, act);
    const { id } = act.action;
    if (gate.status === 'refused') {
      return { id, status: 'refused', reason: gate.reason, agent: null, recipients: [] };
    }
    const recall = cloud.find((one) => one.act === act);
    const old = classicRecalls(of).find((one) => one.act === act);
    const byAgent = recall === undefined ? [] : rowsOf(of, ignoredFor(of, recall) ?? recall);
    const recipients = old === undefined ? byAgent : classicRows(of, old);
    return { id, status: 'accepted', reason: null, agent: gate.agent, recipients };
  });
}

/** The rows of a status report: groups that were opened, and every address that was reached. */
function rowsOf(of: Case, recall: Recall): RowVerdict[] {
  const { message, isOutOfScope } = recall.gate;
  const { sent } = message;
  if (sent === null) return [];
  const { deadline } = attemptsOf(of, recall);
  const legs = searchedLegs(of, recall).filter(
    ({ address, since, isFollowed }) =>
      isFollowed && since.at <= deadline && isBefore(since, of.end) && !isOutOfScope(address),
  );
  const addresses = [...new Set(legs.map(({ address }) => address))];
  const expanded = groupRows(of, message);
  const rows = addresses.map((address) =>
    rowOf(
      of,
      recall,
      address,
      legs.filter((leg) => leg.address === address),
    ),
  );
  return [...expanded, ...rows];
}

/** Groups that were opened have a row that says so. */
function groupRows(of: Case, message: Message): RowVerdict[] {
  const at = message.sent;
  if (at === null) return [];
  const groups = addresseesOf(message).flatMap(({ address }) => expand(of, address, at).expanded);
  return [...new Set(groups)].map((recipient) => ({
    recipient,
    outcome: 'expanded',
    reason: null,
    cause: null,
    at: null,
    recipientNotified: false,
  }));
}

/** The recipients of a classic recall: what became of the request at each. */
function classicRows(of: Case, recall: ClassicRecall): RowVerdict[] {
  const legs = requestLegs(of, recall);
  const addresses = [...new Set(legs.map(({ address }) => address))];
  const rows = addresses.map((recipient): RowVerdict => {
    const mine = legs.filter(({ address }) => address === recipient);
    const { isTold, ...row } = classicRow(of, recall, mine[0] as Leg);
    return { recipient, ...row, recipientNotified: isTold };
  });
  return [...groupRows(of, recall.request), ...rows];
}

function rowOf(of: Case, recall: Recall, recipient: string, legs: readonly Leg[]): RowVerdict {
  const row = decisive(legs.flatMap((leg) => legFindings(of, recall, leg, of.end)));
  const isTold = isAlerted(of, recall, legs, row) || legs.some((leg) => isToldBefore(leg.since));
  return { recipient, ...row, recipientNotified: isTold };

  /** What is sent on later opens a success again; whoever was told of that has been told. */
  function isToldBefore(since: Moment): boolean {
    const earlier = legs.filter((leg) => isBefore(leg.since, since));
    if (earlier.length === 0) return false;
    const then = worst(earlier.flatMap((leg) => legFindings(of, recall, leg, since)));
    return then.outcome === 'recalled' && isAlerted(of, recall, earlier, then);
  }
}

/** Every message that was written, and every one that stands for a recalled one. */
function messagesOf(of: Case): Message[] {
  const ids = actsOf(of, 'send', 'recall').flatMap(({ action }) =>
    action.kind === 'send' ? [action.id] : action.replace === null ? [] : [action.replace.id],
  );
  return ids.flatMap((id) => anyMessage(of, id) ?? []);
}

const copyVerdicts = (of: Case, message: Message): CopyVerdict[] =>
  copiesOf(of, message, of.end).map((copy) => copyVerdict(of, copy));

function copyVerdict(of: Case, copy: Copy): CopyVerdict {
  const { message, mailbox, path } = copy;
  const removal = lastRemovalOf(of, copy, of.end);
  const until = removal?.moment ?? of.end;
  const present = isThere(of, copy, of.end);
  return {
    message: message.id,
    mailbox,
    path,
    present,
    read: isRead(of, copy, until),
    folder: present ? folderOf(of, copy, until) : null,
    at: copy.arrives.at,
    retained: removal !== null && isKept(of, removal),
  };
}
