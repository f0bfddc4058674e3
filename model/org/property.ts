/**
 * What a property of an Exchange object is, and short forms for writing one down.
 *
 * Never: name a property; `settings.ts` and `settings-transport.ts` do.
 */
import type { RuleId } from '../rules/catalogue.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export type PropertyType =
  | 'boolean'
  | 'integer'
  | 'text'
  | 'texts'
  | 'address' // an SMTP address, or the name of a recipient
  | 'addresses'
  | 'timespan' // d.hh:mm:ss or a duration of the scenario language; integer ms
  | 'days' // as 'timespan', where a bare number counts days
  | 'size' // bytes
  | 'classifications' // names of kinds of sensitive content
  | 'instant' // `2026-03-02T08:00:00.000Z`, or `+` and the ms after the start of the scenario
  | readonly string[]; // one of these words

/** When a change of a property comes into force after the cmdlet. */
export const latenciesMs = { recallSwitch: 60 * MINUTE_MS, mailFlowRule: 30 * MINUTE_MS } as const;
export type Latency = keyof typeof latenciesMs;

export type Property = {
  readonly type: PropertyType;
  /** What absent or null acts as; null when nothing does. */
  readonly default: boolean | number | string | null;
  readonly min?: number;
  readonly max?: number;
  readonly latency?: Latency;
  /** The rule that states the default or range. */
  readonly cites?: RuleId;
  readonly describe: string;
};

export const text = (describe: string): Property => ({ type: 'text', default: null, describe });
export const texts = (describe: string): Property => ({ type: 'texts', default: null, describe });
export const address = (describe: string): Property => ({
  type: 'address',
  default: null,
  describe,
});
export const addresses = (describe: string): Property => ({
  type: 'addresses',
  default: null,
  describe,
});
export const flag = (value: boolean | null, describe: string, cites?: RuleId): Property => ({
  type: 'boolean',
  default: value,
  describe,
  ...(cites ? { cites } : {}),
});

export const size = (describe: string): Property => ({ type: 'size', default: null, describe });
