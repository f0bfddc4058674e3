/**
 * `run --only`: one replication of a study under every policy, told like a replay; with a folder,
 * also as scenario files, which replay and explain it, and as the rows that a whole run has of it.
 */
import { join } from 'node:path';
import { at } from '../model/assert.ts';
import type { Fault } from '../model/fault.ts';
import type { Model } from '../model/model.ts';
import { replayJson } from '../reports/replay-json.ts';
import { replayText } from '../reports/replay-text.ts';
import { endings, type ReportFormat } from '../reports/report.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import { type CompiledStudy, compileStudy } from '../sim/arms.ts';
import type { Chunk } from '../sim/chunk.ts';
import { newPlayer, playChunk } from '../sim/player.ts';
import { toldScenario } from '../sim/prevention/told.ts';
import { assertReach } from '../sim/reach.ts';
import { replay } from '../sim/replay.ts';
import { rowTables, writeTables } from '../sim/rows-file.ts';
import { playsOf, trafficFaults } from '../sim/traffic.ts';
import { playReplication } from '../sim/workload.ts';
import { deliver, lookOf } from './deliver.ts';
import { EXIT, type Exit, withoutAddresses } from './options.ts';
import { factsOf, type Job, type RunOptions, writtenAs } from './study-job.ts';
import { complain, type Terminal, writeResult } from './terminal.ts';

/** Tells one replication under every policy; faults: of a study that does not fit real mail. */
export function runOne(
  job: Job,
  options: RunOptions,
  format: ReportFormat,
  model: Model,
  terminal: Terminal,
): Exit | readonly Fault[] {
  if (format !== 'text' && format !== 'json') {
    complain('recall-lab run: --only prints text or json');
    return EXIT.TROUBLE;
  }
  const { study, tenant, traffic } = job;
  const only = options.only ?? 0;
  if (traffic !== null && only >= traffic.messages.length) {
    complain(`recall-lab run: --only ${only}: the traffic has ${traffic.messages.length} messages`);
    return EXIT.TROUBLE;
  }
  const compiled = compileStudy(study, tenant);
  if (traffic === null) assertReach(compiled);
  const mailboxes = compiled.pools.mailboxes.length;
  const unfit = traffic === null ? [] : trafficFaults(study, traffic, mailboxes);
  if (unfit.length > 0) return unfit;
  const plays = traffic === null ? playReplication : playsOf(compiled, traffic);
  const texts = compiled.arms.map(({ policy }, arm) => {
    const scenario = toldScenario(model, compiled, arm, only, plays);
    const name = `replication-${only}-${policy.name}.yaml`;
    const file = options.out === undefined ? name : join(options.out, name);
    const { traceHash, outcome, verdict, unmet } = replay(model, scenario);
    // A scenario names people, and would not run without.
    if (options.out !== undefined && !options.anonymise) {
      terminal.remark(`written ${writeResult(options.out, name, printScenario(scenario))}`);
    }
    const { profile } = scenario;
    return { file, name: scenario.name, profile, traceHash, verdict, outcome, unmet };
  });
  if (options.anonymise) {
    terminal.remark('--anonymise writes no scenario files: they name people');
  } else if (options.out === undefined) {
    terminal.remark('--out <folder> writes these as scenario files, to replay and explain');
  }
  const scenarios = withoutAddresses(texts, options);
  const report = { scenarios, faults: [], flags: '', incomplete: false };
  const text =
    format === 'json'
      ? replayJson(report)
      : scenarios
          .map((one) => replayText({ ...report, scenarios: [one] }, lookOf(options, terminal)))
          .join('\n');
  const ending = endings[format === 'json' ? 'json' : 'text'];
  deliver(text, `replication-${only}.${ending}`, options, terminal);
  if (options.out !== undefined) {
    const chunk = playChunk(newPlayer(compiled, model, plays, 'whole'), only, only + 1);
    writeRows(chunk, options.out, job, options, compiled);
  }
  return EXIT.HOLDS;
}

/** The rows of one replication, as a whole run has them. */
function writeRows(
  chunk: Chunk,
  folder: string,
  job: Job,
  options: RunOptions,
  { arms }: CompiledStudy,
): void {
  const { addresses } = at(arms, 0).base.book;
  const policies = arms.map(({ policy }) => policy.name);
  const written = writeTables(
    [chunk],
    policies,
    writtenAs(addresses, options),
    factsOf(job, options),
  );
  for (const table of rowTables) {
    writeResult(folder, `replication-${chunk.from}.${table}.parquet`, written[table]);
  }
}
