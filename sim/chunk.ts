/**
 * Chunks: what a stretch of replications came to under every policy, as plain columns.
 *
 * Why: a chunk is all that is handed from a thread to another, written to a folder of results and
 * read from there again. Every number of a report is made from chunks, in the order of
 * replications; where they come from makes no difference.
 *
 * Never: hold anything that depends on which thread made it, or on what it made before.
 */
import { at } from '../model/assert.ts';
import { type RuleId, ruleIds } from '../model/rules/catalogue.ts';
import { codesOf, type FateColumns, fateAt, newFates, pushFate } from './fate-columns.ts';
import type { Incident, Tallied } from './fates.ts';
import type { Apart } from './paths/memory.ts';
import { newShared } from './paths/parties.ts';
import { eachEnd, incidentsOf, reportOf } from './paths/use.ts';
import type { Played } from './workload.ts';

/** One policy: columns by world, and its recipients. */
export type ArmChunk = {
  /** 1 where there is a recall or removal to measure; else the world has no recipients here. */
  readonly measured: number[];
  /** ms from the request to the report, -1: none */
  readonly reportMs: number[];
  /** How long the message was watched, ms after sending. */
  readonly untilMs: number[];
  /** The transport delay of the world, ms. */
  readonly deliveryMs: number[];
  /** Index into `Chunk.cited`. */
  readonly cited: number[];
  /** Index into `Chunk.words`: words of incidents in order, with blanks between. */
  readonly incidents: number[];
  /** How many recipients the world has. */
  readonly recipients: number[];
  readonly fates: FateColumns;
};

export type Chunk = {
  /** The first replication; the others follow. */
  readonly from: number;
  /** Words of status reports, see `Fate.words`, and of incidents. */
  readonly words: string[];
  /** Sets of rules that a world cited: ids in the order of the catalogue, with blanks between. */
  readonly cited: string[];
  /** [policy] */
  readonly arms: readonly ArmChunk[];
};

/** How many replications a chunk has. */
export const sizeOf = ({ arms }: Chunk): number => at(arms, 0).measured.length;

const newArm = (): ArmChunk => ({
  measured: [],
  reportMs: [],
  untilMs: [],
  deliveryMs: [],
  cited: [],
  incidents: [],
  recipients: [],
  fates: newFates(),
});

/** What one world adds. */
export type WorldOutcome = {
  /** null: there is nothing to measure. */
  readonly tallied: Tallied | null;
  readonly untilMs: number;
  readonly deliveryMs: number;
  /** Indices of the rules that it cited, ascending, each once. */
  readonly rules: readonly number[];
};

/** A world but for its recipients and rules. */
type Head = Omit<WorldOutcome, 'rules' | 'tallied'> & {
  readonly tallied: Omit<Tallied, 'fates'> | null;
  readonly cited: string;
};

/** A chunk that is being made. */
export type ChunkMaker = {
  readonly chunk: Chunk;
  /** Adds the next world of a policy. */
  readonly add: (arm: number, outcome: WorldOutcome) => void;
  /** The same, from the paths of its parties. */
  readonly addApart: (arm: number, apart: Apart, played: Played) => void;
};

/** The number of a text in a list of a chunk, where it is added if it is new. */
function numbersIn(chunk: Chunk): (list: 'words' | 'cited', text: string) => number {
  const known = { words: new Map<string, number>(), cited: new Map<string, number>() };
  return (list, text) => {
    let number = known[list].get(text);
    if (number === undefined) {
      number = chunk[list].push(text) - 1;
      known[list].set(text, number);
    }
    return number;
  };
}

