/**
 * A bad scenario becomes every one of its faults, each where it stands, and no library speaks.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFault, formatPath } from '../model/fault.ts';
import { parseDocument } from './document.ts';
import { parseScenario } from './parse-scenario.ts';
import { entry, scenarioText } from './small-scenario.ts';

/** The faults of a text, short: position, code, path, and the nearest word. */
function faultsIn(text: string) {
  const parsed = parseScenario(text, 'bad.yaml');
  if (parsed.ok) return [];
  return parsed.faults.map(({ position, code, path, nearest, file }) => {
    expect(file).toBe('bad.yaml');
    const at = position ? `${position.line}:${position.column}` : '-';
    return `${at} ${code} ${formatPath(path)}${nearest === undefined ? '' : ` -> ${nearest}`}`;
  });
}

describe('a fault in the timeline', () => {
  it.each([
    [
      'an unknown action',
      '{ at: 5m, raed: { message: m1, mailbox: ben@contoso.com } }',
      ['10:15 unknown-word timeline[2].raed -> read'],
    ],
    [
      'delivery by hand',
      '{ at: 5m, deliver: { message: m1 } }',
      ['10:15 unknown-word timeline[2].deliver'],
    ],
    [
      'a time before the start',
      '{ at: -5m, read: { message: m1, mailbox: ben@contoso.com } }',
      ['10:11 out-of-range timeline[2].at'],
    ],
    [
      'an instant before the start',
      '{ at: 2026-03-02T07:00:00Z, read: { message: m1, mailbox: ben@contoso.com } }',
      ['10:11 out-of-range timeline[2].at'],
    ],
    [
      'a time without a unit',
      '{ at: 5, read: { message: m1, mailbox: ben@contoso.com } }',
      ['10:11 wrong-type timeline[2].at'],
    ],
    [
      'no time',
      '{ read: { message: m1, mailbox: ben@contoso.com } }',
      ['10:5 missing timeline[2]'],
    ],
    ['no action', '{ at: 5m }', ['10:5 missing timeline[2]']],
    ['two actions', '{ at: 5m, flag: {}, read: {} }', ['10:5 wrong-type timeline[2]']],
    ['an entry that is no mapping', 'read m1', ['10:5 wrong-type timeline[2]']],
    ['a body that is no mapping', '{ at: 5m, read: m1 }', ['10:21 wrong-type timeline[2].read']],
    [
      'an unknown key',
      '{ at: 5m, read: { message: m1, mailbx: ben@contoso.com } }',
      ['10:21 missing timeline[2].read', '10:36 unknown-key timeline[2].read.mailbx -> mailbox'],
    ],
    [
      'an unknown mailbox',
      '{ at: 5m, read: { message: m1, mailbox: bne@contoso.com } }',
      ['10:45 unknown-reference timeline[2].read.mailbox -> ben@contoso.com'],
    ],
    [
      'a name instead of a mailbox',
      '{ at: 5m, read: { message: m1, mailbox: Ben } }',
      ['10:45 unknown-reference timeline[2].read.mailbox -> ben@contoso.com'],
    ],
    [
      'an outsider whom nothing was sent to',
      '{ at: 5m, read: { message: m1, mailbox: lee@fabrikam.com } }',
      ['10:45 unknown-reference timeline[2].read.mailbox'],
    ],
    [
      'an unknown message',
      '{ at: 5m, read: { message: m2, mailbox: ben@contoso.com } }',
      ['10:32 unknown-reference timeline[2].read.message -> m1'],
    ],
    [
      'a recall of an unknown message',
      '{ at: 5m, recall: { id: r2, message: m11 } }',
      ['10:42 unknown-reference timeline[2].recall.message -> m1'],
    ],
    [
      'a sender nobody knows',
      '{ at: 5m, send: { id: m2, from: anna@contoso.com, to: [ben@contoso.com] } }',
      ['10:37 unknown-reference timeline[2].send.from -> ana@contoso.com'],
    ],
    [
      'a sender outside',
      '{ at: 5m, send: { id: m2, from: kim@fabrikam.com, to: [ben@contoso.com] } }',
      ['10:37 not-modelled timeline[2].send.from'],
    ],
    [
      'an unknown recipient of ours, forwarded to',
      '{ at: 5m, forward: { message: m1, mailbox: ben@contoso.com, to: [bem@contoso.com] } }',
      ['10:69 unknown-reference timeline[2].forward.to -> ben@contoso.com'],
    ],
    [
      'a recipient that is no address',
      '{ at: 5m, forward: { message: m1, mailbox: ben@contoso.com, to: [lee] } }',
      ['10:69 wrong-type timeline[2].forward.to'],
    ],
    [
      'nobody to send to',
      '{ at: 5m, send: { id: m2, from: ana@contoso.com } }',
      ['10:21 missing timeline[2].send'],
    ],
    [
      'the reserved id',
      '{ at: 5m, send: { id: unknown, from: ana@contoso.com, to: ben@contoso.com } }',
      ['10:27 out-of-range timeline[2].send.id'],
    ],
    [
      'an id twice',
      '{ at: 5m, send: { id: m1, from: ana@contoso.com, to: ben@contoso.com } }',
      ['8:27 duplicate timeline[0].send.id', '10:27 duplicate timeline[2].send.id'],
    ],
    [
      'a recall id twice',
      '{ at: 5m, recall: { id: r1, message: m1 } }',
      ['9:30 duplicate timeline[1].recall.id', '10:29 duplicate timeline[2].recall.id'],
    ],
    [
      'a replacement id twice',
      '{ at: 5m, recall: { id: r2, message: m1, replace: { id: m1 } } }',
      ['8:27 duplicate timeline[0].send.id', '10:61 duplicate timeline[2].recall.replace.id'],
    ],
    [
      'a word outside its list',
      '{ at: 5m, delete: { message: m1, mailbox: ben@contoso.com, how: sof } }',
      ['10:69 unknown-word timeline[2].delete.how -> soft'],
    ],
    [
      'a size that is none',
      '{ at: 5m, send: { id: m2, from: ana@contoso.com, to: ben@contoso.com, size: big } }',
      ['10:81 wrong-type timeline[2].send.size'],
    ],
    [
      'an unknown cmdlet',
      '{ at: 5m, change: { Set-OrganisationConfig: {} } }',
      ['10:25 unknown-word timeline[2].change.Set-OrganisationConfig -> Set-OrganizationConfig'],
    ],
    [
      'an unknown parameter',
      '{ at: 5m, change: { Set-OrganizationConfig: { RecallReadMessageEnabled: true } } }',
      [
        '10:51 unknown-key timeline[2].change.Set-OrganizationConfig.RecallReadMessageEnabled -> RecallReadMessagesEnabled',
      ],
    ],
    [
      'a parameter of another type',
      '{ at: 5m, change: { Set-OrganizationConfig: { RecallReadMessagesEnabled: maybe } } }',
      ['10:78 wrong-type timeline[2].change.Set-OrganizationConfig.RecallReadMessagesEnabled'],
    ],
    [
      'a cmdlet for no object',
      '{ at: 5m, change: { Remove-TransportRule: {} } }',
      ['10:47 missing timeline[2].change.Remove-TransportRule'],
    ],
    [
      'two cmdlets',
      '{ at: 5m, change: { Set-OrganizationConfig: {}, Remove-TransportRule: { Identity: x } } }',
      ['10:23 wrong-type timeline[2].change'],
    ],
    [
      'an inspection of nothing',
      '{ at: 5m, inspect: { id: i1 } }',
      ['10:24 wrong-type timeline[2].inspect'],
    ],
    [
      'an inspection of an unknown noun',
      '{ at: 5m, inspect: { id: i1, Get-Mailboxes: {} } }',
      ['10:34 unknown-word timeline[2].inspect.Get-Mailboxes -> Get-Mailbox'],
    ],
  ])('%s', (_, text, faults) => {
    expect(faultsIn(entry(text))).toEqual(faults);
  });

  it('says what the fault is, what was found and what was expected', () => {
    const parsed = parseScenario(
      entry('{ at: -5m, flag: { message: m1, mailbox: ben@contoso.com } }'),
      'x',
    );
    expect(parsed.ok ? [] : parsed.faults).toEqual([
      {
        code: 'out-of-range',
        message: '-5m lies before the start; times count from the start, which is 0s',
        path: ['timeline', 2, 'at'],
        file: 'x',
        position: { line: 10, column: 11 },
        found: '"-5m"',
        expected: '0s or later',
      },
    ]);
  });

  it('does not hide the others, and brings its ids all the same', () => {
    const tail = `  - { at: 1m, sned: { id: m2 } }
  - { at: 2m, read: { message: m2, mailbox: bem@contoso.com } }
  - { at: 3m, read: { message: m3, mailbox: ben@contoso.com } }
expect:
  - { recall: r2, status: accepted }
`;
    expect(faultsIn(scenarioText({ tail }))).toEqual([
      '10:15 unknown-word timeline[2].sned -> send',
      '11:45 unknown-reference timeline[3].read.mailbox -> ben@contoso.com',
      '12:32 unknown-reference timeline[4].read.message -> m1',
      '14:15 unknown-reference expect[0].recall -> r1',
    ]);
  });
});

