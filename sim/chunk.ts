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
import { recipientKinds } from '../model/org/org.ts';
import { type RuleId, ruleIds } from '../model/rules/catalogue.ts';
import { clients } from '../scenarios/scenario.ts';
import { type Fate, type Incident, leftBehindWords, type Tallied } from './fates.ts';

/** Recipients, one after the other. Words are indices; -1 is none, of times never. */
export type FateColumns = {
  readonly recipient: number[];
  readonly kind: number[];
  readonly client: number[];
  readonly words: number[];
  readonly left: number[];
  /** Bits, see `FLAGS`. */
  readonly flags: number[];
  readonly receipts: number[];
  readonly decisionMs: number[];
  readonly seenAt: number[];
  readonly goneAt: number[];
};

/** What is yes or no about a recipient. */
const FLAGS = ['isInside', 'success', 'reported', 'seen', 'noticed', 'isDuplicate'] as const;

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

const newFates = (): FateColumns => ({
  recipient: [],
  kind: [],
  client: [],
  words: [],
  left: [],
  flags: [],
  receipts: [],
  decisionMs: [],
  seenAt: [],
  goneAt: [],
});

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

/** A chunk that is being made. */
export type ChunkMaker = {
  readonly chunk: Chunk;
  /** Adds the next world of a policy. */
  readonly add: (arm: number, outcome: WorldOutcome) => void;
};

export function newChunk(from: number, policies: number): ChunkMaker {
  const arms = Array.from({ length: policies }, newArm);
  const chunk: Chunk = { from, words: [], cited: [], arms };
  const known = { words: new Map<string, number>(), cited: new Map<string, number>() };
  const numberIn = (list: 'words' | 'cited', text: string): number => {
    let number = known[list].get(text);
    if (number === undefined) {
      number = chunk[list].push(text) - 1;
      known[list].set(text, number);
    }
    return number;
  };
  const add = (index: number, { tallied, untilMs, deliveryMs, rules }: WorldOutcome): void => {
    const arm = at(arms, index);
    arm.measured.push(tallied === null ? 0 : 1);
    arm.reportMs.push(tallied?.reportMs ?? -1);
    arm.untilMs.push(untilMs);
    arm.deliveryMs.push(deliveryMs);
    arm.cited.push(numberIn('cited', rules.map((rule) => ruleIds[rule]).join(' ')));
    const incidents = (tallied?.incidents ?? []).map(({ word }) => word);
    arm.incidents.push(numberIn('words', incidents.sort().join(' ')));
    // Worlds find recipients in their own order; the numbers of the address book are everybody's.
    const fates = [...(tallied?.fates ?? [])].sort((a, b) => a.recipient - b.recipient);
    arm.recipients.push(fates.length);
    for (const fate of fates) pushFate(arm.fates, fate, numberIn('words', fate.words));
  };
  return { chunk, add };
}

function pushFate(to: FateColumns, fate: Fate, words: number): void {
  to.recipient.push(fate.recipient);
  to.kind.push(recipientKinds.indexOf(fate.kind));
  to.client.push(fate.client === null ? -1 : clients.indexOf(fate.client));
  to.words.push(words);
  to.left.push(fate.left === null ? -1 : leftBehindWords.indexOf(fate.left));
  let flags = 0;
  for (let bit = 0; bit < FLAGS.length; bit++) if (fate[FLAGS[bit]!]) flags |= 1 << bit;
  to.flags.push(flags);
  to.receipts.push(fate.receipts);
  to.decisionMs.push(fate.decisionMs);
  to.seenAt.push(fate.seenAt);
  to.goneAt.push(fate.goneAt);
}

/** A recipient of a chunk as it was added. */
export function fateAt({ words }: Chunk, from: FateColumns, index: number): Fate {
  const flags = from.flags[index]!;
  return {
    recipient: from.recipient[index]!,
    kind: recipientKinds[from.kind[index]!]!,
    client: clients[from.client[index]!] ?? null,
    words: words[from.words[index]!]!,
    left: leftBehindWords[from.left[index]!] ?? null,
    isInside: (flags & 1) !== 0,
    success: (flags & 2) !== 0,
    reported: (flags & 4) !== 0,
    seen: (flags & 8) !== 0,
    noticed: (flags & 16) !== 0,
    isDuplicate: (flags & 32) !== 0,
    receipts: from.receipts[index]!,
    decisionMs: from.decisionMs[index]!,
    seenAt: from.seenAt[index]!,
    goneAt: from.goneAt[index]!,
  };
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
      const fates = Array.from({ length: count }, (_, i) => fateAt(chunk, arm.fates, first + i));
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
