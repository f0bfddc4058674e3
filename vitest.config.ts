/**
 * How the tests run: examples beside the code, and in `properties` what holds for all inputs.
 *
 * Why two projects: files of one worker share what they import (the tables of the model are made
 * once); mutants import the files of other tests to collect their properties, so they keep to
 * themselves. All draw from the same fixed seed. Properties alone: `npx vitest run --project tests
 * properties`.
 *
 * Never: let a run without tests pass; let vitest end a property before fast-check could shrink it
 * (testTimeout stays above the time limit in properties/setup.ts).
 */
import { defineConfig } from 'vitest/config';
import { CountReporter } from './tools/count-reporter.ts';

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
          exclude: ['properties/mutants*'],
          setupFiles: ['./properties/setup.ts'],
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
