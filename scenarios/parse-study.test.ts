/**
 * Studies as text: what is read, what is filled in, and one fault for each mistake with its line.
 */
import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import { type Fault, formatFault } from '../model/fault.ts';
import { CHOICES, DELAYS, RECALL_AFTER } from './behaviours.ts';
import { parseStudy } from './parse-study.ts';
import type { Study } from './study.ts';

const least = `
version: 1
name: A study
profile: cloud-2026-08
tenant: { generate: { mailboxes: 10 } }
workload: { recallAfter: seconds }
`;

function read(text: string): Study {
  const parsed = parseStudy(text, 'study.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

function faultsOf(text: string): readonly Fault[] {
  const parsed = parseStudy(text, 'study.yaml');
  return parsed.ok ? [] : parsed.faults;
}

describe('parseStudy', () => {
  it('reads a study of a few lines and fills in what is documented', () => {
    const study = read(least);
    expect(study.tenant).toEqual({ kind: 'generate', mailboxes: 10, domain: 'contoso.com' });
    expect(study.workload.recallAfter).toBe(RECALL_AFTER.seconds.distribution);
    expect(study.workload.recipients).toEqual({ constant: 1 });
    expect(study.workload.delivery).toEqual({ constant: 10_000 });
    expect(study.policies.map(({ name }) => name)).toEqual(['today']);
    expect(study.metrics).toHaveLength(9);
    expect(study.assume).toEqual(defaultAssumptions);
    expect(study.behaviours.choices.away).toBe(CHOICES.away.probability);
    expect(study.start).toBe(Date.UTC(2026, 2, 2, 8));
  });

  it('reads a message to the wrong group: every one goes to a group', () => {
    const { workload } = read(least.replace('seconds }', 'seconds, kind: wrong-group }'));
    expect(workload).toMatchObject({ kind: 'wrong-group', groups: 1 });
    expect(read(least).workload).toMatchObject({ kind: 'wrong-recipient', groups: 0 });
  });

  it('reads distributions with their units', () => {
    const lognormal = read(least.replace('seconds', '{ lognormal: { median: 45s, sigma: 1.5 } }'))
      .workload.recallAfter;
    expect(lognormal).toEqual({ lognormal: { median: 45_000, sigma: 1.5 } });
    const mixture = read(
      least.replace(
        'seconds',
        '{ mixture: [ { weight: 1, of: { constant: 5m } }, ' +
          '{ weight: 3, of: { empirical: [[0, 0s], [1, 1d]] } } ] }',
      ),
    ).workload.recallAfter;
    const empirical = [
      [0, 0],
      [1, 86_400_000],
    ];
    expect(mixture).toEqual({
      mixture: [
        { weight: 1, of: { constant: 300_000 } },
        { weight: 3, of: { empirical } },
      ],
    });
    expect(read(least.replace('seconds', '10m')).workload.recallAfter).toEqual({
      constant: 600_000,
    });
  });

  it('reads policies as parts of a tenant, with switches and a profile of their own', () => {
    const [, strict] = read(`${least}
assume: { reportDelay: 5m }
policies:
  today: {}
  strict:
    OrganizationConfig: { RecallReadMessagesEnabled: false }
    assume: { clockStart: firstAttempt }
    profile: cloud-2024-08
`).policies;
    expect(strict?.tenant.nouns.OrganizationConfig).toEqual([{ RecallReadMessagesEnabled: false }]);
    expect(strict?.assume).toEqual({
      ...defaultAssumptions,
      reportDelay: 300_000,
      clockStart: 'firstAttempt',
    });
    expect(strict?.profile).toBe('cloud-2024-08');
  });

  it('reads metrics, precision and requirements, of all or of the own domains', () => {
    const study = read(`${least}
metrics: [ recall.seen, { metric: recall.success, of: internal } ]
precision: { metric: recall.timeToDecision, halfWidth: 30s }
require: [ "today.recall.success.internal >= 97.5%", "today.recall.timeToReport < 1m" ]
`);
    expect(study.metrics.map(({ name }) => name)).toEqual([
      'recall.seen',
      'recall.success.internal',
    ]);
    expect(study.precision.halfWidth).toBe(30_000);
    expect(study.require.map(({ bound, comparison }) => [comparison, bound])).toEqual([
      ['>=', 0.975],
      ['<', 60_000],
    ]);
  });

  it('reads counts in all their forms', () => {
    const of = (counts: string) =>
      read(least.replace('workload: {', `workload: { recipients: ${counts},`)).workload.recipients;
    expect(of('{ mean: 6, dispersion: 1.5 }')).toEqual({
      negativeBinomial: { mean: 6, dispersion: 1.5 },
    });
    expect(of('{ from: 2, to: 4 }')).toEqual({ range: { from: 2, to: 4 } });
  });

  it('ends as it says, or when answered where only answers are asked for', () => {
    const line = 'require: ["today.recall.success >= 0.9"]\n';
    expect(read(least).precision).toMatchObject({ method: 'planned', gateError: 0.01 });
    expect(read(`${least}${line}`).precision.method).toBe('gate');
    expect(read(`${least}${line}precision: { halfWidth: 0.02 }`).precision.method).toBe('planned');
    const said = read(`${least}precision: { method: sequential }`);
    expect(said.precision.method).toBe('sequential');
  });

  it('leaves room around a bound: as written, a point, or a tenth', () => {
    const { require } = read(`${least}require:
  - today.recall.success >= 0.9
  - today.recall.success >= 90% ± 0.5%
  - today.recall.timeToDecision <= 10m
  - today.recall.timeToDecision <= 10m +- 30s`);
    expect(require.map(({ indifference }) => indifference)).toEqual([0.01, 0.005, 60_000, 30_000]);
  });

  it('lets a study replace what people do, and says which numbers are its own', () => {
    const { behaviours } = read(`${least}
behaviours: { away: 0.5, tidy: { constant: 1m } }`);
    expect(behaviours.choices.away).toBe(0.5);
    expect(behaviours.delays.tidy).toEqual({ constant: 60_000 });
    expect(behaviours.delays.forward).toBe(DELAYS.forward.distribution);
    expect(behaviours.own).toEqual(['tidy', 'away']);
  });

  it('warns of a study without a profile', () => {
    const parsed = parseStudy(least.replace(/profile.*\n/, ''), 'study.yaml');
    expect(parsed.ok && parsed.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('names no profile'),
    ]);
  });
});

describe('a mistake in a study', () => {
  const cases: [string, string, Partial<Fault>][] = [
    ['a misspelt key', `${least}precison: {}`, { code: 'unknown-key', nearest: 'precision' }],
    ['a misspelt form', least.replace('seconds', '{ lognormall: {} }'), { nearest: 'lognormal' }],
    ['a misspelt delay', least.replace('seconds', 'second'), { nearest: 'seconds' }],
    ['a number without a unit', least.replace('seconds', '45'), { code: 'wrong-type' }],
    ['a share in percent', `${least}behaviours: { away: 8 }`, { code: 'out-of-range' }],
    ['a misspelt metric', `${least}metrics: [recall.sucess]`, { nearest: 'recall.success' }],
    ['a misspelt preset', `${least}population: { preset: ofice }`, { nearest: 'office' }],
    ['a misspelt client', `${least}population: { clients: { owaa: 1 } }`, { nearest: 'owa' }],
    ['a misspelt noun', `${least}policies: { a: { OrganizationConfigs: {} } }`, {}],
    ['no policy at all', `${least}policies: {}`, { code: 'out-of-range' }],
    ['a requirement of nobody', `${least}require: ["tody.recall.seen < 1"]`, { nearest: 'today' }],
    ['a requirement that is none', `${least}require: [recall]`, { code: 'wrong-type' }],
    ['a bound that is none', `${least}require: ["today.recall.seen < 1m"]`, { code: 'wrong-type' }],
    ['no room around a bound', `${least}require: ["today.recall.seen < 1 ± 0"]`, {}],
    ['a gate without a line', `${least}precision: { method: gate }`, { code: 'out-of-range' }],
    ['a misspelt ending', `${least}precision: { method: sequental }`, { nearest: 'sequential' }],
    ['bounds of n upside down', `${least}precision: { replications: { min: 9, max: 3 } }`, {}],
    [
      'a workload that is none',
      least.replace('seconds }', 'seconds, kind: wrong-grup }'),
      { nearest: 'wrong-group' },
    ],
    [
      'a share of groups where all are',
      least.replace('seconds }', 'seconds, kind: wrong-group, groups: 0.5 }'),
      { code: 'duplicate' },
    ],
    ['no factors', `${least}factors: []`, { code: 'out-of-range' }],
    ['an old version', least.replace('version: 1', 'version: 0'), { code: 'unknown-word' }],
  ];
  for (const [what, text, wanted] of cases) {
    it(`is named with its line: ${what}`, () => {
      const faults = faultsOf(text);
      expect(faults.length).toBeGreaterThan(0);
      expect(faults).toContainEqual(expect.objectContaining(wanted));
      expect(faults[0]?.position?.line).toBeGreaterThan(1);
      expect(faults[0]?.file).toBe('study.yaml');
    });
  }

  it('does not hide another in its list, nor say what is not so', () => {
    const lists = 'metrics: [recall.sucess, 5]\nrequire: [5, "tody.recall.seen < 1"]';
    const faults = faultsOf(`${least}${lists}\nprecision: { method: gate }`);
    expect(faults.map(({ path }) => path.join('.'))).toEqual([
      'metrics.0',
      'metrics.1',
      'require.0',
      'require.1',
    ]);
  });

  it('does not hide another', () => {
    const faults = faultsOf(
      `${least}metrics: [recall.sucess, recall.sen]\nassume: { reportDelay: 3 }`,
    );
    expect(faults).toHaveLength(3);
  });
});

describe('shares that do not add up to 1', () => {
  it.each([
    ['population: { clients: { outlook-windows: 0.2 } }', 'adds up to 0.2, not to 1', '0.8'],
    ['population: { clients: { owa: 0.6, imap4: 0.6 } }', 'adds up to 1.2, not to 1', '0.2'],
    ['population: { clients: {} }', 'adds up to 0, not to 1', '1'],
    ['population: { regions: { EUR: 0.7, NAM: 0.2 } }', 'adds up to 0.9, not to 1', '0.1'],
    ['policies: { a: { population: { clients: { owa: 0.5 } } } }', 'adds up to 0.5', '0.5'],
  ])('are an error that says what is left: %s', (line, message, left) => {
    const faults = faultsOf(`${least}${line}\nmetrics: [recall.sucess]`);
    expect(faults).toHaveLength(2);
    expect(faults[0]).toMatchObject({
      code: 'out-of-range',
      message: expect.stringContaining(message),
      expected: 'shares of a whole, which add up to 1',
      fix: expect.stringMatching(left),
    });
  });
  it('are told with what would be the same proportions', () => {
    const [fault] = faultsOf(`${least}population: { clients: { owa: 0.2, imap4: 0.1 } }`);
    expect(fault?.fix).toBe(
      'share out the other 0.7 among the people, or keep the proportions: ' +
        '{ owa: 0.6667, imap4: 0.3333 }',
    );
  });
  it('may be a rounding error off, and are not judged where one of them is faulty', () => {
    const tenths = 'outlook-windows: 0.1, owa: 0.2, imap4: 0.3, pop3: 0.4';
    expect(faultsOf(`${least}population: { clients: { ${tenths} } }`)).toEqual([]);
    const percent = faultsOf(`${least}population: { clients: { owa: 80, imap4: 20 } }`);
    expect(percent.map(({ path }) => path.at(-1))).toEqual(['owa', 'imap4']);
  });
});

describe('what to do about a mistake', () => {
  const delay = (written: string) => least.replace('seconds', written);
  it.each([
    ['a key that is missing', delay('{ lognormal: { sigma: 1 } }'), 'median', 'add median'],
    ['the name', least.replace(/name: .*\n/, ''), 'needs the key "name"', 'add name'],
    [
      'a word of a few',
      `${least}policies: { a: { errorReport: { by: boss, share: 1, after: 1m, stopsForwarding: 1 } } }`,
      'expected  recipients colleagues',
      'write recipients or colleagues',
    ],
    [
      'a word of two, which are a sentence already',
      `${least}assume: { permanentFailure: never }`,
      'expected  firstAttempt or deadline',
      'write firstAttempt or deadline',
    ],
    [
      'a word of many',
      `${least}metrics: [xyz]`,
      'unknown metric',
      'write one of the words expected',
    ],
    [
      'a stretch upside down',
      delay('{ uniform: { from: 2m, to: 1m } }'),
      'is no distribution: uniform: from is above to',
      'write the smaller one as from',
    ],
    [
      'a range upside down',
      least.replace('seconds }', 'seconds, recipients: { from: 9, to: 2 } }'),
      'expected  a from of at most the to',
      'write { from: 2, to: 9 }',
    ],
    [
      'a table that does not end',
      delay('{ empirical: [[0, 1s], [0.5, 2s]] }'),
      'is no distribution: empirical[1][0]: the last share is not 1',
      '',
    ],
    [
      'too few',
      `${least}population: { mailboxesPerDatabase: 0 }`,
      'is less than 1',
      'write 1 or more',
    ],
    ['too much', `${least}behaviours: { away: 8 }`, 'is more than 1', 'write at most 1'],
    ['nothing', `${least}precision: { halfWidth: 0 }`, 'is not above 0', 'write a number above 0'],
    ['all', `${least}precision: { confidence: 1 }`, 'is not below 1', 'write a number below 1'],
    ['no length', `${least}precision: { halfWidth: .nan }`, 'is neither a share', 'such as 0.01'],
    ['an empty list', `${least}metrics: []`, 'is an empty list', 'a list of at least 1 entry'],
    [
      'bounds upside down',
      `${least}precision: { replications: { min: 100, max: 10 } }`,
      'min 100 is above max 10',
      'write { min: 10, max: 100 }',
    ],
  ])('is said: %s', (_, text, message, fix) => {
    const told = faultsOf(text).map(formatFault);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(message);
    expect(told[0]).not.toMatch(/\bit\.|add it/);
    expect(told[0]).toContain(fix === '' ? 'is no distribution' : '    fix       ');
    expect(told[0]?.split('    fix ')[1] ?? '').toContain(fix);
  });
});

describe('a study with several mistakes', () => {
  it('is answered with every one of them, whichever keys it needs', () => {
    const text = `version: 1
profile: cloud-2026-08
seed: x
tenant:
  AcceptedDomain: [ { DomainName: contoso.com } ]
  Mailbox: [ { PrimarySmtpAddress: ana@contoso.com, Hiden: true } ]
population: { preset: ofice }
workload: { recipients: five, external: 2, recallAfter: soon }
policies: { today: 5, strict: { OrganizationConfig: { RecallReadMessagesEnabld: false } } }
metrics: [ recall.sucess ]
precision: { halfWidth: 0.2, replications: { min: 1, max: 80 } }
require: [ "today.recall.success >> 0.9", "strict.recall.seen <= 0.5" ]
`;
    const found = faultsOf(text).map(({ path, position }) => `${position?.line} ${path.join('.')}`);
    expect(found.sort()).toEqual(
      [
        '1 ',
        '3 seed',
        '6 tenant.Mailbox.0.Hiden',
        '7 population.preset',
        '8 workload.recipients',
        '8 workload.external',
        '8 workload.recallAfter',
        '9 policies.today',
        '9 policies.strict.OrganizationConfig.RecallReadMessagesEnabld',
        '10 metrics.0',
        '11 precision.replications.min',
        '12 require.0',
      ].sort(),
    );
  });
});