/** @param shared  what paths speak of by number */
export function newChunk(from: number, policies: number, shared = newShared()): ChunkMaker {
  const { fates: kinds, rules: sets } = shared;
  const arms = Array.from({ length: policies }, newArm);
  const chunk: Chunk = { from, words: [], cited: [], arms };
  const numberIn = numbersIn(chunk);
  /** What a world has besides its recipients. */
  const addHead = (arm: ArmChunk, { tallied, untilMs, deliveryMs, cited }: Head): void => {
    arm.measured.push(tallied === null ? 0 : 1);
    arm.reportMs.push(tallied?.reportMs ?? -1);
    arm.untilMs.push(untilMs);
    arm.deliveryMs.push(deliveryMs);
    arm.cited.push(numberIn('cited', cited));
    const incidents = (tallied?.incidents ?? []).map(({ word }) => word);
    arm.incidents.push(numberIn('words', incidents.sort().join(' ')));
  };
  const add = (index: number, outcome: WorldOutcome): void => {
    const { tallied, rules } = outcome;
    const arm = at(arms, index);
    addHead(arm, { ...outcome, cited: rules.map((rule) => ruleIds[rule]).join(' ') });
    // Worlds find recipients in their own order; the numbers of the address book are everybody's.
    const fates = [...(tallied?.fates ?? [])].sort((a, b) => a.recipient - b.recipient);
    arm.recipients.push(fates.length);
    for (const fate of fates) {
      const { recipient, decisionMs, seenAt, goneAt, noticeAt } = fate;
      const words = numberIn('words', fate.words);
      const codes = codesOf(fate);
      pushFate(arm.fates, recipient, codes, words, decisionMs, seenAt, goneAt, noticeAt);
    }
  };
  /** [fate] the number of its words here */
  const words: (number | undefined)[] = [];
  const addApart = (index: number, apart: Apart, played: Played): void => {
    const { deliveryMs, isMeasured, untilMs } = played;
    const arm = at(arms, index);
    const tallied = isMeasured
      ? { reportMs: reportOf(apart), incidents: incidentsOf(apart) }
      : null;
    addHead(arm, { tallied, untilMs, deliveryMs, cited: sets.textOf(apart.cited) });
    const { fates } = arm;
    const before = fates.recipient.length;
    if (isMeasured) {
      eachEnd(apart, (recipient, fate, times) => {
        words[fate] ??= numberIn('words', kinds.fateOf(fate).words);
        const [decided, seen, gone] = [times[0]!, times[1]!, times[2]!];
        const codes = kinds.codesOf(fate);
        pushFate(fates, recipient, codes, words[fate]!, decided, seen, gone, times[3]!);
      });
    }
    arm.recipients.push(fates.recipient.length - before);
  };
  return { chunk, add, addApart };
}

/** One world of a chunk; `cited` as the chunk holds it. */
export type World = Omit<WorldOutcome, 'rules'> & {
  readonly replication: number;
  readonly cited: string;
};

/** What a world set off, as words say it: what each was about is known no more. */
export function incidentsIn(words: string): readonly Incident[] {
  return words === '' ? [] : words.split(' ').map((word) => ({ word, about: -1 }));
}

function messageAt({ words }: Chunk, { incidents, reportMs }: ArmChunk, index: number) {
  return { reportMs: reportMs[index]!, incidents: incidentsIn(words[incidents[index]!]!) };
}

/** The worlds of a policy, in order; those before a replication are passed over. */
export function* worldsOf(chunk: Chunk, policy: number, from = chunk.from): Generator<World> {
  const arm = at(chunk.arms, policy);
  let first = 0;
  for (let index = 0; index < arm.measured.length; index++) {
    const count = arm.recipients[index]!;
    const replication = chunk.from + index;
    if (replication >= from) {
      const fates = Array.from({ length: count }, (_, i) =>
        fateAt(chunk.words, arm.fates, first + i),
      );
      yield {
        replication,
        tallied: arm.measured[index] === 1 ? { fates, ...messageAt(chunk, arm, index) } : null,
        untilMs: arm.untilMs[index]!,
        deliveryMs: arm.deliveryMs[index]!,
        cited: chunk.cited[arm.cited[index]!]!,
      };
    }
    first += count;
  }
}

const numberOf = new Map<string, number>(ruleIds.map((rule, index) => [rule, index]));

/** The indices of a set of rules, as `Chunk.cited` holds it. */
export function rulesIn(cited: string): number[] {
  if (cited === '') return [];
  return cited.split(' ').map((rule) => numberOf.get(rule as RuleId) ?? -1);
}

/** A stretch of chunks that follow one another, as one chunk; as much of it as there is. */
export function joined(chunks: readonly Chunk[], from: number, to: number): Chunk {
  const policies = at(chunks, 0).arms.length;
  const { chunk: whole, add } = newChunk(from, policies);
  for (const chunk of chunks) {
    const worlds = chunk.arms.map((_, policy) => [...worldsOf(chunk, policy, from)]);
    // Replication by replication, as chunks are made: so words are numbered alike.
    for (let index = 0; index < at(worlds, 0).length; index++) {
      worlds.forEach((list, policy) => {
        const { cited, replication, ...world } = at(list, index);
        if (replication < to) add(policy, { ...world, rules: rulesIn(cited) });
      });
    }
  }
  return whole;
}
