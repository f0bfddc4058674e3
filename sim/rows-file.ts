/**
 * Chunks as Parquet, and back: one table with a row for each replication and policy, one with a row
 * for each replication, policy and recipient. `docs/RESULTS.md` says what each column means.
 *
 * Why two tables: a message may reach nobody, and what belongs to it is not repeated for each
 * recipient. Why Parquet: every tool reads it, columns have types, a study has millions of rows.
 *
 * Never: write anything that another machine, thread or hour would write differently.
 */
import { parquetMetadata, parquetRead } from 'hyparquet';
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer';
import { at } from '../model/assert.ts';
import { recipientKinds } from '../model/org/org.ts';
import { clients } from '../scenarios/scenario.ts';
import {
  type Chunk,
  incidentsIn,
  newChunk,
  rulesIn,
  sizeOf,
  type World,
  worldsOf,
} from './chunk.ts';
import type { Known } from './estimate/adjusted.ts';
import { type Fate, leftBehindWords } from './fates.ts';

/** What stands in the file beside its rows, as text. */
export type RowFacts = Readonly<Record<string, string>>;

/** The tables of rows; a file each. */
export const rowTables = ['messages', 'recipients'] as const;

export type Tables = Readonly<Record<(typeof rowTables)[number], Uint8Array>>;

type Column<R> = { readonly name: string; readonly type: BasicType; readonly of: (row: R) => Cell };
type Cell = string | number | boolean | null;

type MessageRow = {
  readonly replication: number;
  readonly policy: string;
  readonly measured: boolean;
  readonly recipients: number;
  readonly reportMs: number;
  readonly watchedMs: number;
  readonly deliveryMs: number;
  readonly rules: string;
  readonly incidents: string;
};
type RecipientRow = Fate & {
  readonly replication: number;
  readonly policy: string;
  readonly address: string;
};

/** A time; null: never. */
const time = (ms: number): number | null => (ms < 0 ? null : ms);

const messageColumns: readonly Column<MessageRow>[] = [
  { name: 'replication', type: 'INT32', of: ({ replication }) => replication },
  { name: 'policy', type: 'STRING', of: ({ policy }) => policy },
  { name: 'measured', type: 'BOOLEAN', of: ({ measured }) => measured },
  { name: 'recipients', type: 'INT32', of: ({ recipients }) => recipients },
  { name: 'reportMs', type: 'DOUBLE', of: ({ reportMs }) => time(reportMs) },
  { name: 'watchedMs', type: 'DOUBLE', of: ({ watchedMs }) => watchedMs },
  { name: 'deliveryMs', type: 'DOUBLE', of: ({ deliveryMs }) => deliveryMs },
  { name: 'rules', type: 'STRING', of: ({ rules }) => rules },
  { name: 'incidents', type: 'STRING', of: ({ incidents }) => incidents },
];

/** What a file of rows says of itself when its messages have a column of incidents. */
export const COUNTED: RowFacts = { incidents: 'counted' };

/** One of the three words of a status report; null where there is none. */
function word(words: string, index: number): string | null {
  const one = words.split(' ')[index] ?? '-';
  return one === '-' ? null : one;
}

