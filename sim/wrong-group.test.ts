/**
 * The workload `wrong-group`: every message goes to one distribution group, and whoever is behind
 * it is reached.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyTenant } from '../model/org/tenant.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { compileStudy } from './arms.ts';
import { playReplication } from './workload.ts';

const folder = mkdtempSync(join(tmpdir(), 'recall-lab-wrong-group-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the wrong group', () => {
  it('is one of the groups of the organization, and reaches whoever is behind it', () => {
    const file = join(import.meta.dirname, '../scenarios/library/studies/wrong-group.yaml');
    const { study, faults } = readStudy(file);
    if (study === null) throw new Error(JSON.stringify(faults));
    const compiled = compileStudy(study, emptyTenant);
    const played = Array.from({ length: 40 }, (_, index) => playReplication(compiled, index));
    expect(played.every(({ isToGroup }) => isToGroup)).toBe(true);
    const groups = new Set(played.flatMap(({ send }) => send.to));
    expect([...groups].every((group) => compiled.pools.groups.includes(group))).toBe(true);
    expect(groups.size).toBeGreaterThan(4);
    const sizes = played.map(({ deeds }) => deeds.filter(({ isReached }) => isReached).length);
    expect(Math.max(...sizes)).toBeGreaterThan(80);
    expect(Math.min(...sizes)).toBeLessThan(10);
  });

  it('is refused where the tenant lists people and no group', () => {
    const path = join(folder, 'study.yaml');
    writeFileSync(
      path,
      `version: 1
name: No groups
profile: cloud-2026-08
tenant:
  Mailbox: [{ PrimarySmtpAddress: a@contoso.com }, { PrimarySmtpAddress: b@contoso.com }]
workload: { kind: wrong-group, recallAfter: seconds }
`,
    );
    const { study, faults } = readStudy(path);
    expect(study).toBe(null);
    expect(faults).toMatchObject([{ code: 'missing', path: ['workload', 'kind'] }]);
  });
});
