/**
 * The shortest scenario in which a part does not hold: the fewest choices, then the earliest, then
 * the first in the order of the file.
 *
 * How: depth first with a limit on the number of choices, which grows by one until something is
 * found. A state is walked again only with more choices left than before.
 */
import type { Model } from '../../model/model.ts';
import type { Expectation as Expected } from '../../scenarios/scenario.ts';
import type { Part, Tally } from './expectation.ts';
import type { Ground } from './ground.ts';
import { timesOf } from './interchange.ts';
import { type Judge, newJudge, type Promises } from './judge.ts';
import type { Taken } from './small-world.ts';
import {
  back,
  kept,
  type Node,
  newWalker,
  pass,
  shotOf,
  start,
  take,
  type Walker,
} from './walker.ts';

export type Shortest = {
  readonly path: readonly Taken[];
  /** Where it shows; null: at the end. */
  readonly until: number | null;
  /** What a scenario file would expect instead. */
  readonly wanted: readonly Expected[];
};

type Hunt = {
  readonly walker: Walker;
  readonly judge: Judge;
  readonly tally: Tally;
  readonly path: Taken[];
  /** [state, with and without a promise that is owed] the most choices left when it was walked. */
  readonly walked: Map<number, number>;
  until: number | null;
};

/** The first path with at most so many choices on which a part is broken, or null. */
export function shortestBreak(
  model: Model,
  ground: Ground,
  part: Part,
  choicesMax: number,
): Shortest | null {
  const walker = newWalker(model, ground, true);
  const tally: Tally = { checked: 0, broken: 0 };
  const judge = newJudge([part], [tally], walker);
  const hunt: Hunt = { walker, judge, tally, path: [], walked: new Map(), until: null };
  const root = start(walker);
  const owed = isOwed(judge.state(root), false);
  const found = isBroken(hunt) || walk(hunt, root, choicesMax, owed);
  if (!found) return null;
  const scene = { run: walker.run, world: walker.run.world, now: walker.here.now };
  return { path: [...hunt.path], until: hunt.until, wanted: part.wanted?.(scene) ?? [] };
}

/** Whether something has just been broken; notes when, unless more happens at that very instant. */
function isBroken(hunt: Hunt): boolean {
  if (hunt.tally.broken === 0) return false;
  const { now, isMid } = hunt.walker.here;
  hunt.until = isMid ? null : now;
  return true;
}

function isOwed({ from, to }: Promises, owed: boolean): boolean {
  return (owed || from !== 0) && to === 0;
}

/** The walk has come to a state; whether it finds something from there. */
function comeTo(hunt: Hunt, state: number, left: number, owed: boolean): boolean {
  hunt.judge.edge();
  const node = kept(hunt.walker);
  const owes = isOwed(hunt.judge.state(node), owed);
  if (isBroken(hunt)) return true;
  const key = state * 2 + (owes ? 1 : 0);
  if ((hunt.walked.get(key) ?? -1) >= left) return false;
  hunt.walked.set(key, left);
  return walk(hunt, node, left, owes);
}

function walk(hunt: Hunt, node: Node, left: number, owed: boolean): boolean {
  const { walker, judge, path } = hunt;
  const { choices } = walker.ground;
  for (let choice = 0; left > 0 && choice < choices.length; choice++) {
    if (timesOf(walker, node, choice) === 0) continue;
    const state = take(walker, node, choice);
    if (state >= 0) {
      path.push({ choice, at: shotOf(node).now });
      if (comeTo(hunt, state, left - 1, owed)) return true;
      path.pop();
    }
    back(walker, node);
  }
  const state = pass(walker, node);
  if (state >= 0) {
    if (comeTo(hunt, state, left, owed)) return true;
  } else {
    judge.end(node);
    if (hunt.tally.broken > 0 || owed) return true;
  }
  back(walker, node);
  return false;
}
