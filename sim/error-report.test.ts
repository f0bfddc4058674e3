/**
 * Reports of an error: the recall starts at the first of own notice and report; who stops sending
 * on does so from then; policies without reports are as they were.
 */
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { documentedFactors } from '../scenarios/default-factors.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import type { Study } from '../scenarios/study.ts';
import { compileStudy } from './arms.ts';
import { type World, worldsOf } from './chunk.ts';
import { newPlayer, playChunk, type WorldOrder } from './player.ts';
import { playReplication } from './workload.ts';

const model = createModel(tabulateAll());

const parse = (policies: string, more = '') =>
  parseStudy(
    `
version: 1
name: Who tells the sender
profile: cloud-2026-08
tenant: { generate: { mailboxes: 30 } }
workload: { recipients: 5, external: 0.2, recallAfter: 2h${more} }
behaviours: { forwards: 0.6 }
policies: { today: {}, ${policies} }
`,
    'reports.yaml',
  );

function studyOf(policies: string): Study {
  const parsed = parse(policies);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const MINUTE = 60_000;
const told = (share: number, stops: number, by = 'recipients') =>
  `told: { errorReport: { by: ${by}, share: ${share}, after: 1m, stopsForwarding: ${stops} } }`;

function worldsUnder(study: Study, order: WorldOrder = 'whole'): World[][] {
  const player = newPlayer(compileStudy(study, emptyTenant), model, playReplication, order);
  const chunk = playChunk(player, 0, 16);
  return chunk.arms.map((_, policy) => [...worldsOf(chunk, policy)]);
}

/** What is played under both policies. */
function* playsOf(policies: string) {
  const compiled = compileStudy(studyOf(policies), emptyTenant);
  for (let replication = 0; replication < 16; replication++) {
    const [plain, reported] = [0, 1].map((arm) =>
      playReplication(compiled.viewOf(arm), replication),
    );
    if (plain !== undefined && reported !== undefined) yield { plain, reported };
  }
}

const kindsAt = (deeds: ReturnType<typeof playReplication>['deeds'], kind: string): number[] =>
  deeds.flatMap(({ entries }) =>
    entries.filter(({ action }) => action.kind === kind).map((entry) => entry.at),
  );

describe('a report', () => {
  it('by recipients starts the recall one minute after the first has opened it', () => {
    for (const { plain, reported } of playsOf(told(1, 0))) {
      const own = plain.answer?.at ?? 0;
      const reached = plain.deeds.filter(({ isReached }) => isReached);
      const first = Math.min(...kindsAt(reached, 'read'));
      expect(reported.answer?.at).toBe(Math.min(own, first + MINUTE));
    }
  });

  it('by colleagues comes so long after sending, and never makes a recall later', () => {
    for (const { plain, reported } of playsOf(told(1, 0, 'colleagues'))) {
      expect(reported.answer?.at).toBe(Math.min(plain.answer?.at ?? 0, MINUTE));
    }
    const late = told(1, 0, 'colleagues').replace('1m', '3h');
    for (const { plain, reported } of playsOf(late)) {
      expect(reported.answer?.at).toBe(plain.answer?.at);
    }
  });

  it('stops sending on from then, and only a stated share', () => {
    const count = { before: 0, after: 0 };
    for (const { plain, reported } of playsOf(told(1, 1))) {
      const reportedAt = reported.answer?.at ?? 0;
      const sent = kindsAt(plain.deeds, 'forward');
      count.before += sent.filter((time) => time < reportedAt).length;
      count.after += sent.filter((time) => time >= reportedAt).length;
      expect(kindsAt(reported.deeds, 'forward')).toEqual(sent.filter((time) => time < reportedAt));
    }
    expect(count.before).toBeGreaterThan(0);
    expect(count.after).toBeGreaterThan(0);
    for (const { plain, reported } of playsOf(told(1, 0))) {
      const until = reported.untilMs;
      const sent = kindsAt(plain.deeds, 'forward').filter((time) => time <= until);
      expect(kindsAt(reported.deeds, 'forward')).toEqual(sent);
    }
  });

  it('that nobody makes changes nothing, nor does one policy change another', () => {
    const [today, nobody] = worldsUnder(studyOf(told(0, 1)));
    expect(nobody).toEqual(today);
    expect(worldsUnder(studyOf(told(1, 1)))[0]).toEqual(today);
    expect(worldsUnder(studyOf(told(1, 1)))[1]).not.toEqual(today);
  });

  it('is the same party by party as event by event', () => {
    const study = studyOf(told(0.6, 0.5));
    expect(worldsUnder(study, 'apart')).toEqual(worldsUnder(study));
  });
});

describe('what a policy says of reports', () => {
  it('is stated whole, and varied by a sweep', () => {
    const parsed = parse('told: { errorReport: { share: 2, after: 1m, stops: 0 } }');
    const faults = parsed.ok ? [] : parsed.faults.map(({ path }) => path.join('.'));
    expect(faults).toContain('policies.told.errorReport.share');
    expect(faults).toContain('policies.told.errorReport.stops');
    const names = documentedFactors(studyOf(told(0.3, 0.5))).map(({ name }) => name);
    expect(names).toContain('told.errorReport.share');
    expect(names).toContain('told.errorReport.stopsForwarding');
  });

  it('has no place where nothing goes wrong', () => {
    const parsed = parse(told(1, 1), ', kind: oversize');
    expect(parsed.ok ? [] : parsed.faults.map(({ path }) => path.join('.'))).toContain(
      'policies.told.errorReport',
    );
  });
});
