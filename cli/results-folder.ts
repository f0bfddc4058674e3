/**
 * A folder of results: the rows of a study, part by part, beside a summary of what they come to.
 *
 * Why parts: a part is whole or not there, so a run that is cut off in any way goes on behind the
 * last one, and a study that needs more replications keeps those it has. Which replications a part
 * holds is fixed, so the same study leaves the same bytes, whether it ran once or in pieces.
 *
 * Never: mix rows of two studies or models; write a clock, a machine or a number of workers into
 * anything but `machine.json`.
 */

import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { at } from '../model/assert.ts';
import { type Fault, FaultError } from '../model/fault.ts';
import { type Chunk, joined, sizeOf } from '../sim/chunk.ts';
import { LEFT_OUT, RIDGE } from '../sim/estimate/adjusted.ts';
import type { KnownDraws } from '../sim/known-draws.ts';
import { type RowFacts, readTables, rowTables, writeDraws, writeTables } from '../sim/rows-file.ts';
import { CHUNK } from '../sim/run.ts';
import type { StudyResult } from '../sim/study-result.ts';
import { factsIn, refuseStrangers } from './folder-owner.ts';
import { writeResult } from './terminal.ts';

/** Replications in a part: whole chunks, so that none lies in two parts. */
export const PART = 16 * CHUNK;

/** What the rows of a folder are of. */
export type Identity = {
  /** What stands in every file, `rowsHash` above all: the hash of everything that decides a row. */
  readonly facts: RowFacts;
  readonly policies: readonly string[];
  readonly addressOf: (recipient: number) => string;
};

export type ResultsFolder = {
  /** Replications that an earlier run has left. */
  readonly stored: number;
  /** A stretch of what is stored; null where there is none. */
  readonly next: (from: number, to: number) => Promise<Chunk | null>;
  /** Takes the next chunk of the run; writes each part as soon as it is whole. */
  readonly keep: (chunk: Chunk) => void;
  /** Writes what is left of the last part, what is known of its draws, and the summary. */
  readonly finish: (result: StudyResult, known: KnownDraws | null) => void;
};

const nameOf = (part: number): string => `${String(part * PART).padStart(8, '0')}.parquet`;

/**
 * Opens a folder, or begins one.
 *
 * @param summary  what is said of the run; without a result, and incomplete, until it has ended
 * @throws FaultError  when it holds files or rows of something else, or cannot be written
 */
export function openFolder(folder: string, identity: Identity, summary: object): ResultsFolder {
  refuseStrangers(folder);
  const sizes = storedSizes(folder, identity.facts);
  const stored = sizes.reduce((sum, size) => sum + size, 0);
  const tell = (more: object): void => {
    const text = JSON.stringify({ ...summary, replicationsInPart: PART, ...more }, null, 2);
    writeResult(folder, 'summary.json', `${text}\n`);
  };
  const begin = (): void => tell({ complete: false, result: null });
  if (!existsSync(join(folder, 'summary.json'))) begin();
  let loaded: { readonly part: number; readonly chunk: Chunk } | null = null;
  let pending: Chunk[] = [];
  let done = 0;
  const writePart = (): void => {
    const part = Math.floor((done - 1) / PART);
    // A part that is there, and holds as much, is left as it is.
    if ((sizes[part] ?? 0) < done - part * PART) {
      begin();
      write(folder, pending, identity);
    }
    pending = [];
  };
  return {
    stored,
    next: async (from, to) => {
      const part = Math.floor(from / PART);
      if (from - part * PART >= (sizes[part] ?? 0)) return null;
      if (loaded?.part !== part) {
        const chunk = await read(folder, part, identity);
        // What is damaged is run again, and written again.
        sizes[part] = chunk === null ? 0 : sizeOf(chunk);
        loaded = chunk && { part, chunk };
      }
      return loaded && joined([loaded.chunk], from, to);
    },
    keep: (chunk) => {
      pending.push(chunk);
      done = chunk.from + sizeOf(chunk);
      if (done % PART === 0) writePart();
    },
    finish: (result, known) => {
      if (done < stored && !result.incomplete) throw new FaultError(tooMany(folder, stored, done));
      if (pending.length > 0) writePart();
      if (known !== null) writeKnown(folder, known, identity.facts);
      tell({ complete: !result.incomplete, result });
    },
  };
}

