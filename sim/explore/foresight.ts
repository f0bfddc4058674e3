/**
 * Foresight: where choices and time lead, when that is known without taking a step.
 *
 * The live world stays where it is. What it was at a state that was foreseen is put together when
 * something has to be taken from there after all.
 *
 * This is where a walk spends its time: nothing here makes an object for an edge or for a state.
 */
import { assert } from '../../model/assert.ts';
import type { Choice } from './ground.ts';
import {
  followPass,
  type KnownPasses,
  markOf,
  restOf,
  writeSituationsThen,
} from './known-passes.ts';
import { CHECKED_EVERY, changesAt, follow, LEADS, leadOf } from './known-steps.ts';
import type { Shot } from './shadow.ts';
import { stateAt, stateBeside } from './states.ts';
import {
  back,
  copyInto,
  isByItself,
  type Node,
  newNode,
  pass,
  shotOf,
  take,
  type Walker,
} from './walker.ts';

/** Instead of a state: there is nothing to do it to, or nothing left to happen. */
export const NOWHERE = -1;

/** Instead of a state: it has to be taken. */
export const UNFORESEEN = -2;

/** The edge that stands for no choice. */
export const TIME = -1;

/** Where a choice leads: its state, `NOWHERE` or `UNFORESEEN`. The live world stays where it is. */
export function foresee(walker: Walker, node: Node, choice: number): number {
  const { knowledge, ground, states } = walker;
  if (knowledge === null) return UNFORESEEN;
  const { owner, bit, isLocal, isRecall } = ground.choices[choice]!;
  if (isRecall) return foreseeRest(walker, knowledge.recalls[choice]!, node, choice);
  if (!isLocal) return UNFORESEEN;
  const situation = node.situations[owner]!;
  const lead = leadOf(knowledge.steps, situation, bit);
  if (lead === LEADS.UNKNOWN || lead === LEADS.NEVER) return UNFORESEEN;
  const state =
    lead === LEADS.NOWHERE ? NOWHERE : stateBeside(states, node.state, owner, situation, lead);
  walker.stepsKnown++;
  if (++knowledge.used % CHECKED_EVERY === 0) check(walker, node, choice, state);
  return state;
}

/** As `foresee`, of time that passes. */
export function foreseePass(walker: Walker, node: Node): number {
  const { knowledge } = walker;
  return knowledge === null ? UNFORESEEN : foreseeRest(walker, knowledge.passes, node, TIME);
}

function foreseeRest(walker: Walker, passes: KnownPasses, node: Node, choice: number): number {
  if (!isByItself(walker)) return UNFORESEEN;
  const knowledge = walker.knowledge!;
  const mark = markOf(passes, node.surroundings);
  if (mark !== 'open') return mark === 'end' ? NOWHERE : UNFORESEEN;
  const rest = restOf(passes, node.surroundings, node.situations);
  if (rest === null) return UNFORESEEN;
  const { situationsThen } = knowledge;
  writeSituationsThen(passes, walker.situations, node.situations, rest, situationsThen);
  const state = stateAt(walker.states, situationsThen);
  walker.stepsKnown += rest.steps;
  if (++knowledge.used % CHECKED_EVERY === 0) check(walker, node, choice, state);
  knowledge.rest = rest;
  return state;
}

/** Does what is known all the same, and compares. */
function check(walker: Walker, node: Node, choice: number, state: number): void {
  const { steps } = walker;
  const found = choice === TIME ? pass(walker, node) : take(walker, node, choice);
  assert(found === state, 'what is known leads where doing it leads');
  walker.steps = steps;
  back(walker, node);
}

/** A node to write over with states that are foreseen. */
export function newForeseen(walker: Walker): Node {
  return newNode((node) => shotOfForeseen(walker, node));
}

/** Writes the node that a choice or time leads to, which has just been foreseen. */
export function follows(walker: Walker, from: Node, edge: number, state: number, into: Node): void {
  const knowledge = walker.knowledge!;
  into.from = from;
  into.edge = edge;
  into.state = state;
  into.shot = null;
  copyInto(into.taken, from.taken);
  const choice = edge === TIME ? null : walker.ground.choices[edge]!;
  if (choice !== null) noteTaken(into.taken, choice);
  if (choice === null || choice.isRecall) {
    into.surroundings = knowledge.rest!.surroundings;
    copyInto(into.situations, knowledge.situationsThen);
    return;
  }
  const { owner, bit } = choice;
  into.surroundings = from.surroundings;
  copyInto(into.situations, from.situations);
  into.situations[owner] = leadOf(knowledge.steps, from.situations[owner]!, bit);
}

/** What is known of a recall, or of time that passes. */
function passesOf({ knowledge }: Walker, edge: number): KnownPasses {
  return edge === TIME ? knowledge!.passes : knowledge!.recalls[edge]!;
}

function noteTaken(taken: number[], { owner, bit }: Choice): void {
  const block = owner < 0 ? taken.length - 1 : owner;
  taken[block] = taken[block]! | (1 << bit);
}

/** What the world was at a state that was foreseen. */
function shotOfForeseen(walker: Walker, node: Node): Shot {
  const { knowledge, shadow, ground } = walker;
  const { from, edge } = node;
  assert(from !== null && knowledge !== null, 'a state that was foreseen has come from another');
  const before = shotOf(from);
  const choice = edge === TIME ? null : ground.choices[edge]!;
  if (choice === null || choice.isRecall) {
    const passes = passesOf(walker, edge);
    const rest = restOf(passes, from.surroundings, from.situations);
    assert(rest !== null, 'where it leads is known');
    return followPass(shadow, passes, before, from.situations, rest, node.taken);
  }
  const { owner, bit } = choice;
  const changes = changesAt(knowledge.steps, from.situations[owner]!, bit);
  const blockId = walker.situations.blockOf[node.situations[owner]!]!;
  return follow(shadow, before, changes, owner, { blockId, taken: node.taken });
}
