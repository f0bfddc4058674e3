/**
 * Situations: what a recipient is in, as one number: what is common, what is scheduled for whom,
 * and its own block.
 *
 * Why: what happens to somebody depends on nothing else, as long as nobody's records name
 * another's. So what happened, and what was found, in a situation once is known for every state it
 * is part of, and for all who are interchangeable.
 */
import { intern, newTuples, sortFrom, type Tuples } from './tuples.ts';

export type Situations = {
  /** (common, what is scheduled for each, in order of number) -> surroundings. */
  readonly surroundings: Tuples;
  /** (surroundings, kin, block) -> situation. */
  readonly numbers: Tuples;
  /** [situation] the number of the block. */
  readonly blockOf: number[];
  /** [recipient] the first of those who are interchangeable with it, itself included. */
  readonly kin: Int32Array;
  readonly scratch: Int32Array;
};

/** No small world has more recipients. */
const MANY = 4096;

export function newSituations(classOf: Int32Array): Situations {
  return {
    surroundings: newTuples(),
    numbers: newTuples(),
    blockOf: [],
    kin: classOf.map((set, recipient) => (set < 0 ? recipient : classOf.indexOf(set))),
    scratch: new Int32Array(MANY),
  };
}

/** The number of what is common and what is scheduled for whom, whoever that is. */
export function surroundingsOf(
  { surroundings, scratch }: Situations,
  commonId: number,
  waitingIds: readonly number[],
): number {
  const blocks = waitingIds.length - 1;
  scratch[0] = commonId;
  for (let block = 0; block < blocks; block++) scratch[block + 1] = waitingIds[block]!;
  sortFrom(scratch, 1, blocks + 1);
  return intern(surroundings, scratch, blocks + 1);
}

export function situationOf(
  { numbers, blockOf, kin, scratch }: Situations,
  surroundings: number,
  recipient: number,
  block: number,
): number {
  scratch[0] = surroundings;
  scratch[1] = kin[recipient]!;
  scratch[2] = block;
  const found = intern(numbers, scratch, 3);
  if (found === blockOf.length) blockOf.push(block);
  return found;
}

/** Writes the situations of a state, by recipient. */
export function writeSituations(
  all: Situations,
  surroundings: number,
  blockIds: readonly number[],
  into: number[],
): void {
  for (let block = 0; block < blockIds.length; block++)
    into[block] = situationOf(all, surroundings, block, blockIds[block]!);
}
