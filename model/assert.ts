/**
 * Programmer errors: a condition that no input can break unless our own code is wrong.
 *
 * Why apart from `fault.ts`: a user can mend a fault; nobody but us can mend a failed assertion, so
 * it throws, says that it is an internal error, and is never caught and turned into a default.
 */

/**
 * Thrown by `assert` and `unreachable`; the command line reports it as an internal error (exit 2).
 */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/**
 * Throws unless `condition` holds.
 *
 * @param condition  what must be true here
 * @param why        the invariant in words, printed when it breaks
 */
export function assert(condition: unknown, why: string): asserts condition {
  if (!condition) throw new AssertionError(why);
}

/** Marks a branch that the types exclude; throws with the value that reached it. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable: ${JSON.stringify(value)}`);
}

/**
 * `array[index]`, with the promise that it is there. The reason is only worded when it breaks: this
 * is called often.
 */
export function at<T>(array: ArrayLike<T>, index: number): T {
  const item = array[index];
  if (item === undefined)
    throw new AssertionError(`index ${index} lies in an array of ${array.length}`);
  return item;
}
