/**
 * What a study says about a sweep: its factors, and in which combinations they are tried.
 *
 * Never: judge a level; whether a study with it is one is asked of the parser of studies.
 */
import * as z from 'zod';
import { designWords } from './factor-words.ts';
import { form, text, word } from './words.ts';

const limit = z.union([z.number(), text], { error: 'is neither a number nor a duration' });

/** One factor: the name of a documented one, or where it acts and between what. */
export const factorForm = z
  .union(
    [
      text.describe('A number of people or a switch, with its documented range; or: assumptions'),
      form({
        name: text.min(1, 'is empty').optional(),
        set: text.describe(
          'Where in the study: behaviours.away, workload.external, assume.secondRecall, ' +
            'population.clients, policies.today.profile, or a property of a cmdlet noun such as ' +
            'OrganizationConfig.RecallReadMessagesEnabled, which is then set under every policy; ' +
            'population.clients.owa sets one share and scales the others so that all add up to 1',
        ),
        values: z.array(z.unknown()).min(2, 'holds fewer than two values').optional(),
        low: limit.optional(),
        high: limit.optional(),
        scale: z
          .tuple([z.number().positive('is not above 0'), z.number().positive('is not above 0')])
          .optional()
          .describe('The distribution that stands there, with all durations so many times longer'),
        because: text.optional().describe('Where the range comes from'),
      }),
    ],
    { error: 'is neither the name of a factor nor { set, values | low, high | scale }' },
  )
  .describe('What a sweep varies');

const many = (least: number) =>
  z.int({ error: 'is not a whole number' }).min(least, `is less than ${least}`);

/** How a sweep is made. */
export const sweepForm = form({
  design: word(designWords, 'How levels are put together').optional(),
  metric: text.optional().describe('What is ranked; as precision.metric when absent'),
  replications: many(2).optional().describe('Messages in each cell; 300'),
  points: many(2)
    .optional()
    .describe('Cells of a Latin hypercube; base points of Sobol indices; 64'),
}).describe('In which combinations factors are tried');

export type FactorFile = z.output<typeof factorForm>;
export type SweepFile = z.output<typeof sweepForm>;
