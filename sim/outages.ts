/**
 * Outages that several mailboxes share: of the database that holds them, of their region.
 *
 * Why drawn by database and region: all mailboxes of one are down for the same stretch, so what
 * hinders one recall hinders those of the colleagues too; mailboxes of others notice nothing.
 *
 * Never: let a database or region that is added move what is drawn about another.
 */
import { type CompiledStudy, seedOf } from './arms.ts';
import { type Draws, drawsFor, numberOf } from './streams.ts';
import { regionOf } from './transit.ts';
import { bernoulli, sample } from './variates.ts';

/** How long what holds a mailbox is down when the recall is first tried, ms; -1: it is not. */
export function sharedOutageMs(compiled: CompiledStudy, draws: Draws, address: string): number {
  const { behaviours, population } = compiled.study;
  const { choices, delays } = behaviours;
  let longest = -1;
  if (population.mailboxesPerDatabase !== undefined) {
    const database = databaseOf(compiled, address, population.mailboxesPerDatabase);
    if (bernoulli(choices.databaseOutage, draws.uniform('database.outage', database)))
      longest = sample(delays.databaseDown, draws.uniform('database.outageLength', database));
  }
  const region = population.regions === undefined ? null : regionOf(compiled, address);
  if (region === null) return longest;
  const number = numberOf(region);
  if (!bernoulli(choices.regionOutage, draws.uniform('region.outage', number))) return longest;
  const length = sample(delays.regionDown, draws.uniform('region.outageLength', number));
  return Math.max(longest, length);
}

/** The database of a mailbox: drawn once for the organization, whatever the study's seed. */
function databaseOf({ entityOf, pools, study }: CompiledStudy, address: string, size: number) {
  const seed = seedOf(study.population.seed);
  const databases = Math.ceil(pools.mailboxes.length / size);
  const u = drawsFor(seed, 0).uniform('population.database', entityOf(address));
  return Math.floor(u * databases);
}
