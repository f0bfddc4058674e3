/**
 * Mutants of code that nobody can notice, each with the reason. `excused.ts` holds those of rows.
 *
 * Never: an excuse for a mutant that somebody notices.
 */

/** [mutant in one line] why it is equivalent to the model. */
export const excusedCode: Readonly<Record<string, string>> = {};