const recipientColumns: readonly Column<RecipientRow>[] = [
  { name: 'replication', type: 'INT32', of: ({ replication }) => replication },
  { name: 'policy', type: 'STRING', of: ({ policy }) => policy },
  { name: 'recipient', type: 'STRING', of: ({ address }) => address },
  { name: 'number', type: 'INT32', of: ({ recipient }) => recipient },
  { name: 'kind', type: 'STRING', of: ({ kind }) => kind },
  { name: 'client', type: 'STRING', of: ({ client }) => client },
  { name: 'internal', type: 'BOOLEAN', of: ({ isInside }) => isInside },
  { name: 'outcome', type: 'STRING', of: ({ words }) => word(words, 0) },
  { name: 'reason', type: 'STRING', of: ({ words }) => word(words, 1) },
  { name: 'cause', type: 'STRING', of: ({ words }) => word(words, 2) },
  { name: 'success', type: 'BOOLEAN', of: ({ success }) => success },
  { name: 'reported', type: 'BOOLEAN', of: ({ reported }) => reported },
  { name: 'seen', type: 'BOOLEAN', of: ({ seen }) => seen },
  { name: 'leftBehind', type: 'STRING', of: ({ left }) => left },
  { name: 'noticed', type: 'BOOLEAN', of: ({ noticed }) => noticed },
  { name: 'outsideNotice', type: 'BOOLEAN', of: ({ outsideNotice }) => outsideNotice },
  { name: 'actedOn', type: 'BOOLEAN', of: ({ actedOn }) => actedOn },
  { name: 'receipts', type: 'INT32', of: ({ receipts }) => receipts },
  { name: 'duplicate', type: 'BOOLEAN', of: ({ isDuplicate }) => isDuplicate },
  { name: 'decisionMs', type: 'DOUBLE', of: ({ decisionMs }) => time(decisionMs) },
  { name: 'seenMs', type: 'DOUBLE', of: ({ seenAt }) => time(seenAt) },
  { name: 'goneMs', type: 'DOUBLE', of: ({ goneAt }) => time(goneAt) },
  { name: 'noticeMs', type: 'DOUBLE', of: ({ noticeAt }) => time(noticeAt) },
];

/** One known draw of a message; what a message has no row for is 0. */
type DrawRow = { readonly replication: number; readonly draw: number; readonly value: number };

const drawColumns: readonly Column<DrawRow>[] = [
  { name: 'replication', type: 'INT32', of: ({ replication }) => replication },
  { name: 'draw', type: 'INT32', of: ({ draw }) => draw },
  { name: 'value', type: 'DOUBLE', of: ({ value }) => value },
];

/** What the columns of the tables are called, for documents and tests. */
export const columnNames = {
  messages: messageColumns.map(({ name }) => name),
  recipients: recipientColumns.map(({ name }) => name),
  draws: drawColumns.map(({ name }) => name),
};

/** What is known of the draws of a stretch of replications. */
export function writeDraws(known: Known, from: number, to: number, facts: RowFacts): Uint8Array {
  const { columns, starts, values } = known;
  const rows: DrawRow[] = [];
  for (let replication = from; replication < to; replication++) {
    for (let entry = at(starts, replication); entry < at(starts, replication + 1); entry++) {
      rows.push({ replication, draw: at(columns, entry), value: at(values, entry) });
    }
  }
  return write(drawColumns, rows, facts);
}

function write<R>(columns: readonly Column<R>[], rows: readonly R[], facts: RowFacts): Uint8Array {
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, type, of }) => ({ name, type, data: rows.map(of) })),
    kvMetadata: Object.entries(facts).map(([key, value]) => ({ key, value })),
    createdBy: 'recall-lab',
    rowGroupSize: 1_000_000,
  });
  return new Uint8Array(buffer);
}

/**
 * Chunks that follow one another as two files.
 *
 * @param policies   their names, in the order of the study
 * @param addressOf  how a recipient of the address book is written
 */
export function writeTables(
  chunks: readonly Chunk[],
  policies: readonly string[],
  addressOf: (recipient: number) => string,
  facts: RowFacts,
): Tables {
  const messages: MessageRow[] = [];
  const recipients: RecipientRow[] = [];
  for (const chunk of chunks) {
    const worlds = policies.map((_, policy) => [...worldsOf(chunk, policy)]);
    for (let index = 0; index < sizeOf(chunk); index++) {
      policies.forEach((policy, number) => {
        const world = at(worlds[number] ?? [], index);
        messages.push(messageRow(world, policy));
        const { replication } = world;
        for (const fate of world.tallied?.fates ?? []) {
          recipients.push({ ...fate, replication, policy, address: addressOf(fate.recipient) });
        }
      });
    }
  }
  const isCounted = 'incidents' in facts;
  const columns = messageColumns.filter(({ name }) => isCounted || name !== 'incidents');
  return {
    messages: write(columns, messages, facts),
    recipients: write(recipientColumns, recipients, facts),
  };
}

