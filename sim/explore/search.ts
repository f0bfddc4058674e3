/**
 * The search: every state and every path of one setting of a small world, depth first, each state
 * once.
 *
 * Time only goes forward and a choice is taken once, so the states form a graph without circles:
 * the paths through a state are counted, and what all of them lead to is known, when the walk
 * leaves it.
 */
import type { Model } from '../../model/model.ts';
import {
  APART,
  AS_ONE,
  addCounts,
  addOne,
  type Counts,
  countOf,
  newCounts,
  newSums,
  setCounts,
} from './counts.ts';
import type { Part, Tally } from './expectation.ts';
import {
  follows,
  foresee,
  foreseePass,
  NOWHERE,
  newForeseen,
  TIME,
  UNFORESEEN,
} from './foresight.ts';
import type { Ground } from './ground.ts';
import { orbitOf, writeTimes } from './interchange.ts';
import { type Judge, newJudge } from './judge.ts';
import { noteOutcome, outcomeOf, UNWALKED } from './states.ts';
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

/**
 * A state on the way down, and what is known of the paths that lead on from it. There is one for
 * each depth, written over again and again.
 */
type Frame = {
  /** To be written over when the state is foreseen. */
  readonly foreseen: Node;
  node: Node;
  /** The next edge to take: choices in their order, then time. */
  edge: number;
  /** [recipient] for how many it acts. */
  readonly actsFor: number[];
  readonly sums: Float64Array;
  /** As bits over the `leadsTo` parts: what holds here, and what every path from here comes to. */
  from: number;
  to: number;
  inevitable: number;
  /** How often the edge that leads down stands for one of interchangeable recipients. */
  times: number;
};

type Searching = {
  readonly walker: Walker;
  readonly judge: Judge;
  readonly statesMax: number;
  readonly tallies: readonly Tally[];
  /** [depth] */
  readonly frames: Frame[];
  /** How many of the frames are on the way down to where the walk is. */
  height: number;
  /** [state] */
  readonly counts: Counts;
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
    frames: [],
    height: 0,
    counts: newCounts(),
    statesApart: 0,
    depth: 0,
    isComplete: true,
    isDone: false,
  };
  return {
    advance: (edges) => {
      if (searching.height === 0 && !searching.isDone) {
        nextFrame(searching).node = start(walker);
        enter(searching, 1);
      }
      for (let taken = 0; taken < edges && !searching.isDone; taken++) takeEdge(searching);
      return searching.isDone ? resultOf(searching) : null;
    },
    result: () => resultOf(searching),
  };
}

/** Takes the next edge of the state that the walk is in that leads anywhere. */
function takeEdge(searching: Searching): void {
  const { walker } = searching;
  const frame = searching.frames[searching.height - 1]!;
  const { choices } = walker.ground;
  const { node, actsFor } = frame;
  const { taken } = node;
  while (frame.edge < choices.length) {
    const edge = frame.edge++;
    const { owner, bit } = choices[edge]!;
    if ((taken[owner < 0 ? taken.length - 1 : owner]! & (1 << bit)) !== 0) continue;
    const times = owner < 0 ? 1 : actsFor[owner]!;
    if (times === 0) continue;
    const foreseen = foresee(walker, node, edge);
    if (foreseen === NOWHERE) continue;
    if (foreseen >= 0) {
      if (arriveKnown(searching, frame, edge, foreseen, times)) return;
      continue;
    }
    const state = take(walker, node, edge);
    if (state >= 0) {
      arrive(searching, frame, state, times);
      return;
    }
    back(walker, node);
  }
  if (frame.edge++ === choices.length) letPass(searching, frame);
  else leave(searching, frame);
}

/** Takes the last edge of a state: time passes. */
function letPass(searching: Searching, frame: Frame): void {
  const { walker } = searching;
  const { node } = frame;
  const foreseen = foreseePass(walker, node);
  if (foreseen >= 0) {
    arriveKnown(searching, frame, TIME, foreseen, 1);
    return;
  }
  const state = foreseen === UNFORESEEN ? pass(walker, node) : NOWHERE;
  if (state < 0) end(searching, frame);
  else arrive(searching, frame, state, 1);
}

