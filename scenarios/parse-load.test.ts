/** The queues of a study file: what is read, what a policy changes, and each of the faults. */
import { describe, expect, it } from 'vitest';
import { formatFault } from '../model/fault.ts';
import { loadByHour } from './load.ts';
import { parseStudy } from './parse-study.ts';

const studyWith = (lines: string) =>
  parseStudy(
    `version: 1
name: A study
profile: cloud-2026-08
tenant: { generate: { mailboxes: 10 } }
workload: { recallAfter: seconds }
${lines}
`,
    'study.yaml',
  );

function loadsOf(lines: string) {
  const read = studyWith(lines);
  if (!read.ok) throw new Error(read.faults.map(formatFault).join('\n'));
  return [read.value.load, ...read.value.policies.map(({ load }) => load)];
}

function faultsOf(lines: string): string[] {
  const read = studyWith(lines);
  return read.ok ? [] : read.faults.map(formatFault);
}

describe('queues of a study', () => {
  it('have a capacity or a service, and the load of the busiest hour', () => {
    const [load] = loadsOf('load: { agent: { capacity: 4, servers: 2, load: 0.5 } }');
    expect(load?.queues).toEqual({
      agent: { service: { constant: 250 }, servers: 2, load: 0.5 },
    });
    expect(load?.byHour).toEqual(Array.from({ length: 24 }, () => 1));
  });
  it('have the load of each hour by a rhythm', () => {
    const [load] = loadsOf('load: { byHour: office, agent: { service: 2s, load: 1.16 } }');
    const queue = load?.queues.agent;
    if (load === undefined || queue === undefined) throw new Error('there is a queue');
    const hours = loadByHour(load, queue);
    expect(hours[10]).toBeCloseTo(1.16);
    expect(hours[9]).toBeCloseTo(1.08);
    expect(hours[3]).toBeCloseTo(0.075);
  });
  it('are those of each policy, which may say one thing otherwise', () => {
    const lines = `load: { agent: { capacity: 1, load: 0.5 }, delivery: { service: 1s } }
policies:
  today: {}
  more: { load: { agent: { servers: 3 } } }
  slow: { load: { agent: { service: 9s } } }`;
    const [shared, today, more, slow] = loadsOf(lines);
    expect(today).toEqual(shared);
    expect(more?.queues.agent).toEqual({ service: { constant: 1000 }, servers: 3, load: 0.5 });
    expect(slow?.queues.agent).toEqual({ service: { constant: 9000 }, servers: 1, load: 0.5 });
    expect(slow?.queues.delivery).toEqual(shared?.queues.delivery);
  });
  it('may have more than one server would do, and no more than all of them', () => {
    const [load] = loadsOf('load: { agent: { capacity: 1, servers: 3, load: 2.9 } }');
    expect(load?.queues.agent).toMatchObject({ servers: 3, load: 2.9 });
  });
  it('warn of a policy that moves how fast a server is, and not how much mail comes', () => {
    const lines = `load: { agent: { capacity: 1, load: 0.5 }, delivery: { service: 1s } }
policies:
  more: { load: { agent: { servers: 3 }, delivery: { service: 2s } } }
  slow: { load: { agent: { service: 9s } } }
  said: { load: { agent: { service: 1500ms, load: 0.75 } } }`;
    const read = studyWith(lines);
    const told = read.ok ? read.warnings.map(formatFault) : [];
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^study.yaml:9:.* policies.slow.load.agent: .*keeps load: 0.5/);
  });
  it('are none where none is named', () => {
    expect(loadsOf('seed: 2')).toEqual([undefined, undefined]);
  });
  it.each([
    ['load: { agent: { load: 0.5 } }', /study.yaml:6.*says neither or both/],
    ['load: { agent: { capacity: 1, service: 1s } }', /says neither or both/],
    ['load: { agent: { capacity: 1, load: 1 } }', /takes 100 % of it all day/],
    [
      'load: { agent: { capacity: 1, servers: 2, load: 2.5 } }',
      /takes 125 % of it all day\n +expected +below 2,.*\n +fix +.* load below 2, or servers: 3/,
    ],
    [
      'load: { byHour: office, agent: { capacity: 1, load: 3 } }',
      /fix +write a load below 2\.\d+,/,
    ],
    [
      'load: { agent: { capacity: 1, servers: 2, load: 1.5 } }\n' +
        'policies: { less: { load: { agent: { servers: 1 } } } }',
      /policies.less.load.agent.load: .* 150 % of it all day/,
    ],
    ['load: { agent: { capacity: 0 } }', /is not above 0/],
    ['load: { agent: { capacity: 1, servers: 0 } }', /is less than 1/],
    [
      'load: { agent: { capacity: 1, throttle: 2 } }\n' +
        'policies: { today: { load: { agent: { servers: 2 } } } }',
      /unknown key "throttle"/,
    ],
    ['load: { agnet: { capacity: 1 } }', /agent/],
    ['load: { byHour: ofice, agent: { capacity: 1 } }', /office/],
    ['load: { byHour: [1, 2], agent: { capacity: 1 } }', /24 numbers/],
    [`load: { byHour: [${'0, '.repeat(23)}0], agent: { capacity: 1 } }`, /0 in every hour/],
    ['policies: { today: { laod: { agent: { capacity: 1 } } } }', /load/],
    ['policies: { today: { load: { agent: { servers: 2 } } } }', /says neither or both/],
  ])('%s', (lines, message) => {
    const faults = faultsOf(lines);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(message);
  });
});
