/**
 * The walker: one world that is moved by the world step, choice by choice, and taken back.
 *
 * A *choice point* is an instant at which somebody may act: between two instants at which anything
 * is scheduled, and at an instant whose events fall into some before people and some after them. A
 * state is the world at a choice point, with what is scheduled and what people have done already.
 *
 * Never: know what an event means, or move anything but by `step`.
 */
import { assert, at } from '../../model/assert.ts';
import { REQUEST_EXPIRY_MS } from '../../model/facts-classic.ts';
import type { Model } from '../../model/model.ts';
import { eventKinds, type Run } from '../../model/world/run.ts';
import { newRun, step } from '../../model/world/step.ts';
import type { Ground } from './ground.ts';
import {
  CHECKED_EVERY,
  follow,
  type KnownSteps,
  knownKey,
  learnt,
  newKnownSteps,
} from './known-steps.ts';
import { newPending, type Pending, type Waiting } from './pending.ts';
import {
  forgetStanding,
  goBack,
  keep,
  measure,
  newShadow,
  type Shadow,
  type Shot,
} from './shadow.ts';
import { newTuples, type Tuples } from './tuples.ts';

/** How long after the last event somebody may still act. */
export const AFTERMATH_MS = 3_600_000;

const PEOPLE = eventKinds.indexOf('act');

/** A state that the walk can come back to. */
export type Node = {
  readonly shot: Shot;
  readonly state: number;
};

export type Walker = {
  readonly ground: Ground;
  readonly run: Run;
  readonly shadow: Shadow;
  readonly pending: Pending;
  /** Different states, as tuples of the numbers of their blocks. */
  readonly states: Tuples;
  /** How many world steps have been taken. */
  steps: number;
  readonly here: { readonly taken: number[]; now: number; isMid: boolean };
  /** The members of each set of interchangeable recipients. */
  readonly classes: readonly (readonly number[])[];
  readonly key: Int32Array;
  readonly known: KnownSteps;
};

/** A walker at the start of a setting. */
export function newWalker(model: Model, ground: Ground): Walker {
  const { setting, choices, classOf } = ground;
  const free = new Set(choices.map(({ action }) => action));
  const pending = newPending((kind, a) => kind === 'act' && free.has(a));
  const run = newRun(model, setting, pending.push, null);
  const blocks = classOf.length;
  return {
    ground,
    run,
    shadow: newShadow(run.world, ground, pending),
    pending,
    states: newTuples(),
    steps: 0,
    here: { taken: new Array(blocks + 1).fill(0), now: 0, isMid: false },
    classes: classMembers(classOf),
    key: new Int32Array(blocks + 1),
    known: newKnownSteps(),
  };
}

/** Does what happens before anybody may act; returns the first state. */
export function start(walker: Walker): Node {
  assert(proceed(walker, -1, false), 'something is scheduled in a small world');
  settle(walker, null);
  return kept(walker);
}

