/**
 * What is expected of a small world, in the four words of exploration.
 *
 * *always*: in every state and at every step · *sometimes*: in some state of some path ·
 * *eventually within*: by a deadline, on every path · *leads to*: whenever the first holds, the
 * second does later on every path. An expectation has parts, and each part its own verdict.
 *
 * Beside whether it holds, a part says whether its premise ever came up: what was never put to the
 * test has not held.
 */
import type { RuleId } from '../../model/rules/catalogue.ts';
import type { Run } from '../../model/world/run.ts';
import type { CopyRecord, RowRecord, World } from '../../model/world/state.ts';
import type { Expectation as Expected } from '../../scenarios/scenario.ts';

/** A world at some moment, with the run that it belongs to. */
export type Scene = {
  readonly run: Run;
  readonly world: World;
  /** The instant that everything has happened up to. */
  readonly now: number;
};

/** How a part found a scene: not concerned, as it wants it, or otherwise. */
export type Judgement = 'idle' | 'kept' | 'broken';

/** Stands for what is no recipient's: messages, recalls, the clock. */
export const NOBODY = -1;

/**
 * One part of an expectation. All functions are pure. One that is asked about a recipient (`whose`)
 * reads its records and what is nobody's, and nothing of any other recipient.
 */
export type Part = {
  readonly sentence: string;
  /** What a scenario file would expect instead, where it is broken: for counterexamples. */
  readonly wanted?: (scene: Scene) => readonly Expected[];
} /** Of each recipient, and of what is `NOBODY`'s: broken as soon as one is. */ & (
  | { readonly kind: 'state'; readonly judge: (scene: Scene, whose: number) => Judgement }
  /** What one choice, or the passing of time up to the next, has made of a row. */
  | {
      readonly kind: 'row';
      readonly judge: (scene: Scene, before: RowRecord, after: RowRecord) => Judgement;
    }
  | {
      readonly kind: 'copy';
      readonly judge: (scene: Scene, before: CopyRecord, after: CopyRecord) => Judgement;
    }
  /** At the end of each path. */
  | { readonly kind: 'end'; readonly judge: (scene: Scene) => Judgement }
  | { readonly kind: 'occurs'; readonly occurs: (scene: Scene, whose: number) => boolean }
  /** The first holds as soon as it does of one, the second when it does of all. */
  | {
      readonly kind: 'leadsTo';
      readonly from: (scene: Scene, whose: number) => boolean;
      readonly to: (scene: Scene, whose: number) => boolean;
    }
);

export type ExpectationKind = 'always' | 'sometimes' | 'eventually' | 'leads-to';

export type Expectation = {
  readonly kind: ExpectationKind;
  readonly sentence: string;
  readonly rules: readonly RuleId[];
  readonly parts: readonly Part[];
};

/** What became of one part: how often it was put to the test, and how often it did not hold. */
export type Tally = { checked: number; broken: number };

/** Judges every element; broken as soon as one is, idle when none is concerned. */
export function judgeAll<T>(
  items: readonly T[],
  judge: (item: T, index: number) => Judgement,
): Judgement {
  let found: Judgement = 'idle';
  for (let index = 0; index < items.length; index++) {
    const one = judge(items[index] as T, index);
    if (one === 'broken') return one;
    if (one === 'kept') found = one;
  }
  return found;
}
