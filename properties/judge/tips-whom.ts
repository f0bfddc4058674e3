/**
 * Who is asked about: what an organization has under an address, what is behind a group, and who
 * is outside (D-14).
 */
import { type Case, once } from './case.ts';
import { addressOf, domainOf, membersOf, tenantOfDomain } from './directory.ts';
import { remoteDomainOf } from './flow.ts';
import type { Moment } from './moments.ts';
import { lower, type Noun, type Row, type TenantName, textOf } from './settings.ts';

export type Whom = {
  readonly kind: 'mailbox' | 'contact' | 'static' | 'dynamic' | 'modern' | 'nobody';
  readonly address: string;
  /** The organization that has it, or whose domain it lies in; undefined: none that we know. */
  readonly tenant: TenantName | undefined;
  readonly row: Row;
};

const nouns: readonly (readonly [Noun, Whom['kind']])[] = [
  ['Mailbox', 'mailbox'],
  ['UnifiedGroup', 'modern'],
  ['DistributionGroup', 'static'],
  ['DynamicDistributionGroup', 'dynamic'],
  ['MailUser', 'contact'],
  ['MailContact', 'contact'],
];

export function whom(of: Case, written: string, at: Moment): Whom {
  const address = lower(written);
  const { settings } = of;
  return once(of, `whom ${settings.changesBy(at)} ${address}`, () => {
    for (const tenant of settings.names) {
      for (const [noun, kind] of nouns) {
        const row = settings.rows(tenant, noun, at).find((one) => addressOf(one) === address);
        if (row !== undefined) return { kind, address, tenant, row };
      }
    }
    const tenant = tenantOfDomain(settings, domainOf(address), at);
    return { kind: 'nobody', address, tenant, row: {} };
  });
}

export const isGroup = ({ kind }: Whom): boolean =>
  kind === 'static' || kind === 'dynamic' || kind === 'modern';

/** The direct members of a group, each once. */
export function directMembers(of: Case, group: Whom, at: Moment): Whom[] {
  if (!isGroup(group)) return [];
  const { address, tenant, row } = group;
  const members = once(of, `members ${of.settings.changesBy(at)} ${address}`, () =>
    membersOf(of.settings, { kind: 'group', address, tenant, row }, at),
  );
  // To an organization, a group of another one is an address outside.
  const seen = (one: Whom): Whom =>
    isGroup(one) && one.tenant !== tenant ? { ...one, kind: 'nobody', row: {} } : one;
  return members.map((member) => seen(whom(of, member, at)));
}

/** Everything behind a group, the group itself too, each once however it nests (D-02). */
export function behind(of: Case, group: Whom, at: Moment): Whom[] {
  const found = new Map([[group.address, group]]);
  for (const one of found.values()) {
    for (const member of directMembers(of, one, at)) {
      if (!found.has(member.address)) found.set(member.address, member);
    }
  }
  return [...found.values()];
}

/** What an organization says of the domain of an address. */
export const remoteOf = (of: Case, tenant: TenantName, address: string, at: Moment): Row =>
  remoteDomainOf(of, address, at, tenant);

/** Whether what is said of a domain makes it a part of the organization (M-066, M-190). */
export const isInner = ({ IsInternal, AllowedOOFType }: Row): boolean =>
  typeof IsInternal === 'boolean' ? IsInternal : AllowedOOFType === 'InternalLegacy';

/** D-14: whether an organization takes somebody to be outside. */
export function isOutside(of: Case, tenant: TenantName, who: Whom, at: Moment): boolean {
  const isOurs = who.tenant === tenant;
  if (isOurs && (who.kind === 'mailbox' || isGroup(who))) return false;
  const real =
    isOurs && who.kind === 'contact'
      ? (textOf(who.row['ExternalEmailAddress']) ?? who.address)
      : who.address;
  if (tenantOfDomain(of.settings, domainOf(real), at) === tenant) return false;
  return !isInner(remoteOf(of, tenant, real, at));
}
