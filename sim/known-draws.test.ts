/**
 * Known draws: their means are what is said of them, for every kind of workload, and a difference
 * of a run is freed from them.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import type { Study } from '../scenarios/study.ts';
import { compileStudy } from './arms.ts';
import { knownDraws } from './known-draws.ts';
import { runStudy } from './run.ts';

const MESSAGES = 2000;

function studyOf(workload: string, mailboxes = 30): Study {
  const parsed = parseStudy(
    `
version: 1
name: Known draws
seed: 11
profile: cloud-2026-08
tenant: { generate: { mailboxes: ${mailboxes} } }
workload: { ${workload} }
policies:
  today: {}
  unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } }
  waits:
    sendDelay: { rule: 2m, undo: 30s }
    OrganizationConfig: { MessageRecallMaxRecallableAge: 2h }
metrics: [ recall.success ]
precision: { metric: recall.success, halfWidth: 0.05, replications: { min: 64, max: 20000 } }
`,
    'known.yaml',
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

/** How far the mean of each column is from the one that is said, in standard errors. */
function distances(study: Study): number[] {
  const known = knownDraws(compileStudy(study, emptyTenant), MESSAGES);
  if (known === null) throw new Error('nothing is known');
  const { columns, means, starts, values } = known;
  const sums = new Float64Array(means.length);
  const squares = new Float64Array(means.length);
  const fourths = new Float64Array(means.length);
  for (let entry = 0; entry < at([...starts.slice(-1)], 0); entry++) {
    const column = columns[entry] ?? 0;
    const value = values[entry] ?? 0;
    sums[column]! += value;
    squares[column]! += value * value;
    fourths[column]! += value ** 4;
  }
  return [...means].flatMap((mean, column) => {
    // Of what hardly ever happens, or matters in a few messages only, a normal law says nothing.
    if (!(squares[column]! ** 2 > 30 * fourths[column]!)) return [];
    const variance = squares[column]! / MESSAGES - mean * mean;
    return [(sums[column]! / MESSAGES - mean) / Math.sqrt(variance / MESSAGES)];
  });
}

describe('known draws', () => {
  // Beyond 5.5 standard errors a normal law is in 4e-8 of all cases; 400 columns: 2e-5.
  it.each([
    ['a third of the people there are', 'recipients: 12, external: 0.2', 30],
    ['any number of people', 'recipients: { from: 1, to: 9 }, external: 0.3', 40],
    [
      'groups now and then',
      'recipients: 3, groups: 0.5, delivery: { exponential: { mean: 1m } }',
      60,
    ],
    ['a group each', 'kind: wrong-group', 120],
    ['everybody', 'kind: reply-all, recipients: 4', 30],
    ['addresses that fail', 'kind: bad-recipients, recipients: 4', 30],
  ])('have the means that are said of them: %s', (_, workload, mailboxes) => {
    const found = distances(studyOf(`recallAfter: noticed-late, ${workload}`, mailboxes));
    expect(found.length).toBeGreaterThan(30);
    expect(Math.max(...found.map(Math.abs))).toBeLessThan(5.5);
    // They are no constants: a third are farther off than one.
    const far = found.filter((one) => Math.abs(one) > 1).length;
    expect(far / found.length).toBeGreaterThan(0.1);
  });

  it('tell apart only what enough messages are expected to show', () => {
    const found = (messages: number): number[] => {
      const compiled = compileStudy(
        studyOf('recipients: 3, recallAfter: noticed-late'),
        emptyTenant,
      );
      return [...(knownDraws(compiled, messages)?.means ?? [])].filter((mean) => mean > 0);
    };
    for (const messages of [400, MESSAGES]) {
      expect(Math.min(...found(messages)) * messages).toBeGreaterThan(9.99);
    }
    expect(found(400).length).toBeLessThan(found(MESSAGES).length);
  });

  it('free the rates and differences of a run, and need enough messages', async () => {
    const study = studyOf('recipients: 2, recallAfter: noticed-late', 12);
    const model = createModel(tabulateAll());
    const few = await runStudy(study, emptyTenant, { model, replications: 64 });
    const many = await runStudy(study, emptyTenant, { model, replications: 400 });
    const rate = many.policies['unread']?.['recall.success'];
    expect(few.policies['unread']?.['recall.success']?.plain).toBeUndefined();
    expect(rate?.method).toMatch(/^mean, freed from \d+ known draws/);
    expect(rate?.varianceReduction).toBeGreaterThan(3);
    const [before, after] = [few, many].map(
      ({ differences }) => differences['unread vs today']?.['recall.success'],
    );
    expect(before?.method).toBe('paired differences, Student t over messages');
    expect(after?.method).toMatch(/freed from \d+ known draws/);
    expect(after?.varianceReduction).toBeGreaterThan(3 * (before?.varianceReduction ?? 0));
  });
});
