/**
 * The plain way to find who is behind a group: a map of sets of names, walked by recursion, with a
 * set of what was seen.
 *
 * Why: the expansion of the product is compared with it, in what it finds and in how long it takes.
 * Pinned: what is compared with must not move.
 */

/** What is behind a group, itself included, each once. */
export type Behind = {
  readonly groups: number;
  readonly people: number;
  readonly external: number;
};

/** [group] its members by name. Who has no entry is a person. */
export type NamedGroups = ReadonlyMap<string, ReadonlySet<string>>;

export function expandNaively(
  members: NamedGroups,
  outside: ReadonlySet<string>,
  root: string,
): Behind {
  const groups = new Set<string>();
  const people = new Set<string>();
  let external = 0;
  const visit = (group: string): void => {
    if (groups.has(group)) return;
    groups.add(group);
    for (const member of members.get(group) ?? []) {
      if (members.has(member)) visit(member);
      else if (!people.has(member)) {
        people.add(member);
        if (outside.has(member)) external++;
      }
    }
  };
  visit(root);
  return { groups: groups.size, people: people.size, external };
}
