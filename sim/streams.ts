/**
 * Keyed random streams: every uniform has an address, so no draw depends on the order of another.
 *
 * Why: policies under comparison must meet the same chances (common random numbers), and adding a
 * stream, a copy, a draw or a worker must shift nothing else.
 *
 * Never: keep a position between draws; let one decision consume a varying number of uniforms;
 * renumber a stream (its number is a hash of its name, so the order of declaration means nothing).
 *
 * Packing, 160 bits of address by two calls of a 64-bit block cipher:
 *     subkey  = threefry(key = seed (64),   counter = stream (32), replication (32))
 *     uniform = threefry(key = subkey (64), counter = entity (32), draw (32))
 * Under one key a block cipher is a bijection: two (stream, replication) of one seed never share a
 * subkey, two (entity, draw) of one subkey never share a block. Between subkeys, blocks meet as
 * random numbers do.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011),
 * Threefry2x32 with 20 rounds; known answers of their Random123 library in streams.test.ts.
 */

/** A run's seed: 64 bits as two unsigned words. It fixes every draw. */
export interface Seed {
  /** bits 32 to 63, 0 to 2^32 - 1 */
  readonly high: number;
  /** bits 0 to 31, 0 to 2^32 - 1 */
  readonly low: number;
}

/** Every source of chance, each for one purpose. To add one, add its name: no other draw moves. */
// biome-ignore format: one paragraph a family
export const STREAMS = [
  'population.name', 'population.department', 'population.client', 'population.mode',
  'population.forwarding', 'population.inboxRule', 'population.contact', 'population.onPremises',
  'population.group', 'population.groupMember',
  'organization.kind', 'organization.group', 'organization.member',
  'workload.sender', 'workload.recipients', 'workload.group', 'workload.sentAt',
  'workload.answered',
  'compose.noticesTip', 'compose.heedsTip', 'compose.findsMistake', 'compose.postpones',
  'sender.cancels',
  'measure.adopts', 'measure.avoids', 'measure.age', 'compose.label', 'compose.sensitive',
  'list.leaves', 'list.joins', 'list.age', 'list.reviewed',
  'transport.delay',
  'reader.away', 'reader.opens', 'reader.firstRead', 'reader.previews', 'reader.movesMail',
  'reader.moveDelay', 'reader.deletes', 'reader.deleteDelay', 'reader.forwards',
  'reader.forwardDelay', 'reader.forwardTarget', 'reader.replies', 'reader.replyDelay',
  'reader.curiosity', 'reader.curiosityDelay',
  'report.reader', 'report.colleague', 'reader.stopsForwarding',
  'sender.recalls', 'sender.recallDelay',
  'mailbox.outage', 'mailbox.outageStart', 'mailbox.outageLength',
  'administrator.delay',
  'load.submission', 'load.delivery', 'load.agent', 'load.sentAt',
  'load.ownSubmission', 'load.ownDelivery', 'load.ownAgent',
  'burst.message', 'burst.gap', 'audit.ordinary',
  'population.region', 'population.database', 'database.outage', 'database.outageLength',
  'region.outage', 'region.outageLength',
  'sweep.point', 'sweep.order', 'sweep.bootstrap',
  'traffic.sends', 'traffic.sentAt', 'traffic.mistaken', 'traffic.wrongRecipient',
] as const;

export type StreamName = (typeof STREAMS)[number];

/** The uniforms of one replication. It holds subkeys only, so calls in any order agree. */
export interface Draws {
  readonly seed: Seed;
  readonly replication: number;
  /** As the function `uniform`, seed and replication given; `draw` is 0 when left out. */
  uniform(stream: StreamName, entity: number, draw?: number): number;
}

/** The two words of the last block: return registers of `threefry`, meaningless between calls. */
let word0 = 0;
let word1 = 0;

/** One block of Threefry2x32-20 into `word0`, `word1` (signed): 20 rounds, a key every fourth. */
function threefry(counter0: number, counter1: number, key0: number, key1: number): void {
  const key2 = 0x1bd11bda ^ key0 ^ key1;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
  x0 = (x0 + key1) | 0;
  x1 = (x1 + key2 + 1) | 0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
  x0 = (x0 + key2) | 0;
  x1 = (x1 + key0 + 2) | 0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
  x0 = (x0 + key0) | 0;
  x1 = (x1 + key1 + 3) | 0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
  x0 = (x0 + key1) | 0;
  x1 = (x1 + key2 + 4) | 0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
  x0 = (x0 + key2) | 0;
  x1 = (x1 + key0 + 5) | 0;
  word0 = x0;
  word1 = x1;
}

