/**
 * The judge: holds the parts of expectations against what a walk meets, and keeps the tallies.
 */
import { assert } from '../../model/assert.ts';
import type { CopyRecord, RowRecord } from '../../model/world/state.ts';
import { type Judgement, judgeAll, type Part, type Scene, type Tally } from './expectation.ts';
import { eachChange } from './shadow.ts';
import type { Walker } from './walker.ts';

export type Judge = {
  /** A state that has not been met before. */
  readonly state: () => void;
  /** Something was done, or time has passed. */
  readonly edge: () => void;
  readonly end: () => void;
  /** As bits over the `leadsTo` parts: whose first half holds in this state, and whose second. */
  readonly promises: () => { readonly from: number; readonly to: number };
  /** What was promised in a state that the walk leaves, and what all its paths have come to. */
  readonly keptPromises: (from: number, inevitable: number) => void;
};

/** Promises are bits of a number. */
const PROMISES_MAX = 30;

type Of<K extends Part['kind']> = Extract<Part, { kind: K }>;
type Held<K extends Part['kind']> = readonly (readonly [Of<K>, Tally])[];

export function newJudge(parts: readonly Part[], tallies: readonly Tally[], walker: Walker): Judge {
  const of = <K extends Part['kind']>(kind: K): Held<K> =>
    parts.flatMap((part, index) =>
      part.kind === kind ? [[part as Of<K>, tallies[index] as Tally] as const] : [],
    );
  const states = of('state');
  const rows = of('row');
  const copies = of('copy');
  const ends = of('end');
  const occurrences = of('occurs');
  const promised = of('leadsTo');
  assert(promised.length <= PROMISES_MAX, `at most ${PROMISES_MAX} parts are promises`);
  const scene = (): Scene => ({ run: walker.run, world: walker.run.world, now: walker.here.now });
  return {
    state: () => {
      const here = scene();
      for (const [{ judge }, tally] of states) note(tally, judge(here));
      for (const [{ occurs }, tally] of occurrences) if (occurs(here)) tally.checked++;
      // Standing still is a step too: it is enough to put a part to the test, and once is enough.
      for (const [{ judge }, tally] of rows)
        if (tally.checked === 0)
          note(
            tally,
            judgeAll(here.world.rows, (row) => judge(here, row, row)),
          );
      for (const [{ judge }, tally] of copies)
        if (tally.checked === 0)
          note(
            tally,
            judgeAll(here.world.copies, (copy) => judge(here, copy, copy)),
          );
    },
    edge: () => {
      if (rows.length > 0) judgeChanges<RowRecord>(walker, 'rows', rows, scene());
      if (copies.length > 0) judgeChanges<CopyRecord>(walker, 'copies', copies, scene());
    },
    end: () => {
      const here = scene();
      for (const [{ judge }, tally] of ends) note(tally, judge(here));
    },
    promises: () => promisesIn(promised, scene()),
    keptPromises: (from, inevitable) => {
      promised.forEach(([, tally], bit) => {
        if ((from & (1 << bit)) === 0) return;
        tally.checked++;
        if ((inevitable & (1 << bit)) === 0) tally.broken++;
      });
    },
  };
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

function promisesIn(promised: Held<'leadsTo'>, scene: Scene): { from: number; to: number } {
  let from = 0;
  let to = 0;
  promised.forEach(([part], bit) => {
    if (part.from(scene)) from |= 1 << bit;
    if (part.to(scene)) to |= 1 << bit;
  });
  return { from, to };
}

function note(tally: Tally, judgement: Judgement): void {
  if (judgement === 'idle') return;
  tally.checked++;
  if (judgement === 'broken') tally.broken++;
}
