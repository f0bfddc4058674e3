/**
 * Studies: the same seed gives the same bytes, draws belong to people and not to positions, counts
 * add up, a replication is a scenario, and intervals cover what is known.
 *
 * Tolerances: 200 experiments whose interval misses with 5 % miss more than 28 times with a
 * probability of 3e-7 (binomial tail). Seeds are fixed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { compileScenario, compileTimeline } from '../scenarios/compile.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { readTraffic } from '../scenarios/read-traffic.ts';
import type { Study } from '../scenarios/study.ts';
import { parseTraffic } from '../scenarios/traffic.ts';
import { compileStudy, subjectOf } from '../sim/arms.ts';
import { type Counted, columnOf, rowOf } from '../sim/fates.ts';
import { chooseFrom, drawMistake } from '../sim/mistake.ts';
import { outcomeOf } from '../sim/outcome.ts';
import { type RunHooks, runStudy } from '../sim/run.ts';
import { simulate } from '../sim/simulate.ts';
import { drawsFor } from '../sim/streams.ts';
import type { StudyResult } from '../sim/study-result.ts';
import { tally } from '../sim/tally.ts';
import { runTraffic } from '../sim/traffic.ts';
import { happeningsOf, playReplication, replicationScenario } from '../sim/workload.ts';

const tables = tabulateAll();
const model = createModel(tables);

type Knobs = { mailboxes?: number; recipients?: number; policies?: string; more?: string };

const unreadOnly = '{ OrganizationConfig: { RecallReadMessagesEnabled: false } }';
const twoPolicies = `{ today: {}, unread: ${unreadOnly} }`;

/** A small study; `policies` and `more` are lines of its file. */
function study({ mailboxes = 40, recipients = 5, policies, more = '' }: Knobs = {}): Study {
  const text = `
version: 1
name: A small study
profile: cloud-2026-08
tenant: { generate: { mailboxes: ${mailboxes}, domain: contoso.com } }
workload: { recipients: ${recipients}, external: 0.1, recallAfter: noticed-late }
behaviours: { mailboxOutage: 0.05, forwards: 0.2 }
policies: ${policies ?? twoPolicies}
${more}
`;
  const parsed = parseStudy(text, 'small.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const run = (of: Study, replications: number, hooks: RunHooks = {}): Promise<StudyResult> =>
  runStudy(of, emptyTenant, { model, replications }, hooks);

describe('a study', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    const small = study();
    const once = JSON.stringify(await run(small, 40));
    expect(JSON.stringify(await run(small, 40))).toBe(once);
    expect(JSON.stringify(await run({ ...small, seed: '2' }, 40))).not.toBe(once);
  });

  it('keeps the numbers of a policy when another is added', async () => {
    const two = await run(study(), 64);
    const three = await run(
      study({
        policies:
          '{ today: {}, unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } },' +
          ' other: { Mailbox: [ { PrimarySmtpAddress: extra@contoso.com } ] } }',
      }),
      64,
    );
    for (const name of ['today', 'unread']) {
      expect(three.policies[name]).toEqual(two.policies[name]);
      expect(three.reasons[name]).toEqual(two.reasons[name]);
    }
  });

  it('gives a policy the same numbers wherever it stands', async () => {
    // The added mailbox comes early in its own tenant, so addresses there would number otherwise.
    const added = '{ Mailbox: [ { PrimarySmtpAddress: extra@contoso.com } ] }';
    const last = await run(study({ policies: `{ today: {}, other: ${added} }` }), 64);
    const first = await run(study({ policies: `{ other: ${added}, today: {} }` }), 64);
    expect(last.policies).toEqual(first.policies);
    expect(last.policies['other']).toEqual(last.policies['today']);
    expect(last.reasons['other']).toEqual(last.reasons['today']);
  });

  it('is the same with both steppers', async () => {
    const small = study({ mailboxes: 12, recipients: 3 });
    const slow = { model: createModel(tables, 'xstate'), replications: 4 };
    expect(await runStudy(small, emptyTenant, slow)).toEqual(await run(small, 4));
  });

  it('that is interrupted is a shorter one, and says so', async () => {
    let looks = 0;
    const cut = await run(study(), 400, { shouldStop: () => ++looks > 2 });
    expect(cut.stopped).toBe('interrupted');
    expect(cut.incomplete).toBe(true);
    expect(cut.replications).toBe(64);
    expect(cut.policies).toEqual((await run(study(), 64)).policies);
  });

  it('that is interrupted at once has no estimates', async () => {
    const none = await run(study(), 400, { shouldStop: () => true });
    expect(none.replications).toBe(0);
    expect(none.policies).toEqual({ today: {}, unread: {} });
  });

  it('counts every recipient once, and keeps shares between 0 and 1', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(100_000),
        fc.integer({ min: 1, max: 30 }),
        async (seed, recipients) => {
          const result = await run({ ...study({ recipients }), seed: String(seed) }, 8);
          for (const name of ['today', 'unread']) {
            const told = (result.reasons[name] ?? []).reduce((sum, one) => sum + one.recipients, 0);
            expect(told).toBe(8 * recipients);
            const parts = Object.values(result.byKind[name] ?? {});
            expect(parts.reduce((sum, part) => sum + part.recipients, 0)).toBe(told);
            for (const estimate of Object.values(result.policies[name] ?? {})) {
              if (estimate?.unit !== 'share') continue;
              expect(estimate.low).toBeGreaterThanOrEqual(0);
              expect(estimate.low).toBeLessThanOrEqual(estimate.value);
              expect(estimate.value).toBeLessThanOrEqual(estimate.high);
              expect(estimate.high).toBeLessThanOrEqual(1);
            }
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('never recalls more under the policy that recalls unread messages only', () => {
    const count = (row: Float64Array | undefined, what: Counted): number =>
      row?.[columnOf(what, 'all')] ?? Number.NaN;
    for (const [today, unread] of tallied(study(), 120)) {
      expect(count(unread, 'success')).toBeLessThanOrEqual(count(today, 'success'));
      // Alerts are off by default, so nobody is told; every notice outside is somebody there.
      expect(count(today, 'noticed')).toBe(0);
      expect(count(today, 'outsideNotices')).toBeLessThanOrEqual(count(today, 'recipients'));
      const inside = today?.[columnOf('recipients', 'internal')] ?? Number.NaN;
      expect(count(today, 'outsideNotices')).toBe(count(today, 'recipients') - inside);
      expect(count(today, 'success')).toBeLessThanOrEqual(count(today, 'decided'));
      expect(count(today, 'decided')).toBeLessThanOrEqual(count(today, 'recipients'));
    }
  });
});

/** [replication][policy] the row of each. */
function tallied(of: Study, replications: number): Float64Array[][] {
  const compiled = compileStudy(of, emptyTenant);
  return Array.from({ length: replications }, (_, replication) => {
    const happenings = happeningsOf(playReplication(compiled, replication));
    return compiled.arms.map(({ base }) => {
      const simulated = simulate(model, compileTimeline(base, happenings));
      return rowOf(tally(simulated, subjectOf(compiled)));
    });
  });
}

describe('draws', () => {
  const seed = { high: 0, low: 99 };

  it('choose the same or the new element when a pool grows by one', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 5000 }), (replication, count) => {
        const draws = drawsFor(seed, replication);
        const before = chooseFrom(count, draws, 'workload.sender', 0);
        const after = chooseFrom(count + 1, draws, 'workload.sender', 0);
        expect(before).toBeLessThan(count);
        expect([before, count]).toContain(after);
      }),
    );
  });

  it('choose every element of a pool alike', () => {
    // 20,000 choices among 10: each count has a deviation of 42, so 6 of them are 255.
    const counts = new Array<number>(10).fill(0);
    for (let entity = 0; entity < 20_000; entity++) {
      const chosen = chooseFrom(10, drawsFor(seed, 0), 'workload.sender', entity);
      counts[chosen] = (counts[chosen] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(255);
  });

  it('of everybody else stay when a recipient is added', () => {
    const few = compileStudy(study({ recipients: 4 }), emptyTenant);
    const more = compileStudy(study({ recipients: 5 }), emptyTenant);
    for (let replication = 0; replication < 40; replication++) {
      const one = happeningsOf(playReplication(few, replication));
      const other = happeningsOf(playReplication(more, replication));
      const known = JSON.stringify(other.timeline.slice(1));
      for (const entry of one.timeline.slice(1)) expect(known).toContain(JSON.stringify(entry));
      expect(drawMistake(more, drawsFor(more.seed, replication)).to.slice(0, 4)).toEqual(
        drawMistake(few, drawsFor(few.seed, replication)).to,
      );
    }
  });

  it('reach a new mailbox or stay as they were', () => {
    // At 50 and 51 mailboxes the other pools have the same sizes but for one contact.
    const small = compileStudy(study({ mailboxes: 50 }), emptyTenant);
    const large = compileStudy(study({ mailboxes: 51 }), emptyTenant);
    const added = new Set(
      (['mailboxes', 'onPremises', 'outside'] as const).flatMap((pool) =>
        large.pools[pool].filter((address) => !small.pools[pool].includes(address)),
      ),
    );
    let untouched = 0;
    for (let replication = 0; replication < 100; replication++) {
      const before = drawMistake(small, drawsFor(small.seed, replication));
      const after = drawMistake(large, drawsFor(large.seed, replication));
      expect(after.recallAt).toBe(before.recallAt);
      if (!added.has(after.from)) expect(after.from).toBe(before.from);
      if (after.to.some((address) => added.has(address)) || added.has(after.from)) continue;
      if (JSON.stringify(after.to) === JSON.stringify(before.to)) untouched++;
    }
    expect(untouched).toBeGreaterThan(60);
  });
});

