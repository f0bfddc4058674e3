/** Expansion of groups: every way to every person, and an end to circles. */
import { describe, expect, it } from 'vitest';
import { addressAt, addressBook } from '../address.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { buildOrg, tenantAddresses } from './build.ts';
import { expand } from './expand.ts';
import type { Tenant } from './tenant.ts';

/** Expands `to` in an organization of these groups; ways as `group>group>person`. */
function expanded(groups: Record<string, string[]>, to: string[], onePerRecipient = false) {
  const members = Object.values(groups).flat();
  const people = [...new Set([...to, ...members])].filter((name) => !(name in groups));
  const address = (name: string) => `${name}@contoso.com`;
  const tenant: Tenant = {
    tenantId: null,
    nouns: {
      Mailbox: people.map((name) => ({ PrimarySmtpAddress: address(name) })),
      DistributionGroup: Object.entries(groups).map(([name, list]) => ({
        PrimarySmtpAddress: address(name),
        Members: list.map(address),
      })),
    },
  };
  const book = addressBook(tenantAddresses(tenant));
  const rules = new Set<RuleId>();
  const name = (index: number) => addressAt(book, index).replace('@contoso.com', '');
  const addressed = to.map((one) => book.indexOf(address(one)));
  const org = buildOrg(tenant, book);
  const expansion = expand(
    () => org,
    addressed,
    onePerRecipient,
    (rule) => rules.add(rule),
  );
  return {
    ways: expansion.ways.map(({ groups: passed, recipient }) =>
      [...passed, recipient].map(name).join('>'),
    ),
    reached: expansion.reached.map(name),
    rules: [...rules],
  };
}

/** Groups that double the ways at each of so many levels, down to `last`. */
function diamond(levels: number, last: string[]): Record<string, string[]> {
  const groups: Record<string, string[]> = { [`g${levels}`]: last };
  for (let level = 0; level < levels; level++) {
    groups[`g${level}`] = [`a${level}`, `b${level}`];
    groups[`a${level}`] = [`g${level + 1}`];
    groups[`b${level}`] = [`g${level + 1}`];
  }
  return groups;
}

describe('runaway nesting', () => {
  it('ends in a fault that names the groups, with and without people behind it', () => {
    expect(() => expanded(diamond(30, ['ben']), ['g0'])).toThrow(/g0@contoso.com fan out/);
    expect(() => expanded(diamond(30, []), ['g0'])).toThrow(/fan out/);
  });
  it('is no trouble where each mailbox gets one copy', () => {
    expect(expanded(diamond(30, ['ben']), ['g0'], true).ways).toHaveLength(1);
  });
  it('may be as deep as it likes', () => {
    const chain = Array.from({ length: 10_000 }, (_, i): [string, string[]] => [
      `g${i}`,
      [i === 9_999 ? 'ben' : `g${i + 1}`],
    ]);
    expect(expanded(Object.fromEntries(chain), ['g0']).ways).toHaveLength(1);
  });
});

describe('expand', () => {
  it('leaves a direct recipient as it is', () => {
    expect(expanded({}, ['ben'])).toEqual({ ways: ['ben'], reached: ['ben'], rules: [] });
  });

  it('follows nested groups to their members, and lists the groups as reached', () => {
    const { ways, reached, rules } = expanded({ all: ['ben', 'sales'], sales: ['carla'] }, [
      'all',
    ])!;
    expect(ways).toEqual(['all>ben', 'all>sales>carla']);
    expect(reached).toEqual(['all', 'ben', 'sales', 'carla']);
    expect(rules).toEqual(['DG-001']);
  });

  it('follows a group that contains itself once on each path', () => {
    const { ways, rules } = expanded({ a: ['b', 'ben'], b: ['a', 'carla'] }, ['a'])!;
    expect(ways).toEqual(['a>b>carla', 'a>ben']);
    expect(rules).toContain('DG-002');
  });

  it('reaches a person on every way, or once where duplicates are removed', () => {
    const groups = { team: ['ben'], staff: ['ben', 'carla'] };
    const to = ['ben', 'team', 'staff'];
    expect(expanded(groups, to).ways).toEqual(['ben', 'team>ben', 'staff>ben', 'staff>carla']);
    expect(expanded(groups, to, true).ways).toEqual(['ben', 'staff>carla']);
    expect(expanded(groups, to)?.rules).toContain('DG-003');
  });

  it('counts an address that is named twice once', () => {
    const { ways, rules } = expanded({}, ['ben', 'ben'])!;
    expect(ways).toEqual(['ben']);
    expect(rules).toEqual(['DG-004']);
  });

  it('reaches nobody through an empty group', () => {
    expect(expanded({ empty: [] }, ['empty'])).toMatchObject({ ways: [], reached: ['empty'] });
  });
});
