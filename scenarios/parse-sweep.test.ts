/**
 * Sweeps as text: what a factor may be, and one fault for each mistake with its line.
 */
import { describe, expect, it } from 'vitest';
import { withLevel, withLevels } from './factors.ts';
import { parseSweep, type Sweep } from './parse-sweep.ts';

const base = `
version: 1
name: A sweep
profile: cloud-2026-08
tenant: { generate: { mailboxes: 10 } }
workload: { recallAfter: seconds }
`;

function read(more: string, changes = {}): Sweep {
  const start = more.startsWith('workload') ? base.replace(/^workload.*\n/m, '') : base;
  const parsed = parseSweep(start + more, 'sweep.yaml', changes);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

function faultsOf(more: string): string[] {
  const parsed = parseSweep(base + more, 'sweep.yaml');
  return parsed.ok
    ? []
    : parsed.faults.map(({ message, position }) => `${position?.line}: ${message}`);
}

describe('parseSweep', () => {
  it('reads a stretch, a list, multiples of a delay, and names of documented factors', () => {
    const { factors } = read(`factors:
  - { set: workload.external, low: 0, high: 0.5, because: we counted }
  - { name: how late, set: workload.recallAfter, scale: [0.5, 2] }
  - { set: behaviours.forward, values: [1m, { lognormal: { median: 1h, sigma: 1 } }] }
  - S-10
  - away
`);
    expect(factors.map(({ name, standing }) => [name, standing])).toEqual([
      ['external', 'A'],
      ['how late', 'A'],
      ['forward', 'A'],
      ['secondRecall', 'switch'],
      ['away', 'A'],
    ]);
    expect(factors[0]).toMatchObject({ source: 'we counted', base: '0' });
    expect(factors[1]?.levels[1]).toEqual({
      label: '×2',
      value: { lognormal: { median: '10s', sigma: 0.8 } },
    });
    expect(factors[3]).toMatchObject({ base: 'restart' });
    expect(factors[3]?.levels.map(({ label }) => label)).toEqual(['restart', 'ignore']);
  });

  it('makes the study that a level says, and changes nothing else', () => {
    const sweep = read(
      'factors: [away, { set: TransportConfig.MaxSendSize, values: [1 MB, 2 MB] }]',
    );
    const [away, size] = sweep.factors;
    if (!away?.levels[0] || !size?.levels[1]) throw new Error('both have levels');
    const study = sweep.studyWith([
      [away, away.levels[0]],
      [size, size.levels[1]],
    ]);
    if (!('workload' in study)) throw new Error('it is a study');
    expect(study.behaviours.choices).toEqual({ ...sweep.study.behaviours.choices, away: 0.02 });
    expect(study.policies[0]?.tenant.nouns.TransportConfig).toEqual([
      { MaxSendSize: 2 * 1024 * 1024 },
    ]);
    expect(study.workload).toEqual(sweep.study.workload);
  });

  it('makes no study of levels that do not go together', () => {
    const sweep = read(
      `factors:
  - { set: workload.recipients.from, values: [1, 5] }
  - { set: workload.recipients.to, values: [4, 9] }
`.replace('factors', 'workload: { recallAfter: seconds, recipients: { from: 1, to: 9 } }\nfactors'),
    );
    const [from, to] = sweep.factors;
    if (!from?.levels[1] || !to?.levels[0]) throw new Error('both have levels');
    const faults = sweep.studyWith([
      [from, from.levels[1]],
      [to, to.levels[0]],
    ]);
    expect(faults).toMatchObject([{ code: 'out-of-range' }]);
  });

  it('takes the command line as the last word', () => {
    const { study, design, points } = read('assume: { S-10: restart }\nsweep: { points: 10 }', {
      seed: '9',
      assume: { secondRecall: 'ignore' },
      design: 'sobol',
    });
    expect(study).toMatchObject({ seed: '9', assume: { secondRecall: 'ignore' } });
    expect([design, points]).toEqual(['sobol', 10]);
  });

  it.each([
    ['factors: []', 'is an empty list'],
    ['factors: [awya]', 'no factor is called "awya"'],
    ['factors: [away, away]', 'two factors are called "away"'],
    ['factors: [{ set: metrics, values: [1, 2] }]', '"metrics" is nothing that a factor acts on'],
    ['factors: [{ set: tenant, values: [a, b] }]', '"tenant" is nothing that a factor acts on'],
    ['factors: [{ set: workload.external, low: 0.5, high: 0 }]', 'has a low that is not below'],
    ['factors: [{ set: workload.external, low: 0 }]', 'has ends that are not both numbers'],
    ['factors: [{ set: workload.external }]', 'is not one form of a range'],
    ['factors: [{ set: workload.external, scale: [1, 2] }]', 'has a scale where no distribution'],
    ['factors: [{ set: workload.external, low: 0, high: 2 }]', '"external" at 2: is more than 1'],
    ['factors: [{ set: workload.nobody, values: [1, 2] }]', '"nobody" at 1: unknown key "nobody"'],
    ['factors: [{ set: OrganizationConfig.X }]', 'is not one form of a range'],
    ['factors: [{ set: policies, values: [{}, { a: {} }] }]', 'names no policy'],
    ['factors: [{ set: policies.tody.profile, values: [a, b] }]', 'no policy is called "tody"'],
    [
      'factors: [{ set: policies.tody.OrganizationConfig.MessageRecallEnabled, values: [1, 2] }]',
      'no policy is called "tody"',
    ],
    ['sweep: { design: tornadoes }', 'unknown word "tornadoes"'],
    ['sweep: { metric: recall.succes }', 'unknown metric'],
  ])('%s', (more, message) => {
    const faults = faultsOf(more);
    expect(
      faults.some((fault) => fault.startsWith('7: ') && fault.includes(message)),
      faults.join('\n'),
    ).toBe(true);
  });
});

describe('a faulty list of factors', () => {
  it('hides no other fault, of another factor or of the study', () => {
    const lines = `factors:
  - { set: workload.external, values: [0.1] }
  - personlRead
  - { set: workload.nobody, values: [1, 2] }
sweep: { design: tornad, metric: recall.sucess }`;
    const found = faultsOf(lines);
    for (const [line, message] of [
      [8, 'holds fewer than two values'],
      [9, 'no factor is called "personlRead"'],
      [10, '"nobody" at 1: unknown key'],
      [11, 'unknown word "tornad"'],
    ] as const) {
      const isTold = found.some((one) => one.startsWith(`${line}: `) && one.includes(message));
      expect(isTold, found.join('\n')).toBe(true);
    }
    const more = faultsOf(`metrics: [recall.sucess]\n${lines}`);
    expect(more.filter((one) => one.includes('"personlRead"'))).toHaveLength(1);
    expect(more.filter((one) => one.includes('unknown metric'))).toHaveLength(1);
  });
});

describe('a factor on a misspelt policy', () => {
  it('is refused with the nearest, whatever the design', () => {
    const set = 'policies.tody.OrganizationConfig.RecallReadMessagesEnabled';
    for (const design of ['tornado', 'grid'] as const) {
      const file = `${base}factors: [{ set: ${set}, values: [true, false] }]`;
      const parsed = parseSweep(file, 'sweep.yaml', { design });
      expect(parsed.ok ? [] : parsed.faults).toMatchObject([
        {
          code: 'unknown-reference',
          path: ['factors', 0, 'set'],
          position: { line: 7 },
          nearest: 'today',
          fix: `write ${set.replace('tody', 'today')}`,
        },
      ]);
    }
  });
});

describe('withLevel', () => {
  it('sets a noun under every policy, which keeps what it says itself', () => {
    const file = { policies: { a: {}, b: { OrganizationConfig: { X: 1 } }, c: null } };
    expect(withLevel(file, ['OrganizationConfig', 'X'], 2)).toEqual({
      policies: {
        a: { OrganizationConfig: { X: 2 } },
        b: { OrganizationConfig: { X: 1 } },
        c: { OrganizationConfig: { X: 2 } },
      },
    });
    const domain = [{ DomainName: '*', TNEFEnabled: true }];
    expect(withLevel({}, ['RemoteDomain'], domain)).toEqual({
      policies: { today: { RemoteDomain: domain } },
    });
  });
});

describe('a factor on one share of several', () => {
  const half = { set: ['population', 'clients', 'owa'], value: 0.5 };
  const sharesOf = ({ studyWith, factors }: Sweep, level: number, factor = 0): unknown => {
    const one = factors[factor];
    const at = one?.levels[level];
    const study = one && at ? studyWith([[one, at]]) : [];
    return 'workload' in study ? study.population.numbers.clients : study;
  };

  it('scales the others, from the shares that the study writes', () => {
    const sweep = read(`population: { clients: { outlook-windows: 0.6, owa: 0.2, imap4: 0.2 } }
factors: [{ set: population.clients.owa, values: [0.2, 0.6, 1] }]`);
    expect(sharesOf(sweep, 0)).toEqual({ 'outlook-windows': 0.6, owa: 0.2, imap4: 0.2 });
    expect(sharesOf(sweep, 1)).toEqual({
      'outlook-windows': expect.closeTo(0.3, 12),
      owa: 0.6,
      imap4: expect.closeTo(0.1, 12),
    });
    expect(sharesOf(sweep, 2)).toEqual({ 'outlook-windows': 0, owa: 1, imap4: 0 });
  });

  it('scales those of the preset where the study writes none', () => {
    const sweep = read('factors: [{ set: population.clients.new-outlook, values: [0, 0.2] }]');
    const office = { 'outlook-windows': 0.65, owa: 0.15, 'outlook-mobile': 0.16, imap4: 0.04 };
    expect(sharesOf(sweep, 0)).toEqual({ ...office, 'new-outlook': 0 });
    const scaled = Object.entries(office).map(([name, share]) => [
      name,
      expect.closeTo(0.8 * share, 12),
    ]);
    expect(sharesOf(sweep, 1)).toEqual({ ...Object.fromEntries(scaled), 'new-outlook': 0.2 });
  });

  it('does so for regions, and under a policy from what stands below it', () => {
    const file = {
      population: { regions: { EUR: 0.5, NAM: 0.3, APC: 0.2 }, clients: { owa: 0.5, imap4: 0.5 } },
      policies: { today: null },
    };
    expect(withLevel(file, ['population', 'regions', 'EUR'], 0.75)).toEqual({
      ...file,
      population: {
        ...file.population,
        regions: { EUR: 0.75, NAM: expect.closeTo(0.15, 12), APC: expect.closeTo(0.1, 12) },
      },
    });
    const set = ['policies', 'today', 'population', 'clients', 'owa'];
    expect(withLevel(file, set, 0.9)).toEqual({
      ...file,
      policies: { today: { population: { clients: { owa: 0.9, imap4: expect.closeTo(0.1) } } } },
    });
  });

  it('leaves the order in which they stand: who is who is drawn in it', () => {
    const file = { population: { regions: { EUR: 0.7, NAM: 0.3 } } };
    const same = withLevel(file, ['population', 'regions', 'EUR'], 0.7);
    expect(JSON.stringify(same)).toBe(JSON.stringify(file));
  });

  it('keeps what another factor of the combination sets', () => {
    const quarter = { set: ['population', 'clients', 'imap4'], value: 0.25 };
    const shares = { owa: 0.2, imap4: 0.2, pop3: 0.3, 'outlook-windows': 0.3 };
    const file = { population: { clients: shares } };
    for (const levels of [
      [half, quarter],
      [quarter, half],
    ]) {
      expect(withLevels(file, levels)).toEqual({
        population: {
          clients: {
            owa: 0.5,
            imap4: 0.25,
            pop3: expect.closeTo(0.125, 12),
            'outlook-windows': expect.closeTo(0.125, 12),
          },
        },
      });
    }
  });

  it.each([
    ['population: { clients: { owa: 1 } }', '"owa" at 0.5: adds up to 0.5, not to 1'],
    ['population: { clients: { owa: 1, pop3: 0 } }', '"owa" at 0.5: adds up to 0.5, not to 1'],
    ['seed: 3', '"owa" at 1.5: is more than 1'],
  ])('is an error where there is nothing to scale: %s', (population, message) => {
    const factor = 'factors: [{ set: population.clients.owa, values: [0.5, 1.5] }]';
    const faults = faultsOf(`${population}\n${factor}`);
    expect(
      faults.some((fault) => fault.startsWith(`8: ${message}`)),
      faults.join('\n'),
    ).toBe(true);
  });
});
