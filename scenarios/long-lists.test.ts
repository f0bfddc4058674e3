/** How long the list of a dynamic group of many members takes to be stored, by profile. */
import { describe, expect, it } from 'vitest';
import { compileScenario } from './compile.ts';
import { parseScenario } from './parse-scenario.ts';

const HOUR_MS = 3_600_000;

/** When a new filter that finds so many members comes into force, ms after it was made. */
function latencyMs(members: number, profile: string): number | null {
  const text = `
version: 1
name: A long list
profile: ${profile}
tenant:
  AcceptedDomain: [{ DomainName: contoso.com }]
  Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }]
  DynamicDistributionGroup:
    - { PrimarySmtpAddress: all@contoso.com, RecipientFilter: "Department -eq 'Nobody'" }
timeline:
  - at: 0s
    change:
      Set-DynamicDistributionGroup:
        { Identity: all@contoso.com, RecipientFilter: "Department -eq 'Sales'" }
`;
  const parsed = parseScenario(text, 'long-list.yaml');
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.faults.slice(0, 3)));
  const { tenant } = parsed.value;
  const Mailbox = Array.from({ length: members }, (_, index) => ({
    PrimarySmtpAddress: `p${index}@contoso.com`,
    Department: 'Sales',
  }));
  const grown = { ...tenant, nouns: { ...tenant.nouns, Mailbox } };
  return compileScenario({ ...parsed.value, tenant: grown }).changes[0]?.inForceAt ?? null;
}

describe('the list of a dynamic group', { timeout: 60_000 }, () => {
  it.each([
    ['cloud-2026-08', 5_000, 0],
    ['cloud-2026-08', 5_001, 2 * HOUR_MS],
    ['cloud-2025-05', 5_000, 0],
    ['cloud-2025-05', 5_001, 24 * HOUR_MS],
    ['classic', 5_001, 24 * HOUR_MS],
  ])('%s: %i members are in force after %i ms', (profile, members, expected) => {
    expect(latencyMs(members, profile)).toBe(expected);
  });
});
