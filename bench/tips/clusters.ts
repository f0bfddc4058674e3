/**
 * The workload of group expansion: clusters of 150 groups and 200 people with 523 memberships,
 * diamonds and cycles among them; everybody’s number is drawn, so that no cluster lies together.
 *
 * A cluster: group i (from 1) is in a group of a lower number, so the first one reaches all; every
 * second group is in another one besides, whichever; each person is in a group, every second one in
 * two. 149 + 74 + 200 + 100 memberships, no two of them the same.
 */
import { at } from '../../model/assert.ts';
import { GroupGraph } from '../../model/org/group-graph.ts';
import { threefry2x32 } from '../../sim/streams.ts';
import type { NamedGroups } from '../baselines/naive-expansion.ts';

const GROUPS = 150;
const PEOPLE = 200;
const SIZE = GROUPS + PEOPLE;
/** One person in so many is outside. */
const OUTSIDE = 10;

export type Clusters = {
  /** [recipient] its members; null of a person. */
  readonly members: readonly (readonly number[] | null)[];
  /** [recipient] 1 where outside. */
  readonly external: Uint8Array;
  /** [cluster] the group that reaches all of it. */
  readonly roots: readonly number[];
};

/** Draws whole numbers below a bound, one after another. */
function newDice(): (below: number) => number {
  let drawn = 0;
  return (below) => Math.floor((threefry2x32([drawn++, 0], [2026, 6])[0] / 4_294_967_296) * below);
}

/** So many clusters; a cluster does not depend on how many there are, the numbering does. */
export function newClusters(count: number): Clusters {
  const dice = newDice();
  const edges: (readonly [group: number, member: number])[] = [];
  for (let cluster = 0; cluster < count; cluster++) {
    const base = cluster * SIZE;
    for (const [group, member] of clusterEdges(dice)) edges.push([base + group, base + member]);
  }
  const nameless = shuffled(count * SIZE, dice);
  const members = nameless.map((): number[] | null => null);
  const external = new Uint8Array(members.length);
  nameless.forEach((recipient, place) => {
    const isPerson = place % SIZE >= GROUPS;
    if (!isPerson) members[recipient] = [];
    else if (place % OUTSIDE === 0) external[recipient] = 1;
  });
  for (const [group, member] of edges) at(members, at(nameless, group))?.push(at(nameless, member));
  const roots = Array.from({ length: count }, (_, cluster) => at(nameless, cluster * SIZE));
  return { members, external, roots };
}

/** The memberships of one cluster; people come after its groups. */
function clusterEdges(dice: (below: number) => number): [group: number, member: number][] {
  const taken = new Set<number>();
  const edges: [number, number][] = [];
  const join = (member: number, groups: number): void => {
    let group = dice(groups);
    // Nobody is in a group twice, and no group in itself.
    while (taken.has(group * SIZE + member) || group === member) group = (group + 1) % GROUPS;
    taken.add(group * SIZE + member);
    edges.push([group, member]);
  };
  for (let group = 1; group < GROUPS; group++) {
    join(group, group);
    if (group % 2 === 0) join(group, GROUPS);
  }
  for (let person = GROUPS; person < SIZE; person++) {
    join(person, GROUPS);
    if (person % 2 === 0) join(person, GROUPS);
  }
  return edges;
}

/** 0 … count - 1 in a drawn order. */
function shuffled(count: number, dice: (below: number) => number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = dice(last + 1);
    [order[last], order[other]] = [at(order, other), at(order, last)];
  }
  return order;
}

export function graphOf({ members, external }: Clusters): GroupGraph {
  return new GroupGraph({
    groups: [...members.keys()].filter((recipient) => at(members, recipient) !== null),
    membersOf: (group) => members[group] ?? [],
    isFollowed: (recipient) => members[recipient] !== null,
    external,
  });
}

export function nameOf({ members }: Clusters, recipient: number): string {
  return `${members[recipient] === null ? 'user' : 'group'}${recipient}@contoso.com`;
}

/** The same by names, for who knows no numbers. */
export function namedOf(clusters: Clusters): { members: NamedGroups; outside: Set<string> } {
  const { external } = clusters;
  const name = (recipient: number): string => nameOf(clusters, recipient);
  const members = new Map<string, Set<string>>();
  const outside = new Set<string>();
  clusters.members.forEach((ones, recipient) => {
    if (ones !== null) members.set(name(recipient), new Set(ones.map(name)));
    if (external[recipient] === 1) outside.add(name(recipient));
  });
  return { members, outside };
}
