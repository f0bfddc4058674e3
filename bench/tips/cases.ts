/**
 * What MailTips cost: a draft to about 200 recipients of every kind, group expansion at its limit
 * and as a workload, organizations of a thousand to a million mailboxes.
 */
import { at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import type { GroupGraph } from '../../model/org/group-graph.ts';
import { tipSettingsOf } from '../../model/org/mailtips.ts';
import { compileBase, compileScenario, compileTimeline } from '../../scenarios/compile.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { chief, standOrganization, writtenOrganization } from '../../sim/large-organization.ts';
import { expandByGraphology, graphOf as graphologyOf } from '../baselines/graphology-expansion.ts';
import { expandNaively } from '../baselines/naive-expansion.ts';
import { bytesPerCall, type Case, type Found, type Side } from '../harness.ts';
import { type Clusters, graphOf, namedOf, nameOf, newClusters } from './clusters.ts';
import { composer, foundIn } from './composer.ts';
import { draftScenario, kinds } from './draft-world.ts';
import { draftCounts, lookupCounts, organizationCounts } from './expected.ts';
import { type Shape, shaped, shapedScenario, shapes } from './shapes.ts';

const model = createModel(tabulateAll());

/** A draft around the limit of recipients: composed again, and in a world that knows nothing. */
export function draftCases(): Case[] {
  return [199, 200, 201].map((recipients): Case => {
    const setting = once(() => compileScenario(draftScenario(recipients)));
    const again = once(() => composer(model, setting()));
    return {
      name: 'tips-draft',
      size: { recipients, kinds: kinds.length },
      operations: 1,
      expected: draftCounts[recipients] ?? null,
      sides: [
        { name: 'composed again', run: () => foundIn(again()(), recipients) },
        { name: 'first look', run: () => foundIn(composer(model, setting())(), recipients) },
      ],
    };
  });
}

/** Clusters in every form that is compared, made when they are first asked for. */
function inAllForms(clusters: Clusters) {
  const { members, outside } = namedOf(clusters);
  const names = clusters.roots.map((root) => nameOf(clusters, root));
  return {
    graph: graphOf(clusters),
    general: graphologyOf(members, outside),
    ...{ clusters, members, outside, names },
  };
}

type Forms = () => ReturnType<typeof inAllForms>;
type Behind = { readonly groups: number; readonly people: number; readonly external: number };

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What is behind all roots. */
function total<T>(roots: readonly T[], behind: (root: T) => Behind): Found {
  const sum = { lookups: 0, people: 0, external: 0 };
  let checksum = 0;
  for (const root of roots) {
    const { groups, people, external } = behind(root);
    sum.lookups += groups;
    sum.people += people;
    sum.external += external;
    checksum = (Math.imul(checksum, 31) + groups * 7 + people * 3 + external) | 0;
  }
  return { counts: sum, checksum };
}

/** Walks from every root of clusters, by what is compared. */
function expansions(forms: Forms): [Side, ...Side[]] {
  const walk = (graph: GroupGraph) => (root: number) => {
    const sums = graph.walk(root);
    return { groups: sums[0]!, people: sums[1]!, external: sums[2]! };
  };
  const rows = (): Found => total(forms().clusters.roots, walk(forms().graph));
  const known = (): Found => {
    const { clusters, graph } = forms();
    return total(clusters.roots, (root) => graph.reach(root));
  };
  const naive = (): Found => {
    const { members, names, outside } = forms();
    return total(names, (name) => expandNaively(members, outside, name));
  };
  const general = (): Found =>
    total(forms().names, (name) => expandByGraphology(forms().general, name));
  return [
    { name: 'rows', run: rows },
    { name: 'rows, remembered', run: known },
    { name: 'map of sets', run: naive },
    { name: 'graphology', run: general },
  ];
}

/** Members looked at from all roots, and bytes that a walk leaves on the heap. */
function ownCounts(forms: Forms): Found['counts'] {
  const { graph, clusters } = forms();
  const { roots } = clusters;
  const visits = roots.reduce((sum, root) => sum + at(graph.walk(root), 4), 0);
  return { visits, allocations: bytesPerCall(() => graph.walk(at(roots, 0)), 2_000) };
}

/** Clusters of 150 groups and 200 people with 523 memberships, numbered at random. */
export function expansionCases(): Case[] {
  return [10, 1_000].map((count): Case => {
    const forms = once(() => inAllForms(newClusters(count)));
    return {
      name: 'tips-expansion',
      size: { clusters: count, groups: 150, people: 200, memberships: 523 },
      operations: count,
      expected: null,
      sides: expansions(forms),
      own: {
        count: () => ownCounts(forms),
        expected: { visits: 523 * count, allocations: 0 },
      },
    };
  });
}

/** A restricted dynamic group around the limit of lookups, in every shape. */
export function lookupCases(): Case[] {
  return shapes.flatMap((shape) => [149, 150, 151].map((lookups) => lookupCase(shape, lookups)));
}

export function lookupCase(shape: Shape, lookups: number): Case {
  const forms = once(() => inAllForms(shaped(shape, lookups)));
  return {
    name: 'tips-lookups',
    size: { shape: shapes.indexOf(shape), lookups },
    operations: 1,
    expected: null,
    sides: expansions(forms),
    own: {
      // What the product tells of the group: its text up to 150 lookups, nothing above.
      count: () => {
        const setting = compileScenario(shapedScenario(forms().clusters));
        const snapshot = composer(model, setting)();
        const tips = snapshot.tips.filter(({ kind }) => kind === 'custom').length;
        return { ...ownCounts(forms), lookupsTold: snapshot.lookups, tips };
      },
      expected: { ...lookupCounts(shape, lookups), allocations: 0 },
    },
  };
}

const seed = { high: 0, low: 2026 };

/** The draft of an organization: every 20th recipient is a dynamic group, every fifth a group. */
function organizationScenario(mailboxes: number): Scenario {
  const base = draftScenario(0);
  const groups = Math.ceil(mailboxes / 10);
  const dynamics = Math.ceil(mailboxes / 1_000);
  const to = Array.from({ length: 200 }, (_, i) => {
    if (i % 20 === 0) return `d${(i / 20) % dynamics}@contoso.com`;
    return i % 5 === 1
      ? `g${(i * 7) % groups}@contoso.com`
      : `m${(i * 5_003) % mailboxes}@contoso.com`;
  });
  return {
    ...base,
    tenants: {},
    timeline: base.timeline.map((entry) =>
      entry.action.kind === 'compose'
        ? { ...entry, action: { ...entry.action, from: chief, to, cc: [], bcc: [] } }
        : entry,
    ),
  };
}

/** An organization from nothing to the first draft, its groups counted. */
export function organizationCases(sizes = [1_000, 10_000, 100_000, 1_000_000]): Case[] {
  return sizes.map((mailboxes): Case => {
    const scenario = organizationScenario(mailboxes);
    const plan = { mailboxes, seed };
    let graph: GroupGraph | null = null;
    const stand = (): Found => {
      const base = standOrganization(plan, scenario);
      const { org, tenants } = at(base.epochs, 0);
      graph = tipSettingsOf(at(tenants, 0), org).graph;
      return foundIn(composer(model, compileTimeline(base, scenario))(), org.recipientCount);
    };
    const compile = (): Found => {
      const written = { ...scenario, tenant: writtenOrganization(plan) };
      const base = compileBase(written, []);
      return foundIn(composer(model, compileTimeline(base, written))(), base.book.addresses.length);
    };
    const isSlow = mailboxes > 10_000;
    const sides: [Side, ...Side[]] = [{ name: 'stood up', run: stand, isSlow }];
    // Written out, more takes minutes.
    if (mailboxes <= 10_000) sides.push({ name: 'written out', run: compile, isSlow: true });
    return {
      name: 'tips-organization',
      size: { mailboxes },
      operations: mailboxes,
      expected: null,
      sides,
      own: {
        count: () => sumOfGroups(graph),
        expected: organizationCounts[mailboxes] ?? null,
      },
      growth: { by: 'mailboxes', atMost: 1 },
    };
  });
}

/** Every group of an organization, walked. */
function sumOfGroups(graph: GroupGraph | null): Found['counts'] {
  const sum = { groups: 0, groupLookups: 0, visits: 0, largest: 0 };
  for (const group of graph?.groups ?? []) {
    const { groups, people, visits } = graph!.reach(group);
    sum.groups++;
    sum.groupLookups += groups;
    sum.visits += visits;
    sum.largest = Math.max(sum.largest, people);
  }
  return sum;
}

/** A draft to 200 recipients, composed again in organizations of every size. */
export function organizationDraftCases(sizes = [1_000, 10_000, 100_000, 1_000_000]): Case[] {
  return sizes.map((mailboxes): Case => {
    const scenario = organizationScenario(mailboxes);
    const again = once(() => {
      const base = standOrganization({ mailboxes, seed }, scenario);
      return composer(model, compileTimeline(base, scenario));
    });
    return {
      name: 'tips-organization-draft',
      size: { mailboxes },
      operations: 1,
      expected: null,
      sides: [{ name: 'composed again', run: () => foundIn(again()(), 200) }],
      growth: { by: 'mailboxes', atMost: 0 },
    };
  });
}
