/**
 * What is behind a group by the graph, against plain sets of names, over drawn organizations:
 * nesting, cycles, diamonds, members written twice, groups that are not followed.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { GroupGraph, type Reach } from '../model/org/group-graph.ts';
import { countMembers, lookupsOf } from '../model/org/tip-groups.ts';
import { describe, it } from './harness.ts';

/** Recipients are numbers: groups first, then groups with a mailbox, then people. */
type Parts = {
  readonly members: readonly (readonly number[])[];
  readonly followed: number;
  readonly outside: readonly boolean[];
  /** Where each recipient is numbered; the graph must not care. */
  readonly places: readonly number[];
};

const parts: fc.Arbitrary<Parts> = fc
  .record({ groups: fc.integer({ min: 1, max: 12 }), people: fc.integer({ min: 0, max: 30 }) })
  .chain(({ groups, people }) => {
    const all = groups + people;
    const member = fc.oneof(fc.nat(groups - 1), fc.nat(all - 1));
    return fc.record({
      members: fc.array(fc.array(member, { maxLength: 45 }), {
        minLength: groups,
        maxLength: groups,
      }),
      followed: fc.integer({ min: 0, max: groups }),
      outside: fc.array(fc.boolean(), { minLength: all, maxLength: all }),
      places: fc.shuffledSubarray([...Array(all).keys()], { minLength: all, maxLength: all }),
    });
  });

const external = ({ outside, places }: Parts): Uint8Array => {
  const found = new Uint8Array(outside.length);
  for (const [one, isOutside] of outside.entries()) found[places[one] ?? 0] = isOutside ? 1 : 0;
  return found;
};

function graphOf(of: Parts): GroupGraph {
  const { members, followed, places } = of;
  const group = (place: number): number => places.indexOf(place);
  return new GroupGraph({
    groups: members.map((_, one) => places[one] ?? -1),
    membersOf: (place) => (members[group(place)] ?? []).map((one) => places[one] ?? -1),
    isFollowed: (place) => group(place) < followed,
    external: external(of),
  });
}

/** Sets that grow until nothing is added any more. */
function plainly({ members, followed, outside }: Parts, root: number): Reach {
  let groups = new Set([root]);
  for (;;) {
    const inner = [...groups].flatMap((one) => members[one] ?? []).filter((one) => one < followed);
    const next = new Set([...groups, ...inner]);
    if (next.size === groups.size) break;
    groups = next;
  }
  const rows = [...groups].map((one) => members[one] ?? []);
  const people = new Set(rows.flat().filter((one) => one >= followed));
  return {
    groups: groups.size,
    people: people.size,
    external: [...people].filter((one) => outside[one]).length,
    queries: rows.reduce((sum, row) => sum + Math.ceil(row.length / 20), 0),
    visits: rows.reduce((sum, row) => sum + row.length, 0),
  };
}

describe('the graph of groups', () => {
  it('MT-086 MT-087 What is behind a group is what plain sets find', () => {
    fc.assert(
      fc.property(parts, (of) => {
        const graph = graphOf(of);
        for (const [root, row] of of.members.entries()) {
          const place = of.places[root] ?? -1;
          const found = plainly(of, root);
          expect([...graph.walk(place)]).toEqual(Object.values(found));
          expect(graph.reach(place)).toEqual(found);
          expect(graph.reach(place)).toEqual(found);
          expect(graph.holdsGroups(place)).toBe(row.some((one) => one < of.followed));
          expect(graph.countDirect(place)).toBe(new Set(row).size);
          expect(lookupsOf(graph, place, 'groups')).toBe(found.groups);
          expect(lookupsOf(graph, place, 'nestedGroups')).toBe(found.groups - 1);
          expect(lookupsOf(graph, place, 'objects')).toBe(found.groups + found.people);
          expect(lookupsOf(graph, place, 'queriesOf20')).toBe(found.queries);
          const members = new Set(row).size;
          expect(countMembers(graph, place, true)).toEqual({ members, external: found.external });
          expect(countMembers(graph, place, false).members).toBe(found.people);
        }
      }),
    );
  });

  it('MT-086 Nobody is behind a person', () => {
    fc.assert(
      fc.property(parts, (of) => {
        const graph = graphOf(of);
        for (const place of of.places.slice(of.members.length)) {
          expect(graph.reach(place)).toMatchObject({ groups: 1, people: 0, visits: 0 });
          expect([graph.holdsGroups(place), graph.countDirect(place)]).toEqual([false, 0]);
        }
      }),
    );
  });

  it('cycles, diamonds, groups that are not followed and repeats are among them', () => {
    const drawn = fc.sample(parts, { numRuns: 40, seed: 0x5eed });
    const inner = ({ members, followed }: Parts): number[][] =>
      members.map((row) => row.filter((one) => one < followed));
    const occurs = (when: (of: Parts) => boolean) => expect(drawn.some(when)).toBe(true);
    occurs((of) => inner(of).some((row, root) => root < of.followed && row.includes(root)));
    occurs((of) => new Set(inner(of).flat()).size < inner(of).flat().length);
    occurs(({ members, followed }) =>
      members.flat().some((one) => one >= followed && one < members.length),
    );
    occurs(({ members }) => members.some((row) => new Set(row).size < row.length));
  });
});
