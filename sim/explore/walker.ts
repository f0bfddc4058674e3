/**
 * The walker: one world that is moved by the world step, choice by choice, and taken back.
 *
 * A *choice point* is an instant at which somebody may act: between two instants at which anything
 * is scheduled, and at an instant whose events fall into some before people and some after them. A
 * state is the world at a choice point, with what is scheduled and what people have done already.
 *
 * Never: know what an event means, or move anything but by `step`.
 */
import { AssertionError, assert, at } from '../../model/assert.ts';
import { REQUEST_EXPIRY_MS } from '../../model/facts-classic.ts';
import type { Model } from '../../model/model.ts';
import type { Run } from '../../model/world/run.ts';
import { newRun, step } from '../../model/world/step.ts';
import type { Ground } from './ground.ts';
import { classMembers } from './interchange.ts';
import {
  type KnownPasses,
  newKnownPasses,
  noteMark,
  notePass,
  type PassRest,
  type Trip,
} from './known-passes.ts';
import {
  changesOf,
  type KnownSteps,
  LEADS,
  leadOf,
  newKnownSteps,
  noteStep,
} from './known-steps.ts';
import { newPending, PEOPLE, type Pending, type Waiting } from './pending.ts';
import {
  forgetStanding,
  goBack,
  keep,
  measure,
  newShadow,
  type Shadow,
  type Shot,
} from './shadow.ts';
import {
  newSituations,
  type Situations,
  situationOf,
  surroundingsOf,
  writeSituations,
} from './situations.ts';
import { newStates, type States, stateAt } from './states.ts';

/** How long after the last event somebody may still act. */
export const AFTERMATH_MS = 3_600_000;

/** A state that the walk can come back to. Nodes of known states are written over, by depth. */
export type Node = {
  state: number;
  /** As in `Here`. */
  readonly taken: number[];
  /** The number of what is common and what is scheduled. */
  surroundings: number;
  /** [recipient] */
  readonly situations: number[];
  /** What the world was; null: it is put together from where it came, when it is needed. */
  shot: Shot | null;
  /** Of a state that is known to follow another: which, by which edge. */
  from: Node | null;
  edge: number;
  readonly makeShot: (node: Node) => Shot;
};

export type Walker = {
  readonly ground: Ground;
  readonly run: Run;
  readonly shadow: Shadow;
  readonly pending: Pending;
  readonly situations: Situations;
  readonly states: States;
  /** Where the last measured world is. */
  readonly measured: { surroundings: number; readonly situations: number[] };
  /** How many world steps have been taken, and how many were known instead. */
  steps: number;
  stepsKnown: number;
  readonly here: { readonly taken: number[]; now: number; isMid: boolean };
  /** The members of each set of interchangeable recipients. */
  readonly classes: readonly (readonly number[])[];
  /** What is known; null: every step is taken. */
  readonly knowledge: Knowledge | null;
  readonly trip: Trip;
};

type Knowledge = {
  readonly steps: KnownSteps;
  readonly passes: KnownPasses;
  /** [choice] of recalls. */
  readonly recalls: (KnownPasses | undefined)[];
  /** How often something was known. */
  used: number;
  /** What was found last of a recall or of time; [recipient] the situations then. */
  rest: PassRest | null;
  readonly situationsThen: number[];
};

/**
 * A walker at the start of a setting.
 *
 * @param eachStep  whether every step is taken, known or not
 */
export function newWalker(model: Model, ground: Ground, eachStep: boolean): Walker {
  const { setting, choices, classOf } = ground;
  const free = new Set(choices.map(({ action }) => action));
  const pending = newPending((kind, a) => kind === 'act' && free.has(a));
  const run = newRun(model, setting, pending.push, null);
  const blocks = classOf.length;
  const classes = classMembers(classOf);
  return {
    ground,
    run,
    shadow: newShadow(run.world, ground, pending),
    pending,
    situations: newSituations(classOf),
    states: newStates(blocks, classes),
    measured: { surroundings: -1, situations: [] },
    steps: 0,
    stepsKnown: 0,
    here: { taken: new Array(blocks + 1).fill(0), now: 0, isMid: false },
    classes,
    knowledge:
      eachStep || ground.inFull
        ? null
        : {
            steps: newKnownSteps(1 + Math.max(0, ...choices.map(({ bit }) => bit))),
            passes: newKnownPasses(false),
            recalls: choices.map(({ isRecall }) => (isRecall ? newKnownPasses(true) : undefined)),
            used: 0,
            rest: null,
            situationsThen: [],
          },
    trip: { instants: 0, reached: 0, steps: 0 },
  };
}

