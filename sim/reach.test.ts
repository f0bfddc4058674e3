/**
 * A study asks for no more people than there are, inside and outside apart; what only a random tail
 * of messages asks for is a note of the report.
 */
import { describe, expect, it } from 'vitest';
import { FaultError } from '../model/fault.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { studyMarkdown } from '../reports/study-markdown.ts';
import { studyText } from '../reports/study-text.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { parseSweep } from '../scenarios/parse-sweep.ts';
import { compileStudy } from './arms.ts';
import { assertReach, reachNotes } from './reach.ts';
import { runStudy } from './run.ts';
import { runSweep } from './sweep/sweep.ts';
import { countsAbove } from './variates.ts';

const model = createModel(tabulateAll());

/** 9 colleagues of a sender and 4 people outside. */
const textOf = (workload: string, more = ''): string => `version: 1
name: Few people
profile: cloud-2026-08
tenant: { generate: { mailboxes: 10 } }
population: { onPremisesShare: 0, contactsPerMailbox: 0.4, forwardsOutsideShare: 0 }
workload: { recallAfter: seconds, ${workload} }
${more}`;

const studyOf = (workload: string) => {
  const read = parseStudy(textOf(workload), 'few.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
};
const compiledOf = (workload: string) => compileStudy(studyOf(workload), emptyTenant);

function faultOf(act: () => unknown): FaultError['fault'] | null {
  try {
    act();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  return null;
}

const { outside } = compiledOf('recipients: 1').pools;

describe('the recipients of a study', () => {
  it('are found among so many', () => {
    expect(outside.length).toBeGreaterThan(1);
    expect(outside.length).toBeLessThan(20);
  });

  it.each([
    'recipients: 9',
    'recipients: { from: 1, to: 9 }',
    'recipients: [[1, 5], [9, 1]]',
    'recipients: { mean: 3, dispersion: 1 }',
    `recipients: ${outside.length}, external: 1`,
    'recipients: 10, external: 0.1',
    'recipients: 30, kind: wrong-group',
    'recipients: 30, groups: 1',
  ])('are met: %s', (workload) => {
    expect(faultOf(() => assertReach(compiledOf(workload)))).toBeNull();
  });

  it.each([
    ['recipients: 10', 'asks for 10 people in all, and a sender can reach 9', 'at most 9,'],
    ['recipients: { from: 1, to: 12 }', 'asks for 12 people in all', 'at most 9,'],
    ['recipients: [[1, 5], [11, 1]]', 'asks for 11 people in all', 'at most 9,'],
    ['recipients: { mean: 30, dispersion: 1 }', 'asks for 30 people in all', 'at most 9,'],
    ['recipients: 30, external: 1', `a sender can reach ${outside.length}`, 'contactsPerMailbox'],
    [
      `recipients: ${9 + outside.length}, external: 0.9`,
      `people outside (external: 0.9), and a sender can reach ${outside.length}`,
      'contactsPerMailbox',
    ],
    [
      `recipients: ${9 + outside.length}, external: 0.01`,
      'people inside (external: 0.01), and a sender can reach 9',
      'more mailboxes',
    ],
    ['recipients: 5, kind: bad-recipients', 'asks for 5 people in all', 'at most'],
  ])('are not: %s', async (workload, message, fix) => {
    const study = studyOf(workload);
    const plan = { model, replications: 2, order: 'apart' } as const;
    const fault = await runStudy(study, emptyTenant, plan).then(
      () => null,
      (error: FaultError) => error.fault,
    );
    expect(fault).toMatchObject({
      code: 'out-of-range',
      path: ['workload', 'recipients'],
      message: expect.stringContaining(message),
      fix: expect.stringContaining(fix),
    });
  });

  it('are met where a fix says so', () => {
    const of = (count: number) => `recipients: ${count}, external: 0.9`;
    const fault = faultOf(() => assertReach(compiledOf(of(9 + outside.length))));
    const most = Number(/at most (\d+)/.exec(fault?.fix ?? '')?.[1]);
    expect(faultOf(() => assertReach(compiledOf(of(most))))).toBeNull();
    expect(faultOf(() => assertReach(compiledOf(of(most + 1))))).not.toBeNull();
  });

  it('are asked for in each cell of a sweep too', async () => {
    const factor = 'factors: [{ set: workload.recipients, values: [3, 40] }]';
    const read = parseSweep(textOf('recipients: 3', factor), 'few.yaml', { replications: 2 });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    await expect(runSweep(read.value, emptyTenant, model, {})).rejects.toThrow(/asks for 40/);
  });
});

describe('a random tail that cannot be met', () => {
  it('is a note of the report', async () => {
    const study = studyOf('recipients: { mean: 3, dispersion: 1 }');
    const plan = { model, replications: 4, order: 'apart' } as const;
    const result = await runStudy(study, emptyTenant, plan);
    const [note = ''] = result.notes ?? [];
    expect(note).toContain('3 of 100 messages would have more recipients than a sender can reach');
    const look = { width: 300, colour: false, style: (_: unknown, text: string) => text };
    expect(studyText(result, { ...look, again: '' } as never)).toContain(`note: ${note}`);
    expect(studyMarkdown(result, '')).toContain(`Note: ${note}`);
  });

  it('is told of people outside, and nothing is told where there are enough', () => {
    const notes = reachNotes(compiledOf(`recipients: ${outside.length * 2}, external: 0.5`));
    expect(notes.join()).toContain('may be drawn more people outside than a sender can reach');
    expect(reachNotes(compiledOf('recipients: 3'))).toEqual([]);
    expect(reachNotes(compiledOf('recipients: { mean: 1.1, dispersion: 5 }'))).toEqual([]);
  });

  it('has the chance of a negative binomial count', () => {
    // Geometric with a mean of 2: (2/3)^(k + 1) above k.
    for (const most of [0, 1, 8]) {
      expect(countsAbove(2, 1, most)).toBeCloseTo((2 / 3) ** (most + 1), 12);
    }
  });
});
