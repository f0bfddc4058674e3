/**
 * Outcomes alone: how each copy ends, and when, without coming to every event in its order.
 *
 * How: the events that are no marks (see `marks.ts`) are followed by code that knows at each place
 * which state the copy is in and what is pending, so it compares only what can come next; an
 * instant that is only compared is known by its bounds, and exactly where these leave it open.
 * Marks are looked at when the end is known. All of it is written from the clockwork and the table.
 *
 * Never: guess. A clockwork for which this would not be the same has no such loop (null).
 */
import { at } from '../../model/assert.ts';
import {
  type Clockwork,
  cellIndex,
  eventOf,
  type Flat,
  flatten,
  isCoupled,
  type Plan,
  type Totals,
} from './clockwork.ts';
import type { Delay } from './durations.ts';
import {
  bitsOf,
  boundText,
  build,
  chanceText,
  durationText,
  type Emitter,
  exactName,
  factsText,
  keysText,
  newEmitter,
  planAt,
  sharedInstants,
  startText,
  wordText,
} from './emit.ts';
import { marksOf } from './marks.ts';

/** Follows the messages from (included) `from`, which is 0 or any, to (excluded) `until`. */
export type Outcomes = (from: number, until: number, seed: number) => Totals;

/** The loop of a clockwork; null when its outcomes are not known without its events. */
export function newOutcomes(clockwork: Clockwork): Outcomes | null {
  if (isCoupled(clockwork)) return null;
  const emitter = newEmitter(clockwork, flatten(clockwork));
  const marks = marksOf(clockwork, emitter.flat);
  if (marks === null || !isPlain(clockwork, marks)) return null;
  const shared = clockwork.shared.map(({ event }) => eventOf(clockwork, event));
  const tree: Tree = {
    emitter,
    marks,
    shared,
    path: [],
    lazy: lazyOf(emitter, marks, shared),
    ends: new Map(),
  };
  if (!isMarkedOnce(tree)) return null;
  return build<Outcomes>(emitter, 'from, until, seed', loopText(tree));
}

/** What the code is grown with. */
type Tree = {
  readonly emitter: Emitter;
  /** bits of events */
  readonly marks: number;
  /** [place] type */
  readonly shared: readonly number[];
  /** The places in the code that enclose this one; a copy may come back to them. */
  readonly path: string[];
  /** Types whose instants are only compared: bits. */
  readonly lazy: number;
  /** [what was planned at a place] the text of all ends there: which marks came before `t`. */
  readonly ends: Map<string, string>;
};

/** Where a copy is: its state but for marks, what is pending, by what its marks were planned. */
type Place = {
  readonly state: number;
  readonly armed: number;
  /** [mark] the plan of it, and the type of the event that planned it */
  readonly planned: ReadonlyMap<number, { readonly plan: Plan; readonly by: number }>;
};

/** Whether what is no mark is planned for sure, and marks are drawn alike whenever asked. */
function isPlain(clockwork: Clockwork, marks: number): boolean {
  return Object.values(clockwork.plans).every(({ chance, event, isTry, until }) => {
    const isMark = (marks & (1 << eventOf(clockwork, event))) !== 0;
    if (isMark) return !isTry && !chance?.isCounted;
    return chance === undefined && until === undefined;
  });
}

/** Drawn once, no end of a copy, and planned by a shared event, whose instant is exact. */
function lazyOf({ clockwork, flat }: Emitter, marks: number, shared: readonly number[]): number {
  let lazy = 0;
  for (let type = 0; type < flat.events; type++) {
    if (shared.includes(type) || (marks & (1 << type)) !== 0) continue;
    const bits = Object.values(clockwork.plans).map((plan, bit) =>
      eventOf(clockwork, plan.event) === type ? bit : -1,
    );
    const plans = bits.filter((bit) => bit >= 0);
    const by = new Set(plans.flatMap((bit) => plannersOf(flat, bit)));
    const isOnce = plans.length === 1 && by.size === 1 && shared.includes([...by][0]!);
    const ends = [...flat.next.keys()].some((index) => {
      const row = index >> flat.factBits;
      const from = Math.floor(row / flat.events);
      return row % flat.events === type && !flat.final[from] && flat.final[flat.next[index]!] === 1;
    });
    if (isOnce && !ends) lazy |= 1 << type;
  }
  return lazy;
}

/** The types of event of which some step makes a plan. */
function plannersOf(flat: Flat, bit: number): number[] {
  const types = [...flat.effects.keys()].map((index) => (index >> flat.factBits) % flat.events);
  const found = types.filter((_, index) => (flat.effects[index]! & (1 << bit)) !== 0);
  return [...new Set(found)];
}

/** Whether what plans marks happens once: its instant is still there when the copy ends. */
function isMarkedOnce({ emitter, lazy, marks, shared }: Tree): boolean {
  const { clockwork, flat } = emitter;
  return Object.values(clockwork.plans).every(({ event }, bit) => {
    if ((marks & (1 << eventOf(clockwork, event))) === 0) return true;
    return plannersOf(flat, bit).every((by) => shared.includes(by) || (lazy & (1 << by)) !== 0);
  });
}

