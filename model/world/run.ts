/**
 * A run: a world with the model and setting it obeys, where its consequences go, and who watches.
 *
 * `advance` is the only way a machine moves: it asks the stepper, counts the rules cited, and
 * performs the effects.
 */
import { at } from '../assert.ts';
import type { DecisionList } from '../decision.ts';
import { citesOf, decideRow, NO_ROW } from '../decision.ts';
import type { FactSpace, FactValues } from '../fact-space.ts';
import type { FactRecord } from '../machines/dialect.ts';
import type { MachineName, Model } from '../model.ts';
import type { Org } from '../org/org.ts';
import type { Queues } from '../queues.ts';
import { type RuleId, ruleIndex } from '../rules/catalogue.ts';
import type { Epoch, Setting } from '../setting.ts';
import { NOTHING, type StepOutcome } from '../table.ts';
import type { CopyRecord, MessageRecord, World } from './state.ts';

/**
 * What may happen next, in the order in which things at the same instant happen: settings and
 * faults, transport, people, attempts, timeouts, reports.
 */
export const eventKinds = [
  'epoch', // settings come into force: a = epoch
  'fault', // a fault window opens (b = 1) or closes (b = 0): a = window
  'count', // the members of groups are counted
  'release', // copy a is released from quarantine as planned
  'leave', // the send delay of message a is over
  'route', // transport routes copy a
  'return', // a service returns copy a
  'arrive', // copy a reaches its destination; b = 1: it has waited there for its turn
  'lapse', // copy a has waited in its queue for too long
  'sync', // a cached client takes its own copy of copy a
  'retention', // the age of copy a is due
  'outdate', // the message of copy a has expired
  'refresh', // what draft a knows of mailboxes is two hours old
  'wake', // Outlook, connected again, looks at what waits in the mailbox of row a
  'act', // action a, in the order of the file
  'idle', // the idle task of Outlook comes to what waits in the mailbox of row a
  'attempt', // attempt b of recall a comes to the agent
  'examine', // the agent has come to attempt b of recall a, which had to wait
  'expire', // nobody has approved copy a in time
  'timeout', // the window of row a closes
  'report', // the status report of recall a
] as const;

/** Kinds that keep no scenario alive: it ends when nothing else is to come. */
export const backgroundKinds: ReadonlySet<string> = new Set(['retention', 'count', 'refresh']);

export type EventKind = (typeof eventKinds)[number];

export type WorldEvent = {
  readonly at: number;
  readonly kind: EventKind;
  readonly a: number;
  readonly b: number;
};

/** What an observer is told; used for traces and explanations, absent in studies. */
export type Observer = {
  readonly event: (event: WorldEvent) => void;
  readonly step: (step: ObservedStep) => void;
  readonly decision: (decision: ObservedDecision) => void;
};

export type ObservedStep = {
  readonly at: number;
  readonly machine: MachineName;
  readonly entity: number;
  readonly state: number;
  readonly event: number;
  readonly facts: FactRecord;
  readonly outcome: number;
};

/** What a decision is about; -1 where it has no such subject. */
export type Subject = {
  readonly recall: number;
  readonly row: number;
  readonly copy: number;
  /** For what is decided about a message before it has copies. */
  readonly message?: number;
  /** The recipient of a draft that a MailTip is asked about. */
  readonly addressed?: number;
};

export type ObservedDecision = {
  readonly at: number;
  readonly list: DecisionList;
  readonly facts: FactRecord;
  readonly row: number;
  readonly subject: Subject;
};

export type Run = {
  readonly model: Model;
  readonly setting: Setting;
  readonly world: World;
  readonly schedule: (at: number, kind: EventKind, a: number, b: number) => void;
  readonly observer: Observer | null;
  /** Asked when what comes to a queue is done. */
  readonly queues: Queues | null;
  /** What each effect of the copy machine does: `effects.ts`. */
  readonly effects: Readonly<Record<string, Effect>>;
  /** [rule] how often each rule was cited. */
  readonly hits: Uint32Array;
};

/**
 * Performs one effect of a machine; the entity is the index of the message, copy or row that moved.
 */
export type Effect = (run: Run, entity: number, now: number) => void;

/** A world under a setting: of a run, or when it has ended. */
export type Situation = Pick<Run, 'setting' | 'world'>;

/** Counts a rule as exercised. */
export function cite(run: Run, rule: RuleId): void {
  const index = ruleIndex.get(rule) ?? 0;
  run.hits[index] = at(run.hits, index) + 1;
}

export function epochOf(run: Situation): Epoch {
  return at(run.setting.epochs, run.world.epoch);
}

/** The organization under study. */
export function orgOf(run: Run): Org {
  return epochOf(run).org;
}

/** Whose an address is: an index into the `orgs` of an epoch. */
export function tenantOf(run: Situation, recipient: number): number {
  const { orgs, tenantOf: owners } = epochOf(run);
  return orgs.length === 1 || recipient < 0 ? 0 : at(owners, recipient);
}

/** The organization of a mailbox: its settings act there, and it says what others are to it. */
export function orgAt(run: Situation, recipient: number): Org {
  const epoch = epochOf(run);
  return epoch.orgs.length === 1 ? epoch.org : at(epoch.orgs, tenantOf(run, recipient));
}

export function copyOf(run: Run, copy: number): CopyRecord {
  return at(run.world.copies, copy);
}

export function messageOf(run: Run, message: number): MessageRecord {
  return at(run.world.messages, message);
}

/** The subject of a decision that concerns one copy only. */
export function aboutCopy(copy: number): Subject {
  return { recall: -1, row: -1, copy };
}

/**
 * Asks a decision list, counts the rules of the row, tells the observer; returns the verdict and
 * its rules.
 */
export function decide<S extends FactSpace, V>(
  run: Run,
  list: DecisionList<S, V>,
  facts: FactValues<S>,
  now: number,
  subject: Subject,
): { readonly verdict: V; readonly rules: readonly RuleId[] } {
  const index = decideRow(list, facts);
  const row = at(list.rows, index === NO_ROW ? list.rows.length - 1 : index);
  const rules = citesOf(row);
  for (const rule of rules) cite(run, rule);
  run.observer?.decision({
    at: now,
    list: list as unknown as DecisionList,
    facts: facts as FactRecord,
    row: index,
    subject,
  });
  return { verdict: row.verdict, rules };
}

/**
 * Moves one machine: the step's outcome, or null when nothing happens. The caller performs the
 * effects.
 */
export function advance(
  run: Run,
  machine: MachineName,
  entity: { state: number },
  index: number,
  event: string,
  facts: FactRecord,
  now: number,
): StepOutcome | null {
  const stepper = run.model.steppers[machine];
  const { table } = stepper;
  const eventIndex = table.events.indexOf(event);
  const id = stepper.step(entity.state, eventIndex, facts);
  run.observer?.step({
    at: now,
    machine,
    entity: index,
    state: entity.state,
    event: eventIndex,
    facts,
    outcome: id,
  });
  if (id === NOTHING) return null;
  const outcome = at(table.outcomes, id);
  entity.state = outcome.target;
  for (const rule of outcome.rules) cite(run, rule);
  return outcome;
}
