/**
 * A clockwork: what time and chance do to the copies of a message, as data beside the table of a
 * machine.
 *
 * The machine says what can happen and names effects; the clockwork says which event each effect
 * plans, how long after and how likely, which facts are drawn, and which events all copies of a
 * message share. From both, `walk.ts`, `schedule.ts` and `outcomes.ts` write loops on integers.
 *
 * Why data and not functions: a loop can be written out flat only for what can be read, and whether
 * copies are independent can be seen instead of declared: they are, unless an effect is served by
 * something of limited capacity, or mailboxes have outages.
 *
 * The order of events is (instant, event, entity), where the order of event types is that of the
 * machine's vocabulary. An event for a copy that is done is passed over and not counted; so is a
 * shared one when all copies of its message are done.
 */
import { assert, at } from '../../model/assert.ts';
import { NOTHING, type Table } from '../../model/table.ts';
import type { Delay } from './durations.ts';

/** Comes true when the word of a draw, as a uniform, is less than `below`. */
export type Chance = {
  readonly draw: number;
  /** The draw's index is counted on by the tries of the copy so far. */
  readonly isCounted?: true;
  readonly below: number;
};

/** What an effect plans: one event of the same copy. */
export type Plan = {
  readonly event: string;
  readonly delay: Delay;
  /** The index of the draw that the delay takes; a constant takes none. */
  readonly draw?: number;
  /** It is planned only if this comes true. */
  readonly chance?: Chance;
  /** It is not planned when due later than this instant, ms. */
  readonly until?: number;
  /** Counts a try of the copy, before anything is drawn. */
  readonly isTry?: true;
  /**
   * Who has to be free first: `delay` is then how long the service takes. Who comes first is served
   * first. Copies are coupled by it.
   */
  readonly through?: string;
};

/** An event of the message that each of its copies is told. */
export type SharedEvent = {
  readonly event: string;
  readonly delay: Delay;
  readonly draw?: number;
};

/** How words are drawn, as statements that a loop can contain. */
export type DrawSource = {
  /** Declares `<name>0` and `<name>1`, from the variable `seed` and an expression of the entity. */
  readonly keys: (name: string, entity: string) => string;
  /** Declares `out`, a signed 32-bit word, from the keys and an expression of the index. */
  readonly word: (out: string, name: string, index: string) => string;
};

/**
 * Mailboxes that are away at times, each on its own: up for a while, down for a while, up at 0.
 * Copies in one mailbox meet the same outages, so they are coupled by it.
 */
export type Outages = {
  /** The fact that is false for a copy whose mailbox is down. */
  readonly fact: string;
  readonly mailboxes: number;
  /** The index of the draw of a copy that says in which mailbox it is. */
  readonly draw: number;
  /** Not costly ones. */
  readonly up: Delay;
  readonly down: Delay;
};

export type Clockwork = {
  readonly table: Table;
  /** How many copies a message has. */
  readonly copies: number;
  /**
   * In their order in time: each `delay` after the one before it, and the first after the first of
   * the message before.
   */
  readonly shared: readonly SharedEvent[];
  /** By the name of the effect. */
  readonly plans: Readonly<Record<string, Plan>>;
  /** Boolean facts: true unless one of the chances comes true. */
  readonly facts: Readonly<Record<string, readonly Chance[]>>;
  readonly draws: DrawSource;
  /** How many can be served at once, by the name of what serves. */
  readonly servers: Readonly<Record<string, number>>;
  readonly outages: Outages | null;
};

/** What a run came to. */
export type Totals = {
  /** How many events did happen. */
  readonly events: number;
  /** [state] how many copies ended there. */
  readonly ended: Float64Array;
  /** The sum of the instants at which copies ended, ms. */
  readonly checksum: number;
};

/** Limits of packing an event into two 32-bit words: its instant, and type and entity. */
export const LIMITS = { TYPES_MAX: 8, ENTITY_BITS: 29 } as const;

/** The table as flat bytes; `index = ((state * events + event) << factBits) | facts`. */
export type Flat = {
  readonly events: number;
  readonly factBits: number;
  /** [index] outcome of the table */
  readonly cell: Uint8Array;
  /** [index] the state after it; where nothing happens the same state */
  readonly next: Uint8Array;
  /** [index] a bit for each plan */
  readonly effects: Uint8Array;
  /** [state] */
  readonly final: Uint8Array;
  /** [state * events + event] whether a fact is read there */
  readonly reads: Uint8Array;
};

/** The name of each plan, in the order of its bit. */
export function planNames({ plans }: Clockwork): string[] {
  return Object.keys(plans);
}

/** The index of an event of the machine. */
export function eventOf({ table }: Clockwork, name: string): number {
  const index = table.events.indexOf(name);
  assert(index >= 0, `${table.name} has an event ${name}`);
  return index;
}

/** Whether copies influence one another, or meet what changes with time. */
export function isCoupled({ outages, plans }: Clockwork): boolean {
  return outages !== null || Object.values(plans).some(({ through }) => through !== undefined);
}

/** Lays a table out flat, after checking that the clockwork says all that it needs. */
export function flatten(clockwork: Clockwork): Flat {
  const { table } = clockwork;
  const names = planNames(clockwork);
  assert(table.events.length <= LIMITS.TYPES_MAX, `at most ${LIMITS.TYPES_MAX} types of event`);
  assert(names.length <= 8, 'at most 8 plans');
  assert(
    Object.keys(clockwork.facts).join() === table.facts.names.join(),
    'every fact of the machine is drawn, in its order',
  );
  const words = 1 << table.facts.bits;
  const next = new Uint8Array(table.cell.length);
  const effects = new Uint8Array(table.cell.length);
  table.cell.forEach((id, index) => {
    const outcome = at(table.outcomes, id);
    const state = Math.floor(index / words / table.events.length);
    next[index] = id === NOTHING ? state : outcome.target;
    for (const effect of outcome.effects) {
      assert(names.includes(effect), `the clockwork says what ${effect} plans`);
      effects[index]! |= 1 << names.indexOf(effect);
    }
  });
  return {
    events: table.events.length,
    factBits: table.facts.bits,
    cell: table.cell,
    next,
    effects,
    final: table.final,
    reads: Uint8Array.from(table.cubes, (rows) => (rows.some(({ mask }) => mask !== 0) ? 1 : 0)),
  };
}

/** `index` of the flat arrays, of indices. */
export function cellIndex(flat: Flat, state: number, event: number, facts: number): number {
  return ((state * flat.events + event) << flat.factBits) | facts;
}

/** The bits of every plan that some step of an event may make. */
export function plansOf(flat: Flat, event: number): number {
  let bits = 0;
  flat.effects.forEach((mask, index) => {
    if ((index >> flat.factBits) % flat.events === event) bits |= mask;
  });
  return bits;
}

/** Whether an event may read a fact, and whether it may end a copy. */
export function mayOf(flat: Flat, event: number): { reads: boolean; ends: boolean } {
  let reads = false;
  let ends = false;
  flat.next.forEach((target, index) => {
    const row = index >> flat.factBits;
    if (row % flat.events !== event) return;
    const state = Math.floor(row / flat.events);
    if (flat.final[state] === 1) return;
    if (flat.reads[row] === 1) reads = true;
    if (flat.final[target] === 1) ends = true;
  });
  return { reads, ends };
}
