/**
 * Time-major order: one event at a time over all messages, whatever copy it is about.
 *
 * Why: copies that wait for the same server influence one another, and then only the order of time
 * says who comes first. Copies that are not coupled come out as in `walk.ts`, event for event.
 *
 * How: the loop is written out from the clockwork and the table (see `emit.ts`); what is pending
 * lies in a radix heap. An event whose exact instant is costly is first planned for the least it
 * can be: most of those are passed over, because their copy is done by then.
 *
 * Servers: an arrival is served by whoever is free first, so the instant at which it is done is
 * known when it arrives; nothing waits in a queue of its own (the recursion of Kiefer and
 * Wolfowitz, "On the theory of queues with many servers", 1955).
 */
import { assert, at } from '../../model/assert.ts';
import {
  type Clockwork,
  eventOf,
  flatten,
  LIMITS,
  mayOf,
  type Plan,
  plansOf,
  type Totals,
} from './clockwork.ts';
import { type Delay, isCostly, LONGEST } from './durations.ts';
import {
  boundText,
  build,
  chanceText,
  durationText,
  type Emitter,
  exactName,
  factsText,
  keysText,
  messageEntity,
  newEmitter,
  phaseText,
  plansText,
  sharedText,
  tellText,
  wordText,
} from './emit.ts';
import type { Log } from './log.ts';
import { RadixHeap } from './radix-heap.ts';

/** Follows the messages from 0 to (excluded) `messages`. */
export type Schedule = (messages: number, seed: number, log: Log | null) => Totals;

/** The loop of a clockwork, in two forms: one tells a log what happens, one does not. */
export function newSchedule(clockwork: Clockwork): Schedule {
  const silent = scheduleOf(clockwork, false);
  const telling = scheduleOf(clockwork, true);
  return (messages, seed, log) => {
    const entities = messages * clockwork.copies;
    assert(entities < 1 << LIMITS.ENTITY_BITS, 'a copy has an index of 29 bits');
    return (log === null ? silent : telling)(messages, seed, log);
  };
}

function scheduleOf(clockwork: Clockwork, isTold: boolean): Schedule {
  const emitter = newEmitter(clockwork, flatten(clockwork));
  emitter.bound.set('RadixHeap', RadixHeap);
  return build<Schedule>(emitter, 'messages, seed, log', loopText(emitter, isTold));
}

/** The whole function. */
function loopText(emitter: Emitter, isTold: boolean): string {
  const { clockwork } = emitter;
  const { copies, servers, table } = clockwork;
  const cases = [...table.events.keys()].map((type) => {
    const place = placeOf(clockwork, type);
    return place < 0 ? copyCase(emitter, type, isTold) : sharedCase(emitter, type, place, isTold);
  });
  const free = Object.entries(servers).map(
    ([, count], index) => `const free${index} = new Float64Array(${count});`,
  );
  return `${isTold ? 'const { words } = log;' : ''}
    const states = new Uint8Array(messages * ${copies}), tried = new Uint8Array(states.length),
      inexact = new Uint8Array(states.length), left = new Uint8Array(messages).fill(${copies}),
      ended = new Float64Array(FINAL.length), heap = new RadixHeap();
    let events = 0, checksum = 0, told = 0;
    ${free.join(' ')}
    ${clockwork.outages === null ? '' : outagesText(emitter, clockwork.outages.mailboxes)}
    if (messages > 0) {
      const m = 0;
      ${sharedPlan(emitter, 0, '0', 'm')}
    }
    while (heap.pop()) {
      const t = heap.instant, packed = heap.word, entity = packed & ${entityMask};
      switch (packed >>> ${LIMITS.ENTITY_BITS}) { ${cases.join('\n')} }
    }
    ${isTold ? 'log.tell(told);' : ''}
    return { events, ended, checksum };`;
}

/** Statements that start the first phase of every mailbox. */
function outagesText(emitter: Emitter, mailboxes: number): string {
  return `const downs = new Int32Array(${mailboxes}), changes = new Float64Array(${mailboxes});
    for (let box = 0; box < ${mailboxes}; box++) { ${phaseText(emitter, '0')} }`;
}

const entityMask = (1 << LIMITS.ENTITY_BITS) - 1;

/** Which of the shared events a type is; -1: none. */
function placeOf(clockwork: Clockwork, type: number): number {
  return clockwork.shared.findIndex(({ event }) => eventOf(clockwork, event) === type);
}

/** Statements that plan a shared event of message `m` after the instant `before`. */
function sharedPlan(emitter: Emitter, place: number, before: string, m: string): string {
  const one = at(emitter.clockwork.shared, place);
  const type = eventOf(emitter.clockwork, one.event);
  const id = emitter.fresh();
  return `${'constant' in one.delay ? '' : keysText(emitter, `g${id}`, messageEntity(m))}
    ${sharedText(emitter, one, `g${id}`, before, `b${id}`)}
    heap.push(b${id}, ${packedText(type, m)});`;
}

function packedText(type: number, entity: string): string {
  return `${type << LIMITS.ENTITY_BITS} | ${entity}`;
}