function loopText(tree: Tree): string {
  const { emitter, lazy, shared } = tree;
  const { clockwork, flat } = emitter;
  const types = [...Array(flat.events).keys()].filter((type) => !shared.includes(type));
  const names = types.map((type) =>
    lazy & (1 << type)
      ? `w${type} = 0, since${type} = 0, least${type} = 0, most${type} = 0`
      : `t${type} = 0`,
  );
  const armed = shared.reduce((bits, type) => bits | (1 << type), 0);
  const places = placeText(tree, { state: 0, armed, planned: new Map() });
  const copy = [...tree.ends.values()].reduce(
    (inner, text, index) => `end${index}: { ${inner} } ${text}`,
    places,
  );
  const told = shared.map((_, place) => `if (open & ${1 << place}) events++;`);
  return `const ended = new Float64Array(FINAL.length);
    let events = 0, checksum = 0, start = ${startText(emitter)};
    for (let m = from; m < until; m++) {
      ${sharedInstants(emitter)}
      let open = 0, happened = 0, sum = 0;
      const end = Math.imul(m + 1, ${clockwork.copies});
      for (let c = (end - ${clockwork.copies}) | 0; c < end; c = (c + 1) | 0) {
        ${keysText(emitter, 'k', 'c')}
        let tries = 0, state = 0, t = 0, last = 0, ${names.join(', ')};
        copy: { ${copy} }
        ended[state]++;
      }
      events += happened;
      checksum += sum;
      ${told.join(' ')}
    }
    return { events, ended, checksum };`;
}

/** The code of a place, or the way back to it. It never falls through its end. */
function placeText(tree: Tree, place: Place): string {
  const key = `${place.state}:${place.armed}:${[...place.planned.keys()].join('.')}`;
  const known = tree.path.indexOf(key);
  if (known >= 0) return `continue place${known};`;
  const label = `place${tree.path.push(key) - 1}`;
  const pending = bitsOf(place.armed & ~tree.marks);
  // Shared events come one after the other: only the first can be next.
  const isNext = (type: number): boolean => {
    const index = tree.shared.indexOf(type);
    return index < 0 || !tree.shared.slice(0, index).some((one) => pending.includes(one));
  };
  const text = firstText(tree, place, pending.filter(isNext));
  tree.path.pop();
  return text.includes(`continue ${label};`) ? `${label}: for (;;) { ${text} }` : text;
}

/** Chooses what comes first. */
function firstText(tree: Tree, place: Place, [type = -1, ...others]: readonly number[]): string {
  if (others.length === 0) return eventText(tree, place, type);
  const first = others.map((other) => beforeText(tree, type, other)).join(' && ');
  return `if (${first}) { ${eventText(tree, place, type)} }
    else { ${firstText(tree, place, others)} }`;
}

type Side = 'least' | 'most' | 'exact';

/** An expression of the instant of a pending event, or of one that has happened. */
function instantText({ emitter, lazy, shared }: Tree, type: number, side: Side): string {
  const index = shared.indexOf(type);
  if (index >= 0) return `b${index}`;
  if ((lazy & (1 << type)) === 0) return `t${type}`;
  if (side !== 'exact') return `${side}${type}`;
  return `(since${type} + ${exactOf(emitter, delayOf(emitter, type), `w${type}`)})`;
}

function delayOf({ clockwork }: Emitter, type: number): Delay {
  const plan = Object.values(clockwork.plans).find((one) => eventOf(clockwork, one.event) === type);
  return plan?.delay ?? { constant: 0 };
}

function exactOf(emitter: Emitter, delay: Delay, word: string): string {
  return 'constant' in delay ? String(delay.constant) : `${exactName(emitter, delay)}(${word})`;
}

/** Whether one event comes before another: by bounds, or exactly where they leave it open. */
function beforeText(tree: Tree, one: number, other: number): string {
  const than = one < other ? '<=' : '<';
  const side = (type: number, which: Side): string => instantText(tree, type, which);
  const exact = `${side(one, 'exact')} ${than} ${side(other, 'exact')}`;
  if (!(tree.lazy & ((1 << one) | (1 << other)))) return `${exact}`;
  return `(${side(one, 'most')} ${than} ${side(other, 'least')} ||
    (${side(one, 'least')} ${than} ${side(other, 'most')} && ${exact}))`;
}

/** One event of the copy, for each way in which facts let it go on. */
function eventText(tree: Tree, place: Place, type: number): string {
  const { emitter, shared } = tree;
  const { flat } = emitter;
  const index = shared.indexOf(type);
  const counted = index < 0 ? 'happened = (happened + 1) | 0;' : `open |= ${1 << index};`;
  const reads = flat.reads[place.state * flat.events + type] === 1;
  if (!reads) return `${counted} ${stepText(tree, place, type, 0, '0')}`;
  const ways = new Map<string, number[]>();
  for (let facts = 0; facts < 1 << flat.factBits; facts++) {
    const cell = cellIndex(flat, place.state, type, facts);
    const way = `${flat.next[cell]}:${flat.effects[cell]}`;
    ways.set(way, [...(ways.get(way) ?? []), facts]);
  }
  const steps = [...ways.values()].map((facts) => {
    const test = facts.map((word) => `facts === ${word}`).join(' || ');
    return `if (${test}) { ${stepText(tree, place, type, at(facts, 0), 'facts')} }`;
  });
  return `${counted} let facts = 0; ${factsText(emitter, 'k', 'tries')} ${steps.join(' else ')}`;
}

