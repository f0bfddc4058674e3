/**
 * The library's study of reports, notices and curiosity: what each policy brings, message by
 * message on the same draws.
 */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { runStudy } from '../sim/run.ts';

const file = join(import.meta.dirname, '../scenarios/library/studies/told-and-curious.yaml');

it('reports bring recalls forward, alerts tell, notices make curious', async () => {
  const { study, tenant, faults } = readStudy(file);
  expect(faults).toEqual([]);
  if (study === null) return;
  const model = createModel(tabulateAll());
  const result = await runStudy(study, tenant, { model, replications: 24 });
  const { policies, rare } = result;
  const value = (policy: string, metric: string): number =>
    policies[policy]?.[`recall.${metric}`]?.value ?? Number.NaN;
  expect(value('error-report', 'seen')).toBeLessThan(value('today', 'seen'));
  expect(value('colleagues', 'seen')).toBeLessThanOrEqual(value('today', 'seen'));
  expect(value('error-report', 'actedOn')).toBeLessThanOrEqual(value('today', 'actedOn'));
  expect(value('today', 'noticed')).toBe(0);
  expect(value('alerts', 'noticed')).toBeGreaterThan(0.3);
  expect(value('alerts', 'success')).toBe(value('today', 'success'));
  // Under the cloud every recipient outside gets the request as text.
  expect(value('today', 'outsideNotices')).toBeGreaterThan(0.1);
  expect(rare['today']?.map(({ metric }) => metric)).toContain('recall.noticed');
  // Outside the notice comes when all is decided: openings after it show in the curve alone.
  const { choices } = study.behaviours;
  const behaviours = { ...study.behaviours, choices: { ...choices, curiosity: 0 } };
  const calm = { ...study, behaviours, policies: study.policies.slice(0, 1) };
  const still = await runStudy(calm, tenant, { model, replications: 24 });
  const unseen = ({ reading }: typeof still): number =>
    reading['today']?.unseen.points.at(-1)?.value ?? 1;
  expect(unseen(result)).toBeLessThan(unseen(still));
  expect(still.policies['today']).toEqual(policies['today']);
});
