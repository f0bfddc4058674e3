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
      agent: { service: { constant: 500 }, servers: 2, load: 0.5 },
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
    expect(more?.queues.agent).toEqual({ service: { constant: 3000 }, servers: 3, load: 0.5 });
    expect(slow?.queues.agent).toEqual({ service: { constant: 9000 }, servers: 1, load: 0.5 });
    expect(slow?.queues.delivery).toEqual(shared?.queues.delivery);
  });
  it('are none where none is named', () => {
    expect(loadsOf('seed: 2')).toEqual([undefined, undefined]);
  });
  it.each([
    ['load: { agent: { load: 0.5 } }', /study.yaml:6.*says neither or both/],
    ['load: { agent: { capacity: 1, service: 1s } }', /says neither or both/],
    ['load: { agent: { capacity: 1, load: 1 } }', /takes 100 % of it all day/],
    ['load: { agent: { capacity: 0 } }', /is not above 0/],
    ['load: { agent: { capacity: 1, servers: 0 } }', /is less than 1/],
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
