/**
 * The groups of an organization as compressed rows: who is behind a group is found by walking two
 * integer arrays.
 *
 * How: what groups hold gets ids of its own, followed groups first, in the order in which a walk
 * meets them, so that what is behind a group lies together in memory. An entry holds an id and, in
 * its lowest bit, whether that is outside. Marks are not cleared after a walk: each writes a number
 * of its own. A walk allocates nothing; its sums are kept, for a graph never changes.
 *
 * Never: recurse. Nesting is as deep as the tenant makes it.
 */
import { at } from '../assert.ts';

/** Addresses that one query of the directory resolves. [M-170] */
const QUERY_MAX = 20;

/** What is behind a group, the group itself and nested ones included, each once. */
export type Reach = {
  /** Groups that are expanded. */
  readonly groups: number;
  /** Everybody else. */
  readonly people: number;
  /** Those of them outside. */
  readonly external: number;
  /** Queries of 20 addresses that resolve the members of every group. */
  readonly queries: number;
  /** Members that are looked at, each as often as it is written. */
  readonly visits: number;
};

/** What a graph is made of. Groups and members are recipients. */
export type GroupList = {
  /** Each once. */
  readonly groups: readonly number[];
  readonly membersOf: (group: number) => ArrayLike<number>;
  /** Whether what is behind a member is behind its group too. */
  readonly isFollowed: (group: number) => boolean;
  /** [recipient] 1 where it is outside. */
  readonly external: Uint8Array;
};

/** Marks are small, for memory is what a walk waits for; they are cleared once in so many walks. */
const MARK_MAX = 0xffff;

/** The sums that a walk comes to, in the order of `Reach`. */
const SUMS = 5;

export class GroupGraph {
  /** Recipients, in the order in which they were given. */
  readonly groups: readonly number[];
  /** [recipient] its id; -1 where it is in no group and none itself. */
  private readonly idOf: Int32Array;
  /** Ids below are groups that are followed; ids of the other groups come next. */
  private readonly followed: number;
  private readonly rowCount: number;
  /** [id of a group] its first entry; one more at the end. */
  private readonly start: Int32Array;
  /** id * 2 + (1 where outside). */
  private readonly entries: Int32Array;
  /** [id] the last walk that met it. */
  private readonly marks: Uint16Array;
  private readonly stack: Int32Array;
  private walks = 0;
  private readonly sums = new Int32Array(SUMS);
  /** [id of a group * SUMS] what was found; -1 before. */
  private readonly known: Int32Array;

  constructor(list: GroupList) {
    const { groups, external, membersOf } = list;
    const numbered = numberAll(list);
    this.groups = groups;
    this.idOf = numbered.idOf;
    this.followed = numbered.followed;
    this.rowCount = groups.length;
    this.start = new Int32Array(groups.length + 1);
    for (const group of groups) this.start[at(this.idOf, group) + 1] = membersOf(group).length;
    for (let id = 0; id < groups.length; id++) this.start[id + 1]! += at(this.start, id);
    this.entries = new Int32Array(at(this.start, groups.length));
    for (const group of groups) {
      const members = membersOf(group);
      const first = at(this.start, at(this.idOf, group));
      for (let i = 0; i < members.length; i++) {
        const member = members[i]!;
        this.entries[first + i] = this.idOf[member]! * 2 + external[member]!;
      }
    }
    this.marks = new Uint16Array(numbered.count);
    // One place more: a member is written before it is known to be a group to follow.
    this.stack = new Int32Array(groups.length + 1);
    this.known = new Int32Array(groups.length * SUMS).fill(-1);
  }

  /** Whether a recipient has a row of its own here. */
  isGroup(recipient: number): boolean {
    const id = this.idOf[recipient] ?? -1;
    return id >= 0 && id < this.rowCount;
  }

  /** What is behind a group; nobody behind anybody else. */
  reach(recipient: number): Reach {
    if (!this.isGroup(recipient))
      return { groups: 1, people: 0, external: 0, queries: 0, visits: 0 };
    const { known } = this;
    const place = at(this.idOf, recipient) * SUMS;
    if (at(known, place) < 0) known.set(this.walk(recipient), place);
    return {
      groups: at(known, place),
      people: at(known, place + 1),
      external: at(known, place + 2),
      queries: at(known, place + 3),
      visits: at(known, place + 4),
    };
  }

