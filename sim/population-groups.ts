/**
 * The distribution groups of a grown organization: sizes, nesting, and members outside.
 *
 * Why: recalls and MailTips meet people through groups; how large groups are and how many hold
 * outsiders decides more than any habit of a reader.
 *
 * Never: make a cycle (a nested group holds only groups that hold none).
 *
 * Source: the group figures of `scenarios/presets.ts`; Bentley and Floyd, "A sample of brilliance"
 * (Communications of the ACM 30, 1987) for drawing without repetition.
 */
import type { PopulationNumbers } from '../scenarios/presets.ts';
import { exp, normalQuantile } from './arithmetic.ts';
import type { Draws } from './streams.ts';
import { bernoulli } from './variates.ts';

/** A group with the property names of Get-DistributionGroup. */
export interface GrownGroup {
  readonly PrimarySmtpAddress: string;
  readonly DisplayName: string;
  readonly Alias: string;
}

/** The members of a group, by address. */
export interface GroupMembers {
  readonly Identity: string;
  readonly Members: readonly string[];
}

/** What groups are grown from. */
export interface GroupPlan {
  readonly draws: Draws;
  readonly domain: string;
  readonly preset: PopulationNumbers;
  /** addresses of the people inside, at least one */
  readonly inside: readonly string[];
  /** addresses of the people outside */
  readonly outside: readonly string[];
}

/** One group before its members are chosen. */
interface Outline {
  readonly address: string;
  readonly group: number;
  /** member rows besides held groups */
  readonly size: number;
  /** of these, rows outside */
  readonly outsideRows: number;
  readonly isNested: boolean;
}

/** Uniforms of one group's members are numbered in three separate ranges. */
const FIRST_DRAW = { inside: 0, outside: 0x40000000, groups: 0x80000000 } as const;
/** The group of all staff is entity 0, the others follow. */
const ALL_STAFF = 0;

/**
 * Chooses distinct elements, each set equally likely, with one uniform each (Floyd's algorithm).
 *
 * @param count  more than there are means all
 */
function chooseDistinct<T>(from: readonly T[], count: number, draw: (nth: number) => number): T[] {
  const chosen = new Set<number>();
  const wanted = Math.min(count, from.length);
  for (let top = from.length - wanted; top < from.length; top++) {
    const at = Math.floor(draw(top - from.length + wanted) * (top + 1));
    chosen.add(chosen.has(at) ? top : at);
  }
  return [...chosen].flatMap((at) => from.slice(at, at + 1));
}

/** Rows of a group, held groups aside: log-normal, rounded up, at most the all-staff share. */
function sizeOf({ draws, preset, inside }: GroupPlan, group: number): number {
  const { mu, sigma } = preset.groupSize;
  const drawn = Math.ceil(
    exp(mu + sigma * normalQuantile(draws.uniform('population.group', group, 0))),
  );
  return Math.max(1, Math.min(drawn, Math.floor(inside.length * preset.allStaffShare)));
}

/**
 * Sizes, nesting and outsiders of all groups.
 *
 * Few groups (7 %) hold many outside rows (8 % of all), so those are larger groups: the chance of
 * holding outsiders is proportional to size, and their share in such a group is set so that both
 * figures come out as expected: rows wanted / rows in such groups.
 */
function outlinesOf(plan: GroupPlan): Outline[] {
  const { draws, preset, inside, domain } = plan;
  const count = Math.round(preset.groupsPerMailbox * inside.length);
  const sizes = Array.from({ length: count }, (_, nth) => sizeOf(plan, nth + 1));
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const chances = sizes.map((size) =>
    Math.min(1, (preset.outsideGroupShare * size * count) / rows),
  );
  const rowsThere = sizes.reduce((sum, size, nth) => sum + size * (chances[nth] ?? 0), 0);
  const share = Math.min(1, (preset.outsideMemberShare * rows) / Math.max(rowsThere, 1));
  return sizes.map((size, nth) => {
    const group = nth + 1;
    const hasOutside = bernoulli(chances[nth] ?? 0, draws.uniform('population.group', group, 2));
    return {
      address: `team-${group}@${domain}`,
      group,
      size,
      outsideRows: hasOutside ? Math.max(1, Math.round(size * share)) : 0,
      isNested: bernoulli(preset.nestedGroupShare, draws.uniform('population.group', group, 1)),
    };
  });
}

/** Members of one group: people inside, people outside, then groups that hold none themselves. */
function membersOf(plan: GroupPlan, outline: Outline, flat: readonly string[]): string[] {
  const { draws, preset, inside, outside } = plan;
  const drawFrom = (first: number) => (nth: number) =>
    draws.uniform('population.groupMember', outline.group, first + nth);
  const rowsOutside = Math.min(outline.outsideRows, outside.length);
  const held = outline.isNested ? preset.nestedGroupChildren : 0;
  return [
    ...chooseDistinct(inside, outline.size - rowsOutside, drawFrom(FIRST_DRAW.inside)),
    ...chooseDistinct(outside, rowsOutside, drawFrom(FIRST_DRAW.outside)),
    ...chooseDistinct(flat, held, drawFrom(FIRST_DRAW.groups)),
  ];
}

/**
 * Grows the group of all staff and the teams.
 *
 * @returns  groups and their members, in one order; addresses and members of a group are unique
 */
export function growGroups(plan: GroupPlan): {
  DistributionGroup: GrownGroup[];
  DistributionGroupMember: GroupMembers[];
} {
  const outlines = outlinesOf(plan);
  const flat = outlines.filter((outline) => !outline.isNested).map((outline) => outline.address);
  const allStaff = `all-staff@${plan.domain}`;
  const staff = plan.inside.filter((_, index) =>
    bernoulli(
      plan.preset.allStaffShare,
      plan.draws.uniform('population.groupMember', ALL_STAFF, index),
    ),
  );
  return {
    DistributionGroup: [
      { PrimarySmtpAddress: allStaff, DisplayName: 'All Staff', Alias: 'all-staff' },
      ...outlines.map(({ address, group }) => ({
        PrimarySmtpAddress: address,
        DisplayName: `Team ${group}`,
        Alias: `team-${group}`,
      })),
    ],
    DistributionGroupMember: [
      { Identity: allStaff, Members: staff },
      ...outlines.map((outline) => ({
        Identity: outline.address,
        Members: membersOf(plan, outline, flat),
      })),
    ],
  };
}
