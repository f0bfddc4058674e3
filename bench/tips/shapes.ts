/**
 * Restricted dynamic groups that cost so many lookups, in four shapes that a reader can count.
 *
 * Recipient 0 is the group, 1 to lookups - 1 are groups behind it, the last is a person outside.
 * Members that are looked at, of k groups in all:
 * wide: the group holds the others, each holds the person: (k - 1) + (k - 1)
 * chain: each holds the next, the last holds the person: (k - 1) + 1
 * diamond: the group holds the others, each but the last holds the last: (k - 1) + (k - 2) + 1
 * cycle: a chain whose last holds the first besides: (k - 1) + 2
 */
import type { CmdletObject } from '../../model/org/tenant.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Clusters } from './clusters.ts';
import { draftScenario, sender } from './draft-world.ts';

export const shapes = ['wide', 'chain', 'diamond', 'cycle'] as const;
export type Shape = (typeof shapes)[number];

export function shaped(shape: Shape, lookups: number): Clusters {
  const person = lookups;
  const last = lookups - 1;
  const others = Array.from({ length: last }, (_, one) => one + 1);
  const members = [...others, person].map((next): number[] => {
    const group = next - 1;
    if (shape === 'wide') return group === 0 ? others : [person];
    if (shape === 'diamond' && group === 0) return others;
    if (group === last) return shape === 'cycle' ? [0, person] : [person];
    return [shape === 'diamond' ? last : next];
  });
  const external = new Uint8Array(lookups + 1);
  external[person] = 1;
  return { members: [...members, null], external, roots: [0] };
}

/** The same as an organization, and a draft to the group, which has a text to show. */
export function shapedScenario({ members }: Clusters): Scenario {
  const name = (one: number): string =>
    members[one] === null ? 'x@adatum.example' : `g${one}@contoso.com`;
  const listed = members.map((ones) => (ones ?? []).map(name));
  const groups = members.flatMap((ones, one): CmdletObject[] =>
    ones === null || one === 0
      ? []
      : [{ PrimarySmtpAddress: name(one), Members: listed[one] ?? [] }],
  );
  const base = draftScenario(0);
  return {
    ...base,
    tenant: {
      tenantId: null,
      nouns: {
        AcceptedDomain: [{ DomainName: 'contoso.com' }],
        Mailbox: [{ PrimarySmtpAddress: sender }],
        DistributionGroup: groups,
        DynamicDistributionGroup: [
          { PrimarySmtpAddress: name(0), AcceptMessagesOnlyFrom: [sender], MailTip: 'Shown' },
        ],
        DynamicDistributionGroupMember: [{ Identity: name(0), Members: listed[0] ?? [] }],
      },
    },
    tenants: {},
    timeline: base.timeline.map((entry) =>
      entry.action.kind === 'compose'
        ? { ...entry, action: { ...entry.action, to: [name(0)], cc: [], bcc: [] } }
        : entry,
    ),
  };
}
