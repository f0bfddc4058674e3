/**
 * The pieces of text that the loops are made of: keys, draws, chances, facts and plans of a
 * clockwork, as statements on local integers.
 *
 * Why text: V8 inlines only so much, and a function that returns a double boxes it; the same loop
 * is twice as fast written flat. What is written comes from the clockwork and the table alone.
 *
 * Never: let a name of the input into the text; only numbers and the names made here.
 */
import { assert, at } from '../../model/assert.ts';
import {
  type Chance,
  type Clockwork,
  type Flat,
  LIMITS,
  type Plan,
  planNames,
  type SharedEvent,
} from './clockwork.ts';
import {
  BOUND_SHIFT,
  boundsOf,
  type Delay,
  durationOf,
  isCostly,
  LONGEST,
  logTables,
  negLnText,
} from './durations.ts';
import { LOG_LENGTH } from './log.ts';

/** No event: later than every instant. */
export const NEVER = 0x7fffffff;

/** The text of a loop in the making. */
export type Emitter = {
  readonly clockwork: Clockwork;
  readonly flat: Flat;
  /** What the text refers to by name. */
  readonly bound: Map<string, unknown>;
  /** A number that no other name has. */
  readonly fresh: () => string;
};

export function newEmitter(clockwork: Clockwork, flat: Flat): Emitter {
  let count = 0;
  const bound = new Map<string, unknown>([
    ...Object.entries(logTables),
    ['CELL', flat.cell],
    ['NEXT', flat.next],
    ['EFFECTS', flat.effects],
    ['FINAL', flat.final],
    ['READS', flat.reads],
  ]);
  return { clockwork, flat, bound, fresh: () => String(count++) };
}

/**
 * The function of a text: what it refers to is copied to locals first, which a loop reads faster
 * than what surrounds it. A programmer's mistake throws here.
 */
export function build<T>({ bound }: Emitter, parameters: string, body: string): T {
  const names = [...bound.keys()];
  const locals = names.map((name) => `${name} = $${name}`).join(', ');
  const text = `'use strict'; return (${parameters}) => { const ${locals}; ${body} };`;
  return new Function(...names.map((name) => `$${name}`), text)(...bound.values()) as T;
}

/** An entity that is message `m`; copies have their own index. */
export function messageEntity(m: string): string {
  return `(0x80000000 | ${m})`;
}

/** Declares `<name>0` and `<name>1`. */
export function keysText({ clockwork }: Emitter, name: string, entity: string): string {
  return clockwork.draws.keys(name, entity);
}

/** Declares `out` as a word of a copy. */
export function wordText({ clockwork }: Emitter, out: string, name: string, index: string): string {
  return clockwork.draws.word(out, name, index);
}

/** The least unsigned word that is no success: `u < p` exactly when the word is less. */
export function thresholdOf(below: number): number {
  return Math.ceil(below * 4294967296 - 0.5);
}

/** Statements that run `then` when the chance comes true, else `otherwise`. */
export function chanceText(
  emitter: Emitter,
  { below, draw, isCounted }: Chance,
  name: string,
  tries: string,
  then: string,
  otherwise = '',
): string {
  const word = `w${emitter.fresh()}`;
  const index = isCounted ? `(${draw} + ${tries})` : String(draw);
  return `${wordText(emitter, word, name, index)}
    if ((${word} >>> 0) < ${thresholdOf(below)}) { ${then} } else { ${otherwise} }`;
}

/** Statements that add to `facts` (declared, 0) the bits of all facts. */
export function factsText(emitter: Emitter, name: string, tries: string): string {
  const { facts, table } = emitter.clockwork;
  return table.facts.names
    .map((fact) => {
      const { value } = table.facts.field(fact, true);
      return (facts[fact] ?? []).reduceRight(
        (inner, chance) => chanceText(emitter, chance, name, tries, '', inner),
        upText(emitter, fact, name, `facts |= ${value};`),
      );
    })
    .join('\n');
}

/** An entity that is a mailbox. */
const mailboxEntity = (mailbox: string): string => `(0xc0000000 | ${mailbox})`;

/**
 * Statements that run `then` unless the fact is about mailboxes and the one of the copy is down.
 * `downs[mailbox]` counts its changes up to now, `changes[mailbox]` is the instant of the next one.
 */
function upText(emitter: Emitter, fact: string, name: string, then: string): string {
  const { outages } = emitter.clockwork;
  if (outages?.fact !== fact) return then;
  const word = `w${emitter.fresh()}`;
  return `${wordText(emitter, word, name, String(outages.draw))}
    const box = (${word} >>> 0) % ${outages.mailboxes};
    while (changes[box] <= t) {
      const phase = downs[box] = (downs[box] + 1) | 0;
      ${phaseText(emitter, 'phase')}
    }
    if ((downs[box] & 1) === 0) { ${then} }`;
}

