/**
 * Who is behind a group by a general graph library: graphology, walked breadth first over its
 * outgoing neighbours, the fastest way that it offers.
 *
 * Why: the expansion of the product is compared with it, in what it finds and in how long it takes.
 * Pinned, as the version of the library is: what is compared with must not move.
 */
import graphology, { type DirectedGraph } from 'graphology';
import type { Behind, NamedGroups } from './naive-expansion.ts';

type Node = { readonly isGroup: boolean; readonly isOutside: boolean };
export type NamedGraph = DirectedGraph<Node>;

export function graphOf(members: NamedGroups, outside: ReadonlySet<string>): NamedGraph {
  const graph: NamedGraph = new graphology.DirectedGraph<Node>();
  const add = (name: string): void => {
    const [, isNew] = graph.mergeNode(name);
    if (!isNew) return;
    graph.replaceNodeAttributes(name, {
      isGroup: members.has(name),
      isOutside: outside.has(name),
    });
  };
  for (const [group, ones] of members) {
    add(group);
    for (const one of ones) {
      add(one);
      graph.mergeDirectedEdge(group, one);
    }
  }
  return graph;
}

export function expandByGraphology(graph: NamedGraph, root: string): Behind {
  const seen = new Set([root]);
  const groups = [root];
  let people = 0;
  let external = 0;
  for (let next = 0; next < groups.length; next++) {
    graph.forEachOutNeighbor(groups[next], (name, { isGroup, isOutside }) => {
      if (seen.has(name)) return;
      seen.add(name);
      if (isGroup) {
        groups.push(name);
        return;
      }
      people++;
      if (isOutside) external++;
    });
  }
  return { groups: groups.length, people, external };
}
