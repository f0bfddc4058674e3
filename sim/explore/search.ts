/**
 * The search: every state and every path of one setting of a small world, depth first, each state
 * once.
 *
 * Time only goes forward and a choice is taken once, so the states form a graph without circles:
 * the paths through a state are counted, and what all of them lead to is known, when the walk
 * leaves it.
 */
import type { Model } from '../../model/model.ts';
import { addSmall, type Counts, newCounts, newSum } from './counts.ts';
import type { Part, Tally } from './expectation.ts';
import { follows, followsPass, foresee, foreseePass } from './foresight.ts';
import type { Ground } from './ground.ts';
import { orbitOf, timesOf } from './interchange.ts';
import { type Judge, newJudge } from './judge.ts';
import { back, kept, type Node, newWalker, pass, start, take, type Walker } from './walker.ts';

export type SearchResult = {
  /** Different states, interchangeable recipients counted as one. */
  readonly states: number;
  /** Different states when every recipient is told apart. */
  readonly statesApart: number;
  readonly paths: bigint;
  readonly pathsApart: bigint;
  /** World steps, and how many of them were known from the same step before. */
  readonly steps: number;
  readonly stepsKnown: number;
  /** The most states on one path. */
  readonly depth: number;
  /** Whether every path was walked to its end. */
  readonly isComplete: boolean;
  /** Whether interchangeable recipients met: then nothing here counts. */
  readonly crossed: boolean;
  /** [part] */
  readonly tallies: readonly Tally[];
  /** [rule] how often each rule was cited. */
  readonly hits: Uint32Array;
};

export type Search = {
  /** Walks on for about so many edges; null when there is more to do. */
  readonly advance: (edges: number) => SearchResult | null;
  /** What is known so far. */
  readonly result: () => SearchResult;
};

export type SearchOptions = {
  readonly parts: readonly Part[];
  /** No state beyond so many is walked on from. */
  readonly statesMax: number;
  /** Whether every step is taken, those too that are known from before. */
  readonly eachStep?: true;
};

/** A state on the way down, and what is known of the paths that lead on from it. */
type Frame = {
  readonly node: Node;
  /** The next edge to take: choices in their order, then time. */
  edge: number;
  readonly sum: Float64Array;
  readonly sumApart: Float64Array;
  /** As bits over the `leadsTo` parts: what holds here, and what every path from here comes to. */
  readonly from: number;
  readonly to: number;
  inevitable: number;
  /** How often the edge that leads down stands for one of interchangeable recipients. */
  readonly times: number;
};

type Searching = {
  readonly walker: Walker;
  readonly judge: Judge;
  readonly statesMax: number;
  readonly tallies: readonly Tally[];
  readonly stack: Frame[];
  /** [depth] the sums of the frame there, used again and again. */
  readonly sums: (readonly [Float64Array, Float64Array])[];
  /** [state] */
  readonly paths: Counts;
  readonly pathsApart: Counts;
  /** [state] as bits; undefined while it has not been walked. */
  readonly inevitable: number[];
  statesApart: number;
  depth: number;
  isComplete: boolean;
  isDone: boolean;
};

/** Prepares the search of one setting. */
export function newSearch(model: Model, ground: Ground, options: SearchOptions): Search {
  const walker = newWalker(model, ground, options.eachStep === true);
  const tallies: Tally[] = options.parts.map(() => ({ checked: 0, broken: 0 }));
  const searching: Searching = {
    walker,
    judge: newJudge(options.parts, tallies, walker),
    statesMax: options.statesMax,
    tallies,
    stack: [],
    sums: [],
    paths: newCounts(),
    pathsApart: newCounts(),
    inevitable: [],
    statesApart: 0,
    depth: 0,
    isComplete: true,
    isDone: false,
  };
  return {
    advance: (edges) => {
      if (searching.stack.length === 0 && !searching.isDone) enter(searching, start(walker), 1);
      for (let taken = 0; taken < edges && !searching.isDone; taken++) takeEdge(searching);
      return searching.isDone ? resultOf(searching) : null;
    },
    result: () => resultOf(searching),
  };
}

