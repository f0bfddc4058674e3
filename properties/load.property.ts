/**
 * Queues that a study shares with ordinary mail: where nothing waits every byte is as without them,
 * what waits is told by a scenario that waits as long, and nobody is served before he comes.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { defaultAssumptions } from '../model/assumptions.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { compileScenario } from '../scenarios/compile.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import { compileStudy, subjectOf } from '../sim/arms.ts';
import type { Fate } from '../sim/fates.ts';
import { newPlayer, playChunk } from '../sim/player.ts';
import { toldScenario } from '../sim/prevention/told.ts';
import { simulate } from '../sim/simulate.ts';
import { tally } from '../sim/tally.ts';
import { playReplication } from '../sim/workload.ts';

const model = createModel(tabulateAll());
const REPLICATIONS = 10;

type Drawn = { readonly policy: string; readonly recallAfter: string; readonly seed: number };

const drawn: fc.Arbitrary<Drawn> = fc.record({
  policy: fc.constantFrom(
    '',
    'OrganizationConfig: { RecallReadMessagesEnabled: false }',
    'profile: classic',
    'assume: { requestPriority: low }',
    'assume: { requestPriority: high, clockStart: firstAttempt }',
  ),
  recallAfter: fc.constantFrom('10s', '{ exponential: { mean: 20m } }', 'noticed-late'),
  seed: fc.nat(1_000_000),
});

const often = 'forwards: 0.3, mailboxOutage: 0.1, deletes: 0.3';
const free = '{ service: 0s, servers: 3 }';
const busy = '{ service: { exponential: { mean: 40s } }, load: 0.8 }';

/** A study with a policy without queues, and one with these. */
function studyOf({ policy, recallAfter, seed }: Drawn, load: string, people = often) {
  const first = policy === '' ? '{}' : `{ ${policy} }`;
  const second = `{ ${policy === '' ? '' : `${policy}, `}load: ${load} }`;
  const text = `
version: 1
name: A small study
profile: cloud-2026-08
seed: ${seed}
tenant: { generate: { mailboxes: 30 } }
workload: { recipients: { from: 1, to: 9 }, external: 0.1, recallAfter: ${recallAfter} }
behaviours: { ${people} }
policies: { free: ${first}, shared: ${second} }
`;
  const read = parseStudy(text, 'drawn.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return compileStudy(read.value, emptyTenant);
}

const chunkOf = (compiled: ReturnType<typeof studyOf>) =>
  playChunk(newPlayer(compiled, model, playReplication, 'apart'), 0, REPLICATIONS);

/** When attempts come that wait for nobody, ms after a request that takes 10 seconds. */
const attemptsAt = defaultAssumptions.retryAttempts.map((offset) => 10_000 + offset);

/**
 * The soonest that a busy agent may decide what a free one decides at an instant: at its first
 * attempt then; at a later one after the attempt before, which found nothing to decide or a
 * success that another copy undid. What was missing may come before the next attempt, and a late
 * attempt finds it then.
 */
const soonest = (ms: number): number => attemptsAt.findLast((before) => before < ms) ?? ms;

const few = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 40) / 10) };

describe('queues shared with ordinary mail', () => {
  it('change nothing where they have room for everybody', () => {
    const room = `{ submission: ${free}, delivery: ${free}, agent: ${free} }`;
    fc.assert(
      fc.property(drawn, (study) => {
        const { arms } = chunkOf(studyOf(study, room));
        expect(at(arms, 1)).toEqual(at(arms, 0));
      }),
      few,
    );
  });

  it('make a world that a scenario tells, wait by wait', () => {
    let waited = 0;
    fc.assert(
      fc.property(drawn, (study) => {
        const compiled = studyOf(
          study,
          `{ submission: ${busy}, delivery: ${busy}, agent: ${busy} }`,
        );
        const chunk = chunkOf(compiled);
        let first = 0;
        for (let replication = 0; replication < 3; replication++) {
          const told = toldScenario(model, compiled, 1, replication, playReplication);
          const read = parseScenario(printScenario(told), 'told.yaml');
          if (!read.ok) throw new Error(JSON.stringify(read.faults));
          waited += told.faults.filter(({ kind }) => kind === 'backlog').length;
          const found = tally(simulate(model, compileScenario(read.value)), subjectOf(compiled));
          const { fates, recipients } = at(chunk.arms, 1);
          const count = at(recipients, replication);
          const byMailbox = (a: Fate, b: Fate): number => a.recipient - b.recipient;
          expect([...found.fates].sort(byMailbox).map(({ decisionMs }) => decisionMs)).toEqual(
            fates.decisionMs.slice(first, first + count),
          );
          expect([...found.fates].sort(byMailbox).map(({ seenAt }) => seenAt)).toEqual(
            fates.seenAt.slice(first, first + count),
          );
          first += count;
        }
      }),
      few,
    );
    expect(waited).toBeGreaterThan(50);
  });

  it('never decide earlier because the agent is busy', () => {
    let [first, later] = [0, 0];
    fc.assert(
      fc.property(drawn, (study) => {
        // After an outage a late attempt may find what an early one could not.
        const people = 'forwards: 0, mailboxOutage: 0';
        const shared = studyOf({ ...study, policy: '' }, `{ agent: ${busy} }`, people);
        const { arms } = chunkOf(shared);
        const [one, other] = [at(arms, 0).fates, at(arms, 1).fates];
        one.decisionMs.forEach((ms, index) => {
          const loaded = at(other.decisionMs, index);
          if (ms < 0 || loaded < 0) return;
          expect(loaded).toBeGreaterThanOrEqual(soonest(ms));
          if (ms === attemptsAt[0]) first++;
          if (loaded > ms) later++;
        });
      }),
      few,
    );
    expect(first).toBeGreaterThan(20);
    expect(later).toBeGreaterThan(20);
  });
});