/** Does what happens before anybody may act; returns the first state. */
export function start(walker: Walker): Node {
  assert(proceed(walker, -1, false), 'something is scheduled in a small world');
  settle(walker, null);
  return kept(walker);
}

/** Takes a choice; returns the state it leads to, or -1 when there is nothing to do it to. */
export function take(walker: Walker, node: Node, choice: number): number {
  const { run, ground, pending, here } = walker;
  const { action, owner, bit } = ground.choices[choice]!;
  const { audit } = run.world;
  const shot = stand(walker, node);
  const noted = audit.length;
  const { steps } = walker;
  walker.steps++;
  step(run, { at: shot.now, kind: 'act', a: action, b: 0 });
  for (let entry = noted; entry < audit.length; entry++) {
    if (audit[entry]!.result !== 'no-such-copy') continue;
    forgetStanding(walker.shadow);
    learn(walker, node, shot, choice, steps, false);
    return -1;
  }
  // What an action sets off at once happens before the next one, as the kernel has it.
  for (let next = pending.first(); isBeforePeople(next, shot.now); next = pending.first()) {
    pending.shift();
    perform(walker, next);
  }
  copyInto(here.taken, shot.taken);
  const block = owner < 0 ? here.taken.length - 1 : owner;
  here.taken[block] = here.taken[block]! | (1 << bit);
  standAt(walker, shot);
  const state = settle(walker, shot);
  learn(walker, node, shot, choice, steps, true);
  return state;
}

/** Notes what a choice has come to, where that depends on its recipient alone. */
function learn(
  walker: Walker,
  node: Node,
  shot: Shot,
  choice: number,
  before: number,
  done: boolean,
): void {
  const { knowledge, ground, shadow, situations } = walker;
  const { owner, bit, isLocal, isRecall } = ground.choices[choice]!;
  if (knowledge === null) return;
  const { steps } = knowledge;
  if (isRecall && done && isByItself(walker)) {
    walker.trip.instants = 1;
    walker.trip.reached = Number.NEGATIVE_INFINITY;
    notePast(walker, at(knowledge.recalls, choice)!, node, shot, before);
  }
  if (!isLocal) return;
  const situation = at(node.situations, owner);
  if (leadOf(steps, situation, bit) !== LEADS.UNKNOWN) return;
  const changes = done ? changesOf(shadow, shot, owner) : null;
  if (changes === null || changes === 'never') {
    noteStep(steps, situation, bit, changes === null ? LEADS.NOWHERE : LEADS.NEVER);
    return;
  }
  const blockId = at(shadow.blockIds, owner);
  const lead = situationOf(situations, node.surroundings, owner, blockId);
  noteStep(steps, situation, bit, lead, changes);
}

/** Lets time pass up to the next choice point; returns its state, or -1 at the end. */
export function pass(walker: Walker, node: Node): number {
  const { steps, shadow, here } = walker;
  const shot = stand(walker, node);
  copyInto(here.taken, shot.taken);
  if (!proceed(walker, shot.now, shot.isMid)) {
    forgetStanding(shadow);
    if (walker.steps === steps && walker.knowledge !== null)
      noteMark(walker.knowledge.passes, node.surroundings, 'end');
    return -1;
  }
  const state = settle(walker, shot);
  if (isByItself(walker)) notePast(walker, walker.knowledge!.passes, node, shot, steps);
  return state;
}

/** Notes what has just been done or has passed; `before`: the steps that had been taken by then. */
function notePast(
  { situations, shadow, trip, steps }: Walker,
  passes: KnownPasses,
  node: Node,
  shot: Shot,
  before: number,
): void {
  trip.steps = steps - before;
  const then = surroundingsOf(situations, shadow.commonId, shadow.waitingIds);
  notePass(passes, shadow, shot, node, { surroundings: then, trip });
}

/** Whether what happens to recipients may be known one by one. */
export function isByItself({ knowledge, shadow }: Walker): boolean {
  return knowledge !== null && !shadow.codes.entangled();
}

/** The state that the last `take` or `pass` led to, to come back to. */
export function kept(walker: Walker): Node {
  const node = newNode(isMade);
  const shot = keep(walker.shadow);
  node.shot = shot;
  copyInto(node.taken, shot.taken);
  node.state = stateOf(walker);
  node.surroundings = walker.measured.surroundings;
  copyInto(node.situations, walker.measured.situations);
  return node;
}

function isMade(): never {
  throw new AssertionError('what the world was at a state that was kept is there');
}

