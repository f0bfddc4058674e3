/**
 * Studies in which an administrator removes the message instead of a recall: the same draws, and
 * nothing counted that has no meaning.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { studyMarkdown } from '../reports/study-markdown.ts';
import { studyText } from '../reports/study-text.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy } from '../sim/arms.ts';
import { runStudy } from '../sim/run.ts';
import type { StudyResult } from '../sim/study-result.ts';
import { replicationScenario } from '../sim/workload.ts';
import { describe, model, readBack, run } from './harness.ts';

const file = join(import.meta.dirname, '../scenarios/library/studies/purge-instead.yaml');

function study(edit: (text: string) => string = (text) => text) {
  const parsed = parseStudy(edit(readFileSync(file, 'utf8')), 'purge-instead.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const faultsOf = (text: string) => {
  const parsed = parseStudy(text, 'x.yaml');
  return parsed.ok ? [] : parsed.faults.map(({ message, path }) => `${path.join('.')} ${message}`);
};
const value = (result: StudyResult, policy: string, metric: string): number =>
  result.policies[policy]?.[metric]?.value ?? Number.NaN;

describe('removal as a policy', () => {
  it('reaches more than a recall, and later', async () => {
    const result = await runStudy(study(), emptyTenant, { model, replications: 150 });
    const left = (policy: string) => value(result, policy, 'recall.leftBehind');
    const seen = (policy: string) => value(result, policy, 'recall.seen');
    // What was forwarded inside goes, what is outside stays; what was downloaded meanwhile too.
    const share = (policy: string, because: string): number =>
      result.leftBehind[policy]?.find((one) => one.because === because)?.share ?? 0;
    expect(share('today', 'forwarded')).toBeGreaterThan(0);
    expect(share('purge-at-once', 'forwarded')).toBe(0);
    expect(share('purge-at-once', 'outside')).toBe(share('today', 'outside'));
    expect(share('purge-at-once', 'local-copy')).toBeGreaterThan(share('today', 'local-copy'));
    expect(seen('today')).toBeLessThan(seen('purge-at-once'));
    expect(seen('purge-at-once')).toBeLessThan(seen('purge'));
    // Whoever can recover a copy can read it.
    expect(left('purge-recoverable')).toBeGreaterThan(0.9);
    const success = value(result, 'purge-at-once', 'recall.success');
    expect(value(result, 'purge-recoverable', 'recall.success')).toBe(success);
    expect(at(result.reasons['purge-at-once'] ?? [], 0)).toMatchObject({ outcome: 'removed' });
    expect(result.reasons['purge-at-once']).toContainEqual(
      expect.objectContaining({ outcome: 'not-removed', reason: 'out-of-reach' }),
    );
  });

  it('says what means nothing for it, and no number', async () => {
    const result = await runStudy(study(), emptyTenant, { model, replications: 20 });
    expect(result.notApplicable).toEqual({
      purge: ['recall.reported'],
      'purge-at-once': ['recall.reported'],
      'purge-recoverable': ['recall.reported'],
    });
    expect(result.policies['purge']?.['recall.reported']).toBeNull();
    expect(result.differences['purge vs today']?.['recall.reported']).toBeNull();
    expect(result.policies['today']?.['recall.reported']).not.toBeNull();
    const options = { width: 200, style: (_: string, text: string) => text, again: '' };
    expect(studyText(result, options)).toMatch(/reported .* not applicable +not applicable/);
    expect(studyMarkdown(result, '')).toMatch(/reported \|.*\| not applicable \|/);
    const stated = result.inputs.filter(({ name }) => name.endsWith('purge.after'));
    expect(stated.map(({ own, standing }) => [own, standing])).toEqual(Array(3).fill([true, 'A']));
  });

  it('leaves the recall of the same message as it is without it', async () => {
    const alone = study((text) =>
      text.replace(/ {2}purge:[\s\S]*?\n\nmetrics/, '\nmetrics').replace(/require:[\s\S]*/, ''),
    );
    expect(alone.policies.map(({ name }) => name)).toEqual(['today']);
    const one = await runStudy(alone, emptyTenant, { model, replications: 40 });
    const both = await runStudy(study(), emptyTenant, { model, replications: 40 });
    expect(one.policies['today']).toEqual(both.policies['today']);
    expect(one.notApplicable).toBeUndefined();
  });

  it('counts what a replay of the same message leaves present', async () => {
    const of = study();
    const compiled = compileStudy(of, emptyTenant);
    const replications = 6;
    const result = await runStudy(of, emptyTenant, { model, replications });
    for (const arm of [1, 2]) {
      let removed = 0;
      let recipients = 0;
      for (let number = 0; number < replications; number++) {
        const scenario = replicationScenario(compiled, arm, number);
        if (number < 2) expect(readBack(scenario).timeline).toEqual(scenario.timeline);
        const { outcome } = run(scenario);
        expect(outcome.recalls).toEqual([]);
        const own = outcome.copies.filter(({ path }) => path.length === 1);
        recipients += own.length;
        for (const { mailbox, present } of own) {
          const ofMailbox = outcome.copies.filter(
            ({ path }) =>
              path[0] === 'direct' && path.length === 2 && path[1] === `forwarding:${mailbox}`,
          );
          const isRemoved = (address: string): boolean =>
            outcome.audit.some(
              ({ operation, recipient, result: found }) =>
                operation === 'purge' && recipient === address && found === 'removed',
            );
          const passedOn =
            ofMailbox.length > 0 && ofMailbox.every((copy) => isRemoved(copy.mailbox));
          if (!present && (isRemoved(mailbox) || passedOn)) removed++;
        }
      }
      const name = at(of.policies, arm).name;
      expect(value(result, name, 'recall.success') * recipients).toBeCloseTo(removed, 6);
    }
  });

  it('is refused without a stated delay, or with a bound on what means nothing', () => {
    const least = `
version: 1
name: x
profile: cloud-2026-08
tenant: { generate: { mailboxes: 20 } }
workload: { recallAfter: 10m }
`;
    expect(faultsOf(`${least}policies: { a: { answer: { purge: {} } } }`)).toEqual([
      expect.stringMatching(/policies\.a\.answer\.purge.*after/),
    ]);
    expect(faultsOf(`${least}policies: { a: { answer: { purge: { after: 4 } } } }`)).toHaveLength(
      1,
    );
    expect(faultsOf(`${least}policies: { a: { answer: { delete: { after: 4h } } } }`)).not.toEqual(
      [],
    );
    const bound = 'require: ["a.recall.reported >= 0.5"]';
    expect(
      faultsOf(`${least}policies: { a: { answer: { purge: { after: 4h } } } }\n${bound}`),
    ).toEqual([expect.stringMatching(/recall\.reported means nothing under "a"/)]);
  });
});
