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
import type { Load } from '../scenarios/load.ts';
import { workloadOf } from '../scenarios/workloads.ts';
import { type CompiledStudy, subjectOf } from './arms.ts';
import { type Chunk, newChunk, type WorldOutcome } from './chunk.ts';
import { isAnybodyCurious, type Lived, nobody, settled } from './curiosity.ts';
import { afterDetours, takesDetours } from './detours.ts';
import type { Incident, Tallied } from './fates.ts';
import { simulateCoupled } from './load/coupled.ts';
import type { Change } from './mistake.ts';
import { type Apart, followApart, type Memory, newMemory } from './paths/memory.ts';
import { newShared, type Shared } from './paths/parties.ts';
import { talliedOf } from './paths/use.ts';
import { beforeSending } from './prevention/before.ts';
import { deskOf } from './prevention/desk.ts';
import { rulesCited, type Simulated, simulate } from './simulate.ts';
import { alarmsOf } from './spike.ts';
import { drawsFor } from './streams.ts';
import { tally } from './tally.ts';
import { happeningsOf, type Played } from './workload.ts';

/** What happens in a replication, to the people that a view has, where a policy changes that. */
export type Plays = (view: CompiledStudy, replication: number, change?: Change) => Played;

/**
 * `whole`: every world event by event, everybody at once; `apart`: party by party, where these can
 * be told apart; `either`: as takes less time. The same numbers.
 */
export type WorldOrder = 'apart' | 'whole' | 'either';

export type Player = {
  readonly compiled: CompiledStudy;
  readonly model: Model;
  readonly plays: Plays;
  readonly order: WorldOrder;
  readonly remembered: Remembered;
  /** How many replications are expected in all, as far as is known. */
  expected: number;
};

/**
 * What is remembered of a compiled study. The numbers of people are no part of it: players of
 * studies that differ by these alone (`withNumbers`) may go on with the same.
 */
export type Remembered = {
  /** [policy] what is remembered of its parties; null where worlds are run whole. */
  readonly memories: (Memory | null)[];
  readonly shared: Shared;
  /** What is remembered of the same study with switches elsewhere. */
  readonly before: Remembered | null;
};

/** @param before  what is remembered of the same compiled study, of which this is `withSwitches` */
export function newRemembered(before: Remembered | null = null): Remembered {
  return { memories: [], shared: before?.shared ?? newShared(), before };
}

export function newPlayer(
  compiled: CompiledStudy,
  model: Model,
  plays: Plays,
  order: WorldOrder,
  remembered = newRemembered(),
): Player {
  return { compiled, model, plays, order, remembered, expected: 0 };
}

/** Fewer replications would not get back what a world for each party costs (decision 0006). */
const APART_FROM = 2_000;

/** Whether worlds are run whole: asked for, or cheaper. */
const isWhole = ({ expected, order }: Player): boolean =>
  order === 'whole' || (order === 'either' && expected < APART_FROM);

/** Plays the replications from one on to another, which is left out. */
export function playChunk(player: Player, from: number, to: number): Chunk {
  const { compiled, plays, remembered } = player;
  const { chunk, add, addApart } = newChunk(from, compiled.arms.length, remembered.shared);
  for (let replication = from; replication < to; replication++) {
    // Those of another replication, or of another cell's.
    remembered.shared.parties.length = 0;
    // The same happenings under every policy; where one has people of its own they happen to
    // these, on the same draws.
    const shared = plays(compiled, replication);
    compiled.arms.forEach((_, policy) => {
      const view = compiled.viewOf(policy);
      const written = view === compiled ? shared : plays(view, replication);
      const apart = apartAsWritten(player, policy, written);
      if (apart !== null) addApart(policy, apart, written);
      else add(policy, outcomeUnder(player, policy, replication, written));
    });
  }
  return chunk;
}

/** Straight from paths, where all is sent as written and everybody counts; else null. */
function apartAsWritten(player: Player, policy: number, written: Played): Apart | null {
  const { compiled, model } = player;
  if (isWhole(player) || isCoupled(written)) return null;
  if (written.right >= 0 || isAnybodyCurious(compiled)) return null;
  if (deskOf(model, compiled.viewOf(policy), at(compiled.arms, policy)) !== null) return null;
  if (takesDetours(at(compiled.arms, policy).base, written)) return null;
  const memory = memoryOf(player, policy);
  return memory === null ? null : followApart(memory, written);
}

/** What a message comes to under a policy, and what was done before it was sent. */
export function outcomeUnder(
  player: Player,
  policy: number,
  replication: number,
  written: Played,
): WorldOutcome {
  const { compiled, model, plays } = player;
  const view = compiled.viewOf(policy);
  const desk = deskOf(model, view, at(compiled.arms, policy));
  if (desk === null || !written.isMeasured) {
    return measured(view, written, outcomeOf(player, view, policy, written));
  }
  const draws = drawsFor(compiled.seed, written.replication);
  const found = beforeSending(desk, draws, written, (change) => plays(view, replication, change));
  const { offList, played, prevented, rules } = found;
  const outcome = played === null ? unsent(written) : outcomeOf(player, view, policy, played);
  const sent = outcome.tallied ?? nothing;
  const fates = [...sent.fates.filter(({ recipient }) => !offList.has(recipient)), ...prevented];
  const set = sent.incidents.filter(({ about }) => !offList.has(about));
  const tallied = { ...sent, fates, incidents: [...set, ...found.incidents] };
  const cited = [...new Set([...outcome.rules, ...rules])].sort((a, b) => a - b);
  return measured(view, written, { ...outcome, tallied, rules: cited });
}