describe('a replication', () => {
  it('as a scenario has the outcome it has in the study, also from its file', () => {
    const small = study({ mailboxes: 12, recipients: 4 });
    const compiled = compileStudy(small, emptyTenant);
    for (let replication = 0; replication < 8; replication++) {
      const happenings = happeningsOf(playReplication(compiled, replication));
      compiled.arms.forEach(({ base }, arm) => {
        const inStudy = simulate(model, compileTimeline(base, happenings));
        const scenario = replicationScenario(compiled, arm, replication);
        const alone = simulate(model, compileScenario(scenario));
        const wanted = outcomeOf(inStudy, small.start);
        expect(outcomeOf(alone, small.start)).toEqual(wanted);
        const parsed = parseScenario(printScenario(scenario), 'replication.yaml');
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults[0]));
        const reread = simulate(model, compileScenario(parsed.value));
        expect(outcomeOf(reread, small.start)).toEqual(wanted);
      });
    }
  });

  it('sometimes has each of the things that people do', () => {
    const compiled = compileStudy(study(), emptyTenant);
    const all = Array.from({ length: 300 }, (_, index) =>
      happeningsOf(playReplication(compiled, index)),
    );
    const kinds = new Set(all.flatMap(({ timeline }) => timeline.map(({ action }) => action.kind)));
    for (const kind of ['send', 'read', 'download', 'forward', 'delete', 'move', 'recall']) {
      expect(kinds, kind).toContain(kind);
    }
    expect(all.some(({ faults }) => faults.length > 0)).toBe(true);
    const { onPremises, outside } = compiled.pools;
    const reached = new Set(
      all.flatMap((_, index) => drawMistake(compiled, drawsFor(compiled.seed, index)).to),
    );
    expect(onPremises.some((address) => reached.has(address))).toBe(true);
    expect(outside.some((address) => reached.has(address))).toBe(true);
    const recallsFirst = all.filter(({ timeline }) => {
      const recall = timeline.find(({ action }) => action.kind === 'recall')?.at ?? 0;
      return timeline.some(({ at: instant, action }) => action.kind === 'read' && instant > recall);
    });
    expect(recallsFirst.length).toBeGreaterThan(0);
    expect(recallsFirst.length).toBeLessThan(300);
  });

  it('goes to the members of a group where the study says so', () => {
    const compiled = compileStudy(study({ recipients: 2 }), emptyTenant);
    const toGroups = {
      ...compiled,
      study: { ...compiled.study, workload: { ...compiled.study.workload, groups: 1 } },
    };
    const mistake = drawMistake(toGroups, drawsFor(compiled.seed, 3));
    expect(mistake.to).toHaveLength(1);
    expect(compiled.pools.groups).toContain(mistake.to[0]);
    expect(mistake.reached.length).toBeGreaterThan(0);
    expect(compiled.pools.groups).not.toContain(mistake.reached[0]);
  });
});

