/** Tabulation: XState asked about everything, once for each answer that can differ. */
import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { cite, declare, dialect, not } from './machines/dialect.ts';
import { lookUp, NOTHING, stateNamed, tableRows, tableText, withoutRow } from './table.ts';
import { stateText, tabulate } from './tabulate.ts';

const vocabulary = {
  events: ['OPEN', 'CLOSE'],
  facts: { locked: 'boolean', key: ['none', 'spare', 'own'], unread: 'boolean' },
  effects: ['creak'],
  timers: ['shutsItself'],
} as const;

const door = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'door',
    initial: 'shut',
    states: {
      shut: {
        on: {
          OPEN: [
            { guard: not('locked'), target: 'open', actions: [cite('RT-001'), 'creak'] },
            { guard: 'key.own', target: 'open', actions: [cite('RT-002')] },
          ],
        },
      },
      open: {
        after: { shutsItself: 'shut' },
        on: { CLOSE: { target: 'shut' } },
      },
    },
  }),
);

describe('tabulate', () => {
  const table = tabulate(door);
  const step = (state: string, event: string, facts: Record<string, string | boolean>) => {
    const word = table.facts.pack({ locked: false, key: 'none', unread: false, ...facts });
    return lookUp(table, stateNamed(table, state), table.events.indexOf(event), word);
  };

  it('finds the reachable states, and one event for each timer', () => {
    expect(table.states).toEqual(['shut', 'open']);
    expect(table.events).toEqual(['OPEN', 'CLOSE', 'after:shutsItself']);
  });

  it('forks only on the facts that guards read', () => {
    // shut: OPEN unlocked, or locked with each of three keys, CLOSE; open: OPEN, CLOSE, the timer.
    expect(table.asked).toBe(1 + 3 + 1 + 3);
  });

  it('keeps effects, timers and rules of a step', () => {
    expect(table.outcomes[step('shut', 'OPEN', {})]).toEqual({
      target: 1,
      effects: ['creak'],
      arms: ['shutsItself'],
      cancels: [],
      rules: ['RT-001'],
    });
    expect(table.outcomes[step('open', 'CLOSE', {})]?.cancels).toEqual(['shutsItself']);
    expect(step('shut', 'OPEN', { locked: true, key: 'spare' })).toBe(NOTHING);
    expect(step('shut', 'OPEN', { locked: true, key: 'own', unread: true })).not.toBe(NOTHING);
  });

  it('gives the same table again', () => {
    expect(tableText(tabulate(door))).toBe(tableText(table));
  });

  it('loses exactly one step with one row', () => {
    const [row] = tableRows(table);
    const mutant = row && withoutRow(table, row);
    const lines = (text: string) => text.trim().split('\n').length;
    expect(mutant && lines(tableText(mutant))).toBe(lines(tableText(table)) - 1);
  });

  it('writes nested and parallel states as one line', () => {
    expect(stateText({ mailbox: { reading: 'read', place: 'folder' } })).toBe(
      'mailbox.reading=read mailbox.place=folder',
    );
  });
});
