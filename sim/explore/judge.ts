/**
 * The judge: holds the parts of expectations against what a walk meets, and keeps the tallies.
 *
 * What is said of a recipient depends on its situation alone, as long as nobody's records name
 * another's, and what is said of the rest on the surroundings: then each is judged once, and a
 * state by putting together what was found.
 */
import { assert } from '../../model/assert.ts';
import type { CopyRecord, RowRecord } from '../../model/world/state.ts';
import {
  type Judgement,
  judgeAll,
  NOBODY,
  type Part,
  type Scene,
  type Tally,
} from './expectation.ts';
import { eachChange } from './shadow.ts';
import { isByItself, type Node, stand, type Walker } from './walker.ts';

/** As bits over the `leadsTo` parts: whose first half holds in a state, and whose second. */
export type Promises = { readonly from: number; readonly to: number };

export type Judge = {
  /** A state that has not been met before; what is returned is written over by the next. */
  readonly state: (node: Node) => Promises;
  /** Something was done, or time has passed. */
  readonly edge: () => void;
  readonly end: (node: Node) => void;
  /** What was promised in a state that the walk leaves, and what all its paths have come to. */
  readonly keptPromises: (from: number, inevitable: number) => void;
};

/** Parts are bits of a number. */
const PARTS_MAX = 30;

/** What was found of a recipient or of the rest: bits over the parts. */
type Found = {
  /** Put to the test, or occurring; not so; the first half of a promise; not the second. */
  readonly checked: number;
  readonly broken: number;
  readonly from: number;
  readonly notTo: number;
};

type Of<K extends Part['kind']> = Extract<Part, { kind: K }>;
type Held<K extends Part['kind']> = readonly (readonly [Of<K>, Tally])[];
type Standing = Of<'state' | 'occurs' | 'row' | 'copy'>;

export function newJudge(parts: readonly Part[], tallies: readonly Tally[], walker: Walker): Judge {
  const of = <K extends Part['kind']>(kinds: readonly K[]): Held<K> =>
    parts.flatMap((part, index) =>
      (kinds as readonly string[]).includes(part.kind)
        ? [[part as Of<K>, tallies[index] as Tally] as const]
        : [],
    );
  const standing = of(['state', 'occurs', 'row', 'copy']);
  const rows = of(['row']);
  const copies = of(['copy']);
  const ends = of(['end']);
  const promised = of(['leadsTo']);
  assert(standing.length <= PARTS_MAX, `at most ${PARTS_MAX} parts are about states and steps`);
  assert(promised.length <= PARTS_MAX, `at most ${PARTS_MAX} parts are promises`);
  const scene = sceneOf(walker);
  const findings = newFindings(standing, promised, walker);
  const aboutSteps = standing.reduce(
    (bits, [{ kind }], bit) => (kind === 'row' || kind === 'copy' ? bits | (1 << bit) : bits),
    0,
  );
  let idleAgain = 0;
  const promises = { from: 0, to: 0 };
  const everyTo = (1 << promised.length) - 1;
  return {
    state: (node) => {
      const { checked, broken, from, notTo } = findings(node);
      // Once a part about steps has been put to the test, standing still adds nothing to it.
      let left = broken === 0 ? checked & ~idleAgain : checked;
      idleAgain |= checked & aboutSteps;
      for (; left !== 0; left &= left - 1) {
        const bit = 31 - Math.clz32(left & -left);
        tell(standing[bit]!, (broken & (1 << bit)) !== 0);
      }
      promises.from = from;
      promises.to = everyTo & ~notTo;
      return promises;
    },
    edge: () => {
      if (rows.length > 0) judgeChanges<RowRecord>(walker, 'rows', rows, scene());
      if (copies.length > 0) judgeChanges<CopyRecord>(walker, 'copies', copies, scene());
    },
    end: (node) => {
      if (ends.length === 0) return;
      stand(walker, node);
      const here = scene();
      for (const [{ judge }, tally] of ends) note(tally, judge(here));
    },
    keptPromises: (from, inevitable) => keepPromises(promised, from, inevitable),
  };
}

function sceneOf({ run, here }: Walker): () => Scene {
  return () => ({ run, world: run.world, now: here.now });
}

