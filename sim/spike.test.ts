/**
 * A rule over the audit log: when it finds a burst that is known, and its false alarms, whose rate
 * is known exactly for a rule of two recalls.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { RHYTHMS } from '../scenarios/rhythm.ts';
import type { SpikeRule } from '../scenarios/spike.ts';
import { compileStudy } from './arms.ts';
import { estimateMean } from './estimate/mean.ts';
import { newPlayer, playChunk } from './player.ts';
import { spikeOf } from './spike.ts';
import { drawsFor } from './streams.ts';
import { playReplication } from './workload.ts';

const MINUTE = 60_000;
const rule: SpikeRule = {
  more: 3,
  withinMs: 10 * MINUTE,
  by: 'sender',
  ordinary: 0,
  rhythm: RHYTHMS.flat,
};
const draws = (run: number) => drawsFor({ high: 0, low: 0x5eed }, run);
const every = (ms: number, count: number) => Array.from({ length: count }, (_, i) => i * ms);

describe('a rule over the audit log', () => {
  it('finds a burst at the recall that is one too many', () => {
    expect(spikeOf(rule, draws(0), every(MINUTE, 9), 0, 10, 0).foundMs).toBe(3 * MINUTE);
  });
  it('finds none that is slow enough, at the limit and one beyond', () => {
    const [just, slow] = [(10 * MINUTE) / 3, (10 * MINUTE) / 3 + 1];
    expect(spikeOf(rule, draws(0), every(just, 9), 0, 10, 0).foundMs).toBe(10 * MINUTE);
    expect(spikeOf(rule, draws(0), every(slow, 9), 0, 10, 0).foundMs).toBe(-1);
  });
  it('raises as many false alarms as are known for pairs of recalls', () => {
    // At a recall less than w after the one before, which came more than w after its own.
    const [aYear, w] = [2000, 60 * MINUTE];
    const pairs: SpikeRule = { ...rule, more: 1, withinMs: w, by: 'tenant', ordinary: aYear / 50 };
    const far = Math.exp((-aYear * w) / (365.25 * 86_400_000));
    const truth = aYear * far * (1 - far);
    const rows = Array.from({ length: 40 }, (_, run) => spikeOf(pairs, draws(run), [], 0, 50, 0));
    const support = { low: 0, high: Number.POSITIVE_INFINITY };
    // A rule that counts right misses with a chance of 1 in 10,000.
    const alarms = estimateMean(
      rows.map(({ alarmsAYear }) => alarmsAYear),
      support,
      1 - 1e-4,
    );
    expect(alarms.low).toBeLessThan(truth);
    expect(alarms.high).toBeGreaterThan(truth);
    expect(alarms.high - alarms.low).toBeLessThan(0.1 * truth);
    const recalls = estimateMean(
      rows.map(({ recallsAYear }) => recallsAYear),
      support,
      1 - 1e-4,
    );
    expect(recalls.low).toBeLessThan(aYear);
    expect(recalls.high).toBeGreaterThan(aYear);
  });
  it('alarms more often in a rhythm, and less where each sender has a count', () => {
    const alarms = (change: Partial<SpikeRule>): number => {
      const one: SpikeRule = {
        ...rule,
        withinMs: 60 * MINUTE,
        by: 'tenant',
        ordinary: 40,
        ...change,
      };
      return spikeOf(one, draws(1), [], 0, 50, 0).alarmsAYear;
    };
    expect(alarms({ rhythm: RHYTHMS.office })).toBeGreaterThan(2 * alarms({}));
    expect(alarms({ by: 'sender' })).toBeLessThan(alarms({}) / 2);
  });
});

const model = createModel(tabulateAll());
function studyWith(burst: string, load = '') {
  const read = parseStudy(
    `version: 1
name: A burst
profile: cloud-2026-08
tenant: { generate: { mailboxes: 40 } }
workload: { kind: compromised-account, recipients: 3, recallAfter: 10m${burst} }
${load}`,
    'burst.yaml',
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return compileStudy(read.value, emptyTenant);
}
const chunkOf = (compiled: ReturnType<typeof studyWith>) =>
  playChunk(newPlayer(compiled, model, playReplication, 'apart'), 0, 20);

describe('a burst', () => {
  const burst = ', burst: { messages: 4, every: 20s }';
  it('begins with the very message of a study without one', () => {
    const [one, many] = [studyWith(''), studyWith(burst)];
    for (let replication = 0; replication < 20; replication++) {
      const [alone, first] = [
        playReplication(one, replication),
        playReplication(many, replication),
      ];
      const { more = [], deeds, untilMs: _, ...rest } = first;
      const { untilMs: __, deeds: known, ...same } = alone;
      expect(rest).toEqual(same);
      expect(deeds.slice(0, known.length)).toEqual(known);
      expect(more.map((message) => message.at)).toEqual([20_000, 40_000, 60_000]);
      expect(new Set(more.map(({ send }) => send.from))).toEqual(new Set([alone.send.from]));
    }
  });
  it('is one more message longer, and nothing else, with one more', () => {
    const [four, five] = [burst, ', burst: { messages: 5, every: 20s }'].map((one) =>
      studyWith(one),
    );
    if (four === undefined || five === undefined) throw new Error('there are two');
    const { more: fewer = [] } = playReplication(four, 3);
    expect(playReplication(five, 3).more?.slice(0, 3)).toEqual(fewer);
  });
  it('has the recipients of all of its messages, each decided in its time', () => {
    const { arms } = chunkOf(studyWith(burst));
    expect(at(arms, 0).recipients).toEqual(Array.from({ length: 20 }, () => 12));
  });
  it('makes its recalls wait for one another where the agent has one server', () => {
    const slow = 'load: { agent: { service: 50s } }';
    const waits = (messages: string): number[] =>
      at(chunkOf(studyWith(messages, slow)).arms, 0).fates.decisionMs;
    expect(Math.max(...waits(''))).toBe(60_000);
    // The fourth comes when 60 s have passed and three are to be served: 50 s each, and its own.
    expect(Math.max(...waits(burst))).toBe(10_000 + 4 * 50_000 - 60_000);
  });
});
