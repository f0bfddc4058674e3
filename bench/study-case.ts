/**
 * What the whole model costs a copy, as a multiple of the reference workload on the same machine in
 * the same run: the bundled study, played from nothing, chunk by chunk.
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

/** A short one, which is played whole, and one in which lives are remembered. */
const SIZES = [32, 4_096] as const;

export function studyCases(): Case[] {
  const { study, tenant } = readStudy(library);
  assert(study !== null, 'the bundled study is read');
  const model = createModel(tabulateAll());
  const compiled = compileStudy(study, tenant);
  const walk = newWalk(referenceClockwork);
  const policies = study.policies.length;
  return SIZES.map((messages): Case => {
    const copies = messages * 20 * policies;
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
    // What it finds says nothing about the study: it is there for its time.
    let found: Found | null = null;
    const ours: Side = {
      name: 'study',
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
    return {
      name: 'study',
      size: { messages },
      operations: copies,
      expected: null,
      sides: [ours, reference],
    };
  });
}
