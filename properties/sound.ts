/**
 * What any run keeps to, whatever is simulated: what each decision, audit entry and notice is
 * about, and when it is over.
 *
 * Why: a scenario expects what its question is about. That an entry about a sent item names no
 * recall, or that the story of one copy holds no decision about another, is no question that
 * anybody asks; it is noticed here.
 */
import type { ListName, Model } from '../model/model.ts';
import { NOTHING } from '../model/table.ts';
import type { ObservedDecision, Observer } from '../model/world/run.ts';
import type { AuditOutcome, NoticeOutcome, ScenarioOutcome } from '../sim/outcome.ts';
import type { Simulated } from '../sim/simulate.ts';

type Part = 'recall' | 'row' | 'copy' | 'message';

/** Lists that are not asked about one copy alone: [list] what each question may be about. */
const subjects: Partial<Record<ListName, readonly (readonly Part[])[]>> = {
  auditKept: [[]],
  // Of a draft, nothing has been sent.
  admission: [['copy'], []],
  tipAnswer: [[]],
  tipWithheld: [[]],
  tipReply: [[]],
  tipModerated: [[]],
  tipShown: [[]],
  mobileExternal: [[]],
  mailboxAccess: [[]],
  recallGate: [['recall']],
  recallActor: [['recall']],
  recallPermission: [['recall']],
  recallVerdict: [
    ['recall', 'row', 'copy'],
    ['recall', 'copy'],
  ],
  crossTenant: [['recall'], ['recall', 'row', 'copy']],
  recipientAlert: [['recall', 'row']],
  classicVerdict: [
    ['recall', 'row', 'copy'],
    ['recall', 'row'],
  ],
  classicTold: [['recall', 'row']],
  classicResult: [['recall', 'row']],
  outbox: [['message']],
  recipientLimit: [['message']],
  submission: [['message']],
  undoInterval: [['message']],
  replyQuotes: [['message'], ['copy', 'message']],
};

/** [operation] whether an audit entry of it names a recall. */
const recallOperations: ReadonlySet<string> = new Set([
  'recall-request',
  'recall-attempt',
  'recall-processed',
  'openrequest',
]);

/** [kind] what a notice names beside its message. */
const named: Readonly<Record<Exclude<NoticeOutcome['kind'], 'ndr'>, readonly string[]>> = {
  'automatic-reply': ['about'],
  'policy-notice': [],
  'recall-alert': ['recall'],
  'recall-notice': ['recall'],
  'recall-report': ['recall'],
  'recall-request': ['recall'],
  'recall-result': ['recall', 'about'],
  'recall-told': ['recall'],
};

export type Watch = {
  readonly observer: Observer;
  /** The first thing that is not as it should be; null: none. */
  readonly problem: (simulated: Simulated, outcome: ScenarioOutcome) => string | null;
};

/** Watches a run, and lets another observer watch it too. */
export function watch(model: Model, other: Observer | null): Watch {
  const names = new Map(Object.entries(model.lists).map(([name, list]) => [list as unknown, name]));
  const wrong: string[] = [];
  let [events, last] = [0, 0];
  const observer: Observer = {
    event: (event) => {
      events++;
      other?.event(event);
    },
    step: (step) => {
      if (step.outcome !== NOTHING) last = step.at;
      other?.step(step);
    },
    decision: (asked) => {
      const name = names.get(asked.list) as ListName;
      if (!isAllowed(name, asked)) wrong.push(`${name} is asked about ${partsOf(asked)}`);
      last = asked.at;
      other?.decision(asked);
    },
  };
  const problem: Watch['problem'] = (simulated, outcome) => {
    if (events < simulated.events) return 'an event is not told';
    const said =
      outcome.audit.map(wrongEntry).find((one) => one !== null) ??
      outcome.notices.map((notice) => wrongNotice(notice, outcome)).find((one) => one !== null);
    return wrong[0] ?? said ?? wrongEnd(simulated, last);
  };
  return { observer, problem };
}

/** A run without a given end is over when the last thing has happened, and not after it. */
function wrongEnd({ setting, world, endedAt }: Simulated, last: number): string | null {
  if (setting.untilMs !== null) return null;
  const instants = [
    last,
    ...setting.actions.map(({ at }) => at),
    ...setting.faultWindows.flatMap(({ window }) => [window.from, window.to]),
    ...setting.epochs.map(({ from }) => from),
    ...world.recalls.map(({ reportAt }) => reportAt),
  ];
  const end = Math.max(...instants.filter(Number.isFinite));
  return end === endedAt ? null : `ends at ${endedAt} and not at ${end}`;
}

function partsOf({ subject }: ObservedDecision): Part[] {
  const parts: readonly Part[] = ['recall', 'row', 'copy', 'message'];
  return parts.filter((part) => (subject[part] ?? -1) >= 0);
}

function isAllowed(name: ListName, asked: ObservedDecision): boolean {
  const found = partsOf(asked).join();
  return (subjects[name] ?? [['copy']]).some((parts) => parts.join() === found);
}

function wrongEntry({ operation, recall, recipient, message }: AuditOutcome): string | null {
  if ((recall !== null) !== recallOperations.has(operation))
    return `${operation} names the recall ${recall}`;
  if (operation === 'sync' && message !== null) return `${operation} names the message ${message}`;
  const isOfNobody = operation === 'recall-request' || operation === 'cancel';
  return isOfNobody === (recipient === null) ? null : `${operation} names ${recipient}`;
}

function wrongNotice(notice: NoticeOutcome, { recalls }: ScenarioOutcome): string | null {
  const { kind, recall, about } = notice;
  if (kind === 'ndr') {
    // What returns is a message, or the request of a classic recall.
    const agent = recalls.find(({ id }) => id === recall)?.agent ?? null;
    return recall === null || agent === 'classic' ? null : `a returned message names ${recall}`;
  }
  const found = [...(recall === null ? [] : ['recall']), ...(about === null ? [] : ['about'])];
  return found.join() === named[kind].join() ? null : `${kind} names ${found.join(' and ')}`;
}
