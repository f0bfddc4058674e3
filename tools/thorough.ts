/**
 * Whether tests try everything, as on the build machine (`npm run thorough`), or as much as
 * somebody waits for.
 *
 * Never: be asked for the seed, or for whether a test runs at all; what is tried is a list.
 */
export const isThorough = process.env.RECALL_LAB_THOROUGH !== undefined;

/** All cases of a test, or the first few of them. */
export function asMany<T>(all: readonly T[], few: number): readonly T[] {
  return isThorough ? all : all.slice(0, few);
}
