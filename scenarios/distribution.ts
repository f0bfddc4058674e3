/**
 * Distributions of durations as plain data: what a study file may say instead of one number.
 *
 * Why: a study prints as JSON and parses back, so its chances are data; how they are drawn is the
 * business of the simulator alone.
 *
 * Never: compute with chance here; hold text (the parsers turn `45s` into 45000 before this type).
 */

/**
 * A distribution of a duration. All durations are milliseconds, finite, 0 or more.
 *
 * In a file: `{ constant: 30s }`, `{ uniform: { from: 0s, to: 6s } }`,
 * `{ exponential: { mean: 6m } }`, `{ weibull: { scale: 6m, shape: 0.7 } }`,
 * `{ lognormal: { median: 45s, sigma: 1.0 } }`,
 * `{ mixture: [{ weight: 0.6, of: … }, …] }`, `{ empirical: [[0, 0s], [0.5, 47m], [1, 1d]] }`.
 */
export type Distribution =
  | { readonly constant: number }
  | { readonly uniform: { readonly from: number; readonly to: number } }
  | { readonly exponential: { readonly mean: number } }
  /** share at or below t: 1 - exp(-(t / scale)^shape); both above 0, shape below 1: a long tail */
  | { readonly weibull: { readonly scale: number; readonly shape: number } }
  /** sigma is the standard deviation of the logarithm, more than 0 */
  | { readonly lognormal: { readonly median: number; readonly sigma: number } }
  /** weights are more than 0 and need not add up to 1: their shares count */
  | { readonly mixture: readonly WeightedDistribution[] }
  /** points (share at or below, duration), shares from 0 to 1, both rising; straight in between */
  | { readonly empirical: readonly (readonly [share: number, atMs: number])[] };

/** One part of a mixture. */
export interface WeightedDistribution {
  readonly weight: number;
  readonly of: Distribution;
}

/** Mixtures of mixtures end here: deeper ones can be written flat. */
export const LIMITS = { MIXTURE_DEPTH: 4 } as const;

const forms = [
  'constant',
  'uniform',
  'exponential',
  'weibull',
  'lognormal',
  'mixture',
  'empirical',
] as const;

/** Adds a complaint unless the value is a finite number from 0 (not included if `open`). */
function demand(into: string[], path: string, value: unknown, open = false): value is number {
  const isFine =
    typeof value === 'number' && Number.isFinite(value) && (open ? value > 0 : value >= 0);
  if (!isFine) into.push(`${path}: is not a finite number ${open ? 'above 0' : 'of 0 or more'}`);
  return isFine;
}

/** Adds complaints about the shares and durations of an empirical table. */
function checkEmpirical(into: string[], path: string, table: unknown): void {
  if (!Array.isArray(table) || table.length < 2) {
    into.push(`${path}: is not a list of at least two points [share, duration]`);
    return;
  }
  let share = 0;
  let atMs = 0;
  table.forEach((point: unknown, index) => {
    const at = `${path}[${index}]`;
    if (!Array.isArray(point) || point.length !== 2) {
      into.push(`${at}: is not a pair [share, duration]`);
      return;
    }
    if (!demand(into, `${at}[0]`, point[0]) || !demand(into, `${at}[1]`, point[1])) return;
    if (point[0] < share || point[1] < atMs) into.push(`${at}: is below the point before it`);
    if (index === 0 && point[0] !== 0) into.push(`${at}[0]: the first share is not 0`);
    share = point[0];
    atMs = point[1];
  });
  if (share !== 1) into.push(`${path}[${table.length - 1}][0]: the last share is not 1`);
}

/** Adds complaints about the parts of a mixture. */
function checkMixture(into: string[], path: string, parts: unknown, depth: number): void {
  if (!Array.isArray(parts) || parts.length === 0) {
    into.push(`${path}: is not a list of at least one { weight, of }`);
    return;
  }
  if (depth >= LIMITS.MIXTURE_DEPTH) {
    into.push(`${path}: mixtures are nested more than ${LIMITS.MIXTURE_DEPTH} deep; write it flat`);
    return;
  }
  parts.forEach((part: unknown, index) => {
    const at = `${path}[${index}]`;
    const { weight, of } = (part ?? {}) as { weight?: unknown; of?: unknown };
    demand(into, `${at}.weight`, weight, true);
    check(into, `${at}.of`, of, depth + 1);
  });
}

/** Adds complaints about one distribution, whatever it is. */
function check(into: string[], path: string, value: unknown, depth: number): void {
  const record = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    Record<string, unknown> | undefined
  >;
  const keys = Object.keys(record);
  const form = forms.find((name) => name === keys[0]);
  if (form === undefined || keys.length !== 1) {
    into.push(`${path}: is not one of { ${forms.join(' | ')} }`);
    return;
  }
  const at = `${path}.${form}`;
  const parameters = record[form] ?? {};
  if (form === 'constant') demand(into, at, parameters);
  if (form === 'empirical') checkEmpirical(into, at, parameters);
  if (form === 'mixture') checkMixture(into, at, parameters, depth);
  if (form === 'exponential') demand(into, `${at}.mean`, parameters.mean, true);
  if (form === 'weibull') {
    demand(into, `${at}.scale`, parameters.scale, true);
    demand(into, `${at}.shape`, parameters.shape, true);
  }
  if (form === 'lognormal') {
    demand(into, `${at}.median`, parameters.median, true);
    demand(into, `${at}.sigma`, parameters.sigma, true);
  }
  if (form === 'uniform') {
    const { from, to } = parameters;
    const areNumbers = demand(into, `${at}.from`, from) && demand(into, `${at}.to`, to);
    if (areNumbers && (from as number) > (to as number)) into.push(`${at}: from is above to`);
  }
}

/**
 * Says what is wrong with a value that is meant to be a distribution in milliseconds.
 *
 * @param path  where the value stands, printed before each complaint
 * @returns     one sentence a fault, in the order of the value; empty when it is a `Distribution`
 */
export function validateDistribution(value: unknown, path = 'distribution'): string[] {
  const complaints: string[] = [];
  check(complaints, path, value, 0);
  return complaints;
}
