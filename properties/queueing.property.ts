/**
 * What waits in a queue full of other mail, and for how long: cloud recalls at the agent, requests
 * of classic ones before a mailbox.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { replay } from '../sim/replay.ts';

const model = createModel(tabulateAll());
const MINUTE = 60_000;
const SECOND = 1000;

type Case = {
  readonly agent: 'cloud' | 'classic';
  readonly priority: 'low' | 'normal' | 'high';
  /** s, and minutes */
  readonly recallAt: number;
  readonly from: number;
  readonly length: number;
  readonly wait: number;
};

const cases: fc.Arbitrary<Case> = fc.record({
  agent: fc.constantFrom('cloud', 'classic'),
  priority: fc.constantFrom('low', 'normal', 'high'),
  recallAt: fc.integer({ min: 60, max: 3600 }),
  from: fc.integer({ min: 1, max: 60 }),
  length: fc.integer({ min: 1, max: 60 }),
  wait: fc.integer({ min: 0, max: 30 }),
});

/** When the recall is decided, ms after the start. */
function decidedAt({ agent, from, length, priority, recallAt, wait }: Case): number {
  const queue = agent === 'cloud' ? 'agent' : 'delivery';
  const read = parseScenario(
    `
version: 1
name: A queue
profile: ${agent === 'cloud' ? 'cloud-2026-08' : 'classic'}
start: 2026-03-02T08:00:00Z
assume: { requestPriority: ${priority} }
tenant:
  AcceptedDomain: [{ DomainName: contoso.com }]
  Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }, { PrimarySmtpAddress: ben@contoso.com }]
faults: [{ queue: ${queue}, backlog: [${from}m, ${from + length}m], wait: ${wait}m }]
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: [ben@contoso.com] } }
  - { at: ${recallAt}s, recall: { id: r1, message: m1 } }
`,
    'queue.yaml',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { simulated } = replay(model, read.value);
  return simulated.world.rows[0]?.decidedAt ?? Number.NaN;
}

/** The queue as somebody in front of it would describe it. */
function expectedAt({ from, length, priority, recallAt, wait }: Case): number {
  const comes = recallAt * SECOND + 10 * SECOND;
  const [opens, closes] = [from * MINUTE, (from + length) * MINUTE];
  if (comes < opens || comes >= closes || priority === 'high') return comes;
  const behindThoseThere = comes + wait * MINUTE;
  return priority === 'normal' ? behindThoseThere : Math.max(behindThoseThere, closes);
}

describe('queues full of other mail', () => {
  it('QU-001 QU-002 hold up requests as their priority says', () => {
    fc.assert(
      fc.property(cases, (one) => {
        expect(decidedAt(one)).toBe(expectedAt(one));
      }),
    );
  });
  it('sometimes each priority makes a difference', () => {
    const one = { agent: 'cloud', recallAt: 600, from: 5, length: 30, wait: 2 } as const;
    const found = (['high', 'normal', 'low'] as const).map((priority) =>
      decidedAt({ ...one, priority }),
    );
    expect(found).toEqual([610_000, 730_000, 35 * MINUTE]);
  });
});