/** Takes a choice; returns the state it leads to, or -1 when there is nothing to do it to. */
export function take(walker: Walker, { shot }: Node, choice: number): number {
  const { run, ground, pending, here, known } = walker;
  const { action, owner, bit, isLocal } = ground.choices[choice]!;
  const key = isLocal ? knownKey(known, shot, choice, owner) : -1;
  const { audit } = run.world;
  const noted = audit.length;
  walker.steps++;
  step(run, { at: shot.now, kind: 'act', a: action, b: 0 });
  for (let entry = noted; entry < audit.length; entry++) {
    if (audit[entry]!.result !== 'no-such-copy') continue;
    forgetStanding(walker.shadow);
    if (key >= 0) known.steps[key] = null;
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
  if (key >= 0) known.steps[key] ??= learnt(walker.shadow, shot, owner);
  return state;
}

/**
 * Where a choice leads when it is known: its state, -1 when there is nothing to do it to, null when
 * it has to be taken. The live world stays where it is.
 */
export function foresee(walker: Walker, { shot }: Node, choice: number): number | null {
  const { known, ground } = walker;
  const { owner, isLocal } = ground.choices[choice]!;
  if (!isLocal) return null;
  const step = known.steps[knownKey(known, shot, choice, owner)];
  if (step === undefined || step === 'never') return null;
  known.used++;
  if (known.used % CHECKED_EVERY === 0) {
    const state = take(walker, { shot, state: -1 }, choice);
    goBack(walker.shadow, shot);
    const expected = step === null ? -1 : stateBeside(walker, shot, owner, step.blockId);
    assert(state === expected, 'a known step leads where taking it leads');
  }
  return step === null ? -1 : stateBeside(walker, shot, owner, step.blockId);
}

/** Moves the live world to where a known choice leads; returns the node. */
export function goTo(walker: Walker, { shot }: Node, choice: number, state: number): Node {
  const { known, ground, shadow } = walker;
  const { owner, bit } = ground.choices[choice]!;
  const step = known.steps[knownKey(known, shot, choice, owner)];
  assert(step !== undefined && step !== null && step !== 'never', 'the step is known');
  standAt(walker, shot);
  return { shot: follow(shadow, shot, step, owner, bit), state };
}

/** Lets time pass up to the next choice point; returns its state, or -1 at the end. */
export function pass(walker: Walker, { shot }: Node): number {
  copyInto(walker.here.taken, shot.taken);
  if (proceed(walker, shot.now, shot.isMid)) return settle(walker, shot);
  forgetStanding(walker.shadow);
  return -1;
}

/** The state that the last `take` or `pass` led to, to come back to. */
export function kept(walker: Walker): Node {
  return { shot: keep(walker.shadow), state: stateOf(walker) };
}

/** Undoes the last `take` or `pass`, or comes back from a state that was kept after it. */
export function back(walker: Walker, { shot }: Node): void {
  goBack(walker.shadow, shot);
  standAt(walker, shot);
}

function standAt({ here }: Walker, { now, isMid }: Shot): void {
  here.now = now;
  here.isMid = isMid;
}

/** How many states one stands for: with interchangeable recipients changed about. */
export function orbitOf({ classes }: Walker, { shot: { blockIds } }: Node): number {
  let ways = 1;
  for (const members of classes) {
    members.forEach((member, index) => {
      const id = at(blockIds, member);
      let same = 1;
      for (let i = 0; i < index; i++) if (blockIds[members[i]!] === id) same++;
      // n! / (a! b! …), a factor at a time: whole at every step.
      ways = (ways * (index + 1)) / same;
    });
  }
  return ways;
}

/**
 * How often a choice in a state stands for the same choice of an interchangeable recipient; 0: it
 * has been taken, or another one stands for it.
 */
export function timesOf({ ground, classes }: Walker, { shot }: Node, choice: number): number {
  const { owner, bit } = ground.choices[choice]!;
  const { taken, blockIds } = shot;
  if ((taken[owner < 0 ? taken.length - 1 : owner]! & (1 << bit)) !== 0) return 0;
  const set = owner < 0 ? -1 : ground.classOf[owner]!;
  if (set < 0) return 1;
  let times = 1;
  for (const other of classes[set]!) {
    if (other === owner || blockIds[other] !== blockIds[owner]) continue;
    if (other < owner) return 0;
    times++;
  }
  return times;
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
function stateOf({ shadow, classes, key, states }: Walker): number {
  const { blockIds } = shadow;
  const blocks = blockIds.length;
  for (let block = 0; block < blocks; block++) key[block] = blockIds[block]!;
  for (const members of classes) sortAt(key, members);
  key[blocks] = shadow.commonId;
  return states.intern(key, blocks + 1);
}

/** The state that differs from another in one block. */
function stateBeside({ classes, key, states }: Walker, shot: Shot, owner: number, id: number) {
  const { blockIds } = shot;
  const blocks = blockIds.length;
  for (let block = 0; block < blocks; block++) key[block] = blockIds[block]!;
  key[owner] = id;
  for (const members of classes) sortAt(key, members);
  key[blocks] = shot.commonId;
  return states.intern(key, blocks + 1);
}

/** Lets time pass from an instant to the next choice point; false at the end of everything. */
function proceed(walker: Walker, from: number, fromMid: boolean): boolean {
  const { here } = walker;
  let isMid = fromMid;
  let reached = from;
  for (;;) {
    const instant = isMid ? from : nextInstant(walker, reached);
    if (instant === Number.POSITIVE_INFINITY) return false;
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

/** The members of each set of interchangeable recipients. */
function classMembers(classOf: Int32Array): number[][] {
  const sets: number[][] = [];
  classOf.forEach((set, recipient) => {
    if (set < 0) return;
    sets[set] ??= [];
    sets[set].push(recipient);
  });
  return sets;
}

/** Sorts the items at some places, which ascend. */
function sortAt(items: Int32Array, places: readonly number[]): void {
  for (let i = 1; i < places.length; i++) {
    const item = items[places[i]!]!;
    let j = i;
    for (; j > 0 && items[places[j - 1]!]! > item; j--) items[places[j]!] = items[places[j - 1]!]!;
    items[places[j]!] = item;
  }
}

function copyInto(list: number[], from: readonly number[]): void {
  for (let i = 0; i < from.length; i++) list[i] = from[i]!;
}

function isBeforePeople(next: Waiting | undefined, now: number): next is Waiting {
  return next !== undefined && next.event.at <= now && next.kind < PEOPLE;
}
