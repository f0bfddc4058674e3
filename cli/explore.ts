/**
 * `recall-lab explore`: every interleaving of a small world, and every state of each machine.
 *
 * Exit: 0 it holds · 1 something does not hold or is not reached · 2 inconclusive, interrupted, or
 * bad input.
 */
import { join } from 'node:path';
import { formatFault } from '../model/fault.ts';
import { createModel, type Model } from '../model/model.ts';
import { exploreDocument } from '../reports/explore-document.ts';
import { exploreJson } from '../reports/explore-json.ts';
import {
  counterexampleFile,
  type ExploreReport,
  exploreReport,
  grouped,
} from '../reports/explore-report.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import { bundledWorlds, ownWorld } from '../sim/explore/chosen-worlds.ts';
import {
  type Bounds,
  type Exploration,
  type ExploreHooks,
  exploreWorld,
  type World,
  type WorldResult,
} from '../sim/explore/explore.ts';
import { walkMachines } from '../sim/explore/machine-walk.ts';
import { type WorldName, worldNames } from '../sim/explore/world-names.ts';
import { deliverReport, isBuilt } from './deliver.ts';
import { loadScenarios } from './load.ts';
import { type CommonOptions, EXIT, type Exit, quoted, semanticFlags } from './options.ts';
import { loadTables } from './tables.ts';
import { breathe, complain, type Terminal, writeResult } from './terminal.ts';

export type ExploreOptions = CommonOptions & {
  /** One of the bundled worlds alone. */
  readonly world?: WorldName;
  /** How many recipients the bundled worlds have at most, 1 to 4. */
  readonly recipients: number;
  /** The most states of one combination of settings and faults. */
  readonly states: number;
  /** Whether recipients who differ in nothing are told apart all the same. */
  readonly apart?: true;
};

export async function exploreCommand(
  inputs: readonly string[],
  options: ExploreOptions,
  terminal: Terminal,
): Promise<Exit> {
  const { format } = options;
  if (!isBuilt(format, 'explore')) return EXIT.TROUBLE;
  if (inputs.length > 0 && options.world !== undefined) {
    complain('recall-lab explore: either scenarios or --world, not both');
    return EXIT.TROUBLE;
  }
  const worlds = chooseWorlds(inputs, options, terminal);
  if (worlds === null) return EXIT.TROUBLE;
  const exploration = await walk(worlds, options, terminal);
  if (options.check === true && !exploration.isInterrupted) {
    const again = await walk(worlds, options, terminal);
    if (
      !again.isInterrupted &&
      exploreJsonOf(again, inputs, options) !== exploreJsonOf(exploration, inputs, options)
    ) {
      complain('recall-lab explore: two runs differ: an error of Recall Lab, please report it');
      return EXIT.TROUBLE;
    }
  }
  const report = exploreReport(exploration, commandsFor(inputs, options));
  deliverReport(exploreDocument(report), format, options, terminal);
  if (options.out !== undefined) writeCounterexamples(exploration, options.out, terminal);
  return exitOf(report);
}

function exitOf({ verdict, exploration }: ExploreReport): Exit {
  if (exploration.isInterrupted)
    complain('recall-lab explore: interrupted; the result is incomplete');
  if (verdict === 'violated' || verdict === 'unreached') return EXIT.DIFFERS;
  return verdict === 'inconclusive' || exploration.isInterrupted ? EXIT.TROUBLE : EXIT.HOLDS;
}

/** The worlds that the command line asks for; null after complaining. */
function chooseWorlds(
  inputs: readonly string[],
  options: ExploreOptions,
  terminal: Terminal,
): World[] | null {
  const loading = loadScenarios(inputs, options);
  for (const fault of loading.usage) complain(formatFault(fault));
  if (loading.usage.length > 0) return null;
  if (inputs.length === 0) {
    const names = options.world === undefined ? worldNames : [options.world];
    return bundledWorlds(options.recipients, names, loading.move);
  }
  const worlds: World[] = [];
  let faults = loading.faults;
  for (const { file, scenario, ...remarks } of loading.files()) {
    for (const warning of remarks.warnings) terminal.remark(`warning: ${formatFault(warning)}`);
    faults = [...faults, ...remarks.faults];
    if (scenario === null) continue;
    const world = ownWorld(file, scenario);
    if ('code' in world) faults = [...faults, world];
    else worlds.push(world);
  }
  for (const fault of faults) complain(formatFault(fault));
  return faults.length > 0 ? null : worlds;
}

async function walk(
  worlds: readonly World[],
  options: ExploreOptions,
  terminal: Terminal,
): Promise<Exploration> {
  const tables = loadTables();
  const model: Model = createModel(tables, options.stepper);
  const machines = walkMachines(createModel(tables), createModel(tables, 'xstate'));
  const bounds: Bounds = { statesMax: options.states, withoutSymmetry: options.apart === true };
  const hooks: ExploreHooks = {
    progress: (name, done, cases, states) =>
      terminal.progress(`${name}  ${done}/${cases}  ${grouped(states)} states`),
    shouldStop: terminal.interrupted,
    pause: breathe,
  };
  const results: WorldResult[] = [];
  const start = performance.now();
  for (const world of worlds) {
    if (terminal.interrupted()) break;
    results.push(await exploreWorld(model, world, bounds, hooks));
  }
  const seconds = (performance.now() - start) / 1000;
  const steps = results.reduce((sum, result) => sum + result.steps, 0);
  const rate = grouped(Math.round(steps / Math.max(seconds, 0.001)));
  terminal.remark(`${grouped(steps)} world steps in ${seconds.toFixed(1)} s: ${rate} a second`);
  return { machines, worlds: results, isInterrupted: terminal.interrupted() };
}

function exploreJsonOf(
  exploration: Exploration,
  inputs: readonly string[],
  options: ExploreOptions,
): string {
  return exploreJson(exploreReport(exploration, commandsFor(inputs, options)));
}

function commandsFor(inputs: readonly string[], options: ExploreOptions) {
  const flags = semanticFlags(options);
  const own = inputs.map((input) => ` ${quoted(input)}`).join('');
  const bounds = [
    ...(inputs.length === 0 ? [` --recipients ${options.recipients}`] : []),
    ...(options.world === undefined ? [] : [` --world ${options.world}`]),
    ` --states ${options.states}`,
    ...(options.apart ? [' --apart'] : []),
  ].join('');
  const folder = options.out ?? 'out';
  return {
    again: `recall-lab explore${own}${bounds}${flags}`,
    replay: (file: string) =>
      options.out === undefined
        ? `written as a file by --out ${folder}: recall-lab replay ${quoted(join(folder, file))}`
        : `recall-lab replay ${quoted(join(folder, file))}`,
  };
}

function writeCounterexamples({ worlds }: Exploration, folder: string, terminal: Terminal): void {
  for (const { name, expectations } of worlds) {
    for (const { sentence, counterexample } of expectations.flatMap(({ parts }) => parts)) {
      if (counterexample === null) continue;
      const file = counterexampleFile(name, sentence);
      const path = writeResult(folder, file, printScenario(counterexample.scenario));
      terminal.remark(`written ${path}`);
    }
  }
}