describe('intervals', () => {
  it('cover the truth of a world in which it is known', async () => {
    // 20 mailboxes, none on premises, nobody forwards: whoever is inside is recalled. A slot that
    // hits the sender (1 in 20 of those inside) is drawn again.
    const truth = 1 - 0.3 / (0.3 + 0.7 * (19 / 20));
    const known = study({ mailboxes: 20, recipients: 1 });
    const { workload, population } = known;
    const numbers = { ...population.numbers, forwardsOutsideShare: 0, forwardsInsideShare: 0 };
    let misses = 0;
    let widest = 0;
    for (let experiment = 0; experiment < 40; experiment++) {
      const result = await run(
        {
          ...known,
          seed: String(1000 + experiment),
          population: { ...population, numbers },
          workload: { ...workload, external: 0.3 },
          policies: known.policies.slice(0, 1),
        },
        60,
      );
      const { low, high } = result.policies['today']?.['recall.success'] ?? { low: 1, high: 0 };
      if (truth < low || truth > high) misses++;
      widest = Math.max(widest, high - low);
    }
    expect(misses).toBeLessThanOrEqual(9);
    expect(widest).toBeLessThan(0.4);
  });
});

const more = Array.from({ length: 60 }, (_, n) => {
  return `${300 + 60 * n},${'abcd'[n % 4]},${'bcda'[n % 4]},`;
});
const mail = `t,from,to,cc
100,a,b;c,
160,b,a,c
160,a,a,
200,c,a;b;d,
${more.join('\n')}
`;

