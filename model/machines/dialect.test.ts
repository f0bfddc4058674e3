/** The dialect refuses, by name and place, whatever a table could not stand for. */
import { describe, expect, it } from 'vitest';
import { assign, createMachine, raise } from 'xstate';
import { machines } from '../model.ts';
import { declare, dialectFaults } from './dialect.ts';

const vocabulary = {
  events: ['GO'],
  facts: { ready: 'boolean' },
  effects: ['ring'],
  timers: ['nap'],
} as const;

/** A machine with one planted violation in its state `here`, or at its root. */
function faultsOf(here: object, root: object = {}): string[] {
  const states = { here, there: {} };
  const config = { id: 'planted', initial: 'here', states, ...root };
  return dialectFaults(vocabulary, createMachine(config as never));
}

const go = { on: { GO: 'there' } };

describe('the dialect', () => {
  it('accepts the machines of the model', () => {
    for (const { vocabulary, machine } of Object.values(machines)) {
      expect(dialectFaults(vocabulary, machine)).toEqual([]);
    }
  });

  it('accepts declared guards, effects and timers', () => {
    const on = { GO: { target: 'there', guard: 'ready', actions: ['ring'] } };
    expect(faultsOf({ on, after: { nap: 'there' } })).toEqual([]);
  });

  it.each([
    [
      'a guard that is a closure',
      { on: { GO: { target: 'there', guard: () => true } } },
      /guard is a closure/,
    ],
    ['an action that is a closure', { ...go, entry: () => {} }, /action is a closure/],
    ['assign', { on: { GO: { actions: assign({}) } } }, /action is a closure/],
    ['raise', { on: { GO: { actions: raise({ type: 'GO' }) } } }, /action is a closure/],
    [
      'a delay that is a number',
      { ...go, after: { 1000: 'there' } },
      /delay 1000 has no declared name/,
    ],
    ['history', { ...go, initial: 'x', states: { x: { type: 'history' } } }, /history is refused/],
    ['an undeclared event', { on: { GO: 'there', STOP: 'there' } }, /event STOP is not declared/],
    ['invoke', { ...go, invoke: { src: 'other' } }, /"invoke" is refused/],
    ['a wildcard', { on: { GO: 'there', '*': 'there' } }, /event \* is not declared/],
  ])('refuses %s', (_, here, fault) => {
    const faults = faultsOf(here);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(fault);
    expect(faults[0]).toMatch(/^planted\.here/);
  });

  it('refuses context', () => {
    expect(faultsOf(go, { context: { count: 0 } })).toEqual([
      expect.stringMatching(/^planted: "context" is refused/),
    ]);
  });

  it('refuses an event that is declared and handled nowhere', () => {
    expect(faultsOf({})).toEqual(['planted: event GO is declared and handled nowhere']);
  });

  it('does not let a machine with a fault be declared', () => {
    const machine = createMachine({ id: 'planted', initial: 'here', states: { here: {} } });
    expect(() => declare(vocabulary, machine)).toThrow(/planted keeps to the dialect/);
  });
});
