/**
 * Positions of contested and silent points: the `assume` part of a file, and `--assume name=value`.
 *
 * Never: accept a value that the switch does not have; a misspelt position would look like a
 * result.
 */

import {
  type Assumption,
  type AssumptionName,
  type Assumptions,
  assumptionNamed,
  assumptionNames,
  assumptions,
  defaultAssumptions,
  RECALL_WINDOW_MS,
} from '../model/assumptions.ts';
import { type Path, showFound } from '../model/fault.ts';
import { type Finding, type Findings, nearestOf, noFindings } from './schema/findings.ts';
import { caseBlind, isFields } from './schema/properties.ts';
import { parseDuration } from './time.ts';

export type AssumptionValue = Assumptions[AssumptionName];

/** One position, or what is wrong with it. */
export type AssumptionReading =
  | {
      readonly ok: true;
      readonly name: AssumptionName;
      readonly value: AssumptionValue;
      /** As a file writes it. */
      readonly written: unknown;
    }
  | { readonly ok: false; readonly faults: readonly Finding[] };

/** Reads `name=value`, as on the command line; lists are written `0s,5m,24h`. */
export function parseAssumption(text: string): AssumptionReading {
  const into = noFindings();
  const at = text.indexOf('=');
  if (at < 1) {
    const expected = 'name=value, such as reportDelay=5m';
    const message = `"${text}" is not an assumption`;
    return { ok: false, faults: [{ code: 'usage', message, path: [], found: text, expected }] };
  }
  const key = text.slice(0, at).trim();
  const written = text.slice(at + 1).trim();
  const name = readName(key, [], into);
  if (name === undefined) return { ok: false, faults: into.faults };
  const isList = assumptions[name].kind === 'instants';
  const listed = isList ? written.split(',').map((one) => one.trim()) : written;
  const value = readPosition(name, listed, [key], into);
  if (value === undefined) return { ok: false, faults: into.faults };
  return { ok: true, name, value, written: listed };
}

/** Reads the `assume` part of a file; what it does not name keeps its default. */
export function readAssume(value: unknown, path: Path, into: Findings): Assumptions {
  if (value === undefined || value === null) return defaultAssumptions;
  if (!isFields(value)) {
    const expected = 'a mapping of assumptions to their positions';
    const message = `is not ${expected}`;
    into.faults.push({ code: 'wrong-type', message, path, found: showFound(value), expected });
    return defaultAssumptions;
  }
  const positions = new Map<AssumptionName, AssumptionValue>();
  for (const [key, written] of Object.entries(value)) {
    const name = readName(key, path, into);
    if (name === undefined) continue;
    if (positions.has(name)) {
      const message = `assumption ${name} stands here twice`;
      into.faults.push({ code: 'duplicate', message, path: [...path, key], onKey: true });
    }
    const position = readPosition(name, written, [...path, key], into);
    if (position !== undefined) positions.set(name, position);
  }
  return { ...defaultAssumptions, ...Object.fromEntries(positions) } as Assumptions;
}

function readName(key: string, path: Path, into: Findings): AssumptionName | undefined {
  const name = assumptionNamed(key);
  if (name !== undefined) return name;
  const rows = assumptionNames.map((one) => assumptions[one].row);
  into.faults.push({
    code: 'unknown-key',
    message: `unknown assumption "${key}"`,
    path: [...path, key],
    onKey: true,
    expected: assumptionNames.join(' '),
    ...nearestOf(key, [...assumptionNames, ...rows]),
  });
  return undefined;
}

function readPosition(
  name: AssumptionName,
  written: unknown,
  path: Path,
  into: Findings,
): AssumptionValue | undefined {
  const { kind, values }: Assumption = assumptions[name];
  if (kind === 'instants') return readInstants(written, path, into) as AssumptionValue | undefined;
  if (kind === 'duration') {
    const ms = typeof written === 'string' ? parseDuration(written) : null;
    if (ms !== null) return ms as AssumptionValue;
    const expected = 'a duration such as 30s or 5m';
    const message = `is not ${expected}`;
    into.faults.push({ code: 'wrong-type', message, path, found: showFound(written), expected });
    return undefined;
  }
  const isScalar = ['string', 'boolean', 'number'].includes(typeof written);
  const word = isScalar ? caseBlind(values, String(written)) : undefined;
  if (word !== undefined) return word as AssumptionValue;
  into.faults.push({
    code: 'unknown-word',
    message: `${showFound(written)} is no position of ${name}`,
    path,
    found: showFound(written),
    expected: values.join(' or '),
    ...(isScalar ? nearestOf(String(written), values) : {}),
  });
  return undefined;
}

/** Attempts: durations that rise, of which the last is the deadline. */
function readInstants(written: unknown, path: Path, into: Findings): readonly number[] | undefined {
  const expected = 'a list of rising durations of which the last is 24h, such as [0s, 5m, 24h]';
  const found = showFound(written);
  const list = Array.isArray(written) ? written : [];
  const instants = list.map((one) => (typeof one === 'string' ? parseDuration(one) : null));
  const fault = (code: 'wrong-type' | 'out-of-range', message: string, at: Path = path) => {
    into.faults.push({ code, message, path: at, found, expected });
    return undefined;
  };
  if (instants.length === 0) return fault('wrong-type', 'is not a list of durations');
  const wrong = instants.indexOf(null);
  if (wrong >= 0) return fault('wrong-type', 'is not a duration', [...path, wrong]);
  const times = instants as number[];
  const falling = times.findIndex((time, i) => i > 0 && time <= (times[i - 1] ?? 0));
  if (falling >= 0) return fault('out-of-range', 'does not rise', [...path, falling]);
  if (times.at(-1) !== RECALL_WINDOW_MS) return fault('out-of-range', 'does not end at 24h');
  return times;
}