describe('a fault elsewhere', () => {
  it.each([
    ['another version', { version: 'version: 2\n' }, ['1:10 out-of-range version']],
    ['no version', { version: 'name: x\n' }, ['1:1 missing ']],
    [
      'an unknown key',
      { version: 'version: 1\ntimelin: []\n' },
      ['2:1 unknown-key timelin -> timeline'],
    ],
    [
      'a start without a zone',
      { version: 'version: 1\nstart: 2026-03-02T08:00:00\n' },
      ['2:8 wrong-type start'],
    ],
    [
      'an unknown profile',
      { version: 'version: 1\nprofile: cloud-2025-5\n' },
      ['2:10 unknown-word profile -> cloud-2025-05'],
    ],
    [
      'a delay without a unit',
      { version: 'version: 1\ndelivery: 10\n' },
      ['2:11 wrong-type delivery'],
    ],
    ['no timeline', { timeline: '' }, ['1:1 missing ']],
    [
      'a tenant that is a path',
      { tenant: 'tenant: ./contoso\n', timeline: 'timeline: []\n' },
      ['2:9 wrong-type tenant'],
    ],
    [
      'an unknown person',
      { tail: 'people: [ { mailbox: bem@contoso.com } ]\n' },
      ['10:22 unknown-reference people[0].mailbox -> ben@contoso.com'],
    ],
    [
      'a person twice',
      { tail: 'people:\n  - { mailbox: a@contoso.com }\n  - { mailbox: ana@contoso.com }\n' },
      ['11:16 duplicate people[0].mailbox', '12:16 duplicate people[1].mailbox'],
    ],
    [
      'an unknown client',
      { tail: 'people: [ { mailbox: ben@contoso.com, client: outlok-windows } ]\n' },
      ['10:47 unknown-word people[0].client -> outlook-windows'],
    ],
    [
      'a window that ends first',
      { tail: 'people: [ { mailbox: ben@contoso.com, running: [ [5m, 1m] ] } ]\n' },
      ['10:50 out-of-range people[0].running[0]'],
    ],
    [
      'an unknown fault',
      { tail: 'faults: [ { mailbox: ben@contoso.com, unavailble: [0s, 5m] } ]\n' },
      ['10:11 unknown-word faults[0] -> unavailable'],
    ],
    [
      'an unknown connector',
      { tail: 'faults: [ { connector: X, down: [0s, 5m] } ]\n' },
      ['10:24 unknown-reference faults[0].connector'],
    ],
    [
      'an unknown outcome',
      { tail: 'expect: [ { recall: r1, recipient: ben@contoso.com, outcome: faild } ]\n' },
      ['10:62 unknown-word expect[0].outcome -> failed'],
    ],
    [
      'an expectation of no form',
      { tail: 'expect: [ { recal: r1 } ]\n' },
      ['10:11 missing expect[0] -> recall'],
    ],
    [
      'an expectation without a count',
      { tail: 'expect: [ { notices: { kind: ndr } } ]\n' },
      ['10:11 missing expect[0]'],
    ],
    [
      'a count below nothing',
      { tail: 'expect: [ { notices: { kind: ndr }, count: -1 } ]\n' },
      ['10:44 wrong-type expect[0].count'],
    ],
    [
      'a recipient that is no address',
      { tail: 'expect: [ { recall: r1, recipient: null } ]\n' },
      ['10:36 wrong-type expect[0].recipient'],
    ],
    [
      'a half copy',
      { tail: 'expect: [ { copy: { message: m1 }, present: true } ]\n' },
      ['10:19 missing expect[0].copy'],
    ],
    [
      'a misspelt time range',
      { tail: 'expect: [ { recall: r1, reportAt: { notBefor: 3h } } ]\n' },
      ['10:37 unknown-key expect[0].reportAt.notBefor -> notBefore'],
    ],
    ['an unknown rule', { tail: 'rules: [ RC-9999 ]\n' }, ['10:10 unknown-reference rules[0]']],
    [
      'an unknown assumption',
      { tail: 'assume: { secondRecal: ignore }\n' },
      ['10:11 unknown-key assume.secondRecal -> secondRecall'],
    ],
    [
      'a merge key',
      { tail: 'people: [ { <<: { mailbox: ben@contoso.com } } ]\n' },
      ['10:11 missing people[0]', '10:13 unknown-key people[0].<<'],
    ],
    [
      'a refused key',
      { tail: 'assume: { __proto__: { x: 1 } }\n' },
      ['10:11 unknown-key assume.__proto__'],
    ],
    ['a key twice', { tail: 'people: []\npeople: []\n' }, ['11:1 duplicate people']],
  ])('%s', (_, parts, faults) => {
    expect(faultsIn(scenarioText(parts))).toEqual(faults);
  });

  it.each([
    ['nothing', '', 'unreadable'],
    ['text', 'hello', 'wrong-type'],
    ['a list', '[]', 'wrong-type'],
    ['null', 'null', 'wrong-type'],
  ])('%s instead of a scenario', (_, text, code) => {
    const parsed = parseScenario(text, 'x');
    expect(parsed.ok ? [] : parsed.faults.map((fault) => fault.code)).toEqual([code]);
  });
});

