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
  const expansion = expand(buildOrg(tenant, book), addressed, onePerRecipient, (rule) =>
    rules.add(rule),
  );
  return (
    expansion && {
      ways: expansion.ways.map(({ groups: passed, recipient }) =>
        [...passed, recipient].map(name).join('>'),
      ),
      reached: expansion.reached.map(name),
      rules: [...rules],
    }
  );
}

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
    expect(expanded(groups, to)?.ways).toEqual(['ben', 'team>ben', 'staff>ben', 'staff>carla']);
    expect(expanded(groups, to, true)?.ways).toEqual(['ben', 'staff>carla']);
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

  it('gives up where groups fan out beyond the limit', () => {
    const levels = 17; // each level doubles the ways: 131,072
    const groups: Record<string, string[]> = {};
    for (let level = 0; level < levels; level++) {
      const below = level + 1 === levels ? ['ben'] : [`left${level + 1}`, `right${level + 1}`];
      groups[`left${level}`] = below;
      groups[`right${level}`] = below;
    }
    expect(expanded(groups, ['left0', 'right0'])).toBeNull();
  });
});