/**
 * One block of Threefry2x32-20: the published function, for its known answers.
 *
 * @returns two unsigned words; a bijection of the counter under each key
 */
export function threefry2x32(
  counter: readonly [number, number],
  key: readonly [number, number],
): [number, number] {
  threefry(counter[0], counter[1], key[0], key[1]);
  return [word0 >>> 0, word1 >>> 0];
}

/** FNV-1a of a name, 32 bits: the number of a stream depends on nothing but its name. */
export function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Numbers of all streams. Throws at start-up if two names hash alike: rename the newer one. */
const streamNumbers: ReadonlyMap<string, number> = (() => {
  const numbers = new Map(STREAMS.map((name) => [name, numberOf(name)]));
  if (new Set(numbers.values()).size !== STREAMS.length) {
    throw new Error('two streams have one name or one number; rename the newer one');
  }
  return numbers;
})();

/** @returns the 32-bit number of a stream in addresses; throws RangeError for an undeclared name */
export function streamNumber(stream: StreamName): number {
  const number = streamNumbers.get(stream);
  if (number === undefined) throw new RangeError(`no stream is declared as "${stream}"`);
  return number;
}

/** Throws unless the value is a whole number from 0 to 2^32 - 1 (included). */
function demandWord(value: number, what: string): void {
  if (value >>> 0 !== value) {
    throw new RangeError(`${what} ${value} is not a whole number from 0 to 4294967295`);
  }
}

/** 52 bits of the block, centred in their cell: (k + 1/2) / 2^52 is exact and never 0 or 1. */
function unitOfBlock(): number {
  return ((word0 >>> 6) * 67108864 + (word1 >>> 6) + 0.5) / 4503599627370496;
}

/** The key of one (seed, stream, replication), for loops that draw often from one stream. */
export interface Subkey {
  readonly key0: number;
  readonly key1: number;
}

/** @returns the key that enciphers (entity, draw); throws RangeError on a bad address */
export function subkeyOf(seed: Seed, stream: StreamName, replication: number): Subkey {
  demandWord(seed.high, 'seed.high');
  demandWord(seed.low, 'seed.low');
  demandWord(replication, 'replication');
  threefry(streamNumber(stream), replication, seed.high | 0, seed.low | 0);
  return { key0: word0, key1: word1 };
}

/** The draw of `uniform` under a key at hand; throws RangeError unless both are 32-bit words. */
export function uniformOf(subkey: Subkey, entity: number, draw: number): number {
  demandWord(entity, 'entity');
  demandWord(draw, 'draw');
  threefry(entity, draw, subkey.key0, subkey.key1);
  return unitOfBlock();
}

/**
 * The uniform at an address. Pure: in any order, process or engine the number is the same.
 *
 * @param replication  index of the independent run, 0 to 2^32 - 1
 * @param entity       index of whom or what it is about, 0 to 2^32 - 1
 * @param draw         which decision of that entity, 0 to 2^32 - 1
 * @returns            strictly between 0 and 1, an odd multiple of 2^-53; throws RangeError
 */
export function uniform(
  seed: Seed,
  stream: StreamName,
  replication: number,
  entity: number,
  draw: number,
): number {
  return uniformOf(subkeyOf(seed, stream, replication), entity, draw);
}

/** Draws bound to a seed and a replication; subkeys are made at first use. */
export function drawsFor(seed: Seed, replication: number): Draws {
  demandWord(replication, 'replication');
  const subkeys = new Map<StreamName, Subkey>();
  return {
    seed,
    replication,
    uniform(stream, entity, draw = 0) {
      let subkey = subkeys.get(stream);
      if (subkey === undefined) {
        subkey = subkeyOf(seed, stream, replication);
        subkeys.set(stream, subkey);
      }
      return uniformOf(subkey, entity, draw);
    },
  };
}

/**
 * Reads a seed: decimal (`7`) or hexadecimal (`0x5eed`) text of at most 64 bits, or a whole number
 * up to 2^53 - 1.
 *
 * @returns undefined when the text is neither, so that the caller can name the place it stands in
 */
export function parseSeed(value: string | number): Seed | undefined {
  const text = typeof value === 'number' ? String(value) : value.trim();
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined;
  if (!/^(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,20})$/.test(text)) return undefined;
  const bits = BigInt(text);
  if (bits > 0xffffffffffffffffn) return undefined;
  return { high: Number(bits >> 32n), low: Number(bits & 0xffffffffn) };
}

/** @returns the seed as `parseSeed` reads it: hexadecimal without leading zeros, `0x5eed` */
export function formatSeed(seed: Seed): string {
  return `0x${((BigInt(seed.high) << 32n) | BigInt(seed.low)).toString(16)}`;
}
