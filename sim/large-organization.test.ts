/** A large organization in its dense form is the one that a tenant would write. */
import { describe, expect, it } from 'vitest';
import { defaultAssumptions } from '../model/assumptions.ts';
import { tipSettingsOf } from '../model/org/mailtips.ts';
import { compileBase } from '../scenarios/compile.ts';
import { defaultStart } from '../scenarios/parse-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { standOrganization, writtenOrganization } from './large-organization.ts';

const plan = { mailboxes: 700, seed: { high: 0, low: 1 } };
const written = writtenOrganization(plan);
const scenario: Scenario = {
  name: 'a large organization',
  ...{ profile: 'cloud-2026-08', start: defaultStart, assume: defaultAssumptions },
  ...{ deliveryMs: 10_000, untilMs: null, tenant: written, tenants: {}, services: [] },
  ...{ people: [], faults: [], timeline: [], expect: [], rules: [] },
};

describe('a large organization', () => {
  const [stood] = standOrganization(plan, scenario).epochs;
  const [compiled] = compileBase(scenario, []).epochs;

  it('is built as the same tenant is', () => {
    const { book, rulesUsed, ...org } = stood!.org;
    const { book: wantedBook, rulesUsed: wantedRules, ...wanted } = compiled!.org;
    expect(org).toEqual(wanted);
    expect(book.addresses).toEqual(wantedBook.addresses);
    for (const address of book.addresses)
      expect(book.indexOf(address)).toBe(wantedBook.indexOf(address));
    expect([...rulesUsed].sort()).toEqual([...wantedRules].sort());
    expect(stood!.tenantOf).toEqual(compiled!.tenantOf);
  });

  it('has the MailTips that the same tenant has', () => {
    const { remote, ...tips } = tipSettingsOf(stood!.tenants[0]!, stood!.org);
    const { remote: wantedRemote, ...wanted } = tipSettingsOf(written, compiled!.org);
    expect(tips).toEqual(wanted);
    for (const recipient of stood!.org.book.addresses.keys())
      expect(remote(recipient)).toEqual(wantedRemote(recipient));
  });

  it('has groups that hold one another, and people outside', () => {
    const { graph } = tipSettingsOf(written, compiled!.org);
    const reached = graph.groups.map((group) => graph.reach(group));
    expect(reached.some(({ groups }) => groups > 10)).toBe(true);
    expect(reached.some(({ external }) => external > 0)).toBe(true);
    expect(Math.max(...reached.map(({ people }) => people))).toBeGreaterThan(100);
  });
});
