/** Groups by the graph: a small one to count by hand, and marks that run out. */
import { describe, expect, it } from 'vitest';
import { GroupGraph } from './group-graph.ts';

/** 0 holds 1 and 2, both hold 3, which holds 0; 4 to 6 are people, 6 outside. */
const members = [
  [1, 2, 4],
  [3, 4],
  [3, 5],
  [0, 6],
];
const diamond = new GroupGraph({
  groups: [0, 1, 2, 3],
  membersOf: (group) => members[group] ?? [],
  isFollowed: (one) => one < 4,
  external: Uint8Array.of(0, 0, 0, 0, 0, 0, 1),
});

describe('a diamond in a cycle', () => {
  it('has four groups and three people behind each of its groups', () => {
    for (const group of [0, 1, 2, 3])
      expect(diamond.reach(group)).toEqual({
        groups: 4,
        people: 3,
        external: 1,
        queries: 4,
        visits: 9,
      });
  });

  it('is counted the same after more walks than there are marks', () => {
    const first = [...diamond.walk(0)];
    for (let walk = 0; walk < 70_000; walk++) diamond.walk(walk & 3);
    expect([...diamond.walk(0)]).toEqual(first);
    expect(diamond.countDirect(0)).toBe(3);
  });
});