const nothing: Tallied = { fates: [], reportMs: -1, incidents: [] };

/** A message that was written and never sent. */
const unsent = (written: Played): WorldOutcome => {
  return { ...timesOf(written), tallied: nothing, rules: [] };
};

/** Without whom it was meant for; a secret that somebody sees is one more incident. */
function measured({ study }: CompiledStudy, played: Played, outcome: WorldOutcome): WorldOutcome {
  const { tallied } = outcome;
  if (tallied === null || played.right < 0) return outcome;
  const fates = tallied.fates.filter(({ recipient }) => recipient !== played.right);
  const isSecret = workloadOf(study.workload.kind).repliesAll === 'after-bcc';
  const isRevealed = isSecret && fates.some(({ seen }) => seen);
  const revealed: Incident[] = isRevealed ? [{ word: 'bcc-revealed', about: -1 }] : [];
  return {
    ...outcome,
    tallied: { ...tallied, fates, incidents: [...tallied.incidents, ...revealed] },
  };
}

function outcomeOf(
  player: Player,
  view: CompiledStudy,
  policy: number,
  played: Played,
): WorldOutcome {
  const {
    base,
    policy: { load },
  } = at(player.compiled.arms, policy);
  const memory = isWhole(player) || isCoupled(played) ? null : memoryOf(player, policy);
  const play = (one: Played): Lived => {
    if (load !== undefined) return playCoupled(player.model, view, base, one, load);
    const found = memory === null ? null : playApart(memory, one);
    return { outcome: found ?? playWhole(player.model, view, base, one), late: nobody };
  };
  return settled(view, afterDetours(player.model, base, played), play).outcome;
}

/** Whether it has to be played whole: parties have more in common than they know of. */
const isCoupled = ({ more, transit }: Played): boolean =>
  more !== undefined || transit !== undefined;

/** What is remembered of a policy; null where worlds have to be run whole. */
function memoryOf({ compiled, model, remembered }: Player, policy: number): Memory | null {
  const { before, memories, shared } = remembered;
  let memory = memories[policy];
  if (memory === undefined) {
    // Where queues are shared, what comes to one recipient keeps others waiting.
    const isShared = at(compiled.arms, policy).policy.load !== undefined;
    const elsewhere = before?.memories[policy] ?? null;
    const view = compiled.viewOf(policy);
    memory = isShared ? null : newMemory(model, view, policy, shared, elsewhere);
    memories[policy] = memory;
  }
  return memory;
}

/** Party by party, what is remembered not run again; null when it cannot be split. */
export function playApart(memory: Memory, played: Played): WorldOutcome | null {
  const apart = followApart(memory, played);
  if (apart === null) return null;
  const tallied = played.isMeasured ? talliedOf(memory.shared, apart) : null;
  return { ...timesOf(played), tallied, rules: memory.shared.rules.rulesOf(apart.cited) };
}

/** Event by event, everybody at once. */
export function playWhole(
  model: Model,
  view: CompiledStudy,
  base: Base,
  played: Played,
): WorldOutcome {
  return outcomeIn(simulate(model, compileTimeline(base, happeningsOf(played))), view, played);
}

/** The same where queues are shared with ordinary mail. */
export function playCoupled(
  model: Model,
  view: CompiledStudy,
  base: Base,
  played: Played,
  load: Load,
): Lived {
  const { late, simulated } = simulateCoupled(model, view, base, played, load);
  return { outcome: outcomeIn(simulated, view, played), late };
}

/** What a world came to. */
function outcomeIn(simulated: Simulated, view: CompiledStudy, played: Played): WorldOutcome {
  const rules = rulesCited(simulated);
  const tallied = played.isMeasured ? messagesOf(simulated, view, played) : null;
  return { ...timesOf(played), tallied, rules };
}

/** All messages of a replication together; of a burst also what a rule makes of it. */
function messagesOf(simulated: Simulated, view: CompiledStudy, played: Played): Tallied {
  const subject = subjectOf(view);
  const first = tally(simulated, subject);
  if (played.more === undefined) return first;
  const { messages, recalls } = simulated.setting;
  const others = played.more.map(({ answer, send }) => {
    const action = answer?.action;
    const recall = action?.kind === 'recall' ? recalls.findIndex(({ id }) => id === action.id) : -1;
    const message = messages.findIndex(({ id }) => id === send.id);
    return tally(simulated, { ...subject, message, recall });
  });
  const all = [first, ...others];
  const incidents = all.flatMap((one) => one.incidents);
  return {
    fates: all.flatMap(({ fates }) => fates),
    reportMs: first.reportMs,
    incidents: [...incidents, ...alarmsOf(simulated, view, played)],
  };
}

/** The transport delay is the longest that a request may have met. */
const timesOf = ({ untilMs, deliveryMs, transit = {} }: Played) => {
  const between = Object.values(transit).flatMap((row) => Object.values(row));
  return { untilMs, deliveryMs: Math.max(deliveryMs, ...between) };
};
