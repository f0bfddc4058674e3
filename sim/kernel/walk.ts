/**
 * Copy-major order: one copy at a time, its pending events in fixed slots, one for each type.
 *
 * Why: copies that share only what is fixed before they start can be followed one by one; then
 * nothing is pending but a handful of integers, and memory does not grow with the messages.
 *
 * How: the loop is written out flat from the clockwork and the table (see `emit.ts`). A slot whose
 * exact instant is costly first holds the least it can be, and is made exact when it comes first.
 *
 * Never: follow copies that are coupled.
 */
import { assert, at } from '../../model/assert.ts';
import {
  type Clockwork,
  eventOf,
  flatten,
  isCoupled,
  mayOf,
  type Plan,
  plansOf,
  type Totals,
} from './clockwork.ts';
import { isCostly, LONGEST } from './durations.ts';
import {
  boundText,
  build,
  chanceText,
  durationText,
  type Emitter,
  exactName,
  factsText,
  keysText,
  NEVER,
  newEmitter,
  plansText,
  sharedInstants,
  startText,
  tellText,
  wordText,
} from './emit.ts';
import type { Log } from './log.ts';

/** Follows the messages from (included) `from` to (excluded) `until`. */
export type Walk = (from: number, until: number, seed: number, log: Log | null) => Totals;

/** The loop of a clockwork, in two forms: one tells a log what happens, one does not. */
export function newWalk(clockwork: Clockwork): Walk {
  assert(!isCoupled(clockwork), 'copies that are coupled are followed in the order of time');
  const silent = walkOf(clockwork, false);
  const telling = walkOf(clockwork, true);
  const isAnywhere = 'constant' in at(clockwork.shared, 0).delay;
  return (from, until, seed, log) => {
    assert(from === 0 || isAnywhere, 'when a message starts depends on all before it');
    return (log === null ? silent : telling)(from, until, seed, log);
  };
}

function walkOf(clockwork: Clockwork, isTold: boolean): Walk {
  const emitter = newEmitter(clockwork, flatten(clockwork));
  return build<Walk>(emitter, 'from, until, seed, log', loopText(emitter, isTold));
}

/** The whole function: messages, their copies, the events of a copy. */
function loopText(emitter: Emitter, isTold: boolean): string {
  const { clockwork } = emitter;
  const { copies, shared } = clockwork;
  const types = [...clockwork.table.events.keys()];
  const sharedTypes = shared.map(({ event }) => eventOf(clockwork, event));
  const first = at(sharedTypes, 0);
  const costly = costlyPlans(clockwork);
  const slots = types.map((type) => {
    const place = sharedTypes.indexOf(type);
    return `t${type} = ${place > 0 ? `b${place}` : NEVER}`;
  });
  const lazy = [...costly.keys()].map((type) => `let z${type} = 0, a${type} = 0, q${type} = 0;`);
  const cases = types.map((type) => caseText(emitter, type, costly.get(type), isTold));
  const told = sharedTypes.map(
    (type, place) =>
      `if (open & ${1 << place}) { events++; ${
        isTold ? tellText(`b${place}`, type, 'm', '0') : ''
      } }`,
  );
  return `${isTold ? 'const { words } = log;' : ''}
    const ended = new Float64Array(FINAL.length);
    let events = 0, checksum = 0, told = 0, start = ${startText(emitter)};
    for (let m = from; m < until; m++) {
      ${sharedInstants(emitter)}
      let open = 0, happened = 0, sum = 0;
      for (let c = Math.imul(m, ${copies}), end = (c + ${copies}) | 0; c < end; c = (c + 1) | 0) {
        ${keysText(emitter, 'k', 'c')}
        let ${slots.join(', ')};
        ${lazy.join(' ')}
        let state = 0, tries = 0, t = b0, type = ${first};
        copy: for (;;) {
          switch (type) { ${cases.join('\n')} }
          ${selectText(types)}
        }
        ended[state]++;
        sum += t;
      }
      events += happened;
      checksum += sum;
      ${told.join('\n')}
    }
    ${isTold ? 'log.tell(told);' : ''}
    return { events, ended, checksum };`;
}

/** The first of all slots: the least instant, the first type of those that share it. */
function selectText(types: readonly number[]): string {
  const rest = types.slice(1).map((type) => `if (t${type} < t) { t = t${type}; type = ${type}; }`);
  return `t = t0; type = 0; ${rest.join(' ')}`;
}

/** What one type of event does to a copy. */
function caseText(
  emitter: Emitter,
  type: number,
  costly: Plan | undefined,
  isTold: boolean,
): string {
  const { clockwork, flat } = emitter;
  const place = clockwork.shared.findIndex(({ event }) => eventOf(clockwork, event) === type);
  const { ends, reads } = mayOf(flat, type);
  const possible = plansOf(flat, type);
  const row = `(Math.imul(state, ${flat.events}) + ${type})`;
  const facts = reads
    ? `let facts = 0; if (READS[${row}] === 1) { ${factsText(emitter, 'k', 'tries')} }`
    : 'const facts = 0;';
  const happens =
    place < 0
      ? `happened = (happened + 1) | 0; ${isTold ? tellText('t', type, 'c', 'CELL[cell]') : ''}`
      : `open |= ${1 << place};`;
  return `case ${type}: {
    ${costly ? exactText(emitter, type, costly) : ''}
    ${facts}
    const cell = (${row} << ${flat.factBits}) | facts;
    ${happens}
    t${type} = ${NEVER};
    state = NEXT[cell];
    ${ends ? 'if (FINAL[state] === 1) break copy;' : ''}
    ${possible === 0 ? '' : `const effects = EFFECTS[cell];`}
    ${plansText(emitter, possible, (plan) => armText(emitter, plan))}
    break;
  }`;
}

/** Puts what is planned into its slot. */
function armText(emitter: Emitter, plan: Plan): string {
  const { chance, delay, draw = 0, isTry, until } = plan;
  const type = eventOf(emitter.clockwork, plan.event);
  const id = emitter.fresh();
  const word = 'constant' in delay ? '' : wordText(emitter, `w${id}`, 'k', String(draw));
  const due = until === undefined ? `due${id}` : `due${id} <= ${until} ? due${id} : ${NEVER}`;
  const arm = isCostly(delay)
    ? `${word} z${type} = w${id}; a${type} = t; q${type} = 1;
       t${type} = (t + ${boundText(emitter, delay, 'least', `w${id}`)}) | 0;`
    : `${word} ${durationText(emitter, delay, `w${id}`, `e${id}`)}
       const due${id} = (t + e${id}) | 0; t${type} = ${due};`;
  const tried = isTry ? 'tries = (tries + 1) | 0;' : '';
  return `${tried} ${chance ? chanceText(emitter, chance, 'k', 'tries', arm) : arm}`;
}

/** A slot that comes first with the least that it can be is made exact, and waits its turn. */
function exactText(emitter: Emitter, type: number, { delay, until = LONGEST * 2 }: Plan): string {
  return `if (q${type} === 1) {
    q${type} = 0;
    const due = (a${type} + ${exactName(emitter, delay)}(z${type})) | 0;
    t${type} = due <= ${until} ? due : ${NEVER};
    break;
  }`;
}

/** [type of event] the plan of it whose duration is costly; there is one at most. */
function costlyPlans(clockwork: Clockwork): Map<number, Plan> {
  const costly = Object.values(clockwork.plans).filter(({ delay }) => isCostly(delay));
  const byType = new Map(costly.map((plan) => [eventOf(clockwork, plan.event), plan]));
  assert(byType.size === costly.length, 'one costly plan an event');
  return byType;
}
