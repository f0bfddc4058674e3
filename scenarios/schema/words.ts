/**
 * The smallest parts of a scenario file: times, addresses, sizes, lists, words, and forms with
 * fixed keys.
 *
 * Why zod: the same schemas validate, give types, and become the JSON Schema that editors complete
 * from. Every message is ours: `translate.ts` turns issues into faults, and each refusal here
 * carries its own words.
 *
 * Never: look outside the value; what depends on the rest of the file is checked in
 * `references.ts`.
 */
import * as z from 'zod';
import type { FaultCode } from '../../model/fault.ts';
import { parseAbsolute, parseDuration, parseSize } from '../time.ts';

/** What an issue of ours carries, besides its message. */
export type Refusal = {
  readonly code: FaultCode;
  readonly expected?: string;
  readonly nearest?: string;
  readonly fix?: string;
};

type Context = { addIssue(issue: { code: 'custom'; message: string; params: Refusal }): void };

/** Refuses a value inside a transform. */
export function refuse(context: Context, message: string, params: Refusal): never {
  context.addIssue({ code: 'custom', message, params });
  return z.NEVER;
}

/** An object with exactly these keys; any other is an unknown key. */
export function form<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape);
}

/** A key of the contract whose subject is not modelled yet: known, and refused when it is used. */
export function later(what: string, harmless: readonly unknown[] = []) {
  return z
    .unknown()
    .optional()
    .transform((value, context) => {
      if (value === undefined || value === null || harmless.includes(value)) return undefined;
      const message = `${what} is part of the contract and not modelled yet`;
      return refuse(context, message, { code: 'not-modelled' });
    })
    .describe('Part of the contract, and not modelled yet');
}

/** A point in time as written: ms after the start, or since 1970 UTC when it is absolute. */
export type When = { readonly ms: number; readonly absolute: boolean };

export const durationForm = 'a duration such as 90s, 10m or 23h59m';
export const instantForm = 'a time such as 90s, 23h59m or 2026-03-02T08:05:00Z';

const isNegative = (text: string) => text.startsWith('-') && parseDuration(text.slice(1)) !== null;

export const duration = z
  .string({ error: `is not ${durationForm}` })
  .transform((text, context): number => {
    const ms = parseDuration(text);
    if (ms !== null) return ms;
    const code = isNegative(text) ? 'out-of-range' : 'wrong-type';
    return refuse(context, `is not ${durationForm}`, { code, expected: durationForm });
  })
  .describe('A duration: 90s, 10m, 23h59m, 2d, or ISO 8601 such as PT10M');

export const instant = z
  .string({ error: `is not ${instantForm}` })
  .transform((text, context): When => {
    const after = parseDuration(text);
    if (after !== null) return { ms: after, absolute: false };
    const ms = parseAbsolute(text);
    if (ms !== null) return { ms, absolute: true };
    if (isNegative(text)) {
      const message = `${text} lies before the start; times count from the start, which is 0s`;
      return refuse(context, message, { code: 'out-of-range', expected: '0s or later' });
    }
    return refuse(context, `is not ${instantForm}`, { code: 'wrong-type', expected: instantForm });
  })
  .describe(
    'A time after the start (90s, 23h59m, PT10M), or an absolute ISO instant with its zone',
  );

export const window = z
  .tuple([instant, instant], { error: 'is not a pair of times [from, to]' })
  .describe('A half-open stretch of time, [from, to]: to is not included');

export const windows = z.array(window);

export const flag = z.boolean();
export const count = z.int({ error: 'is not a whole number' }).min(0, 'is less than 0');
export const text = z.string();

/** The id of a message, a recall, an inspection or a draft. */
export const id = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, 'is not an id: 1 to 100 letters, digits, or any of . _ : -')
  .describe('An id: letters, digits, or any of . _ : -');

/** Lower-case, without blanks around it and without `smtp:`. */
export function normaliseAddress(written: string): string {
  return written
    .trim()
    .replace(/^smtp:/i, '')
    .toLowerCase();
}

export const address = z.string().transform(normaliseAddress).describe('An SMTP address');

/** One address or a list of them. */
export const addresses = z
  .union([z.array(address), address.transform((one) => [one])], {
    error: 'is not a list of addresses',
  })
  .describe('Addresses');

export const size = z
  .union([z.number(), z.string()], { error: 'is not a size such as 50 KB' })
  .transform((written, context): number => {
    const bytes = parseSize(written);
    if (bytes !== null && Number.isFinite(bytes)) return bytes;
    return refuse(context, 'is not a size such as 50 KB or a number of bytes', {
      code: 'wrong-type',
      expected: 'bytes as a number, or text such as 50 KB',
    });
  })
  .describe('Bytes as a number, or text such as 50 KB');

/** One word of a closed list. */
export function word<const W extends readonly [string, ...string[]]>(words: W, describe: string) {
  return z.enum(words).describe(describe);
}
