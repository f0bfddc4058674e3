/**
 * Foresight: where choices and time lead, when that is known without taking a step.
 *
 * The live world stays where it is. What it was at a state that was foreseen is put together when
 * something has to be taken from there after all.
 */
import { assert } from '../../model/assert.ts';
import { sortAt } from './interchange.ts';
import {
  blocksAfter,
  followPass,
  type KnownPasses,
  type PassRest,
  restOf,
} from './known-passes.ts';
import { CHECKED_EVERY, follow } from './known-steps.ts';
import type { Shot } from './shadow.ts';
import { situationsOf } from './situations.ts';
import { back, isByItself, type Node, pass, shotOf, take, type Walker } from './walker.ts';

/**
 * Where a choice leads when it is known: its state, -1 when there is nothing to do it to, null when
 * it has to be taken. The live world stays where it is.
 */
export function foresee(walker: Walker, node: Node, choice: number): number | null {
  const { knowledge } = walker;
  const { owner, bit, isLocal, isRecall } = walker.ground.choices[choice]!;
  if (knowledge === null) return null;
  if (isRecall) return foreseeRest(walker, knowledge.recalls[choice]!, node, choice);
  if (!isLocal) return null;
  const step = knowledge.steps[node.situations[owner]!]?.[bit];
  if (step === undefined || step === 'never') return null;
  const state = step === null ? -1 : stateBeside(walker, node, owner, step.blockId);
  walker.stepsKnown++;
  if (++knowledge.used % CHECKED_EVERY === 0) {
    const { steps } = walker;
    assert(take(walker, node, choice) === state, 'a known step leads where taking it leads');
    walker.steps = steps;
    back(walker, node);
  }
  return state;
}

/** The node that a known choice leads to. The live world stays where it is. */
export function follows(walker: Walker, node: Node, choice: number, state: number): Node {
  const { knowledge, ground, shadow } = walker;
  const { owner, bit, isRecall } = ground.choices[choice]!;
  if (isRecall && knowledge !== null) {
    const taken = changed(node.taken, node.taken.length - 1, node.taken.at(-1)! | (1 << bit));
    return followsRest(walker, knowledge.recalls[choice]!, node, taken, state);
  }
  const step = knowledge?.steps[node.situations[owner]!]?.[bit];
  assert(step !== undefined && step !== null && step !== 'never', 'the step is known');
  const { commonId, surroundings } = node;
  const blockIds = changed(node.blockIds, owner, step.blockId);
  const situations = changed(node.situations, owner, step.situation);
  const taken = changed(node.taken, owner, node.taken[owner]! | (1 << bit));
  const makeShot = (): Shot => follow(shadow, shotOf(node), step, owner, { blockIds, taken });
  return { state, blockIds, commonId, taken, surroundings, situations, shot: null, makeShot };
}

function changed(list: readonly number[], index: number, item: number): number[] {
  const copy = list.slice();
  copy[index] = item;
  return copy;
}

/** As `foresee`, of time that passes; -1: nothing is left to happen. */
export function foreseePass(walker: Walker, node: Node): number | null {
  const { knowledge } = walker;
  return knowledge === null ? null : foreseeRest(walker, knowledge.passes, node, TIME);
}

/** Stands for no choice. */
const TIME = -1;

function foreseeRest(
  walker: Walker,
  passes: KnownPasses,
  node: Node,
  choice: number,
): number | null {
  if (!isByItself(walker)) return null;
  const mark = passes.marks[node.surroundings];
  if (mark !== undefined) return mark === 'end' ? -1 : null;
  const rest = restOf(passes, node.surroundings, node.situations);
  if (rest === null) return null;
  const state = stateThrough(walker, passes, node, rest);
  walker.stepsKnown += rest.steps;
  if (++walker.knowledge!.used % CHECKED_EVERY === 0) {
    const { steps } = walker;
    const found = choice === TIME ? pass(walker, node) : take(walker, node, choice);
    assert(found === state, 'what is known leads where doing it leads');
    walker.steps = steps;
    back(walker, node);
  }
  return state;
}

/** As `follows`, of time that passes. */
export function followsPass(walker: Walker, node: Node, state: number): Node {
  return followsRest(walker, walker.knowledge!.passes, node, node.taken, state);
}

function followsRest(
  { knowledge, shadow }: Walker,
  passes: KnownPasses,
  node: Node,
  taken: readonly number[],
  state: number,
): Node {
  const rest = restOf(passes, node.surroundings, node.situations);
  assert(knowledge !== null && rest !== null, 'where it leads is known');
  const { commonId, surroundings } = rest;
  const blockIds = blocksAfter(passes, node.situations);
  const situations = situationsOf(knowledge.situations, surroundings, blockIds);
  const makeShot = (): Shot =>
    followPass(shadow, passes, shotOf(node), node.situations, rest, taken);
  return { state, blockIds, commonId, taken, surroundings, situations, shot: null, makeShot };
}

/** The state that differs from another in one block. */
function stateBeside(
  { classes, key, states }: Walker,
  { blockIds, commonId }: Node,
  owner: number,
  id: number,
): number {
  const blocks = blockIds.length;
  for (let block = 0; block < blocks; block++) key[block] = blockIds[block]!;
  key[owner] = id;
  for (const members of classes) sortAt(key, members);
  key[blocks] = commonId;
  return states.intern(key, blocks + 1);
}

/** The state that a known pass leads to. */
function stateThrough(
  { classes, key, states }: Walker,
  { parts }: KnownPasses,
  { situations }: Node,
  { commonId }: PassRest,
): number {
  const blocks = situations.length;
  for (let block = 0; block < blocks; block++) key[block] = parts[situations[block]!]!.blockId;
  for (const members of classes) sortAt(key, members);
  key[blocks] = commonId;
  return states.intern(key, blocks + 1);
}
