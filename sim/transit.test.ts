/**
 * Regions and databases of a study: what a table of delays does, what mailboxes share when they are
 * down, and that neither moves any other draw.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { formatFault } from '../model/fault.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy } from './arms.ts';
import { newPlayer, playChunk } from './player.ts';
import { regionOf } from './transit.ts';
import { type Deeds, playReplication } from './workload.ts';

const model = createModel(tabulateAll());
const REPLICATIONS = 30;

type Lines = { readonly population?: string; readonly delivery?: string; readonly more?: string };

const textOf = ({ population = '{}', delivery = '10s', more = '' }: Lines): string => `version: 1
name: Regions
profile: cloud-2026-08
tenant: { generate: { mailboxes: 60 } }
population: ${population}
workload: { recipients: 6, external: 0.2, recallAfter: 5s, delivery: ${delivery} }
${more}`;

function studyWith(lines: Lines) {
  const read = parseStudy(textOf(lines), 'regions.yaml');
  if (!read.ok) throw new Error(read.faults.map(formatFault).join());
  return compileStudy(read.value, emptyTenant);
}
type Compiled = ReturnType<typeof studyWith>;

const played = (study: Compiled) =>
  Array.from({ length: REPLICATIONS }, (_, replication) => playReplication(study, replication));
const chunkOf = (study: Compiled) =>
  playChunk(newPlayer(study, model, playReplication, 'apart'), 0, REPLICATIONS);

const regions = '{ regions: { EUR: 0.5, NAM: 0.5 } }';
const table = (eurToNam: string): string =>
  `{ default: 10s, regions: { EUR: { NAM: ${eurToNam} } } }`;

describe('delays by region', () => {
  it('are as without regions where all are alike', () => {
    const alike = studyWith({ population: regions, delivery: table('10s') });
    expect(chunkOf(alike)).toEqual(chunkOf(studyWith({})));
  });
  it('move what readers in that region do, by as much, and nobody else', () => {
    const [near, far] = [table('10s'), table('70s')].map((delivery) =>
      studyWith({ population: regions, delivery }),
    );
    if (near === undefined || far === undefined) throw new Error('there are two');
    let moved = 0;
    const there = played(far);
    played(near).forEach(({ deeds, send }, replication) => {
      const isOut = regionOf(near, send.from) === 'eur';
      const { deeds: others, untilMs: end } = at(there, replication);
      deeds.forEach((one, index) => {
        const address = at(at(near.arms, 0).base.book.addresses, one.mailbox);
        const isFar = one.isReached && isOut && regionOf(near, address) === 'nam';
        if (!one.isReached) return;
        const by = isFar ? 60_000 : 0;
        moved += by === 0 ? 0 : 1;
        const expected = one.entries.map((entry) => entry.at + by);
        expect(at(others, index).entries.map((entry) => entry.at)).toEqual(
          expected.filter((instant) => instant <= end),
        );
      });
    });
    expect(moved).toBeGreaterThan(20);
  });
  it('have copies arrive late, so that the first attempt finds nothing', () => {
    const [near, far] = [table('10s'), table('70s')].map((delivery) => {
      const study = studyWith({ population: regions, delivery });
      return at(chunkOf(study).arms, 0).fates.decisionMs;
    });
    // A mailbox may be down; nobody else waits five minutes.
    const late = (times: readonly number[] = []) => times.filter((ms) => ms === 310_000).length;
    expect(late(far)).toBeGreaterThan(late(near) + 20);
  });
  it.each([
    [{ delivery: table('5s') }, /no mailbox is held in the region "EUR"/],
    [{ population: regions, delivery: '{ regions: { EURR: { NAM: 5s } } }' }, /nearest +EUR/],
    [{ population: regions, delivery: '{ regions: { EUR: { NAN: 5s } } }' }, /nearest +NAM/],
    [{ population: '{ regions: { EUR: 0 } }' }, /population.regions: adds up to 0, not to 1/],
    [
      { population: '{ regions: { EUR: 0.7, NAM: 0.7 } }' },
      /adds up to 1.4, not to 1\n.*\n +fix +take away 0.4, or .* \{ EUR: 0.5, NAM: 0.5 \}/,
    ],
  ] as const)('%j', (lines, message) => {
    const read = parseStudy(textOf(lines), 'regions.yaml');
    expect(read.ok ? '' : read.faults.map(formatFault).join()).toMatch(message);
  });
});

describe('outages that are shared', () => {
  const windows = (deeds: readonly Deeds[]): string[] =>
    deeds.flatMap(({ outage }) => (outage === null ? [] : [JSON.stringify(outage)]));
  const own = 'behaviours: { mailboxOutage: 0.1 }';
  it('last as long for all mailboxes of a database', () => {
    const more = 'behaviours: { mailboxOutage: 0, databaseOutage: 0.3 }';
    const study = studyWith({ population: '{ mailboxesPerDatabase: 20 }', more });
    let shared = 0;
    for (const { deeds } of played(study)) {
      const ends = windows(deeds).map((text) => JSON.parse(text).window.to as number);
      // Three databases: however many mailboxes are down, they have at most three ends.
      expect(new Set(ends).size).toBeLessThanOrEqual(3);
      if (ends.length > new Set(ends).size) shared++;
    }
    expect(shared).toBeGreaterThan(5);
  });
  it('of a region take all of its mailboxes, and none of another', () => {
    const more = 'behaviours: { mailboxOutage: 0, regionOutage: 0.4 }';
    const study = studyWith({ population: regions, more });
    let down = 0;
    for (const { deeds } of played(study)) {
      const fate = new Map<string | null, boolean>();
      for (const { isReached, mailbox, outage } of deeds) {
        const address = at(at(study.arms, 0).base.book.addresses, mailbox);
        const region = regionOf(study, address);
        if (!isReached || study.personOf(address) === undefined) continue;
        expect(fate.get(region) ?? outage !== null).toBe(outage !== null);
        fate.set(region, outage !== null);
        if (outage !== null) down++;
      }
    }
    expect(down).toBeGreaterThan(20);
  });
  it('leave the outages of single mailboxes as they are', () => {
    const never = 'behaviours: { mailboxOutage: 0.1, databaseOutage: 0, regionOutage: 0 }';
    const population = '{ mailboxesPerDatabase: 20, regions: { EUR: 0.5, NAM: 0.5 } }';
    expect(played(studyWith({ population, more: never }))).toEqual(
      played(studyWith({ more: own })),
    );
  });
});
