/** A filter that names a group nobody has is warned of, with the nearest name. */
import { describe, expect, it } from 'vitest';
import { parseTenantObject } from '../parse-tenant.ts';

function warnings(RecipientFilter: string): string[] {
  const found = parseTenantObject(
    {
      AcceptedDomain: { DomainName: 'contoso.com' },
      DistributionGroup: { PrimarySmtpAddress: 'leads@contoso.com', Name: 'Managers' },
      UnifiedGroup: { PrimarySmtpAddress: 'team@contoso.com', Alias: 'team' },
      DynamicDistributionGroup: { PrimarySmtpAddress: 'all@contoso.com', RecipientFilter },
    },
    [],
  );
  expect(found.faults).toEqual([]);
  return found.warnings.map(
    ({ path, found: text, nearest }) => `${path.at(-1)} ${text} ${nearest}`,
  );
}

describe('the groups of a filter', () => {
  it.each([
    ["MemberOfGroup -eq 'Managers'"],
    ["MemberOfGroup -eq 'CN=managers,OU=contoso.onmicrosoft.com'"],
    ["(MemberOfGroup -ne 'TEAM') -and (MemberOfGroup -eq 'leads@contoso.com')"],
    ["(MemberOfGroup -ne $null) -or (MemberOfGroup -like 'Manag*')"],
    ["Department -eq 'Manager'"],
  ])('are known: %s', (filter) => {
    expect(warnings(filter)).toEqual([]);
  });

  it.each([
    ["MemberOfGroup -eq 'Manager'", ['RecipientFilter manager Managers']],
    [
      "-not (MemberOfGroup -eq 'CN=Mangers,OU=x') -or (MemberOfGroup -eq 'teem')",
      ['RecipientFilter mangers Managers', 'RecipientFilter teem team'],
    ],
    ["MemberOfGroup -eq 'quite another'", ['RecipientFilter quite another undefined']],
  ])('are warned of, each once, where nobody has them: %s', (filter, expected) => {
    expect(warnings(filter)).toEqual(expected);
  });
});
