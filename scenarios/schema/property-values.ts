/**
 * Values of Exchange properties, as people and exports write them, to the one form the model reads.
 *
 * Why: an export says "True", 5.00:00:00, "50 GB (53,687,091,200 bytes)", or one item instead of a
 * list, by tool and version; null stays null, because not set is not false.
 *
 * Never: apply a default, or judge a range.
 */
import { nearest } from '../../model/nearest.ts';
import type { PropertyType } from '../../model/org/property.ts';
import type { PropertyValue } from '../../model/org/tenant.ts';
import { parseAbsolute, parseDuration, parseSize, parseTimespan } from '../time.ts';
import { normaliseAddress } from './words.ts';

export type ValueReading =
  | { readonly ok: true; readonly value: PropertyValue }
  | { readonly ok: false; readonly expected: string; readonly nearest?: string };

const read = (value: PropertyValue): ValueReading => ({ ok: true, value });
const fail = (expected: string): ValueReading => ({ ok: false, expected });

/** Reads a value by the type of its property; `[null]` and null are null. */
export function readValue(type: PropertyType, written: unknown): ValueReading {
  const value = unwrapOne(written, type);
  if (value === null || value === undefined) return read(null);
  if (typeof type !== 'string') return readWord(type, value);
  switch (type) {
    case 'boolean':
      return readBoolean(value);
    case 'integer':
      return readInteger(value);
    case 'text':
      return readText(value, 'text');
    case 'address': {
      const text = readText(value, 'an address');
      return text.ok ? read(readAddress(String(text.value))) : text;
    }
    case 'texts':
      return readList(value, 'a list of texts', (text) => text);
    case 'addresses':
      return readList(value, 'a list of addresses', readAddress);
    case 'timespan':
      return readTimespan(value);
    case 'instant':
      return readInstant(value);
    case 'classifications':
      return readClassifications(value);
    case 'days':
      return readTimespan(isCount(value) ? `${value}d` : value);
    case 'size': {
      const size = typeof value === 'number' || typeof value === 'string' ? parseSize(value) : null;
      return size === null ? fail('a size such as 50 GB, bytes, or Unlimited') : read(size);
    }
  }
}

/**
 * `[x]` is x where one value belongs, and `{ Value: x }` or `{ IsUnlimited: true }` what they say.
 */
function unwrapOne(value: unknown, type: PropertyType): unknown {
  if (type === 'classifications' || type === 'texts' || type === 'addresses') return value;
  if (Array.isArray(value) && value.length <= 1) return value[0] ?? null;
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const object = value as Record<string, unknown>;
    if (object['IsUnlimited'] === true) return 'Unlimited';
    const ms = object['TotalMilliseconds'];
    if (type === 'timespan' && typeof ms === 'number') return `${Math.round(ms)}ms`;
    if (Object.hasOwn(object, 'Value')) return object['Value'];
    if (type === 'text' || type === 'address') return object['Name'] ?? value;
  }
  return value;
}

function readBoolean(value: unknown): ValueReading {
  if (typeof value === 'boolean') return read(value);
  const word = typeof value === 'string' ? value.toLowerCase().replace(/^\$/, '') : '';
  if (word === 'true' || word === 'false') return read(word === 'true');
  if (word === 'null') return read(null);
  return fail('true or false');
}

function readInteger(value: unknown): ValueReading {
  const isNumeral = typeof value === 'string' && /^-?\d{1,15}$/.test(value);
  const number = isNumeral ? Number(value) : value;
  return Number.isSafeInteger(number) ? read(number as number) : fail('a whole number');
}

function readText(value: unknown, expected: string): ValueReading {
  if (typeof value === 'string') return read(value === '$null' ? null : value);
  return typeof value === 'number' || typeof value === 'boolean'
    ? read(String(value))
    : fail(expected);
}

function readList(
  value: unknown,
  expected: string,
  of: (text: string) => string | null,
): ValueReading {
  const items = (Array.isArray(value) ? value : [value]).filter((item) => item !== null);
  if (!items.every((item) => typeof item === 'string' || typeof item === 'number')) {
    return fail(expected);
  }
  return read(items.map((item) => of(String(item))).filter((item) => item !== null));
}

/**
 * The address of an entry: `SMTP:ana@…`, `"Ana" [SMTP:ana@…]` and `ana@…` are one; entries of other
 * kinds (`SIP:`, `X500:` …) are none. A name without @ is the name of a recipient.
 */
function readAddress(written: string): string | null {
  const bracketed = /\[smtp:([^\]]+)\]\s*$/i.exec(written)?.[1];
  const text = normaliseAddress(bracketed ?? written);
  if (/^(sip|x500|spo|eum|x400|ex|notes):/.test(text)) return null;
  return text;
}

/** Names, or hash tables with a Name; how often and how surely a kind is found is not modelled. */
function readClassifications(value: unknown): ValueReading {
  const expected = 'kinds of sensitive content such as { Name: Credit Card Number }';
  const names = (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (typeof item === 'string') return item;
    if (item === null || typeof item !== 'object') return null;
    const fields = Object.entries(item).map(([key, field]) => [key.toLowerCase(), field] as const);
    const { name, mincount = 1, maxcount: _, ...rest } = Object.fromEntries(fields);
    const isKnown = Object.keys(rest).length === 0 && Number(mincount) === 1;
    return typeof name === 'string' && isKnown ? name : null;
  });
  return names.includes(null) ? fail(expected) : read(names.filter((name) => name !== null));
}

/**
 * An instant as the cmdlets take or print it, in UTC where no zone stands, or a duration after the
 * start of the scenario.
 */
function readInstant(value: unknown): ValueReading {
  const expected =
    'a time such as 2026-03-02T08:00:00Z, 3/2/2026 8:00:00 AM (UTC), or 2h after the start';
  if (typeof value !== 'string') return fail(expected);
  const text = value.trim();
  const after = parseDuration(text);
  if (after !== null) return read(`+${after}`);
  const stamp = /^\/Date\((\d{1,14})\)\/$/.exec(text)?.[1];
  const ms = stamp === undefined ? parseAbsolute(isoOf(text)) : Number(stamp);
  return ms === null ? fail(expected) : read(new Date(ms).toISOString());
}

/** The ISO form of a date, or of month/day/year with an optional time; other text as it is. */
function isoOf(text: string): string {
  const us =
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([AP])M)?)?$/i.exec(text);
  if (us !== null) {
    const [, month = '', day = '', year, hour = '0', minute = '00', second = '00', half] = us;
    const noon = half?.toUpperCase() === 'P' ? 12 : 0;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + noon;
    const two = (value: string | number): string => String(value).padStart(2, '0');
    return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second}Z`;
  }
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `${text}T00:00:00Z`;
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
}

function isCount(value: unknown): boolean {
  return /^\d{1,6}$/.test(String(value));
}

function readTimespan(value: unknown): ValueReading {
  const ms = typeof value === 'string' ? parseTimespan(value) : null;
  return ms === null ? fail('a time span such as 14.00:00:00 or a duration such as 14d') : read(ms);
}

function readWord(words: readonly string[], value: unknown): ValueReading {
  const text = typeof value === 'string' ? value : String(value);
  const word = words.find((one) => one.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return read(word);
  const near = nearest(text, words);
  const expected = `one of ${words.join(' ')}`;
  return near === undefined ? fail(expected) : { ok: false, expected, nearest: near };
}
