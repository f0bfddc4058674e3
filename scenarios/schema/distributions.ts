/**
 * Distributions, shares and counts as a study writes them.
 *
 * Why one mapping with a key for each form and not a union: of a misspelt form the nearest is
 * known.
 *
 * Never: a bare number for a duration; `45` could be seconds or minutes.
 */
import * as z from 'zod';
import { RECALL_AFTER } from '../behaviours.ts';
import { type Distribution, LIMITS, validateDistribution } from '../distribution.ts';
import { ADDRESSES_MAX, BINOMIAL_MAX, type CountDistribution } from '../study.ts';
import { parseDuration } from '../time.ts';
import { nearestOf } from './findings.ts';
import { duration, form, refuse } from './words.ts';

/** A share or probability, 0 to 1. */
export const share = z
  .number({ error: 'is not a number from 0 to 1' })
  .min(0, 'is less than 0')
  .max(1, 'is more than 1: shares are written 0.08, not 8 or 8%');

const positive = z.number().positive('is not above 0');

/** How complaints call the distribution itself, and how one is taken apart. */
const ROOT = 'it';
const COMPLAINT = /^it\.?([^:]*): (.*)$/;

/** What is expected instead of what a complaint is about. */
function remedyOf(complaint: string): { expected?: string; fix?: string } {
  if (complaint === RISE.complaint) return { expected: RISE.expected, fix: RISE.fix };
  const [, expected] = /^is not (.+)$/.exec(complaint) ?? [];
  return expected === undefined ? {} : { expected };
}

const RISE = {
  complaint: 'from is above to',
  expected: 'a from of at most the to',
  fix: 'write the smaller one as from',
};

const part = z.lazy(() => form({ weight: positive, of: distributionForm }));

/** A mapping with exactly one of the forms of `distribution.ts`. */
const distributionForm: z.ZodType<Distribution> = z.lazy(() =>
  form({
    constant: duration.optional(),
    uniform: form({ from: duration, to: duration }).optional(),
    exponential: form({ mean: duration }).optional(),
    weibull: form({ scale: duration, shape: positive }).optional(),
    lognormal: form({ median: duration, sigma: positive }).optional(),
    mixture: z.array(part).min(1, 'is an empty list').optional(),
    empirical: z
      .array(z.tuple([share, duration]))
      .min(2, 'has fewer than two points')
      .optional(),
  })
    .transform((written, context): Distribution => {
      const given = Object.entries(written).filter(([, value]) => value !== undefined);
      const distribution = Object.fromEntries(given) as Distribution;
      if (given.length !== 1) {
        const expected =
          'one of constant, uniform, exponential, weibull, lognormal, mixture, empirical';
        return refuse(context, 'is not one form of distribution', { code: 'wrong-type', expected });
      }
      const [complaint] = validateDistribution(distribution, ROOT);
      if (complaint === undefined) return distribution;
      const [, where = '', what = complaint] = COMPLAINT.exec(complaint) ?? [];
      const message = `is no distribution: ${where === '' ? '' : `${where}: `}${what}`;
      return refuse(context, message, { code: 'out-of-range', ...remedyOf(what) });
    })
    .describe(`A distribution of a duration; mixtures nest at most ${LIMITS.MIXTURE_DEPTH} deep`),
);

/** A duration, which is then the same every time, or a distribution of durations. */
export const distribution: z.ZodType<Distribution> = z.union(
  [duration.transform((ms): Distribution => ({ constant: ms })), distributionForm],
  { error: 'is neither a duration such as 10s nor a distribution' },
);

const delayNames = Object.keys(RECALL_AFTER) as (keyof typeof RECALL_AFTER)[];

/** From sending to recalling: the name of a preset, a duration or a distribution. */
export const recallAfter: z.ZodType<Distribution> = z
  .union(
    [
      z.string().transform((text, context): Distribution => {
        const name = delayNames.find((known) => known === text);
        if (name !== undefined) return RECALL_AFTER[name].distribution;
        const ms = parseDuration(text);
        if (ms !== null) return { constant: ms };
        return refuse(context, `"${text}" is no delay that is known here`, {
          code: 'unknown-word',
          expected: `${delayNames.join(' or ')}, a duration such as 10m, or a distribution`,
          ...nearestOf(text, delayNames),
        });
      }),
      distributionForm,
    ],
    { error: `is neither ${delayNames.join(', ')}, a duration such as 10m nor a distribution` },
  )
  .describe(`${delayNames.join(', ')}, a duration, or a distribution`);

const addressCount = z
  .int({ error: 'is not a whole number' })
  .min(1, 'is less than 1')
  .max(ADDRESSES_MAX, `is more than ${ADDRESSES_MAX}, the most that one message can name here`);

/** How many addresses a message has: a number, a range, or counts with weights. */
export const recipientCount: z.ZodType<CountDistribution> = z
  .union(
    [
      addressCount.transform((constant): CountDistribution => ({ constant })),
      form({ from: addressCount, to: addressCount }).transform((range, context) => {
        if (range.from <= range.to) return { range };
        const { complaint, ...remedy } = RISE;
        const fix = `write { from: ${range.to}, to: ${range.from} }`;
        return refuse(context, complaint, { code: 'out-of-range', ...remedy, fix });
      }),
      form({
        mean: z.number().gt(1, 'is not above 1').max(BINOMIAL_MAX),
        dispersion: positive,
      }).transform((negativeBinomial): CountDistribution => ({ negativeBinomial })),
      z
        .array(z.tuple([addressCount, positive]))
        .min(1, 'is an empty list')
        .transform((weights): CountDistribution => ({ weights })),
    ],
    { error: 'is not a number of addresses, a range, a mean or a list of [count, weight]' },
  )
  .describe(
    '20, { from: 1, to: 60 }, { mean: 6, dispersion: 1.5 } (negative binomial from 1 on), or ' +
      '[[1, 0.83], [2, 0.17]]: counts and their weights',
  );