/** Statements that add to `changes[box]` how long a phase lasts; even ones are up. */
export function phaseText(emitter: Emitter, phase: string): string {
  const { outages } = emitter.clockwork;
  assert(outages !== null && !isCostly(outages.up) && !isCostly(outages.down), 'no costly phases');
  const lasting = (delay: Delay): string => {
    const id = emitter.fresh();
    return `${durationText(emitter, delay, 'lasts', `e${id}`)} changes[box] += e${id};`;
  };
  return `${keysText(emitter, 'boxKey', mailboxEntity('box'))}
    ${wordText(emitter, 'lasts', 'boxKey', phase)}
    if ((${phase} & 1) === 0) { ${lasting(outages.up)} } else { ${lasting(outages.down)} }`;
}

/** Statements that declare `out` as the exact duration of a word, a whole number. */
export function durationText(emitter: Emitter, delay: Delay, word: string, out: string): string {
  if ('constant' in delay) return `const ${out} = ${delay.constant};`;
  if ('exponential' in delay) {
    const id = emitter.fresh();
    const { mean } = delay.exponential;
    // The greatest -ln of a word is 22.9: then nothing is cut off.
    assert(mean * 23 < LONGEST, 'the longest draw of an exponential delay fits');
    return `${negLnText(`l${id}`, word, id)} const d${id} = (${mean} * l${id}) | 0,
      ${out} = d${id} < 1 ? 1 : d${id};`;
  }
  return `const ${out} = ${exactName(emitter, delay)}(${word}) | 0;`;
}

/** The name of a function from a word to the exact duration. */
export function exactName(emitter: Emitter, delay: Delay): string {
  return bind(emitter, 'exact', delay, () => durationOf(delay));
}

/** An expression of the least (or greatest) duration of a word that is a name. */
export function boundText(
  emitter: Emitter,
  delay: Delay,
  side: 'least' | 'greatest',
  word: string,
): string {
  if ('constant' in delay) return String(delay.constant);
  const name = bind(emitter, side, delay, () => boundsOf(delay)[side]);
  return `${name}[${word} >>> ${BOUND_SHIFT}]`;
}

/** What is made of one delay is made once, and has a number for a name. */
function bind({ bound, clockwork }: Emitter, kind: string, delay: Delay, make: () => unknown) {
  const delays = [
    ...Object.values(clockwork.plans).map((plan) => plan.delay),
    ...clockwork.shared.map((shared) => shared.delay),
  ];
  const texts = delays.map((one) => JSON.stringify(one));
  const name = `${kind}${texts.indexOf(JSON.stringify(delay))}`;
  if (!bound.has(name)) bound.set(name, make());
  return name;
}

/** A plan by its bit. */
export function planAt({ clockwork }: Emitter, bit: number): Plan {
  return at(Object.values(clockwork.plans), bit);
}

/** The bits of a set. */
export function bitsOf(mask: number): number[] {
  return [...Array(32).keys()].filter((bit) => (mask & (1 << bit)) !== 0);
}

/** Statements that make every plan whose bit is in `effects`, of those that are possible. */
export function plansText(
  emitter: Emitter,
  possible: number,
  one: (plan: Plan, bit: number) => string,
): string {
  assert(possible < 1 << planNames(emitter.clockwork).length, 'every bit has a plan');
  return bitsOf(possible)
    .map((bit) => `if (effects & ${1 << bit}) { ${one(planAt(emitter, bit), bit)} }`)
    .join('\n');
}

/** Statements that declare `out` as the instant of a shared event that comes after `before`. */
export function sharedText(
  emitter: Emitter,
  { delay, draw }: SharedEvent,
  keys: string,
  before: string,
  out: string,
): string {
  const id = emitter.fresh();
  const word = 'constant' in delay ? '' : wordText(emitter, `w${id}`, keys, String(draw ?? 0));
  return `${word} ${durationText(emitter, delay, `w${id}`, `e${id}`)}
    const ${out} = (${before} + e${id}) | 0;`;
}

/** Statements that log an event. */
export function tellText(instant: string, type: number, entity: string, outcome: string): string {
  return `words[told] = ${instant}; words[told + 1] = ${type << LIMITS.ENTITY_BITS} | ${entity};
    words[told + 2] = ${outcome};
    told = (told + 3) | 0; if (told === ${LOG_LENGTH}) { log.tell(told); told = 0; }`;
}

/** Statements that declare the instant of each shared event of message `m`: `b0`, `b1`, … */
export function sharedInstants(emitter: Emitter): string {
  const { shared } = emitter.clockwork;
  const last = `b${shared.length - 1}`;
  return `${keysText(emitter, 'g', messageEntity('m'))}
    ${shared
      .map((one, place) =>
        sharedText(emitter, one, 'g', place === 0 ? 'start' : `b${place - 1}`, `b${place}`),
      )
      .join('\n')}
    start = b0;
    if (${last} > ${LONGEST}) throw new RangeError('a message lasts 12 days at most');`;
}

/** When the message before `from` started. */
export function startText({ clockwork }: Emitter): string {
  const { delay } = at(clockwork.shared, 0);
  return 'constant' in delay ? `from * ${delay.constant}` : '0';
}