/** Takes the next edge of the state that the walk is in. */
function takeEdge(searching: Searching): void {
  const { walker, stack } = searching;
  const frame = stack[stack.length - 1]!;
  const { length } = walker.ground.choices;
  const edge = frame.edge++;
  if (edge > length) {
    leave(searching, frame);
    return;
  }
  if (edge === length) {
    const foreseen = foreseePass(walker, frame.node);
    const state = foreseen ?? pass(walker, frame.node);
    if (state < 0) end(searching, frame);
    else if (foreseen === null) arrive(searching, frame, state, 1);
    else arriveKnown(searching, frame, edge, state, 1);
    return;
  }
  const times = timesOf(walker, frame.node, edge);
  if (times === 0) return;
  const foreseen = foresee(walker, frame.node, edge);
  const state = foreseen ?? take(walker, frame.node, edge);
  if (state < 0) {
    if (foreseen === null) back(walker, frame.node);
  } else if (foreseen === null) arrive(searching, frame, state, times);
  else arriveKnown(searching, frame, edge, state, times);
}

/** As `arrive`, of an edge that is known: what it changes has been judged when it was taken. */
function arriveKnown(
  searching: Searching,
  frame: Frame,
  edge: number,
  state: number,
  times: number,
): void {
  const { walker } = searching;
  const { node } = frame;
  if (searching.inevitable[state] !== undefined) add(searching, frame, state, times);
  else if (walker.states.size() > searching.statesMax) searching.isComplete = false;
  else if (edge === walker.ground.choices.length)
    enter(searching, followsPass(walker, node, state), times);
  else enter(searching, follows(walker, node, edge, state), times);
}

/** Walks on from a state that has not been met before. */
function enter(searching: Searching, node: Node, times: number): void {
  const { judge, stack, walker } = searching;
  searching.statesApart += orbitOf(walker, node);
  searching.inevitable[node.state] = 0;
  const { from, to } = judge.state(node);
  const sums = searching.sums[stack.length] ?? [newSum(), newSum()];
  searching.sums[stack.length] = sums;
  const [sum, sumApart] = sums;
  sum.fill(0);
  sumApart.fill(0);
  stack.push({ node, edge: 0, sum, sumApart, from, to, inevitable: -1, times });
  if (stack.length > searching.depth) searching.depth = stack.length;
}

/** All paths on from a state are known: they count for the one above. */
function leave(searching: Searching, frame: Frame): void {
  const { judge, stack, paths, pathsApart } = searching;
  const { state } = frame.node;
  const inevitable = frame.to | frame.inevitable;
  paths.set(state, frame.sum);
  pathsApart.set(state, frame.sumApart);
  searching.inevitable[state] = inevitable;
  judge.keptPromises(frame.from, inevitable);
  stack.pop();
  const above = stack.at(-1);
  if (above === undefined) {
    searching.isDone = true;
    return;
  }
  add(searching, above, state, frame.times);
}

function add(searching: Searching, frame: Frame, state: number, times: number): void {
  searching.paths.addTo(frame.sum, state, 1);
  searching.pathsApart.addTo(frame.sumApart, state, times);
  frame.inevitable &= searching.inevitable[state]!;
}

/** An edge has led to a state: a new one, one that is known, or one beyond the bound. */
function arrive(searching: Searching, frame: Frame, state: number, times: number): void {
  const { walker, judge } = searching;
  judge.edge();
  if (searching.inevitable[state] !== undefined) {
    add(searching, frame, state, times);
    back(walker, frame.node);
  } else if (walker.states.size() > searching.statesMax) {
    searching.isComplete = false;
    back(walker, frame.node);
  } else enter(searching, kept(walker), times);
}

/** Nothing is left to happen. */
function end({ judge }: Searching, frame: Frame): void {
  judge.end(frame.node);
  addSmall(frame.sum, 1);
  addSmall(frame.sumApart, 1);
  frame.inevitable = 0;
}

function resultOf(searching: Searching): SearchResult {
  const { walker, paths, pathsApart, isDone } = searching;
  return {
    states: walker.states.size(),
    statesApart: searching.statesApart,
    paths: isDone ? paths.of(0) : 0n,
    pathsApart: isDone ? pathsApart.of(0) : 0n,
    steps: walker.steps + walker.stepsKnown,
    stepsKnown: walker.stepsKnown,
    depth: searching.depth,
    isComplete: searching.isComplete && isDone,
    crossed: walker.shadow.codes.crossed(),
    tallies: searching.tallies,
    hits: walker.run.hits,
  };
}