function messageRow(world: World, policy: string): MessageRow {
  const { cited: rules, deliveryMs, replication, tallied, untilMs: watchedMs } = world;
  const measured = tallied !== null;
  const recipients = tallied?.fates.length ?? 0;
  const reportMs = tallied?.reportMs ?? -1;
  const incidents = (tallied?.incidents ?? []).map(({ word }) => word).join(' ');
  const times = { reportMs, watchedMs, deliveryMs };
  return { replication, policy, measured, recipients, ...times, rules, incidents };
}

type Cells = Readonly<Record<string, ArrayLike<unknown>>>;

const bufferOf = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;

async function readCells(bytes: Uint8Array): Promise<Cells> {
  const cells: Record<string, unknown[]> = {};
  await parquetRead({
    file: bufferOf(bytes),
    onChunk: ({ columnName, columnData }) => {
      const column = cells[columnName] ?? [];
      cells[columnName] = column;
      for (let index = 0; index < columnData.length; index++) column.push(columnData[index]);
    },
  });
  return cells;
}

/** What stands in a file beside its rows. */
export function factsOf(bytes: Uint8Array): RowFacts {
  const { key_value_metadata: pairs = [] } = parquetMetadata(bufferOf(bytes));
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value ?? '']));
}

/**
 * The chunk that was written; recipients of replications that the table of messages lacks are left
 * out.
 *
 * @throws Error  when the files do not belong together, or are none
 */
export async function readTables(tables: Tables, policies: readonly string[]): Promise<Chunk> {
  const messages = await readCells(tables.messages);
  const recipients = await readCells(tables.recipients);
  const numbers = (messages['replication'] ?? []) as ArrayLike<number>;
  const { chunk, add } = newChunk(numbers[0] ?? 0, policies.length);
  let next = 0;
  for (let index = 0; index < numbers.length; index++) {
    const [replication, policy] = [numbers[index], messages['policy']?.[index]];
    const count = Number(messages['recipients']?.[index]);
    const fates: Fate[] = [];
    for (const last = next + count; next < last; next++) {
      const isOf =
        recipients['replication']?.[next] === replication &&
        recipients['policy']?.[next] === policy;
      if (!isOf) throw new Error(`recipients of replication ${replication} are missing`);
      fates.push(fateOf(recipients, next));
    }
    const reportMs = msOf(messages['reportMs']?.[index]);
    const incidents = incidentsIn(String(messages['incidents']?.[index] ?? ''));
    add(policies.indexOf(String(policy)), {
      tallied: messages['measured']?.[index] === true ? { fates, reportMs, incidents } : null,
      untilMs: Number(messages['watchedMs']?.[index]),
      deliveryMs: Number(messages['deliveryMs']?.[index]),
      rules: rulesIn(String(messages['rules']?.[index])),
    });
  }
  return chunk;
}

const msOf = (cell: unknown): number => (typeof cell === 'number' ? cell : -1);

/** One of the words that are known; they were written from the same list. */
const oneOf = <T extends string>(known: readonly T[], cell: unknown): T | null =>
  known.find((one) => one === cell) ?? null;

function fateOf(cells: Cells, index: number): Fate {
  const cell = (name: string): unknown => cells[name]?.[index] ?? null;
  const is = (name: string): boolean => cell(name) === true;
  const words = ['outcome', 'reason', 'cause'].map((name) => cell(name) ?? '-').join(' ');
  return {
    recipient: Number(cell('number')),
    kind: oneOf(recipientKinds, cell('kind')) ?? 'unknown',
    client: oneOf(clients, cell('client')),
    isInside: is('internal'),
    words,
    success: is('success'),
    reported: is('reported'),
    seen: is('seen'),
    noticed: is('noticed'),
    outsideNotice: is('outsideNotice'),
    actedOn: is('actedOn'),
    left: oneOf(leftBehindWords, cell('leftBehind')),
    receipts: Number(cell('receipts')),
    isDuplicate: is('duplicate'),
    decisionMs: msOf(cell('decisionMs')),
    seenAt: msOf(cell('seenMs')),
    goneAt: msOf(cell('goneMs')),
    noticeAt: msOf(cell('noticeMs')),
  };
}