/** What an event comes to, given its facts. */
function stepText(tree: Tree, place: Place, type: number, facts: number, word: string): string {
  const { emitter } = tree;
  const { flat } = emitter;
  const cell = cellIndex(flat, place.state, type, facts);
  const state = flat.next[cell]!;
  if (flat.final[state] === 1) return endText(tree, place, type, word);
  let armed = place.armed & ~(1 << type);
  const planned = new Map(place.planned);
  const texts = bitsOf(flat.effects[cell]!).map((bit) => {
    const plan = planAt(emitter, bit);
    const target = eventOf(emitter.clockwork, plan.event);
    armed |= 1 << target;
    if ((tree.marks & (1 << target)) === 0) return armText(tree, type, target, plan);
    planned.set(target, { plan, by: type });
    return '';
  });
  return `${texts.join(' ')} ${placeText(tree, { state, armed, planned })}`;
}

/** Plans an event that is no mark. */
function armText(tree: Tree, by: number, type: number, { delay, draw = 0, isTry }: Plan): string {
  const { emitter, lazy } = tree;
  const now = instantText(tree, by, 'exact');
  const tried = isTry ? 'tries = (tries + 1) | 0;' : '';
  const id = emitter.fresh();
  const word = 'constant' in delay ? '' : wordText(emitter, `w_${id}`, 'k', String(draw));
  if (lazy & (1 << type)) {
    const drawn = 'constant' in delay ? '' : `${word} w${type} = w_${id};`;
    return `${tried} ${drawn} since${type} = ${now};
      least${type} = (${now} + ${boundText(emitter, delay, 'least', `w${type}`)}) | 0;
      most${type} = (${now} + ${boundText(emitter, delay, 'greatest', `w${type}`)}) | 0;`;
  }
  return `${tried} ${word} ${durationText(emitter, delay, `w_${id}`, `e_${id}`)}
    t${type} = (${now} + e_${id}) | 0;`;
}

/**
 * The end: which marks came before it, and so how the copy ends. Ends at places alike in all that
 * marks look at share their text: the less there is, the sooner the compiler is done with it.
 */
function endText(tree: Tree, place: Place, type: number, word: string): string {
  const { emitter, ends } = tree;
  const { flat } = emitter;
  const planned = [...place.planned];
  const texts = planned.map(([mark, { by, plan }]) => markText(tree, type, mark, by, plan));
  const looked = planned.map(([mark, { by, plan }]) => {
    return [mark, by, mark < type, Object.values(emitter.clockwork.plans).indexOf(plan)];
  });
  const key = JSON.stringify([place.state, looked]);
  if (!ends.has(key)) {
    ends.set(
      key,
      `state = ${place.state}; ${texts.join('\n')}
       state = NEXT[(Math.imul(state, ${flat.events << flat.factBits}) + last) | 0];
       sum += t;
       break copy;`,
    );
  }
  return `t = ${instantText(tree, type, 'exact')}; last = ${type << flat.factBits} | ${word};
    break end${[...ends.keys()].indexOf(key)};`;
}

/** Statements that apply a mark if it came before the end at `t`. */
function markText(tree: Tree, type: number, mark: number, by: number, plan: Plan): string {
  const { emitter } = tree;
  const { flat } = emitter;
  const { chance, delay, draw = 0, until } = plan;
  const apply = `happened = (happened + 1) | 0;
    state = NEXT[(Math.imul(state, ${flat.events}) + ${mark}) << ${flat.factBits}];`;
  const drawn = (text: string): string =>
    chance ? chanceText(emitter, chance, 'k', 'tries', text) : text;
  // What comes at the same instant as an event that came before the end.
  if ('constant' in delay && delay.constant === 0 && mark < type && until === undefined)
    return drawn(apply);
  const id = `v${emitter.fresh()}`;
  const than = mark < type ? '<=' : '<';
  const least = `${instantText(tree, by, 'least')} + ${boundText(emitter, delay, 'least', id)}`;
  const most = `${instantText(tree, by, 'most')} + ${boundText(emitter, delay, 'greatest', id)}`;
  const exact = `${instantText(tree, by, 'exact')} + ${exactOf(emitter, delay, id)}`;
  const inTime = until === undefined ? '' : ` && (t <= ${until} || ${exact} <= ${until})`;
  const declared = 'constant' in delay ? '' : wordText(emitter, id, 'k', String(draw));
  return drawn(`${declared}
    if (${least} ${than} t && (${most} ${than} t || ${exact} ${than} t)${inTime}) { ${apply} }`);
}
