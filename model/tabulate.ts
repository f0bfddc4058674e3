/**
 * Machine -> table, by asking XState itself: its pure `transition()` is run for every reachable
 * state and every event, forking only on the facts that guards really read. Nothing is translated,
 * so nothing can drift.
 *
 * How: the facts handed to a guard are a proxy. The first read of a name takes the next digit of an
 * odometer that runs through that fact's values; when a step has been answered for every digit, the
 * row is complete. At most a handful of facts is read in one step, so some hundred calls stand for
 * hundreds of thousands of combinations.
 *
 * Idea: exhaustive generation through the interface of random generation (TigerBeetle's
 * `exhaustigen`).
 */
import { type AnyMachineSnapshot, initialTransition, transition } from 'xstate';
import { assert, at } from './assert.ts';
import { type FactLayout, factLayout, wordsOf } from './fact-space.ts';
import type { Dialect, FactRecord } from './machines/dialect.ts';
import type { RuleId } from './rules/catalogue.ts';
import { type Cube, denseCells, LIMITS, NOTHING, type StepOutcome, type Table } from './table.ts';

/** Collects what XState answers: the growing sets of states and outcomes. */
type Collector = {
  readonly snapshots: AnyMachineSnapshot[];
  readonly stateIds: Map<string, number>;
  readonly outcomes: StepOutcome[];
  readonly outcomeIds: Map<string, number>;
};

/**
 * Asks XState about every reachable (state, event, facts) and packs the answers. Pure; about 10 ms
 * a machine.
 */
export function tabulate(source: Dialect): Table {
  const { machine, vocabulary } = source;
  const layout = factLayout(vocabulary.facts);
  assert(
    layout.bits <= LIMITS.FACT_BITS_MAX,
    `${source.name} reads at most ${LIMITS.FACT_BITS_MAX} fact bits`,
  );
  const [initial, first] = initialTransition(machine);
  assert(first.length === 0, `${source.name} does nothing before its first event`);
  const found: Collector = {
    snapshots: [],
    stateIds: new Map(),
    outcomes: [],
    outcomeIds: new Map(),
  };
  internState(found, initial);
  found.outcomes.push({ target: -1, effects: [], arms: [], cancels: [], rules: [] });
  const events = [...vocabulary.events, ...vocabulary.timers.map((timer) => `after:${timer}`)];
  assert(
    events.length <= LIMITS.EVENTS_MAX,
    `${source.name} has at most ${LIMITS.EVENTS_MAX} events`,
  );
  const cubes: Cube[][] = [];
  let asked = 0;
  for (let state = 0; state < found.snapshots.length; state++) {
    for (const event of events) {
      const rows: Cube[] = [];
      const snapshot = at(found.snapshots, state);
      for (const { type, ...answer } of everyAnswer(source, layout, snapshot, event)) {
        asked++;
        const [next, actions] = transition(machine, snapshot, { type, facts: answer.facts });
        const idle = next === snapshot && actions.length === 0;
        const outcome = idle ? NOTHING : internOutcome(found, next, actions);
        rows.push({ ...answer.read(), outcome });
      }
      cubes.push(rows);
    }
  }
  assert(
    found.snapshots.length <= LIMITS.STATES_MAX,
    `${source.name} has at most ${LIMITS.STATES_MAX} states`,
  );
  return {
    name: source.name,
    states: [...found.stateIds.keys()],
    final: Uint8Array.from(found.snapshots, ({ status }) => (status === 'done' ? 1 : 0)),
    events,
    facts: layout,
    outcomes: found.outcomes,
    cubes,
    cell: denseCells(cubes, layout.bits),
    asked,
  };
}

/** XState's event type for one of ours: timers are named after the state that holds them. */
export function eventType(snapshot: AnyMachineSnapshot, event: string): string | null {
  if (!event.startsWith('after:')) return event;
  const prefix = `xstate.after.${event.slice('after:'.length)}.`;
  for (const node of snapshot._nodes) {
    for (const { eventType: type } of node.after) if (type.startsWith(prefix)) return type;
  }
  return null;
}

