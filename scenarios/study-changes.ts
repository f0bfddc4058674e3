/**
 * What the command line changes in a study.
 *
 * Why in the value of the file, before it is read: the command line is then the last word of the
 * file itself, and what a policy states stays stated, be it the same as what the study says.
 */
import { withLevel } from './factors.ts';

/** As a file writes them; absent: as the file says. */
export type StudyChanges = {
  readonly seed?: string | undefined;
  readonly profile?: string | undefined;
  readonly assume?: Readonly<Record<string, unknown>> | undefined;
};

/** A study file's value with changes in it. */
export function withChanges(value: unknown, { seed, profile, assume }: StudyChanges): unknown {
  const given = [
    ...(seed === undefined ? [] : [[['seed'], seed] as const]),
    ...(profile === undefined ? [] : [[['profile'], profile] as const]),
    ...Object.entries(assume ?? {}).map(([name, to]) => [['assume', name], to] as const),
  ];
  return given.reduce<unknown>((before, [set, to]) => withLevel(before, set, to), value);
}
