/**
 * How the tests run: examples beside the code, and in `properties` what holds for all inputs.
 *
 * Why three projects: files of one worker share what they import (the tables of the model are made
 * once); mutants import the files of other tests to collect their properties, so they keep to
 * themselves; `thorough` are the tests that take longer than somebody waits, for the build machine:
 * more of what other tests try on a few cases (`tools/thorough.ts`). All draw from the same fixed
 * seed. Properties alone: `npx vitest run --project tests properties`.
 *
 * Never: let a run without tests pass; let vitest end a property before fast-check could shrink it
 * (testTimeout stays above the time limit in properties/setup.ts).
 */
import { defineConfig } from 'vitest/config';
import { CountReporter } from './tools/count-reporter.ts';

/** Files of the build machine alone. */
const onlyThorough = [
  'cli/explore.test.ts',
  'properties/judge-paths.test.ts',
  'sim/explore/fields.test.ts',
  'sim/explore/state-counts.test.ts',
  'sim/kernel/coupling.test.ts',
  'sim/load/queue.test.ts',
  'tools/count-reporter.test.ts',
  'tools/imports.test.ts',
];

/** Files that try more there. */
const moreThorough = [
  'properties/apart.property.ts',
  'sim/explore/search.test.ts',
  'tools/docs.test.ts',
];

export default defineConfig({
  test: {
    reporters: ['default', new CountReporter()],
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          // Some start the product as a process; a busy machine must not make them fail.
          testTimeout: 60_000,
          include: [
            '{model,scenarios,sim,reports,cli,tools,bench}/**/*.test.ts',
            'properties/**/*.{test,property}.ts',
          ],
          exclude: ['properties/mutants*', ...onlyThorough],
          setupFiles: ['./properties/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'thorough',
          testTimeout: 60_000,
          include: [...onlyThorough, ...moreThorough],
          setupFiles: ['./properties/setup.ts'],
          env: { RECALL_LAB_THOROUGH: '1' },
        },
      },
      {
        extends: true,
        test: {
          name: 'mutants',
          include: ['properties/mutants*.test.ts'],
          setupFiles: ['./properties/setup.ts'],
          testTimeout: 60_000,
          isolate: true,
        },
      },
    ],
  },
});