/** What is found in a state, of all recipients and of the rest; written over by the next. */
function newFindings(
  standing: Held<Standing['kind']>,
  promised: Held<'leadsTo'>,
  walker: Walker,
): (node: Node) => Found {
  const scene = sceneOf(walker);
  const find = (node: Node, whose: number): Found => {
    stand(walker, node);
    return foundOf(standing, promised, scene(), whose);
  };
  /** [surroundings], [situation] */
  const knownOfRest: (Found | null)[] = [];
  const known: (Found | null)[] = [];
  const look = (node: Node, whose: number, all: (Found | null)[], index: number): Found => {
    if (index < all.length && all[index] !== null) return all[index]!;
    while (all.length <= index) all.push(null);
    const found = find(node, whose);
    all[index] = found;
    return found;
  };
  const sum = { checked: 0, broken: 0, from: 0, notTo: 0 };
  return (node) => {
    const isKnown = isByItself(walker);
    const { situations, surroundings } = node;
    sum.checked = 0;
    sum.broken = 0;
    sum.from = 0;
    sum.notTo = 0;
    for (let whose = NOBODY; whose < situations.length; whose++) {
      const found = !isKnown
        ? find(node, whose)
        : whose === NOBODY
          ? look(node, whose, knownOfRest, surroundings)
          : look(node, whose, known, situations[whose]!);
      sum.checked |= found.checked;
      sum.broken |= found.broken;
      sum.from |= found.from;
      sum.notTo |= found.notTo;
    }
    return sum;
  };
}

function keepPromises(promised: Held<'leadsTo'>, from: number, inevitable: number): void {
  for (let left = from; left !== 0; left &= left - 1) {
    const bit = 31 - Math.clz32(left & -left);
    const [, tally] = promised[bit]!;
    tally.checked++;
    if ((inevitable & (1 << bit)) === 0) tally.broken++;
  }
}

/** Standing still is a step too: it is enough to put a part to the test, and once is enough. */
function tell([{ kind }, tally]: readonly [Standing, Tally], isBroken: boolean): void {
  if ((kind === 'row' || kind === 'copy') && tally.checked > 0) return;
  note(tally, isBroken ? 'broken' : 'kept');
}

/** What all parts say of a recipient, or of what is nobody's. */
function foundOf(
  standing: Held<Standing['kind']>,
  promised: Held<'leadsTo'>,
  scene: Scene,
  whose: number,
): Found {
  let checked = 0;
  let broken = 0;
  let from = 0;
  let notTo = 0;
  standing.forEach(([part], bit) => {
    const judgement = judgementOf(part, scene, whose);
    if (judgement !== 'idle') checked |= 1 << bit;
    if (judgement === 'broken') broken |= 1 << bit;
  });
  promised.forEach(([part], bit) => {
    if (part.from(scene, whose)) from |= 1 << bit;
    if (!part.to(scene, whose)) notTo |= 1 << bit;
  });
  return { checked, broken, from, notTo };
}

function judgementOf(part: Standing, scene: Scene, whose: number): Judgement {
  const { rows, copies } = scene.world;
  switch (part.kind) {
    case 'state':
      return part.judge(scene, whose);
    case 'occurs':
      return part.occurs(scene, whose) ? 'kept' : 'idle';
    case 'row':
      return judgeAll(rows, (row) =>
        row.recipient === whose ? part.judge(scene, row, row) : 'idle',
      );
    case 'copy':
      return judgeAll(copies, (copy) =>
        copy.recipient === whose ? part.judge(scene, copy, copy) : 'idle',
      );
  }
}

type ChangeJudge<R> = { readonly judge: (scene: Scene, before: R, after: R) => Judgement };

function judgeChanges<R extends object>(
  walker: Walker,
  part: 'rows' | 'copies',
  held: readonly (readonly [ChangeJudge<R>, Tally])[],
  scene: Scene,
): void {
  eachChange(walker.shadow, part, (before, after) => {
    for (const [{ judge }, tally] of held) note(tally, judge(scene, before as R, after as R));
  });
}

function note(tally: Tally, judgement: Judgement): void {
  if (judgement === 'idle') return;
  tally.checked++;
  if (judgement === 'broken') tally.broken++;
}
