/**
 * Durations, instants, time spans and sizes as people write them: text to milliseconds or bytes,
 * and back.
 *
 * Why one file: scenarios, tenants, the command line and every report spell time the same way.
 *
 * Never: read a clock, or guess. Text that is not exactly of the form gives null, and the caller
 * says where.
 */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

/**
 * No single number of a duration is longer: what is beyond is a typing error, and sums stay exact.
 */
const DIGITS = '\\d{1,9}';

const units = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
  ['ms', 1],
] as const;

const plainForm = new RegExp(`^${units.map(([unit]) => `(?:(${DIGITS})${unit})?`).join('')}$`);
const isoForm = new RegExp(
  `^P(?:(${DIGITS})W)?(?:(${DIGITS})D)?` +
    `(?:T(?=\\d)(?:(${DIGITS})H)?(?:(${DIGITS})M)?(?:(${DIGITS})S)?)?$`,
);

/**
 * The sum of the numbers a form found, each times its unit; null when the text is not of the form.
 */
function sum(found: RegExpExecArray | null, unitsMs: readonly number[]): number | null {
  const parts = found?.slice(1) ?? [];
  if (parts.every((part) => part === undefined)) return null;
  return parts.reduce((total, part, i) => total + Number(part ?? 0) * (unitsMs[i] ?? 0), 0);
}

/**
 * `90s`, `23h59m`, `1d12h`, `250ms`, or ISO 8601 (`PT10M`, `P2D`): whole numbers, larger units
 * first.
 *
 * @returns milliseconds, 0 or more; null when the text is no duration (negative ones are none)
 */
export function parseDuration(text: string): number | null {
  const plain = sum(
    plainForm.exec(text),
    units.map(([, unitMs]) => unitMs),
  );
  return plain ?? sum(isoForm.exec(text), [WEEK_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS]);
}

/** `23h59m`: the shortest text that {@link parseDuration} reads back as the same number. */
export function formatDuration(ms: number): string {
  let rest = ms;
  let text = '';
  for (const [unit, unitMs] of units) {
    const count = Math.floor(rest / unitMs);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * unitMs;
  }
  return text === '' ? '0s' : text;
}

const absoluteForm =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * An absolute ISO 8601 instant with its zone, such as `2026-03-02T08:00:00Z`; finer than ms is cut.
 *
 * @returns ms since 1970 UTC; null for anything else, days that no calendar has included
 */
export function parseAbsolute(text: string): number | null {
  const found = absoluteForm.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute, second, , , zoneHour, zoneMinute] = found
    .slice(1)
    .map((part) => Number(part ?? 0)) as number[] as [number, number, number, ...number[]];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth) return null;
  if (hour! > 23 || minute! > 59 || second! > 59 || zoneHour! > 14 || zoneMinute! > 59) return null;
  const ms = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offsetMs = (found[8] === '-' ? -1 : 1) * (zoneHour! * HOUR_MS + zoneMinute! * MINUTE_MS);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms) - offsetMs;
}

/**
 * A duration after the start, or an absolute instant.
 *
 * @returns ms after the start, less than 0 for absolute instants before it; null when it is neither
 */
export function parseInstant(text: string, startMs: number): number | null {
  const duration = parseDuration(text);
  if (duration !== null) return duration;
  const absolute = parseAbsolute(text);
  return absolute === null ? null : absolute - startMs;
}

/** ISO 8601 in UTC, `2026-03-02T08:05:00Z`; milliseconds are shown only where there are some. */
export function formatInstant(ms: number, startMs: number): string {
  return new Date(startMs + ms).toISOString().replace('.000Z', 'Z');
}

const spanForm = /^(?:(\d{1,8})\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;

/** A time span as the cmdlets show it: `365.00:00:00`, `06:00:00`. Whole seconds. */
export function formatTimespan(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const days = Math.floor(seconds / 86_400);
  return `${days > 0 ? `${days}.` : ''}${clock.map(two).join(':')}`;
}

/**
 * The cmdlets' time span, `[days.]hh:mm[:ss[.fraction]]`, or a duration as in scenarios.
 *
 * @returns milliseconds, 0 or more; null when it is neither
 */
export function parseTimespan(text: string): number | null {
  const found = spanForm.exec(text);
  if (found === null) return parseDuration(text);
  const [days, hours, minutes, seconds] = found.slice(1, 5).map((part) => Number(part ?? 0));
  if (hours! > 23 || minutes! > 59 || seconds! > 59) return null;
  const ms = Number((found[5] ?? '').padEnd(3, '0').slice(0, 3));
  return days! * DAY_MS + hours! * HOUR_MS + minutes! * MINUTE_MS + seconds! * SECOND_MS + ms;
}

const KILO = 1024;
const sizeUnits = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
const sizeForm = /^(\d{1,12}(?:\.\d{1,6})?) ?(B|KB|MB|GB|TB)?(?: ?\(([\d,]{1,24}) bytes\))?$/i;

/**
 * Bytes as a number or text, `50 GB` (1 KB is 1,024 bytes), an export's
 * `50 GB (53,687,091,200 bytes)` (the bytes in brackets count), or `Unlimited`.
 *
 * @returns bytes, 0 or more, Infinity for Unlimited; null when it is no size
 */
export function parseSize(size: string | number): number | null {
  if (typeof size === 'number') return Number.isSafeInteger(size) && size >= 0 ? size : null;
  if (size.trim().toLowerCase() === 'unlimited') return Number.POSITIVE_INFINITY;
  const found = sizeForm.exec(size.trim());
  if (found === null) return null;
  const [, number = '', unit, exact] = found;
  if (exact !== undefined) return Number(exact.replaceAll(',', ''));
  if (unit === undefined) return number.includes('.') ? null : Number(number);
  const power = sizeUnits.indexOf(unit.toUpperCase() as (typeof sizeUnits)[number]);
  let bytes = Number(number);
  for (let i = 0; i < power; i++) bytes *= KILO;
  return Math.round(bytes);
}