  /**
   * Walks what is behind a group, whatever is known. O(visits); allocates nothing.
   *
   * @param recipient  a group
   * @returns          the sums in the order of `Reach`, until the next walk
   */
  walk(recipient: number): Int32Array {
    const { entries, followed, marks, stack, start, sums } = this;
    const root = this.idOf[recipient]!;
    const mark = this.nextMark();
    let groups = 0;
    let people = 0;
    let external = 0;
    let queries = 0;
    let visits = 0;
    let top = 1;
    stack[0] = root;
    // A group that is not followed is a member like any other where it comes up again.
    if (root < followed) marks[root] = mark;
    while (top > 0) {
      const group = stack[--top]!;
      const end = start[group + 1]!;
      const size = end - start[group]!;
      groups++;
      visits += size;
      queries += ((size + QUERY_MAX - 1) / QUERY_MAX) | 0;
      for (let i = end - size; i < end; i++) {
        // Without branches, for nothing foretells them: 1 or 0 for new, and for a followed group.
        const entry = entries[i]!;
        const id = entry >> 1;
        const unlike = marks[id]! ^ mark;
        const isNew = (unlike | -unlike) >>> 31;
        const isGroup = (id - followed) >>> 31;
        marks[id] = mark;
        stack[top] = id;
        top += isNew & isGroup;
        people += isNew & ~isGroup;
        external += isNew & ~isGroup & entry;
      }
    }
    sums[0] = groups;
    sums[1] = people;
    sums[2] = external;
    sums[3] = queries;
    sums[4] = visits;
    return sums;
  }

  /** Whether a group holds a group that is followed. */
  holdsGroups(recipient: number): boolean {
    if (!this.isGroup(recipient)) return false;
    const { entries, followed, start } = this;
    const row = at(this.idOf, recipient);
    for (let i = at(start, row); i < at(start, row + 1); i++) {
      if (at(entries, i) >> 1 < followed) return true;
    }
    return false;
  }

  /** How many members are written in a group, each once. */
  countDirect(recipient: number): number {
    if (!this.isGroup(recipient)) return 0;
    const { entries, marks, start } = this;
    const row = at(this.idOf, recipient);
    const mark = this.nextMark();
    let count = 0;
    for (let i = at(start, row); i < at(start, row + 1); i++) {
      const id = at(entries, i) >> 1;
      if (at(marks, id) !== mark) count++;
      marks[id] = mark;
    }
    return count;
  }

  /** A number that no mark has. */
  private nextMark(): number {
    if (this.walks === MARK_MAX) {
      this.marks.fill(0);
      this.walks = 0;
    }
    return ++this.walks;
  }
}

type Numbered = {
  readonly idOf: Int32Array;
  readonly followed: number;
  /** How many ids there are. */
  readonly count: number;
};

/**
 * Numbers groups and members: what hangs together lies together, in the order in which walks from
 * each group meet it.
 */
function numberAll(list: GroupList): Numbered {
  const { membersOf, isFollowed, external } = list;
  const groups = together(list);
  const idOf = new Int32Array(external.length).fill(-1);
  const order: number[] = [];
  const follow = (group: number): void => {
    if (idOf[group]! >= 0 || !isFollowed(group)) return;
    idOf[group] = order.push(group) - 1;
  };
  let next = 0;
  for (const group of groups) {
    follow(group);
    for (; next < order.length; next++) {
      const members = membersOf(at(order, next));
      for (let i = 0; i < members.length; i++) follow(members[i]!);
    }
  }
  const followed = order.length;
  for (const group of groups) {
    if (at(idOf, group) < 0) idOf[group] = order.push(group) - 1;
  }
  let count = order.length;
  for (const group of order) {
    const members = membersOf(group);
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      if (idOf[member]! < 0) idOf[member] = count++;
    }
  }
  return { idOf, followed, count };
}

/** The groups, those that hold one another side by side. */
function together({ groups, membersOf, isFollowed, external }: GroupList): number[] {
  const parent = new Int32Array(external.length);
  for (let one = 0; one < parent.length; one++) parent[one] = one;
  const find = (recipient: number): number => {
    let root = recipient;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  for (const group of groups) {
    const members = membersOf(group);
    for (let i = 0; i < members.length; i++) {
      const member = members[i]!;
      if (isFollowed(member)) parent[find(member)] = find(group);
    }
  }
  return [...groups].sort((a, b) => find(a) - find(b));
}
