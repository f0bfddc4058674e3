/**
 * Marks: events that change nothing but which state a copy is in, so that when they came matters
 * only against the instant at which the copy ends.
 *
 * Why: whoever wants outcomes alone can follow the other events first, and then ask of each mark
 * whether it came before the end. Whether that is the same is read off the table, state by state.
 */
import { NOTHING } from '../../model/table.ts';
import { type Clockwork, cellIndex, eventOf, type Flat, plansOf } from './clockwork.ts';
import { bitsOf } from './emit.ts';

/** The events that are marks, as bits; null when they cannot be told apart from the others. */
export function marksOf(clockwork: Clockwork, flat: Flat): number | null {
  const shared = clockwork.shared.map(({ event }) => eventOf(clockwork, event));
  let marks = 0;
  for (let event = 0; event < flat.events; event++) {
    const isQuiet = plansOf(flat, event) === 0 && !endsOrReads(flat, event);
    if (isQuiet && !shared.includes(event)) marks |= 1 << event;
  }
  const pending = pendingOf(clockwork, flat, marks);
  const isSame = pending?.every((some, state) => some < 0 || isApart(flat, marks, state, some));
  return isSame ? marks : null;
}

function endsOrReads(flat: Flat, event: number): boolean {
  for (let state = 0; state < flat.final.length; state++) {
    if (flat.final[state] === 1) continue;
    const target = flat.next[cellIndex(flat, state, event, 0)]!;
    if (flat.final[target] === 1 || flat.reads[state * flat.events + event] === 1) return true;
  }
  return false;
}

/** The marks that the plans of a set lead to, as bits. */
function planned({ plans, ...rest }: Clockwork, effects: number, marks: number): number {
  const all = Object.values(plans);
  return bitsOf(effects).reduce((bits, bit) => {
    const type = eventOf({ plans, ...rest }, all[bit]?.event ?? '');
    return bits | (marks & (1 << type));
  }, 0);
}

/**
 * [state] the marks that may be pending there, -1 where no copy comes; null when one may be planned
 * while it is pending, or a second time.
 */
function pendingOf(clockwork: Clockwork, flat: Flat, marks: number): number[] | null {
  const pending = Array.from(flat.final, () => -1);
  pending[0] = 0;
  const queue = [0];
  const reach = (state: number, some: number): void => {
    const known = pending[state]!;
    if (known >= 0 && (known | some) === known) return;
    pending[state] = Math.max(0, known) | some;
    if (flat.final[state] === 0) queue.push(state);
  };
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    const here = pending[state]!;
    for (let event = 0; event < flat.events; event++) {
      if ((marks & (1 << event)) !== 0 && (here & (1 << event)) === 0) continue;
      for (let facts = 0; facts < 1 << flat.factBits; facts++) {
        const index = cellIndex(flat, state, event, facts);
        const more = planned(clockwork, flat.effects[index]!, marks);
        if ((more & here) !== 0) return null;
        if (flat.cell[index] !== NOTHING) reach(flat.next[index]!, here | more);
      }
    }
  }
  return pending;
}

/** Whether it is the same, in a state, to be marked before any other event as after it. */
function isApart(flat: Flat, marks: number, state: number, pending: number): boolean {
  const next = (from: number, event: number, facts = 0): number =>
    flat.next[cellIndex(flat, from, event, facts)]!;
  return bitsOf(pending).every((mark) => {
    const marked = next(state, mark);
    return [...Array(flat.events).keys()].every((event) => {
      if ((marks & (1 << event)) !== 0) {
        const isPending = (pending & (1 << event)) !== 0;
        return !isPending || next(marked, event) === next(next(state, event), mark);
      }
      const isReadAlike =
        flat.reads[state * flat.events + event] === flat.reads[marked * flat.events + event];
      const words = [...Array(1 << flat.factBits).keys()];
      return (
        isReadAlike &&
        words.every((facts) => {
          const before = next(marked, event, facts);
          const after = next(state, event, facts);
          const effects = [marked, state].map(
            (s) => flat.effects[cellIndex(flat, s, event, facts)],
          );
          const ends = flat.final[before] === 1;
          return (
            effects[0] === effects[1] &&
            (flat.final[after] === 1) === ends &&
            (ends || next(after, mark) === before)
          );
        })
      );
    });
  });
}