/** A node to write over. */
export function newNode(makeShot: Node['makeShot']): Node {
  return {
    state: -1,
    taken: [],
    surroundings: -1,
    situations: [],
    shot: null,
    from: null,
    edge: -1,
    makeShot,
  };
}

/** What the world was at a state. */
export function shotOf(node: Node): Shot {
  node.shot ??= node.makeShot(node);
  return node.shot;
}

/** Undoes the last `take` or `pass`, or comes back from a state that was kept after it. */
export function back(walker: Walker, node: Node): void {
  const shot = shotOf(node);
  goBack(walker.shadow, shot);
  standAt(walker, shot);
}

/** Moves the live world to a state on the way from the start, unless it is there. */
export function stand(walker: Walker, node: Node): Shot {
  const shot = shotOf(node);
  if (walker.shadow.standing !== shot) goBack(walker.shadow, shot);
  standAt(walker, shot);
  return shot;
}

function standAt({ here }: Walker, { now, isMid }: Shot): void {
  here.now = now;
  here.isMid = isMid;
}

function perform(walker: Walker, { event }: Waiting): void {
  walker.steps++;
  step(walker.run, event);
}

/** Measures the live world; returns its state. */
function settle(walker: Walker, from: Shot | null): number {
  measure(walker.shadow, from, walker.here);
  return stateOf(walker);
}

/** The state of the measured world. */
function stateOf({ shadow, situations, states, measured }: Walker): number {
  const { blockIds, commonId, waitingIds } = shadow;
  measured.surroundings = surroundingsOf(situations, commonId, waitingIds);
  writeSituations(situations, measured.surroundings, blockIds, measured.situations);
  return stateAt(states, measured.situations);
}

/** Lets time pass from an instant to the next choice point; false at the end of everything. */
function proceed(walker: Walker, from: number, fromMid: boolean): boolean {
  const { here, trip } = walker;
  let isMid = fromMid;
  let reached = from;
  for (trip.instants = 1; ; trip.instants++) {
    const instant = isMid ? from : nextInstant(walker, reached);
    if (instant === Number.POSITIVE_INFINITY) return false;
    trip.reached = instant;
    if (performAll(walker, instant, isMid)) {
      here.now = instant;
      here.isMid = true;
      return true;
    }
    isMid = false;
    reached = instant;
    const following = nextInstant(walker, reached);
    if (following - reached < 2) continue;
    here.isMid = false;
    const isLast = following === Number.POSITIVE_INFINITY;
    here.now = isLast ? reached + AFTERMATH_MS : Math.floor((reached + following) / 2);
    return true;
  }
}

/**
 * Performs what is scheduled at an instant. True when people may act before the rest of it:
 * something has happened whose turn is before theirs, and something is left whose turn is after.
 */
function performAll(walker: Walker, instant: number, isLater: boolean): boolean {
  const { pending } = walker;
  let isEarly = false;
  let mayStop = !isLater;
  for (let next = pending.first(); next?.event.at === instant; next = pending.first()) {
    if (next.kind <= PEOPLE) isEarly = true;
    else if (isEarly && mayStop) return true;
    else mayStop = false;
    pending.shift();
    perform(walker, next);
  }
  return false;
}

/** The next instant at which anything is scheduled, or the clock alone changes an answer. */
function nextInstant({ ground, run, pending, here }: Walker, after: number): number {
  const { choices, landmarks, recallLandmarks } = ground;
  let next = pending.awaitedAt();
  for (const mark of landmarks) if (mark > after && mark < next) next = mark;
  const isRecallLeft = choices.some(
    ({ isRecall, owner, bit }) =>
      isRecall && (here.taken[owner < 0 ? here.taken.length - 1 : owner]! & (1 << bit)) === 0,
  );
  if (isRecallLeft)
    for (const mark of recallLandmarks) if (mark > after && mark < next) next = mark;
  for (const { agent, requestedAt } of run.world.recalls) {
    const expiry = requestedAt + REQUEST_EXPIRY_MS;
    if (agent === 'classic' && expiry > after && expiry < next) next = expiry;
  }
  // What keeps no scenario alive happens only while something else is to come.
  return next === Number.POSITIVE_INFINITY ? next : Math.min(next, pending.nextAt());
}

export function copyInto(list: number[], from: readonly number[]): void {
  for (let i = 0; i < from.length; i++) list[i] = from[i]!;
}

function isBeforePeople(next: Waiting | undefined, now: number): next is Waiting {
  return next !== undefined && next.event.at <= now && next.kind < PEOPLE;
}
