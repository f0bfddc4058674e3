/**
 * What a thread runs: plays the chunks that it is asked for.
 *
 * Never: print, read a file, or decide anything; it gets a study and gives chunks.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createModel } from '../model/model.ts';
import type { Tenant } from '../model/org/tenant.ts';
import type { Study } from '../scenarios/study.ts';
import type { Traffic } from '../scenarios/traffic.ts';
import { compileStudy } from '../sim/arms.ts';
import { newPlayer, playChunk } from '../sim/player.ts';
import { playsOf } from '../sim/traffic.ts';
import { playReplication } from '../sim/workload.ts';
import { loadTables } from './tables.ts';

/** What a thread is given at its start. */
export type WorkerJob = {
  readonly study: Study;
  readonly tenant: Tenant;
  readonly traffic: Traffic | null;
  readonly stepper: 'table' | 'xstate' | undefined;
};

/** What it is asked for: replications, `from` included, `to` not. It answers with the chunk. */
export type WorkerRequest = { readonly from: number; readonly to: number };

const { study, tenant, traffic, stepper } = workerData as WorkerJob;
const model = createModel(loadTables(), stepper);
const compiled = compileStudy(study, tenant);
const plays = traffic === null ? playReplication : playsOf(compiled, traffic);
const player = newPlayer(compiled, model, plays, 'apart');

parentPort?.on('message', ({ from, to }: WorkerRequest) => {
  parentPort?.postMessage(playChunk(player, from, to));
});
parentPort?.postMessage('ready');
