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
  /** A state that has not been met before. */
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
  const scene = (): Scene => ({ run: walker.run, world: walker.run.world, now: walker.here.now });
  const find = (node: Node, whose: number): Found => {
    stand(walker, node);
    return foundOf(standing, promised, scene(), whose);
  };
  /** [situation], [surroundings] */
  const known: Found[] = [];
  const knownOfRest: Found[] = [];
  const foundIn = (node: Node, whose: number): Found => {
    if (!isByItself(walker)) return find(node, whose);
    const place = whose === NOBODY ? node.surroundings : node.situations[whose]!;
    const all = whose === NOBODY ? knownOfRest : known;
    all[place] ??= find(node, whose);
    return all[place];
  };
  const everyTo = (1 << promised.length) - 1;
  return {
    state: (node) => {
      let { checked, broken, from, notTo } = foundIn(node, NOBODY);
      for (let whose = 0; whose < node.blockIds.length; whose++) {
        const found = foundIn(node, whose);
        checked |= found.checked;
        broken |= found.broken;
        from |= found.from;
        notTo |= found.notTo;
      }
      for (let bit = 0; bit < standing.length; bit++)
        if ((checked & (1 << bit)) !== 0) tell(standing[bit]!, (broken & (1 << bit)) !== 0);
      return { from, to: everyTo & ~notTo };
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

function keepPromises(promised: Held<'leadsTo'>, from: number, inevitable: number): void {
  promised.forEach(([, tally], bit) => {
    if ((from & (1 << bit)) === 0) return;
    tally.checked++;
    if ((inevitable & (1 << bit)) === 0) tally.broken++;
  });
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