/**
 * As `arrive`, of an edge that is known: what it changes has been judged when it was taken. Whether
 * the walk goes on from there.
 */
function arriveKnown(
  searching: Searching,
  frame: Frame,
  edge: number,
  state: number,
  times: number,
): boolean {
  const { walker } = searching;
  if (isWalked(searching, state)) add(searching, frame, state, times);
  else if (walker.states.size > searching.statesMax) searching.isComplete = false;
  else {
    const next = nextFrame(searching);
    next.node = next.foreseen;
    follows(walker, frame.node, edge, state, next.node);
    enter(searching, times);
    return true;
  }
  return false;
}

function isWalked({ walker }: Searching, state: number): boolean {
  return outcomeOf(walker.states, state) !== UNWALKED;
}

/** The frame below those that the walk is in, to be filled. */
function nextFrame({ walker, frames, height }: Searching): Frame {
  if (height === frames.length) {
    const foreseen = newForeseen(walker);
    const rest = { edge: 0, from: 0, to: 0, inevitable: -1, times: 1 };
    frames.push({ foreseen, node: foreseen, actsFor: [], sums: newSums(), ...rest });
  }
  return frames[height]!;
}

/** Walks on from a state that has not been met before, whose node is in the next frame. */
function enter(searching: Searching, times: number): void {
  const { judge, walker } = searching;
  const frame = searching.frames[searching.height]!;
  const { node } = frame;
  searching.statesApart += orbitOf(walker, node);
  noteOutcome(walker.states, node.state, 0);
  const { from, to } = judge.state(node);
  writeTimes(walker, node, frame.actsFor);
  for (let i = 0; i < frame.sums.length; i++) frame.sums[i] = 0;
  frame.edge = 0;
  frame.from = from;
  frame.to = to;
  frame.inevitable = -1;
  frame.times = times;
  searching.height++;
  if (searching.height > searching.depth) searching.depth = searching.height;
}

/** All paths on from a state are known: they count for the one above. */
function leave(searching: Searching, frame: Frame): void {
  const { judge, counts, walker } = searching;
  const { state } = frame.node;
  const inevitable = frame.to | frame.inevitable;
  setCounts(counts, state, frame.sums);
  noteOutcome(walker.states, state, inevitable);
  judge.keptPromises(frame.from, inevitable);
  searching.height--;
  if (searching.height === 0) searching.isDone = true;
  else add(searching, searching.frames[searching.height - 1]!, state, frame.times);
}

function add(searching: Searching, frame: Frame, state: number, times: number): void {
  addCounts(frame.sums, searching.counts, state, times);
  frame.inevitable &= outcomeOf(searching.walker.states, state);
}

/** An edge has led to a state: a new one, one that is known, or one beyond the bound. */
function arrive(searching: Searching, frame: Frame, state: number, times: number): void {
  const { walker, judge } = searching;
  judge.edge();
  if (isWalked(searching, state)) {
    add(searching, frame, state, times);
    back(walker, frame.node);
  } else if (walker.states.size > searching.statesMax) {
    searching.isComplete = false;
    back(walker, frame.node);
  } else {
    nextFrame(searching).node = kept(walker);
    enter(searching, times);
  }
}

/** Nothing is left to happen. */
function end({ judge }: Searching, frame: Frame): void {
  judge.end(frame.node);
  addOne(frame.sums);
  frame.inevitable = 0;
}

function resultOf(searching: Searching): SearchResult {
  const { walker, counts, isDone } = searching;
  return {
    states: walker.states.size,
    statesApart: searching.statesApart,
    paths: isDone ? countOf(counts, 0, AS_ONE) : 0n,
    pathsApart: isDone ? countOf(counts, 0, APART) : 0n,
    steps: walker.steps + walker.stepsKnown,
    stepsKnown: walker.stepsKnown,
    depth: searching.depth,
    isComplete: searching.isComplete && isDone,
    crossed: walker.shadow.codes.crossed(),
    tallies: searching.tallies,
    hits: walker.run.hits,
  };
}
