/**
 * What a result rests on: only messages that meet a switch can be changed by it, a position is the
 * study with that position, and a headline flips exactly where its answer does.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { documentedFactors } from '../scenarios/default-factors.ts';
import { parseAssumption } from '../scenarios/parse-assume.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import type { Study } from '../scenarios/study.ts';
import { compileStudy, withSwitches } from './arms.ts';
import { worldsOf } from './chunk.ts';
import { rowOf } from './fates.ts';
import { newPlayer, playChunk } from './player.ts';
import { runStudy } from './run.ts';
import { TORNADO } from './short-tornado.ts';
import type { StudyResult } from './study-result.ts';
import { switchesMet } from './switches-met.ts';
import { playReplication } from './workload.ts';

const model = createModel(tabulateAll());

const text = (more = '', workload = ''): string => `
version: 1
name: A small study
profile: cloud-2026-08
tenant: { generate: { mailboxes: 30 } }
population:
  forwardsInsideShare: 0.3
  onPremisesShare: 0.1
  clients: { outlook-windows: 0.5, imap4: 0.5 }
workload: { recipients: 4, external: 0.2, recallAfter: noticed-late${workload} }
behaviours: { mailboxOutage: 0.1, forwards: 0.3 }
policies:
  today: {}
  unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } }
  classic: { profile: classic }
${more}`;

function studyOf(...parts: Parameters<typeof text>): Study {
  const parsed = parseStudy(text(...parts), 'small.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const run = (study: Study, tornado = true, replications = 10): Promise<StudyResult> =>
  runStudy(study, emptyTenant, { model, replications, tornado });

describe('the switches that a message met', () => {
  it('are all that can change it', () => {
    const study = studyOf('', ', readReceipt: true');
    const compiled = compileStudy(study, emptyTenant);
    const play = (of: typeof compiled) => {
      const chunk = playChunk(newPlayer(of, model, playReplication, 'whole'), 0, 6);
      return chunk.arms.flatMap((_, policy) => [...worldsOf(chunk, policy)]);
    };
    const before = play(compiled);
    const changedBy = new Set<string>();
    for (const { name, standing, levels, base } of documentedFactors(study)) {
      if (standing !== 'switch') continue;
      for (const { label } of levels.filter((level) => level.label !== base).slice(0, 1)) {
        const read = parseAssumption(`${name}=${label}`);
        if (!read.ok) throw new Error(label);
        const policies = study.policies.map((policy) => {
          return { ...policy, assume: { ...policy.assume, [name]: read.value } };
        });
        play(withSwitches(compiled, { ...study, policies })).forEach((world, index) => {
          const { cited, tallied } = at(before, index);
          if (tallied === null || world.tallied === null) return;
          if (rowOf(tallied).join() === rowOf(world.tallied).join()) return;
          changedBy.add(name);
          expect(switchesMet(cited), `${name}=${label}`).toContain(name);
        });
      }
    }
    // Those that no rule of the default position cites are among them.
    expect([...changedBy]).toEqual(
      expect.arrayContaining(['recallFollows', 'duplicateReceiptDecidedBy', 'permanentFailure']),
    );
  });
});

describe('a short tornado', () => {
  it('has positions that are the study with them, on the same messages', async () => {
    const result = await run(studyOf());
    const effect = result.tornado?.policies['today']?.effects.find(
      ({ factor }) => factor === 'permanentFailure',
    );
    const level = effect?.levels[0];
    const moved = await run(studyOf('assume: { permanentFailure: deadline }'), false, level?.n);
    expect(level?.values).toMatchObject(moved.policies['today'] ?? {});
    expect(level?.decides).toMatchObject({ n: level?.n, method: 'Clopper-Pearson' });
    const { used = 0 } = result.tornado?.budget ?? {};
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThanOrEqual(TORNADO.RECIPIENTS);
  });

  it('says of each rate which switches moved it', async () => {
    const { policies, tornado } = await run(studyOf());
    expect(policies['today']?.['recall.timeToReport']?.restsOn).toEqual(['reportDelay']);
    expect(policies['classic']?.['recall.success']?.restsOn).not.toContain('permanentFailure');
    expect(tornado?.factors.map(({ name }) => name)).toContain('recallAfter');
  });

  it('flips a headline where its answer does, and nowhere else', async () => {
    const require =
      'require: [ "today.recall.timeToReport <= 1m", "today.recall.success >= 0.01" ]';
    const { tornado } = await run(studyOf(require));
    const word = (name: string) => tornado?.headline.find(({ factor }) => factor === name);
    expect(word('reportDelay')).toMatchObject({
      word: 'flips',
      flips: ['today.recall.timeToReport <= 1m'],
    });
    expect(word('retryAttempts')).toMatchObject({ flips: [] });
    expect(tornado?.headline[0]?.factor).toBe('reportDelay');
  });

  it('flips no line that was open to begin with', async () => {
    const { policies } = await run(studyOf(), false);
    const bound = (policies['today']?.['recall.success']?.value ?? 0) - 1e-6;
    const line = `today.recall.success >= ${bound}`;
    const { require, tornado } = await run(studyOf(`require: [ "${line}" ]`));
    expect(require[0]?.verdict).toBe('undecided');
    expect(tornado?.headline.flatMap(({ flips }) => flips)).not.toContain(line);
  });

  it('plays as many messages as one costs on average, however large the first are', async () => {
    const parsed = parseStudy(
      text()
        .replace('recipients: 4', 'recipients: [[1, 0.9], [150, 0.1]]')
        .replace('mailboxes: 30', 'mailboxes: 200'),
      'sizes.yaml',
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const replications = 60;
    const { tornado } = await run(parsed.value, true, replications);
    const levels = Object.values(tornado?.policies ?? {}).flatMap(({ effects }) =>
      effects.filter(({ factor }) => factor === 'recallAfter').flatMap((one) => one.levels),
    );
    // All messages cost alike on average, so every position and policy has as many.
    expect(new Set(levels.map(({ n }) => n)).size).toBe(1);
    expect(levels[0]?.n).toBeLessThan(replications);
    expect(levels[0]?.n).toBeGreaterThan(5);
  });

  it('is as asked, the same twice, and changes no rate', async () => {
    const [without, once, twice] = [
      await run(studyOf(), false),
      await run(studyOf()),
      await run(studyOf()),
    ];
    expect(without.tornado).toBeUndefined();
    expect(JSON.stringify(twice)).toBe(JSON.stringify(once));
    expect(once.policies).toMatchObject(without.policies);
    expect(once.differences).toEqual(without.differences);
  });
});
