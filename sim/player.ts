/**
 * The player: replications -> chunks. Plays what is drawn under every policy and tallies it.
 *
 * Why apart from the run: a thread needs this and nothing else. What a player remembers of earlier
 * chunks makes it faster and changes no number (decision 0006), so any player may make any chunk.
 *
 * Never: estimate, count over worlds, or know how many other players there are.
 */
import { at } from '../model/assert.ts';
import type { Model } from '../model/model.ts';
import { type Base, compileTimeline } from '../scenarios/compile.ts';
import { type CompiledStudy, subjectOf } from './arms.ts';
import { type Chunk, newChunk, type WorldOutcome } from './chunk.ts';
import type { Fate } from './fates.ts';
import { followApart, type Memory, newMemory } from './paths/memory.ts';
import { valueAt } from './paths/path.ts';
import { addFates } from './paths/use.ts';
import { simulate } from './simulate.ts';
import { tally } from './tally.ts';
import { happeningsOf, type Played } from './workload.ts';

/** What happens in a replication, to the people that a view has. */
export type Plays = (view: CompiledStudy, replication: number) => Played;

/** `whole`: every world event by event, though parties could be told apart; the same numbers. */
export type WorldOrder = 'apart' | 'whole';

export type Player = {
  readonly compiled: CompiledStudy;
  readonly model: Model;
  readonly plays: Plays;
  readonly order: WorldOrder;
  /** [policy] what is remembered of its parties; null where worlds are run whole. */
  readonly memories: (Memory | null)[];
  /** Replications to run whole before anything is remembered. */
  wholeFirst: number;
};

/** Small studies would not get back what memory costs. */
const WHOLE_FIRST = 100;

/** @param wholeFirst  0 where much is to be played, such as in a thread */
export function newPlayer(
  compiled: CompiledStudy,
  model: Model,
  plays: Plays,
  order: WorldOrder,
  wholeFirst = WHOLE_FIRST,
): Player {
  return { compiled, model, plays, order, memories: [], wholeFirst };
}

/** Plays the replications from one on to another, which is left out. */
export function playChunk(player: Player, from: number, to: number): Chunk {
  const { compiled, plays } = player;
  const { chunk, add } = newChunk(from, compiled.arms.length);
  for (let replication = from; replication < to; replication++) {
    // The same happenings under every policy; where one has people of its own they happen to
    // these, on the same draws.
    const shared = plays(compiled, replication);
    compiled.arms.forEach((_, policy) => {
      const view = compiled.viewOf(policy);
      const played = view === compiled ? shared : plays(view, replication);
      add(policy, outcomeOf(player, view, policy, played));
    });
    player.wholeFirst--;
  }
  return chunk;
}

function outcomeOf(
  player: Player,
  view: CompiledStudy,
  policy: number,
  played: Played,
): WorldOutcome {
  const memory = player.wholeFirst > 0 ? null : memoryOf(player, policy);
  const found = memory === null ? null : playApart(memory, played);
  if (found !== null) return found;
  return playWhole(player.model, view, at(player.compiled.arms, policy).base, played);
}

/** What is remembered of a policy; null where worlds are run whole. */
function memoryOf({ compiled, memories, model, order }: Player, policy: number): Memory | null {
  let memory = memories[policy];
  if (memory === undefined) {
    memory = order === 'whole' ? null : newMemory(model, compiled.viewOf(policy), policy);
    memories[policy] = memory;
  }
  return memory;
}

/** Party by party, what is remembered not run again; null when it cannot be split. */
export function playApart(memory: Memory, played: Played): WorldOutcome | null {
  const rules = new Set<number>();
  const fates: Fate[] = [];
  let reportMs = -1;
  const isSplit = followApart(memory, played, (path, draws, members) => {
    addFates(path, draws, members, fates);
    reportMs = Math.max(reportMs, valueAt(path.reportMs, draws));
    for (const rule of path.rules) rules.add(rule);
  });
  if (!isSplit) return null;
  const tallied = played.answer === null ? null : { fates, reportMs };
  return { ...timesOf(played), tallied, rules: [...rules].sort((a, b) => a - b) };
}

/** Event by event, everybody at once. */
export function playWhole(
  model: Model,
  view: CompiledStudy,
  base: Base,
  played: Played,
): WorldOutcome {
  const simulated = simulate(model, compileTimeline(base, happeningsOf(played)));
  const rules = [...simulated.hits.keys()].filter((rule) => at(simulated.hits, rule) > 0);
  const tallied = played.answer === null ? null : tally(simulated, subjectOf(view));
  return { ...timesOf(played), tallied, rules };
}

const timesOf = ({ untilMs, deliveryMs }: Played) => ({ untilMs, deliveryMs });
