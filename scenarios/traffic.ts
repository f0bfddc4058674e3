/**
 * Real mail as headers show it: who wrote to whom and when, by ids. Text in, checked messages out.
 *
 * Why strict: a row that is skipped in silence moves every rate that is computed from the rest.
 *
 * Ids compare as addresses do everywhere: case-blind, and `smtp:` before them says nothing.
 *
 * Never: read a file (that is `read-traffic.ts`), or keep an address; ids are all that is needed.
 */
import { type CsvError, parse } from 'csv-parse/sync';
import { normaliseAddress } from '../model/address.ts';
import { type Fault, type Parsed, type Position, showFound } from '../model/fault.ts';

/** One message. */
export type TrafficMessage = {
  /** Milliseconds after the first message. */
  readonly at: number;
  readonly from: string;
  /** To and Cc together, each once, without the sender unless nobody else is named. */
  readonly to: readonly string[];
  /** Line of the file, from 1. */
  readonly line: number;
};

export type Traffic = {
  /** In the order of time; equal times in the order of the file. */
  readonly messages: readonly TrafficMessage[];
  /** Ids in the order of first appearance. */
  readonly people: readonly string[];
};

const columns = ['t', 'from', 'to', 'cc'] as const;
/** Seconds since 1970, to the year 2100. */
const SECONDS_MAX = 4_102_444_800;

/** So many bad rows are told one by one. */
const SHOWN_MAX = 20;

/** Letters and digits of any alphabet, and the marks that an address may have. */
const ID = /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~@-]{1,254}$/u;

/** Parses `t,from,to,cc` with Unix seconds and ids separated by `;`. Bad rows are faults. */
export function parseTraffic(text: string, file: string): Parsed<Traffic> {
  const faults: Fault[] = [];
  const fault = (line: number, message: string, more: Partial<Fault> = {}): void => {
    faults.push({
      code: 'wrong-type',
      message,
      path: [],
      file,
      position: { line, column: 1 },
      ...more,
    });
  };
  const rows = readRows(text, fault);
  const read = rows.flatMap(({ record, line }) => readRow(record, line, fault) ?? []);
  if (faults.length === 0 && read.length === 0) {
    fault(1, 'holds no message', { code: 'unreadable', expected: 'rows of t,from,to,cc' });
  }
  if (faults.length > 0) return { ok: false, faults: firstOf(faults, file) };
  const first = read.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const messages = read
    .map((message) => ({ ...message, at: message.at - first }))
    .sort((a, b) => a.at - b.at || a.line - b.line);
  const people = new Set(messages.flatMap(({ from, to }) => [from, ...to]));
  return { ok: true, value: { messages, people: [...people] }, warnings: [] };
}

type Complain = (line: number, message: string, more?: Partial<Fault>) => void;

function readRows(text: string, fault: Complain): { record: string[]; line: number }[] {
  let all: { record: string[]; info: { lines: number } }[];
  try {
    all = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
    }) as unknown as typeof all;
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number };
    const position = openQuote(text);
    const open = 'a quote that opens here is not closed before a comma or the end of its line';
    const why = position === null ? message : open;
    const where = position === null ? {} : { position };
    fault(lines ?? 1, `is no CSV: ${why}`, { code: 'syntax', ...where });
    return [];
  }
  const [head, ...rows] = all.map(({ record, info }) => ({ record, line: info.lines }));
  const found = head?.record.map((name) => name.toLowerCase()) ?? [];
  const expected = columns.join(',');
  if (found.join(',') !== expected) {
    const more = found.join(',').startsWith(`${expected},`) ? found.slice(columns.length) : [];
    const fix = `leave out ${more.join(', ')}: it is not read`;
    fault(1, 'has other columns', {
      found: showFound(found.join(',')),
      expected,
      ...(more.length > 0 ? { fix } : {}),
    });
    return [];
  }
  return rows;
}

function readRow(record: string[], line: number, fault: Complain): TrafficMessage | undefined {
  if (record.length !== columns.length) {
    const found = `${record.length} columns: ${showFound(record.join(','))}`;
    fault(line, 'has not four columns', { found, expected: columns.join(',') });
    return undefined;
  }
  const [t = '', from = '', to = '', cc = ''] = record;
  const seconds = /^\d{1,10}$/.test(t) ? Number(t) : Number.NaN;
  if (!(seconds <= SECONDS_MAX)) {
    const expected = 'Unix seconds, a whole number';
    const fix = /^\d{12,13}$/.test(t) ? { fix: 'divide by 1000: these are milliseconds' } : {};
    fault(line, 't is no time', { found: showFound(t), expected, ...fix });
    return undefined;
  }
  const named = [to, cc].flatMap((list) => list.split(';')).map((id) => id.trim());
  const written = [from, ...named.filter((id) => id !== '')];
  const bad = written.find((id) => !ID.test(normaliseAddress(id)));
  if (bad !== undefined) {
    fault(line, bad === '' ? 'names no sender' : 'names no id', {
      found: showFound(bad),
      expected: 'ids as in addresses, without blanks and brackets, separated by ;',
      ...fixOfId(bad),
    });
    return undefined;
  }
  if (written.length === 1) {
    fault(line, 'names no recipient', { code: 'missing', expected: 'an id in to or cc' });
    return undefined;
  }
  const [sender = '', ...others] = new Set(written.map(normaliseAddress));
  return {
    at: seconds * 1000,
    from: sender,
    to: others.length > 0 ? others : [sender],
    line,
  };
}

/** The first faults, and how many others there are: whoever mends a file needs no more. */
function firstOf(faults: readonly Fault[], file: string): Fault[] {
  const more = faults.length - SHOWN_MAX;
  if (more <= 0) return [...faults];
  const message = more === 1 ? 'has 1 more bad row' : `has ${more} more bad rows`;
  return [...faults.slice(0, SHOWN_MAX), { code: 'wrong-type', message, path: [], file }];
}

/** Where the first quote opens that is not closed at the end of its field; null: there is none. */
function openQuote(text: string): Position | null {
  let opened: number | null = null;
  let isBegin = true;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? '';
    if (opened === null) {
      if (letter === '"' && isBegin) opened = index;
      else isBegin = ',\r\n'.includes(letter) || (isBegin && ' \t\ufeff'.includes(letter));
    } else if (letter === '"') {
      // Two in a row stand for one.
      if (text[index + 1] === '"') index++;
      else if (/^[ \t]*(?:[,\r\n]|$)/.test(text.slice(index + 1))) {
        opened = null;
        isBegin = false;
      } else break;
    }
  }
  if (opened === null) return null;
  const lines = text.slice(0, opened).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Of `Ana <ana@x.com>` the address is enough. */
function fixOfId(written: string): Partial<Fault> {
  const address = /<([^<>]+)>/.exec(written)?.[1];
  if (address === undefined) return {};
  return { fix: `write the address alone: ${address}` };
}