type Answer = {
  readonly type: string;
  readonly facts: FactRecord;
  /** After the step: the bits of the facts that were read, and their values. */
  readonly read: () => { mask: number; value: number };
};

function* everyAnswer(
  source: Dialect,
  layout: FactLayout,
  snapshot: AnyMachineSnapshot,
  event: string,
): Generator<Answer> {
  const type = eventType(snapshot, event);
  if (type === null) return; // the timer does not run in this state
  const digits: { name: string; value: number; limit: number }[] = [];
  for (;;) {
    const seen = new Map<string, string | boolean>();
    let next = 0;
    const facts = new Proxy<Record<string, string | boolean>>(
      {},
      {
        get: (_, key) => {
          const name = String(key);
          const known = seen.get(name);
          if (known !== undefined) return known;
          const domain = source.vocabulary.facts[name];
          assert(domain !== undefined, `${source.name} reads declared facts (found ${name})`);
          const words = wordsOf(domain);
          const digit = digits[next] ?? { name, value: 0, limit: words.length };
          assert(digit.name === name, `${source.name} reads facts in the same order each time`);
          digits[next++] = digit;
          const word = at(words, digit.value);
          seen.set(name, word);
          return word;
        },
      },
    );
    const read = () => {
      let mask = 0;
      let value = 0;
      for (const [name, word] of seen) {
        const field = layout.field(name, word);
        mask |= field.mask;
        value |= field.value;
      }
      return { mask, value };
    };
    yield { type, facts, read };
    digits.length = next;
    while (
      digits.length > 0 &&
      at(digits, digits.length - 1).value + 1 >= at(digits, digits.length - 1).limit
    ) {
      digits.pop();
    }
    if (digits.length === 0) return;
    at(digits, digits.length - 1).value++;
  }
}

function internState(found: Collector, snapshot: AnyMachineSnapshot): number {
  const name = stateText(snapshot.value);
  const known = found.stateIds.get(name);
  if (known !== undefined) return known;
  found.stateIds.set(name, found.snapshots.length);
  found.snapshots.push(snapshot);
  return found.snapshots.length - 1;
}

function internOutcome(
  found: Collector,
  next: AnyMachineSnapshot,
  actions: readonly { type: string; params?: unknown }[],
): number {
  const outcome = outcomeOf(internState(found, next), actions);
  const key = outcomeKey(outcome);
  const known = found.outcomeIds.get(key);
  if (known !== undefined) return known;
  assert(
    found.outcomes.length <= LIMITS.OUTCOMES_MAX,
    `at most ${LIMITS.OUTCOMES_MAX} outcomes a machine`,
  );
  found.outcomeIds.set(key, found.outcomes.length);
  found.outcomes.push(outcome);
  return found.outcomes.length - 1;
}

/** What a step's actions amount to: effects, timers and citations, in order. */
export function outcomeOf(
  target: number,
  actions: readonly { type: string; params?: unknown }[],
): StepOutcome {
  const effects: string[] = [];
  const arms: string[] = [];
  const cancels: string[] = [];
  const rules: RuleId[] = [];
  for (const { type, params } of actions) {
    if (type === 'cite') rules.push(...(params as { rules: readonly RuleId[] }).rules);
    else if (type === 'xstate.raise') arms.push(timerName((params as { id: string }).id));
    else if (type === 'xstate.cancel')
      cancels.push(timerName((params as { sendId: string }).sendId));
    else effects.push(type);
  }
  return { target, effects, arms, cancels, rules };
}

/** A text that two outcomes share exactly when they are the same. */
export function outcomeKey(outcome: StepOutcome): string {
  return JSON.stringify(outcome);
}

/** `xstate.after.recallWindow.recall.open` -> `recallWindow`. */
function timerName(id: string): string {
  return id.split('.')[2] ?? id;
}

/**
 * A state's value as one line: `mailbox.reading=unread mailbox.place=folder`, or just `inTransit`.
 */
export function stateText(value: unknown, prefix = ''): string {
  if (typeof value === 'string') return prefix === '' ? value : `${prefix}=${value}`;
  const parts = Object.entries(value as object).map(([name, child]) =>
    stateText(child, prefix === '' ? name : `${prefix}.${name}`),
  );
  return parts.join(' ');
}
