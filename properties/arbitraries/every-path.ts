/**
 * Worlds with one addressee, and every path of each: what `explore` walks, in slices that can be
 * walked whole.
 *
 * A slice is a case of a bundled world with all addressees but one left out, and what stands in the
 * way of the others' mail; addressees who differ in nothing but their address make one slice.
 */
import fc from 'fast-check';

import type { Model } from '../../model/model.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { newSearch } from '../../sim/explore/search.ts';
import {
  interchangeableIn,
  type SmallWorld,
  scenarioOf,
  smallWorld,
  type Taken,
} from '../../sim/explore/small-world.ts';
import {
  back,
  kept,
  type Node,
  newWalker,
  pass,
  shotOf,
  start,
  take,
} from '../../sim/explore/walker.ts';
import { outcomeOf, type ScenarioOutcome } from '../../sim/outcome.ts';
import { exploredWorlds } from './explored.ts';

/** The slices of every bundled world, each world in an order by chance, one of each in turn. */
export function slices(): readonly Scenario[] {
  const worlds = exploredWorlds.map(({ cases }) => {
    const all = cases.flatMap(({ scenario }) => slicesOf(scenario));
    const different = [...new Map(all.map((slice) => [JSON.stringify(slice), slice])).values()];
    const { length: minLength } = different;
    return fc.sample(fc.shuffledSubarray(different, { minLength }), 1)[0] ?? [];
  });
  const most = Math.max(...worlds.map(({ length }) => length));
  return Array.from({ length: most }).flatMap((_, turn) =>
    worlds.flatMap((all) => all.slice(turn, turn + 1)),
  );
}

function slicesOf(scenario: Scenario): Scenario[] {
  const alike = interchangeableIn(scenario).flatMap((set) => set.slice(1));
  const addressees = scenario.timeline.flatMap(({ action }) =>
    action.kind === 'send' ? action.to : [],
  );
  return [...new Set(addressees)]
    .filter((address) => !alike.includes(address))
    .map((address) => sliceOf(scenario, address));
}

function sliceOf(scenario: Scenario, address: string): Scenario {
  const timeline = scenario.timeline.map(({ at: instant, action }) =>
    action.kind === 'send'
      ? { at: instant, action: { ...action, to: [address] } }
      : { at: instant, action },
  );
  const faults = scenario.faults.filter(
    (fault) => !('mailbox' in fault) || fault.mailbox === address,
  );
  return { ...scenario, name: 'a path', timeline, faults };
}

const worldOf = (slice: Scenario): SmallWorld =>
  smallWorld(slice, { withoutSymmetry: true, inFull: false });

/** Edges between states for each path of a slice that is small, at most. */
const EDGES_PER_PATH = 8;

/** How many paths a slice has, as the search counts them; null: more than `most`. */
export function countPaths(model: Model, slice: Scenario, most: number): number | null {
  const bounds = { parts: [], statesMax: Number.POSITIVE_INFINITY };
  const result = newSearch(model, worldOf(slice).ground, bounds).advance(most * EDGES_PER_PATH);
  return result !== null && result.paths <= most ? Number(result.paths) : null;
}

/** Walks every path of a slice, no two of them together; returns how many there were. */
export function walkEveryPath(
  model: Model,
  slice: Scenario,
  visit: (path: Scenario, outcome: ScenarioOutcome) => void,
): number {
  const world = worldOf(slice);
  const walker = newWalker(model, world.ground, true);
  const taken: Taken[] = [];
  let paths = 0;
  const end = (): void => {
    paths++;
    const path = scenarioOf(world, taken, 'a path');
    // The walk looks on as long as somebody might still act; a scenario ends with what is in it.
    const endedAt = Math.max(...path.timeline.map(({ at }) => at));
    visit(path, outcomeOf({ ...walker.run, endedAt, events: 0 }, slice.start));
  };
  const walk = (node: Node): void => {
    world.actions.forEach((_, choice) => {
      if (taken.some((one) => one.choice === choice)) return;
      if (take(walker, node, choice) >= 0) {
        taken.push({ choice, at: shotOf(node).now });
        walk(kept(walker));
        taken.pop();
      }
      back(walker, node);
    });
    if (pass(walker, node) >= 0) walk(kept(walker));
    else end();
    back(walker, node);
  };
  walk(start(walker));
  return paths;
}
