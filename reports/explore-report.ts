/**
 * What an exploration comes to, in the words that all its formats share.
 */
import type {
  ExpectationResult,
  Exploration,
  Verdict,
  WorldResult,
} from '../sim/explore/explore.ts';
import { worst } from '../sim/explore/explore.ts';

/** The commands that belong to a result. */
export type ExploreCommands = {
  /** Walks the same again. */
  readonly again: string;
  /** Replays a scenario that was written, by its file name. */
  readonly replay: (file: string) => string;
};

export type ExploreReport = {
  readonly exploration: Exploration;
  readonly verdict: Verdict;
  /** Parts of the bundled expectations that no world puts to the test. */
  readonly untested: readonly string[];
  readonly commands: ExploreCommands;
};

/** Judges a whole exploration. */
export function exploreReport(exploration: Exploration, commands: ExploreCommands): ExploreReport {
  const { worlds, machines, isInterrupted } = exploration;
  const results = worlds.flatMap(({ expectations }) => expectations);
  const isOdd = machines.some(
    ({ differences, unreachable }) => differences.length > 0 || unreachable.length > 0,
  );
  const walked: Verdict =
    isInterrupted || worlds.some(({ isComplete }) => !isComplete) ? 'inconclusive' : 'holds';
  const isWhole = worlds.length > 1 && worlds.every(({ file }) => file === null);
  const untested = isWhole ? untestedParts(results) : [];
  const verdicts: Verdict[] = [
    ...results.map(({ verdict }) => verdict),
    walked,
    ...(isOdd ? ['violated' as const] : []),
    ...(untested.length > 0 && walked === 'holds' ? ['unreached' as const] : []),
  ];
  return {
    exploration,
    verdict: worst(verdicts.map((verdict) => ({ verdict }))),
    untested,
    commands,
  };
}

function untestedParts(results: readonly ExpectationResult[]): string[] {
  const parts = results.flatMap((result) => result.parts);
  const sentences = [...new Set(parts.map(({ sentence }) => sentence))];
  return sentences.filter((sentence) =>
    parts
      .filter((part) => part.sentence === sentence)
      .every(({ verdict }) => verdict === 'vacuous'),
  );
}

/** 12345 -> `12,345`. */
export function grouped(count: number | bigint): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** What was walked, in a line: `4 mailboxes alike, 13 choices, 32 settings`. */
export function sizeLine({ interchangeable, choices, cases }: WorldResult): string {
  const alike =
    interchangeable.length === 0
      ? 'no recipients alike'
      : `${interchangeable.join(' and ')} recipients alike`;
  const varied = cases === 1 ? 'nothing varied' : `${cases} combinations of settings and faults`;
  return `${alike}, ${choices} choices, ${varied}`;
}

/** How far the walk went. */
export function boundLine({ isComplete, casesDone, cases, statesMax, depth }: WorldResult): string {
  const bound = `at most ${grouped(statesMax)} states a combination`;
  return isComplete
    ? `every path walked to its end, at most ${depth} states long (bound: ${bound})`
    : `cut short: ${casesDone} of ${cases} combinations walked to the end (bound: ${bound})`;
}

/** The file name of the counterexample to a part. */
export function counterexampleFile(world: string, sentence: string): string {
  const slug = sentence
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const place = world.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '');
  return `${place}-${slug}.yaml`;
}