describe('what leads nowhere', () => {
  it.each([
    ['tenants: []', '2:10 wrong-type tenants'],
    ['expect: [ { draft: d1 } ]', '2:20 unknown-reference expect[0].draft'],
  ])('%s', (line, fault) => {
    expect(faultsIn(scenarioText({ version: `version: 1\n${line}\n` }))).toEqual([fault]);
  });

  it.each([
    [
      '{ at: 5m, change: { tenant: fabrikam, Set-OrganizationConfig: {} } }',
      '10:33 unknown-reference timeline[2].change.tenant',
    ],
  ])('%s', (text, fault) => {
    expect(faultsIn(entry(text))).toEqual([fault]);
  });
});

const goodTail = `  - { at: 1m, read: { message: m1, mailbox: ben@contoso.com, by: a@contoso.com } }
  - { at: 1m, change: { Set-Mailbox: { Identity: ben, EmailAddresses: { Add: [b@x.org] } } } }
  - { at: 1m, inspect: { id: i1, Get-Mailbox: { Identity: ben } } }
  - { at: 2m, recall: { id: r2, message: m1, replace: { id: m2, subject: x, size: 5 KB } } }
people: [ { mailbox: ben@contoso.com, running: [ [0s, 1h] ], offline: [ [0s, 1h] ] } ]
faults: [ { mailbox: ben@contoso.com, unavailable: [0s, 5m] }, { agent: recall, down: [0s, 5m] } ]
expect:
  - { recall: r1, recipient: ben@contoso.com, outcome: failed, decidedAt: { notBefore: 3h } }
  - { copy: { message: m1, mailbox: ben@contoso.com }, exposed: [ opened ] }
  - { inspection: i1, properties: { x: 1 } }
assume: { retryAttempts: [ 0s, 24h ], reportDelay: 5m }
`;

