/**
 * The final outcome of every recall, recipient and copy, as the rules say it: a plain function of
 * the whole history, written from the rules alone.
 *
 * Never: import the model or the simulator; what both got wrong in the same way would go unseen.
 */
import type { Scenario } from '../../scenarios/scenario.ts';
import { actsOf, type Case, caseOf } from './case.ts';
import {
  attemptsOf,
  cloudRecalls,
  ignoredFor,
  isAlerted,
  legFinding,
  type Recall,
  removedByCloud,
  searchedLegs,
} from './cloud.ts';
import { copiesOf, folderOf, isRead, isThere, keptIn, removalOf } from './copies.ts';
import { anyMessage, gateOf } from './gate.ts';
import { isBefore, moment } from './moments.ts';
import type { Copy } from './parcel.ts';
import { addresseesOf, expand, type Leg } from './routes.ts';
import { unjudged } from './unjudged.ts';
import { type Finding, worst } from './worst.ts';

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
  readonly present: boolean;
  readonly read: boolean;
  /** Of a copy that is there. */
  readonly folder: string | null;
  readonly retained: boolean;
};

export type Verdicts = {
  readonly recalls: readonly RecallVerdict[];
  readonly copies: readonly CopyVerdict[];
};

export type Judgement =
  | { readonly judged: true; readonly verdicts: Verdicts }
  | { readonly judged: false; readonly why: string };

/** Judges a scenario, or says why it does not. */
export function judge(scenario: Scenario): Judgement {
  const of = caseOf(scenario, [removedByCloud]);
  const why = unjudged(of);
  if (why !== null) return { judged: false, why };
  return { judged: true, verdicts: { recalls: recallVerdicts(of), copies: copyVerdicts(of) } };
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
    const recipients = recall === undefined ? [] : rowsOf(of, ignoredFor(of, recall) ?? recall);
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
  const groups = addresseesOf(message).flatMap(({ address }) => expand(of, address, sent).expanded);
  const expanded = [...new Set(groups)].map((recipient) => ({
    recipient,
    outcome: 'expanded',
    reason: null,
    cause: null,
    at: null,
    recipientNotified: false,
  }));
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

function rowOf(of: Case, recall: Recall, recipient: string, legs: readonly Leg[]): RowVerdict {
  const row = worst(legs.map((leg) => legFinding(of, recall, leg, of.end)));
  return { recipient, ...row, recipientNotified: isAlerted(of, recall, legs, row) };
}

function copyVerdicts(of: Case): CopyVerdict[] {
  const ids = actsOf(of, 'send', 'recall').flatMap(({ action }) =>
    action.kind === 'send' ? [action.id] : action.replace === null ? [] : [action.replace.id],
  );
  return ids.flatMap((id) => {
    const message = anyMessage(of, id);
    if (message === undefined) return [];
    return copiesOf(of, message, of.end).map((copy) => copyVerdict(of, copy));
  });
}

function copyVerdict(of: Case, copy: Copy): CopyVerdict {
  const { message, mailbox, path } = copy;
  const removal = removalOf(of, copy, of.end);
  const until = removal?.moment ?? of.end;
  const present = isThere(of, copy, of.end);
  return {
    message: message.id,
    mailbox,
    path,
    present,
    read: isRead(of, copy, until),
    folder: present ? folderOf(of, copy, until) : null,
    retained:
      removal !== null && keptIn(of, mailbox, removal.how, moment(until.at, 'end')) !== null,
  };
}
