/**
 * Measures in studies: trainings, labels, sensitive content, reviews of groups; each does nothing
 * where it is stated to do nothing, and never less where it is stated to do more.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import { documentedFactors } from '../../scenarios/default-factors.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { parseStudy } from '../../scenarios/parse-study.ts';
import { parseSweep } from '../../scenarios/parse-sweep.ts';
import { printScenario } from '../../scenarios/print-scenario.ts';
import type { Study } from '../../scenarios/study.ts';
import { compileStudy } from '../arms.ts';
import { type Chunk, worldsOf } from '../chunk.ts';
import { columnOf, type Fate, isPrevented } from '../fates.ts';
import { newPlayer, playChunk, type WorldOrder } from '../player.ts';
import { replay } from '../replay.ts';
import { newCellRunner } from '../sweep/cells.ts';
import { playReplication } from '../workload.ts';
import { toldScenario } from './told.ts';

const model = createModel(tabulateAll());

const textOf = (workload: string, policies: string, more = ''): string => `version: 1
name: A small study
profile: cloud-2026-08
tenant: { generate: { mailboxes: 16 } }
workload: { recallAfter: noticed-late, ${workload} }
policies: ${policies}
${more}`;

function parsed(text: string): Study {
  const read = parseStudy(text, 'study.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

const faultsOf = (policies: string): string[] => {
  const read = parseStudy(textOf('recipients: 1', policies), 'study.yaml');
  return read.ok ? [] : read.faults.map(({ message, position }) => `${position?.line} ${message}`);
};

function play(study: Study, count: number, order: WorldOrder = 'whole'): Chunk {
  const compiled = compileStudy(study, emptyTenant);
  return playChunk(newPlayer(compiled, model, playReplication, order), 0, count);
}

const run = (workload: string, policies: string, more = '', count = 30): Chunk =>
  play(parsed(textOf(workload, policies, more)), count);

const worlds = (chunk: Chunk, policy: number) =>
  [...worldsOf(chunk, policy)].map(({ tallied }) => {
    const { fates = [], incidents = [] } = tallied ?? {};
    return { fates, incidents: incidents.map(({ word }) => word) };
  });

const fatesOf = (chunk: Chunk, policy: number): readonly Fate[] =>
  worlds(chunk, policy).flatMap(({ fates }) => fates);

const counts = (chunk: Chunk, policy: number, word: string): number[] =>
  worlds(chunk, policy).map(({ incidents }) => incidents.filter((one) => one === word).length);

describe('a measure', () => {
  const of = (measure: string): string => `{ measures: [{ name: training, ${measure} }] }`;
  it('that changes no mistake and nobody adopts does nothing', () => {
    const idle = of('adoption: 1');
    const unused = of('adoption: 0, mistakeFactor: 0, noticeFactor: 0');
    const chunk = run('recipients: 2', `{ none: {}, idle: ${idle}, unused: ${unused} }`);
    expect(at(chunk.arms, 1)).toEqual(at(chunk.arms, 0));
    expect(at(chunk.arms, 2)).toEqual(at(chunk.arms, 0));
  });

  it('keeps mistakes from being made, fewer as it fades, and lets them be noticed sooner', () => {
    const all = of('adoption: 1, mistakeFactor: 0');
    const fading = of('adoption: 1, mistakeFactor: 0, fadesIn: 120d');
    const sooner = of('adoption: 1, noticeFactor: 0');
    const policies = `{ none: {}, all: ${all}, fading: ${fading}, sooner: ${sooner} }`;
    const chunk = run('recipients: 2', policies);
    expect(fatesOf(chunk, 1).every(({ words }) => words === 'prevented not-made training')).toBe(
      true,
    );
    const share = fatesOf(chunk, 2).filter(isPrevented).length / fatesOf(chunk, 2).length;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.5);
    const seen = (policy: number) => fatesOf(chunk, policy).filter((one) => one.seen).length;
    expect(seen(3)).toBeLessThan(seen(0) / 2);
  });

  it('is an assumption that a sweep moves, wherever it stands', () => {
    const text = textOf('recipients: 1, mailTips: true', `{ none: {}, a: ${of('adoption: 0.5')} }`);
    const names = documentedFactors(parsed(text)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['a.measures.0.adoption', 'noticesTip']));
    const idle = documentedFactors(parsed(textOf('recipients: 1', '{ none: {} }')));
    expect(idle.map(({ name }) => name)).not.toContain('noticesTip');
    const sweep = parseSweep(`${text}factors: [a.measures.0.adoption, noticesTip]\n`, 'x.yaml');
    if (!sweep.ok) throw new Error(JSON.stringify(sweep.faults));
    const [factor] = sweep.value.factors;
    const study = factor && sweep.value.studyWith([[factor, at(factor.levels, 1)]]);
    expect(study).toMatchObject({ policies: [{}, { measures: { measures: [{ adoption: 1 }] } }] });
  });
});

describe('a label and sensitive content', () => {
  const label = 'Label: [{ Name: Internal, internalOnly: true }]';
  const rule =
    'TransportRule: [{ Name: Stop, SentToScope: NotInOrganization, ' +
    'MessageContainsDataClassifications: [Card], NotifySender: RejectMessage }]';
  const outside = (chunk: Chunk, policy: number): Fate[] =>
    fatesOf(chunk, policy).filter(({ kind }) => kind === 'outside');

  it('leaves nothing readable outside where the label says so', () => {
    const never = `{ ${label}, label: { name: Internal, adoption: 0 } }`;
    const always = `{ ${label}, label: { name: Internal, adoption: 1 } }`;
    const chunk = run('recipients: 3, external: 0.5', `{ never: ${never}, always: ${always} }`);
    expect(outside(chunk, 0).some(({ left }) => left === 'outside')).toBe(true);
    expect(outside(chunk, 1).every(({ left, seen }) => left === null && !seen)).toBe(true);
    expect(counts(chunk, 1, 'labelled').every((count) => count === 1)).toBe(true);
    expect(counts(chunk, 0, 'labelled').every((count) => count === 0)).toBe(true);
  });

  it('stops what is found, and what is taken for it', () => {
    const arm = (hit: number, alarm: number): string =>
      `{ ${rule}, dataLoss: { type: Card, hitRate: ${hit}, falseAlarmRate: ${alarm} } }`;
    const policies = `{ none: {}, blind: ${arm(0, 0)}, sees: ${arm(1, 0)}, alarms: ${arm(0, 1)} }`;
    const chunk = run(
      'recipients: 3, external: 0.5',
      policies,
      'behaviours: { holdsSensitive: 0.5 }',
    );
    expect(outside(chunk, 1).some(isPrevented)).toBe(false);
    const [sees, alarms] = [2, 3].map((policy) => worlds(chunk, policy));
    sees?.forEach(({ fates, incidents }, message) => {
      const other = at(alarms ?? [], message);
      // What one finds the other takes for harmless, and the other way round.
      expect(incidents.includes('content-found')).not.toBe(
        other.incidents.includes('content-false-alarm'),
      );
      for (const { kind, words } of incidents.includes('content-found') ? fates : []) {
        const isStopped = words === 'prevented blocked rejected-by-rule';
        expect(isStopped).toBe(kind === 'outside');
      }
    });
    expect(counts(chunk, 1, 'content-missed').join('')).toMatch(/1/);
    expect(counts(chunk, 2, 'ndr:rejected-by-rule').join('')).toMatch(/[1-9]/);
  });
});

describe('reviews of groups', () => {
  const policies =
    '{ none: {}, yearly: { listReview: { every: 365d } }, weekly: { listReview: { every: 7d } } }';
  const chunk = run('kind: wrong-group', policies, 'behaviours: { leavesList: 0.5 }', 10);

  it('take off whoever has left before, and the more often the more', () => {
    const off = [0, 1, 2].map((policy) =>
      worlds(chunk, policy).map(({ fates }) => fates.filter(isPrevented).length),
    );
    const stale = [0, 1, 2].map((policy) => counts(chunk, policy, 'unauthorized-recipient'));
    expect(off[0]?.every((count) => count === 0)).toBe(true);
    stale[0]?.forEach((all, message) => {
      for (const policy of [1, 2]) {
        expect(at(off[policy] ?? [], message) + at(stale[policy] ?? [], message)).toBe(all);
      }
      expect(at(stale[2] ?? [], message)).toBeLessThanOrEqual(at(stale[1] ?? [], message));
    });
    const sum = (of: number[] | undefined) => (of ?? []).reduce((all, one) => all + one, 0);
    expect(sum(stale[0])).toBeGreaterThan(10);
    expect(sum(stale[2])).toBeLessThan(sum(stale[0]) / 2);
    expect(sum(counts(chunk, 2, 'missed-recipient'))).toBeLessThan(
      sum(counts(chunk, 0, 'missed-recipient')),
    );
  });
});

describe('a replication with measures', () => {
  const arm = '{ sendDelay: { rule: 120m, undo: 30s }, measures: [{ name: a, adoption: 0.5 }] }';
  const tips = 'OrganizationConfig: { MailTipsExternalRecipientsTipsEnabled: true }';
  const written = 'recipients: 2, external: 0.5, mailTips: true, groups: 0.3';
  const study = parsed(textOf(written, `{ tips: { ${tips} }, delay: ${arm} }`));

  it('comes to the same in both orders', () => {
    expect(play(study, 10, 'apart')).toEqual(play(study, 10, 'whole'));
  });

  it('is the same in a cell of a sweep, wherever that begins', async () => {
    const chunk = play(study, 8);
    const cells = newCellRunner(model, emptyTenant);
    const cell = cells.newCell(study, 3);
    await cells.run(cell, 5);
    for (const policy of [0, 1]) {
      const { rows } = at(cell.state.runs, policy);
      const prevented = worlds(chunk, policy).map(({ fates }) => fates.filter(isPrevented).length);
      const sizes = worlds(chunk, policy).map(({ fates }) => fates.length);
      expect([...rows.column(columnOf('prevented', 'all'))]).toEqual(prevented.slice(3));
      expect([...rows.column(columnOf('recipients', 'all'))]).toEqual(sizes.slice(3));
    }
  });

  it('is told as a scenario, with its draft and what is left of it', () => {
    const compiled = compileStudy(study, emptyTenant);
    const chunk = play(study, 8);
    let withdrawn = 0;
    for (const policy of [0, 1]) {
      worlds(chunk, policy).forEach(({ fates }, replication) => {
        const scenario = toldScenario(model, compiled, policy, replication, playReplication);
        if (replication < 1) {
          const again = parseScenario(printScenario(scenario), 'told.yaml');
          if (!again.ok) throw new Error(JSON.stringify(again.faults));
          expect(again.value.timeline).toEqual(scenario.timeline);
        }
        const { outcome } = replay(model, scenario);
        expect(outcome.drafts).toHaveLength(1);
        const sent = fates.filter((fate) => !isPrevented(fate)).map(({ recipient }) => recipient);
        const { addresses } = at(compiled.arms, policy).base.book;
        const rows = (outcome.recalls[0]?.recipients ?? []).map(({ recipient }) => recipient);
        for (const recipient of sent) expect(rows).toContain(at(addresses, recipient));
        if (sent.length === 0) expect(outcome.recalls).toEqual([]);
        if (fates.some(({ words }) => words.includes('withdrawn'))) withdrawn++;
      });
    }
    expect(withdrawn).toBeGreaterThan(0);
  });
});

describe('a mistake in a measure', () => {
  it.each([
    ['{ a: { measures: [{ name: a b, adoption: 1 }] } }', /no name/],
    ['{ a: { measures: [{ name: a, adoption: 2 }] } }', /more than 1/],
    ['{ a: { measures: [{ name: a, adoption: 1, mistakFactor: 0 }] } }', /mistakFactor/],
    ['{ a: { label: { name: x } } }', /adoption/],
    ['{ a: { dataLoss: { type: Card, hitRate: 1 } } }', /falseAlarmRate/],
    ['{ a: { Label: [{ Name: Secret }], label: { name: Secrt, adoption: 1 } } }', /no label/],
    ['{ a: { dataLoss: { type: Card, hitRate: 1, falseAlarmRate: 0 } } }', /no mail flow rule/],
    ['{ a: { listReview: often } }', /neither/],
    ['{ a: { sendDely: { rule: 1m } } }', /unknown noun "sendDely"/],
    ['{ a: { listReview: { every: 0s } } }', /not above 0/],
  ])('%s', (policies, wanted) => {
    expect(faultsOf(policies)).toEqual([expect.stringMatching(wanted)]);
    expect(faultsOf(policies)[0]).toMatch(/^6 /);
  });

  it('names the nearest word', () => {
    const text = textOf('recipients: 1', '{ a: { sendDely: { rule: 1m } } }');
    const read = parseStudy(text, 'study.yaml');
    expect(read.ok ? [] : read.faults).toMatchObject([{ nearest: 'sendDelay' }]);
  });
});
