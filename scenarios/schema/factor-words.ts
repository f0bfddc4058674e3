/**
 * How levels of factors are put together.
 *
 * Why apart: the command line lists these words before anything else is loaded.
 */
export const designWords = ['tornado', 'grid', 'latin-hypercube', 'sobol'] as const;
export type DesignWord = (typeof designWords)[number];
