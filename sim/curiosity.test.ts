/**
 * Curious readers: nobody by default; a notice comes first; who gets none is as before; parties
 * and whole worlds agree; a replication is a scenario that replays to the same.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { documentedFactors } from '../scenarios/default-factors.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import type { Study } from '../scenarios/study.ts';
import { compileStudy } from './arms.ts';
import { type World, worldsOf } from './chunk.ts';
import type { Fate } from './fates.ts';
import { newPlayer, playChunk, type WorldOrder } from './player.ts';
import { toldScenario } from './prevention/told.ts';
import { replay } from './replay.ts';
import { playReplication } from './workload.ts';

const model = createModel(tabulateAll());

function studyOf(curiosity: string, load = ''): Study {
  const parsed = parseStudy(
    `
version: 1
name: Curious
profile: cloud-2026-08
tenant: { generate: { mailboxes: 30 } }
population: { forwardsInsideShare: 0.1, clients: { outlook-windows: 0.5, imap4: 0.2, owa: 0.3 } }
workload: { recipients: 5, external: 0.4, recallAfter: 10m }
behaviours: { opensPersonal: 0.3${curiosity} }
policies: { today: {}, classic: { profile: classic } }
${load}`,
    'curious.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const REPLICATIONS = 24;
const T0 = Date.UTC(2026, 2, 2, 8);
const LOAD = 'load: { byHour: flat, delivery: { service: 20s, servers: 1, load: 0.8 } }\n';

function worldsUnder(study: Study, order: WorldOrder = 'whole'): World[] {
  const player = newPlayer(compileStudy(study, emptyTenant), model, playReplication, order);
  const chunk = playChunk(player, 0, REPLICATIONS);
  return chunk.arms.flatMap((_, policy) => [...worldsOf(chunk, policy)]);
}

const fatesOf = (worlds: readonly World[]): Fate[] =>
  worlds.flatMap(({ tallied }) => [...(tallied?.fates ?? [])]);

describe('curiosity', () => {
  it('is nobody by default, and then changes nothing at all', () => {
    const { behaviours } = studyOf('');
    expect(behaviours.choices.curiosity).toBe(0);
    const named = (study: Study): string[] => documentedFactors(study).map(({ name }) => name);
    expect(named(studyOf(''))).toContain('curiosity');
    expect(named(studyOf(''))).not.toContain('curiousRead');
    expect(named(studyOf(', curiosity: 0.1'))).toContain('curiousRead');
    const zero = worldsUnder(studyOf(', curiosity: 0, curiousRead: 1s'));
    expect(JSON.stringify(zero)).toBe(JSON.stringify(worldsUnder(studyOf(''))));
  });

  it('opens copies after a notice, and leaves alone whom no notice reaches', () => {
    const after = fatesOf(worldsUnder(studyOf(', curiosity: 1, away: 0, curiousRead: 1m')));
    const calm = fatesOf(worldsUnder(studyOf(', curiosity: 0, away: 0')));
    expect(calm).toHaveLength(after.length);
    let opened = 0;
    after.forEach((fate, index) => {
      const was = at(calm, index);
      if (was.noticeAt < 0) expect(fate).toEqual(was);
      if (fate.seenAt === was.seenAt) return;
      if (was.seenAt < 0) opened++;
      // One minute after the notice, and not before.
      expect(fate.seenAt).toBe(fate.noticeAt + 60_000);
    });
    expect(opened).toBeGreaterThan(20);
    const seen = (fates: readonly Fate[]) => fates.filter((fate) => fate.seenAt >= 0).length;
    expect(seen(after)).toBe(seen(calm) + opened);
  });

  it('comes as long after the notice where mail waits in queues', () => {
    const behaves = (curiosity: string) => `, curiosity: ${curiosity}, away: 0, curiousRead: 1m`;
    const after = fatesOf(worldsUnder(studyOf(behaves('1'), LOAD)));
    const calm = fatesOf(worldsUnder(studyOf(behaves('0'), LOAD)));
    let opened = 0;
    after.forEach((fate, index) => {
      const was = at(calm, index);
      expect(fate.noticeAt).toBe(was.noticeAt);
      if (fate.seenAt === was.seenAt) return;
      if (was.seenAt < 0) opened++;
      expect(fate.seenAt).toBe(fate.noticeAt + 60_000);
    });
    expect(opened).toBeGreaterThan(20);
  });

  it('is the same party by party as event by event', () => {
    const study = studyOf(', curiosity: 0.6');
    expect(worldsUnder(study, 'apart')).toEqual(worldsUnder(study));
  });

  it.each(['', LOAD])('stands in the scenario that a replication is written as %s', (load) => {
    const study = studyOf(', curiosity: 1, away: 0, curiousRead: 1m', load);
    const compiled = compileStudy(study, emptyTenant);
    const worlds = worldsUnder(study).slice(0, REPLICATIONS);
    let readers = 0;
    for (let replication = 0; replication < 6; replication++) {
      const scenario = toldScenario(model, compiled, 0, replication, playReplication);
      const { outcome } = replay(model, scenario);
      const { base } = at(compiled.arms, 0);
      for (const { recipient, seenAt } of at(worlds, replication).tallied?.fates ?? []) {
        const address = at(base.book.addresses, recipient);
        const own = outcome.copies.filter(({ mailbox }) => mailbox === address);
        const read = own.flatMap(({ firstReadAt }) => firstReadAt ?? []);
        if (seenAt >= 0 && own.every(({ path }) => path[0] === 'direct')) readers += read.length;
        if (seenAt < 0) expect(read).toEqual([]);
        else if (read.length > 0)
          expect(Math.min(...read.map((time) => Date.parse(time) - T0))).toBe(seenAt);
      }
    }
    expect(readers).toBeGreaterThan(5);
  });
});
