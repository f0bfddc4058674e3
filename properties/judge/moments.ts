/**
 * When something is, to the order within an instant.
 *
 * At the same instant come settings and faults, then transport, then people in the order of the
 * file, then attempts of recalls, then the end of their time.
 */
import type { Scenario, Window } from '../../scenarios/scenario.ts';

export const phases = { settings: 0, transport: 1, people: 2, attempts: 3, end: 4 } as const;

/** An instant (ms after the start), its phase, and the place within that phase. */
export type Moment = { readonly at: number; readonly phase: number; readonly order: number };

export function moment(at: number, phase: keyof typeof phases, order = 0): Moment {
  return { at, phase: phases[phase], order };
}

/** Negative when the first comes first. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.at - b.at || a.phase - b.phase || a.order - b.order;
}

export const isBefore = (a: Moment, b: Moment): boolean => compareMoments(a, b) < 0;

/** A name for a moment, the same for the same moment. */
export const nameOf = ({ at, phase, order }: Moment): string => `${at}/${phase}/${order}`;

/** After everything that happens. */
export const never = Number.POSITIVE_INFINITY;

/** The end of what is looked at: all that happens at the last instant has happened. */
export function lastMoment({ untilMs }: Scenario): Moment {
  return { at: untilMs ?? never, phase: never, order: never };
}

export function isWithin(at: number, windows: readonly Window[]): boolean {
  return windows.some(({ from, to }) => from <= at && at < to);
}

/** The first instant from `at` on that lies in none of the windows. */
export function firstOutside(at: number, windows: readonly Window[]): number {
  const around = windows.find(({ from, to }) => from <= at && at < to);
  return around === undefined ? at : firstOutside(around.to, windows);
}
