/**
 * Traces: the same run has the same hash, another run another, and the first difference has a name.
 */
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { compileScenario } from '../scenarios/compile.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { checkTwice } from './replay.ts';
import { simulate } from './simulate.ts';
import { firstDifference, newTrace, type TraceLine } from './trace.ts';

const model = createModel(tabulateAll());

function scenarioOf(readAt: string) {
  const text = `
version: 1
name: one message
tenant:
  Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }, { PrimarySmtpAddress: ben@contoso.com }]
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: [ben@contoso.com] } }
  - { at: ${readAt}, read: { message: m1, mailbox: ben@contoso.com } }
  - { at: 10m, recall: { id: r1, message: m1 } }
`;
  const parsed = parseScenario(text, 'one.yaml');
  if (!parsed.ok) throw new Error(parsed.faults.map(({ message }) => message).join());
  return parsed.value;
}

function traceOf(readAt: string, keep: boolean) {
  const trace = newTrace(model, keep);
  simulate(model, compileScenario(scenarioOf(readAt)), trace.observer);
  return { hash: trace.hash(), lines: trace.lines };
}

describe('a trace', () => {
  it('has the same hash for the same run, whether lines are kept or not', () => {
    const { hash, lines } = traceOf('5m', true);
    expect(traceOf('5m', false)).toEqual({ hash, lines: [] });
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(lines.length).toBeGreaterThan(10);
  });

  it('has another hash when one instant moves', () => {
    expect(traceOf('5m', false).hash).not.toBe(traceOf('5m1s', false).hash);
  });

  it('agrees with itself when a scenario runs twice', () => {
    expect(checkTwice(model, scenarioOf('5m'))).toBeNull();
  });
});

describe('firstDifference', () => {
  const lines: TraceLine[] = [
    { at: 0, text: 'act 0 0' },
    { at: 10, text: 'arrive 0 0' },
    { at: 20, text: 'act 1 0' },
  ];

  it('is null for equal traces', () => {
    expect(firstDifference(lines, [...lines])).toBeNull();
  });

  it('names the first line that was planted', () => {
    const planted = lines.map((line) => (line.at < 10 ? line : { ...line, text: 'other' }));
    expect(firstDifference(lines, planted)).toEqual({
      index: 1,
      one: lines[1],
      other: { at: 10, text: 'other' },
    });
  });

  it('names a line that only one trace has', () => {
    const longer = { index: 2, one: null, other: lines[2] };
    expect(firstDifference(lines.slice(0, 2), lines)).toEqual(longer);
  });

  it('finds where two real runs part', () => {
    const parted = firstDifference(traceOf('5m', true).lines, traceOf('6m', true).lines);
    expect(parted?.one).toEqual({ at: 300_000, text: 'act 1 0' });
    expect(parted?.other).toEqual({ at: 360_000, text: 'act 1 0' });
  });
});
