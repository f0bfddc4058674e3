/**
 * What the whole model costs a copy, as a multiple of the reference workload on the same machine in
 * the same run: the bundled study, played from nothing, chunk by chunk; and its draws alone.
 */
import { join } from 'node:path';
import { assert } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { readStudy } from '../scenarios/read-study.ts';
import { compileStudy } from '../sim/arms.ts';
import { newWalk } from '../sim/kernel/walk.ts';
import { newPlayer, playChunk } from '../sim/player.ts';
import { playReplication } from '../sim/workload.ts';
import type { Case, Found, Side } from './harness.ts';
import { referenceClockwork } from './reference/clockwork.ts';

const library = join(import.meta.dirname, '../scenarios/library/studies/wrong-list.yaml');
const RECIPIENTS = 20;

/** A short one, which is played whole, and one in which lives are remembered. */
const SIZES = [32, 4_096] as const;

function bundled() {
  const { study, tenant } = readStudy(library);
  assert(study !== null, 'the bundled study is read');
  return compileStudy(study, tenant);
}

export function studyCases(): Case[] {
  const model = createModel(tabulateAll());
  const compiled = bundled();
  const policies = compiled.study.policies.length;
  return SIZES.map((messages) => {
    const copies = messages * RECIPIENTS * policies;
    const play = (): Found => {
      const player = newPlayer(compiled, model, playReplication, 'either');
      player.expected = messages;
      const chunk = playChunk(player, 0, messages);
      const seen = chunk.arms.flatMap(({ fates }) =>
        fates.seenAt.filter((instant) => instant >= 0),
      );
      const recipients = chunk.arms.reduce((sum, { fates }) => sum + fates.recipient.length, 0);
      return { counts: { copies, recipients }, checksum: seen.reduce((sum, one) => sum + one, 0) };
    };
    return besideReference('study', messages, policies, play);
  });
}

/**
 * What it costs to draw what people will do, which no way of following them can save: once a
 * message, whatever the policies, and told for each copy under each of them.
 */
export function studyDrawCases(): Case[] {
  const compiled = bundled();
  const draw = (messages: number): Found => {
    let [entries, checksum] = [0, 0];
    for (let replication = 0; replication < messages; replication++) {
      for (const deeds of playReplication(compiled, replication).deeds) {
        entries += deeds.entries.length;
        for (const { at } of deeds.entries) checksum += at;
      }
    }
    return { counts: { entries }, checksum };
  };
  const policies = compiled.study.policies.length;
  return SIZES.map((messages) =>
    besideReference('study-draws', messages, policies, () => draw(messages)),
  );
}

function besideReference(
  name: string,
  messages: number,
  policies: number,
  play: () => Found,
): Case {
  const walk = newWalk(referenceClockwork);
  // What the reference finds says nothing about the study: it is there for its time.
  let found: Found | null = null;
  const ours: Side = {
    name,
    isSlow: true,
    run: () => {
      found = play();
      return found;
    },
  };
  const reference: Side = {
    name: 'reference workload',
    isSlow: true,
    run: () => {
      walk(0, messages * policies, 1, null);
      return found ?? play();
    },
  };
  const operations = messages * RECIPIENTS * policies;
  return { name, size: { messages }, operations, expected: null, sides: [ours, reference] };
}