function tooMany(folder: string, stored: number, done: number): Fault {
  return {
    code: 'usage',
    path: ['--out'],
    message: `${folder} holds ${stored} replications, and this run needs ${done}`,
    fix: 'name another folder: what is there is kept as it is',
  };
}

/** [part] how many replications are there: whole parts, and then perhaps one that is not. */
function storedSizes(folder: string, facts: RowFacts): number[] {
  const sizes: number[] = [];
  for (;;) {
    const path = join(folder, 'messages', nameOf(sizes.length));
    if (!existsSync(path)) return sizes;
    const found = factsIn(path);
    if (found === null) return sizes;
    if (found['rowsHash'] !== facts['rowsHash']) throw new FaultError(otherStudy(folder));
    const size = Number(found['to']) - Number(found['from']);
    sizes.push(size);
    if (size < PART) return sizes;
  }
}

function otherStudy(folder: string): Fault {
  return {
    code: 'usage',
    path: ['--out'],
    message: `${folder} holds the rows of another study, seed or version`,
    fix: 'name another folder: what is there is kept as it is',
  };
}

async function read(folder: string, part: number, { policies }: Identity): Promise<Chunk | null> {
  try {
    const [messages, recipients] = rowTables.map(
      (table) => new Uint8Array(readFileSync(join(folder, table, nameOf(part)))),
    );
    if (messages === undefined || recipients === undefined) return null;
    return await readTables({ messages, recipients }, policies);
  } catch {
    return null;
  }
}

function write(folder: string, chunks: readonly Chunk[], identity: Identity): void {
  const { addressOf, facts, policies } = identity;
  const { from } = at(chunks, 0);
  const to = chunks.reduce((sum, chunk) => sum + sizeOf(chunk), from);
  const stretch = { from: `${from}`, to: `${to}` };
  const written = writeTables(chunks, policies, addressOf, { ...facts, ...stretch });
  // The table of messages says which recipients there are, so it comes last.
  for (const table of ['recipients', 'messages'] as const) {
    writeResult(join(folder, table), nameOf(from / PART), written[table]);
  }
}

/** What rates and differences are freed from, for whoever frees them again. */
function writeKnown(folder: string, known: KnownDraws, facts: RowFacts): void {
  const { means, names, starts } = known;
  const messages = starts.length - 1;
  for (let from = 0; from < messages; from += PART) {
    const to = Math.min(messages, from + PART);
    const written = writeDraws(known, from, to, { ...facts, from: `${from}`, to: `${to}` });
    writeResult(join(folder, 'draws'), nameOf(from / PART), written);
  }
  const draws = names.map((name, draw) => ({ draw, mean: at(means, draw), name }));
  const text = JSON.stringify({ messages, groups: LEFT_OUT, ridge: RIDGE, draws }, null, 2);
  writeResult(folder, 'known-draws.json', `${text}\n`);
}

/** Writes down where and how long a run took: what may differ between runs of one study. */
export function writeMachine(
  folder: string,
  { began, workers, stored }: { began: number; workers: number; stored: number },
): void {
  const ended = Date.now();
  const machine = {
    node: process.version,
    v8: process.versions.v8,
    platform: process.platform,
    arch: process.arch,
    cpu: cpus()[0]?.model ?? null,
    cores: cpus().length,
    workers,
    began: new Date(began).toISOString(),
    ended: new Date(ended).toISOString(),
    seconds: (ended - began) / 1000,
    /** Replications that an earlier run had left. */
    stored,
  };
  writeResult(folder, 'machine.json', `${JSON.stringify(machine, null, 2)}\n`);
}
