/**
 * The dialect: what a machine of ours may contain, so that asking XState about every state, event
 * and combination of facts answers everything there is to know about it.
 *
 * Allowed: flat, nested and parallel states, `always`, final states, guards that are declared facts
 * or `stateIn` (or and/or/not of them), declared effects, `cite`, and `after` with a declared timer
 * name. Events carry facts and nothing else. Refused, by name: context, assign, invoke, spawn,
 * raise, history, closures, delays that are numbers. What would be refused could depend on
 * something other than (state, event, facts), and a table of it would lie.
 *
 * Use: `setup(dialect(vocabulary)).createMachine(…)`, then `declare(vocabulary, machine)`.
 */
import { type AnyStateMachine, and, not, or, stateIn } from 'xstate';
import { assert } from '../assert.ts';
import type { FactSpace } from '../fact-space.ts';
import { wordsOf } from '../fact-space.ts';
import type { RuleId } from '../rules/catalogue.ts';

export { and, not, or, stateIn };

/** The words a machine is written in. */
export type Vocabulary = {
  readonly events: readonly string[];
  readonly facts: FactSpace;
  readonly effects: readonly string[];
  readonly timers: readonly string[];
};

/** What an event carries: every fact of the vocabulary. */
export type FactRecord = Readonly<Record<string, string | boolean>>;

type GuardName<S extends FactSpace> = {
  [K in keyof S & string]: S[K] extends readonly (infer W extends string)[] ? `${K}.${W}` : K;
}[keyof S & string];

type DialectEvent<V extends Vocabulary> = { type: V['events'][number]; facts: FactRecord };

/** A machine with its vocabulary: what tabulation takes. */
export type Dialect<V extends Vocabulary = Vocabulary> = {
  readonly name: string;
  readonly vocabulary: V;
  readonly machine: AnyStateMachine;
};

/**
 * The argument of XState's `setup` for a vocabulary: misspelt guards, effects and timers are
 * compile errors.
 */
export function dialect<const V extends Vocabulary>(vocabulary: V) {
  const guards: Record<string, (args: { event: { facts: FactRecord } }) => boolean> = {};
  for (const [fact, domain] of Object.entries(vocabulary.facts)) {
    for (const word of wordsOf(domain)) {
      if (word === false) continue;
      const name = word === true ? fact : `${fact}.${word}`;
      guards[name] = ({ event }) => event.facts[fact] === word;
    }
  }
  const effects = Object.fromEntries(vocabulary.effects.map((effect) => [effect, () => {}]));
  // The length is the simulator's business; XState only needs a number to name the timer by.
  const delays = Object.fromEntries(vocabulary.timers.map((timer) => [timer, 1]));
  return {
    types: { events: {} as DialectEvent<V> },
    guards: guards as Record<GuardName<V['facts']>, (args: { event: DialectEvent<V> }) => boolean>,
    actions: {
      ...(effects as Record<V['effects'][number], () => void>),
      cite: (_: unknown, _rules: { rules: readonly RuleId[] }) => {},
    },
    delays: delays as Record<V['timers'][number], number>,
  };
}

/** The action that cites the rules a transition rests on. */
export function cite(...rules: [RuleId, ...RuleId[]]): {
  type: 'cite';
  params: { rules: readonly RuleId[] };
} {
  return { type: 'cite', params: { rules } };
}

/** Joins a machine with its vocabulary after checking that it keeps to the dialect. */
export function declare<const V extends Vocabulary>(
  vocabulary: V,
  machine: AnyStateMachine,
): Dialect<V> {
  const faults = dialectFaults(vocabulary, machine);
  assert(faults.length === 0, `machine ${machine.id} keeps to the dialect:\n${faults.join('\n')}`);
  return { name: machine.id, vocabulary, machine };
}

type StateConfig = {
  readonly [key: string]: unknown;
  readonly states?: Readonly<Record<string, StateConfig>>;
};

/** `schemas` is what `setup` itself adds to the root; the rest is the dialect. */
const STATE_KEYS = new Set(
  'id initial type states on after always entry exit description schemas'.split(' '),
);

/** What in a machine the dialect refuses: one line each, with the place and the fix. */
export function dialectFaults(vocabulary: Vocabulary, machine: AnyStateMachine): string[] {
  const faults: string[] = [];
  const handled = new Set<string>();
  const visit = (path: string, state: StateConfig): void => {
    for (const key of Object.keys(state)) {
      if (!STATE_KEYS.has(key))
        faults.push(`${path}: "${key}" is refused; write facts and effects instead`);
    }
    if (state['type'] === 'history')
      faults.push(`${path}: history is refused; the leaf state must decide`);
    for (const event of Object.keys((state['on'] ?? {}) as object)) {
      handled.add(event);
      if (!vocabulary.events.includes(event))
        faults.push(`${path}: event ${event} is not declared`);
    }
    for (const timer of Object.keys((state['after'] ?? {}) as object)) {
      if (vocabulary.timers.includes(timer)) continue;
      faults.push(
        `${path}: delay ${timer} has no declared name; declare it in timers and name it here`,
      );
    }
    for (const transition of transitionsOf(state))
      faults.push(...transitionFaults(path, transition));
    for (const [name, child] of Object.entries(state.states ?? {})) visit(`${path}.${name}`, child);
  };
  visit(machine.id, machine.config as unknown as StateConfig);
  for (const event of vocabulary.events) {
    if (!handled.has(event))
      faults.push(`${machine.id}: event ${event} is declared and handled nowhere`);
  }
  return faults;
}

function transitionsOf(state: StateConfig): unknown[] {
  const groups = [
    ...Object.values((state['on'] ?? {}) as object),
    ...Object.values((state['after'] ?? {}) as object),
    state['always'] ?? [],
    { actions: state['entry'] ?? [] },
    { actions: state['exit'] ?? [] },
  ];
  return groups.flat();
}

function transitionFaults(path: string, transition: unknown): string[] {
  if (typeof transition !== 'object' || transition === null) return [];
  const { guard, actions } = transition as { guard?: unknown; actions?: unknown };
  const faults: string[] = [];
  if (typeof guard === 'function' && !('check' in guard)) {
    faults.push(`${path}: a guard is a closure; name a declared fact`);
  }
  for (const action of [actions ?? []].flat()) {
    const named = typeof action === 'string' || (typeof action === 'object' && action !== null);
    if (!named) faults.push(`${path}: an action is a closure; name a declared effect`);
  }
  return faults;
}