/** A shared event: told to every copy of its message that is not done. */
function sharedCase(emitter: Emitter, type: number, place: number, isTold: boolean): string {
  const { clockwork } = emitter;
  const isLast = place === clockwork.shared.length - 1;
  const next = isLast ? '' : sharedPlan(emitter, place + 1, 't', 'm');
  const following =
    place === 0
      ? `if (entity + 1 < messages) { const m = entity + 1; ${sharedPlan(emitter, 0, 't', 'm')} }`
      : '';
  return `case ${type}: {
    const m = entity;
    ${following}
    if (left[m] === 0) break;
    events++;
    ${isTold ? tellText('t', type, 'm', '0') : ''}
    ${next}
    const end = Math.imul(m + 1, ${clockwork.copies});
    for (let c = (end - ${clockwork.copies}) | 0; c < end; c = (c + 1) | 0) {
      const state = states[c];
      if (FINAL[state] === 1) continue;
      ${stepText(emitter, type, 'm')}
    }
    break;
  }`;
}

/** An event of one copy. */
function copyCase(emitter: Emitter, type: number, isTold: boolean): string {
  const { clockwork } = emitter;
  const plan = Object.values(clockwork.plans).find(
    ({ delay, event }) => isCostly(delay) && eventOf(clockwork, event) === type,
  );
  return `case ${type}: {
    const c = entity, state = states[c];
    if (FINAL[state] === 1) break;
    ${plan ? exactText(emitter, type, plan) : ''}
    events++;
    ${stepText(emitter, type, `Math.floor(c / ${clockwork.copies})`, isTold)}
    break;
  }`;
}

/** One step of copy `c`, whose `state` is no final one. */
function stepText(emitter: Emitter, type: number, message: string, isTold = false): string {
  const { flat } = emitter;
  const { ends, reads } = mayOf(flat, type);
  const possible = plansOf(flat, type);
  const row = `(Math.imul(state, ${flat.events}) + ${type})`;
  const draws = reads || needsDraws(emitter, possible);
  const facts = reads
    ? `let facts = 0; if (READS[${row}] === 1) { ${factsText(emitter, 'k', 'tries')} }`
    : 'const facts = 0;';
  const done = `ended[next]++; checksum += t; left[${message}]--;`;
  const plans = plansText(emitter, possible, (plan) => armText(emitter, plan));
  return `${draws ? keysText(emitter, 'k', 'c') : ''}
    let tries = ${reads || possible !== 0 ? 'tried[c]' : '0'};
    ${facts}
    const cell = (${row} << ${flat.factBits}) | facts, next = NEXT[cell];
    ${isTold ? tellText('t', type, 'c', 'CELL[cell]') : ''}
    states[c] = next;
    ${ends ? `if (FINAL[next] === 1) { ${done} } else {` : '{'}
      ${possible === 0 ? '' : `const effects = EFFECTS[cell]; ${plans}`}
    }`;
}

function needsDraws({ clockwork }: Emitter, possible: number): boolean {
  return Object.values(clockwork.plans).some(
    ({ chance, delay }, bit) => (possible & (1 << bit)) !== 0 && (chance || !('constant' in delay)),
  );
}

/** Plans an event of copy `c`. */
function armText(emitter: Emitter, plan: Plan): string {
  const { chance, delay, draw = 0, isTry, through, until = LONGEST * 2 } = plan;
  const type = eventOf(emitter.clockwork, plan.event);
  const id = emitter.fresh();
  const word = 'constant' in delay ? '' : wordText(emitter, `w${id}`, 'k', String(draw));
  const mark = isCostly(delay) ? `inexact[c] |= ${1 << type};` : '';
  const due =
    through === undefined
      ? `${leastText(emitter, delay, `w${id}`, `e${id}`)} const due${id} = t + e${id};`
      : servedText(emitter, plan, `w${id}`, id);
  const arm = `${word} ${due}
    if (due${id} <= ${until}) { ${mark} heap.push(due${id}, ${packedText(type, 'c')}); }`;
  const tried = isTry ? 'tries = (tries + 1) & 255; tried[c] = tries;' : '';
  return `${tried} ${chance ? chanceText(emitter, chance, 'k', 'tries', arm) : arm}`;
}

/** Declares the least that a duration can be: of a costly one by its bounds, else the exact one. */
function leastText(emitter: Emitter, delay: Delay, word: string, out: string): string {
  return isCostly(delay)
    ? `const ${out} = ${boundText(emitter, delay, 'least', word)};`
    : durationText(emitter, delay, word, out);
}

/** Declares when the first free server is done with who arrives now. */
function servedText(emitter: Emitter, { delay, through = '' }: Plan, word: string, id: string) {
  const index = Object.keys(emitter.clockwork.servers).indexOf(through);
  assert(index >= 0, `the clockwork has a server ${through}`);
  assert(!isCostly(delay), 'a service takes no costly time');
  return `${durationText(emitter, delay, word, `e${id}`)}
    let s${id} = 0;
    for (let i = 1; i < free${index}.length; i++)
      if (free${index}[i] < free${index}[s${id}]) s${id} = i;
    const due${id} = (free${index}[s${id}] > t ? free${index}[s${id}] : t) + e${id};
    free${index}[s${id}] = due${id};`;
}

/** What came as early as it can be is planned for its exact instant, unless that is now. */
function exactText(emitter: Emitter, type: number, plan: Plan): string {
  const { delay, draw = 0, until = LONGEST * 2 } = plan;
  const id = emitter.fresh();
  return `if (inexact[c] & ${1 << type}) {
    inexact[c] &= ~${1 << type};
    ${keysText(emitter, `x${id}`, 'c')} ${wordText(emitter, `w${id}`, `x${id}`, String(draw))}
    const due = t - ${boundText(emitter, delay, 'least', `w${id}`)}
      + ${exactName(emitter, delay)}(w${id});
    if (due > ${until}) break;
    if (due > t) { heap.push(due, packed); break; }
  }`;
}