describe('traffic', () => {
  const everything = study({ recipients: 1 });
  const taken = { ...everything, workload: { ...everything.workload, mistaken: 1 } };

  it('is sent, and what is mistaken is recalled', async () => {
    const parsed = parseTraffic(mail, 'mail.csv');
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const plan = { model, replications: null };
    const result = await runTraffic(taken, emptyTenant, parsed.value, plan);
    if (!('policies' in result)) throw new Error(JSON.stringify(result));
    // All but the one that a writes to a alone.
    expect(result.replications).toBe(63);
    expect(result.traffic).toEqual({
      messages: 64,
      people: 4,
      toSelf: 1,
      mistaken: 1,
      mistakenMessages: 63,
    });
    expect(result.policies['unread']?.['recall.success']?.method).toContain('ratio');
    const again = await runTraffic(taken, emptyTenant, parsed.value, plan);
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
  });

  it('of more people than mailboxes is refused', async () => {
    const ids = Array.from({ length: 50 }, (_, n) => n);
    const text = `t,from,to,cc\n1,x,${ids.join(';')},\n`;
    const parsed = parseTraffic(text, 'mail.csv');
    if (!parsed.ok) throw new Error('parses');
    const result = await runTraffic(taken, emptyTenant, parsed.value, {
      model,
      replications: null,
    });
    expect(result).toEqual([expect.objectContaining({ code: 'out-of-range' })]);
  });

  const real = join(
    import.meta.dirname,
    ...'.. .. shared data mail-enron enron-2001-02_04.csv'.split(' '),
  );
  it.skipIf(!existsSync(real))('of a real company runs whole', { timeout: 60_000 }, async () => {
    const parsed = readTraffic(real);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    expect(parsed.value.messages).toHaveLength(3462);
    const all = study({ mailboxes: 200 });
    const large = { ...all, policies: all.policies.slice(0, 1) };
    const result = await runTraffic(large, emptyTenant, parsed.value, {
      model,
      replications: null,
    });
    if (!('policies' in result)) throw new Error(JSON.stringify(result));
    // Half of those that are not to oneself alone: a deviation of 29, and six of them are 176.
    const toOthers = parsed.value.messages.filter(({ from, to }) => to[0] !== from);
    expect(Math.abs(result.replications - toOthers.length / 2)).toBeLessThan(176);
  });
});

describe('the bundled study', () => {
  it('reads without faults, and grows its 1,000 mailboxes', () => {
    const path = join(import.meta.dirname, '../scenarios/library/studies/wrong-list.yaml');
    const { study: bundled, tenant, faults } = readStudy(path);
    expect(faults).toEqual([]);
    if (bundled === null) throw new Error('is read');
    const compiled = compileStudy(bundled, tenant);
    expect(compiled.pools.mailboxes).toHaveLength(1000);
    expect(at(compiled.pools.mailboxes, 0)).toMatch(/@contoso\.com$/);
  });
});
