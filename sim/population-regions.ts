/**
 * Where the mailboxes of a study are held.
 *
 * Why written into the tenant: a replication is told as a scenario, which says so in the same way.
 *
 * Never: move a mailbox that its tenant holds somewhere.
 */
import { at } from '../model/assert.ts';
import { type CmdletObject, objectsOf, type Tenant } from '../model/org/tenant.ts';
import type { StudyPopulation } from '../scenarios/study.ts';
import { drawsFor, type Seed } from './streams.ts';
import { categorical } from './variates.ts';

/** A tenant whose mailboxes each have a region: those it gives them, or drawn by the shares. */
export function withRegions(tenant: Tenant, { regions }: StudyPopulation, seed: Seed): Tenant {
  if (regions === undefined) return tenant;
  const names = Object.keys(regions);
  const shares = Object.values(regions);
  const draws = drawsFor(seed, 0);
  const held = objectsOf(tenant, 'Mailbox').map((mailbox, index): CmdletObject => {
    if (mailbox['MailboxRegion']) return mailbox;
    const chosen = categorical(shares, draws.uniform('population.region', index));
    return { ...mailbox, MailboxRegion: at(names, chosen) };
  });
  return { ...tenant, nouns: { ...tenant.nouns, Mailbox: held } };
}