function parse(text: string): unknown {
  expect(faultsIn(text)).toEqual([]);
  return parseDocument(text).document?.value;
}

/** The paths of all values inside a value. */
function pathsOf(value: unknown): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsOf(inner).map((path) => [key, ...path]),
  ]);
}

function replaceAt(value: unknown, path: readonly string[], by: unknown): void {
  let at = value as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[path.at(-1) ?? ''] = by;
}

describe('any other text', { timeout: 60_000 }, () => {
  const seed = 0x5eed;
  const words = [
    ...'at send read recall change m1 r1 id message mailbox 0s 5m -5m owa expect tenant copy'.split(
      ' ',
    ),
    ...[
      'ana@contoso.com',
      'kim@fabrikam.com',
      'Set-Mailbox',
      'Get-Mailbox',
      '',
      '__proto__',
      'toString',
    ],
  ];
  const keys = fc.oneof(fc.constantFrom(...words), fc.string());
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e300, ...words),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const sections = [
    ...'version name profile start assume delivery until tenant services people faults'.split(' '),
    ...'timeline expect rules'.split(' '),
  ];

  it('is a scenario, or faults with a file and a message of ours', () => {
    const file = fc.record(Object.fromEntries(sections.map((key) => [key, value])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(file, (written) => {
        const parsed = parseScenario(JSON.stringify({ version: 1, ...written }), 'any.json');
        for (const fault of parsed.ok ? parsed.warnings : parsed.faults) {
          expect(fault.file).toBe('any.json');
          expect(fault.position).toBeDefined();
          expect(formatFault(fault)).not.toMatch(/Invalid|undefined|expected one of/);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it('is so too where one value of a good scenario is another', () => {
    const good = parse(scenarioText({ tail: goodTail })) as object;
    const paths = pathsOf(good);
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, another) => {
        const written = structuredClone(good);
        replaceAt(written, path, another);
        const parsed = parseScenario(JSON.stringify(written), 'any.json');
        for (const fault of parsed.ok ? parsed.warnings : parsed.faults) {
          expect(fault.position).toBeDefined();
          expect(formatFault(fault)).not.toMatch(/Invalid|undefined|expected one of/);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it('never throws for any characters', () => {
    const chars = fc.string({ unit: fc.constantFrom(...'ab:{}[],&*!|>-?\'"#%@` \n\t0'.split('')) });
    fc.assert(
      fc.property(chars, (text) => {
        expect(typeof parseScenario(text, 'x').ok).toBe('boolean');
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
