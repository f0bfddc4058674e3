/**
 * What is judged: a scenario with its settings, and what has been worked out of it so far.
 *
 * Every answer is a function of the scenario alone; what is remembered here only saves time.
 */
import type { Action, Person, Scenario, TimelineEntry } from '../../scenarios/scenario.ts';
import { placeOf } from './directory.ts';
import { compareMoments, isBefore, lastMoment, type Moment, moment } from './moments.ts';
import type { Copy, Message, Removal } from './parcel.ts';
import { namesOf, type Row, type Settings, settingsOf } from './settings.ts';

export type Act<K extends Action['kind'] = Action['kind']> = {
  readonly action: Extract<Action, { kind: K }>;
  readonly moment: Moment;
};

export type Case = {
  readonly scenario: Scenario;
  readonly settings: Settings;
  readonly end: Moment;
  /** Everything people do, in the order in which it happens. */
  readonly acts: readonly Act[];
  /** What recalls take away: each kind of recall says which copies it removed before a moment. */
  readonly agents: Agent[];
  readonly memory: Map<string, unknown>;
  /** Numbers of copies and legs, in the order in which they are asked about. */
  readonly numbers: Map<object, number>;
};

export type Agent = (of: Case, copy: Copy, before: Moment) => Removal[];

export function caseOf(scenario: Scenario, agents: Agent[]): Case {
  const end = lastMoment(scenario);
  const acts = scenario.timeline
    .map(
      ({ at, action }: TimelineEntry, order): Act => ({
        action,
        moment: moment(at, 'people', order),
      }),
    )
    .filter((act) => isBefore(act.moment, end))
    .sort((a, b) => compareMoments(a.moment, b.moment));
  const memory = new Map<string, unknown>();
  const settings = settingsOf(scenario);
  return { scenario, settings, end, acts, agents, memory, numbers: new Map() };
}

/** Works an answer out once. */
export function once<T>(of: Case, question: string, answer: () => T): T {
  const known = of.memory.get(question);
  if (known !== undefined) return known as T;
  const found = answer();
  of.memory.set(question, found);
  return found;
}

/** The same, for a question about one copy or leg. */
export function onceFor<T>(of: Case, about: object, question: string, answer: () => T): T {
  const number = of.numbers.get(about) ?? of.numbers.size;
  of.numbers.set(about, number);
  return once(of, `${number} ${question}`, answer);
}

export function actsOf<K extends Action['kind']>(of: Case, ...kinds: K[]): Act<K>[] {
  const chosen = of.acts.filter(({ action }) => (kinds as string[]).includes(action.kind));
  return chosen as unknown as Act<K>[];
}

const stranger = {
  client: 'outlook-windows',
  mode: 'cached',
  processRecalls: 'auto',
  processingDelayMs: 120_000,
  running: null,
  offline: [],
  receiptPrompt: 'agree',
} as const;

/** The owner of a mailbox as written, or as the contract has whoever is not written. */
export function personOf({ scenario }: Case, mailbox: string): Pick<Person, keyof typeof stranger> {
  return scenario.people.find((person) => person.mailbox.toLowerCase() === mailbox) ?? stranger;
}

/** The program that somebody uses at a moment: as written, or as last started. */
export function clientOf(of: Case, mailbox: string, at: Moment): Person['client'] {
  const started = actsOf(of, 'startClient')
    .filter(({ action, moment }) => action.mailbox === mailbox && isBefore(moment, at))
    .map(({ action }) => action.client)
    .filter((client) => client !== null);
  return started.at(-1) ?? personOf(of, mailbox).client;
}

/** A message that somebody sent by a send of their own. */
export function messageOf(of: Case, id: string): Message | undefined {
  return once(of, `message ${id}`, () => {
    const act = actsOf(of, 'send').find(({ action }) => action.id === id);
    return act && { ...act.action, sent: leavesAt(of, act) };
  });
}

function leavesAt(of: Case, { action, moment: asked }: Act<'send'>): Moment | null {
  const waits = waitOf(of, action, asked);
  if (waits === 0) return asked;
  const leaves = moment(asked.at + waits, 'transport');
  const isStopped = actsOf(of, 'cancel').some(
    (act) =>
      act.action.message === action.id &&
      isBefore(asked, act.moment) &&
      isBefore(act.moment, leaves),
  );
  return isStopped || !isBefore(leaves, of.end) ? null : leaves;
}

/** For how many seconds a program may keep a message to be undone. */
const undoMax: Partial<Record<Person['client'], number>> = { owa: 10, 'new-outlook': 30 };

/** how long what is sent waits in the sender's program, ms. */
export function waitOf(
  of: Case,
  { from, client, deferByMs }: Act<'send'>['action'],
  at: Moment,
): number {
  if (deferByMs !== null) return deferByMs;
  if (of.scenario.assume.mailSendUndoInterval === 'ignored') return 0;
  const { tenant } = placeOf(of.settings, from, at);
  const said = of.settings
    .rows(tenant ?? null, 'MailboxMessageConfiguration', at)
    .find((row) => namesOf(row).includes(from.toLowerCase()))?.['MailSendUndoInterval'];
  const most = undoMax[client ?? clientOf(of, from.toLowerCase(), at)] ?? 0;
  return Math.min(typeof said === 'number' ? said : 0, most) * 1_000;
}

export const isFalse = (row: Row, key: string): boolean => row[key] === false;
export const isTrue = (row: Row, key: string): boolean => row[key] === true;
