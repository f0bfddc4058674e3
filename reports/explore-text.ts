/**
 * An exploration for a person: what was walked, how large it is, and what became of each
 * expectation.
 */
import { printScenario } from '../scenarios/print-scenario.ts';
import type {
  Counterexample,
  ExpectationResult,
  PartResult,
  Verdict,
  WorldResult,
} from '../sim/explore/explore.ts';
import type { MachineWalk } from '../sim/explore/machine-walk.ts';
import { alignColumns, wrap } from './columns.ts';
import {
  boundLine,
  counterexampleFile,
  type ExploreReport,
  grouped,
  sizeLine,
} from './explore-report.ts';
import type { TextOptions } from './replay-text.ts';

const colours = {
  holds: 'green',
  violated: 'red',
  unreached: 'red',
  inconclusive: 'yellow',
  vacuous: 'dim',
} as const satisfies Record<Verdict, string>;

const WORD = Math.max(...Object.keys(colours).map(({ length }) => length));

export function exploreText(report: ExploreReport, options: TextOptions): string {
  const { exploration, verdict, untested, commands } = report;
  const { machines, worlds, isInterrupted } = exploration;
  const lines = [
    ...machineLines(machines, options),
    ...worlds.flatMap((world) => ['', ...worldLines(world, report, options)]),
  ];
  if (untested.length > 0)
    lines.push('', 'no world puts to the test:', ...untested.map((sentence) => `  ${sentence}`));
  lines.push('', options.style('bold', summary(verdict, isInterrupted)));
  if (verdict !== 'holds') lines.push(`reproduce:  ${commands.again}`);
  else lines.push('next:  recall-lab explore <scenario>  walks a small world of your own');
  return `${lines.join('\n')}\n`;
}

function summary(verdict: Verdict, isInterrupted: boolean): string {
  if (isInterrupted) return 'interrupted: the result is incomplete';
  if (verdict === 'holds') return 'it holds: proved for these worlds, every interleaving of them';
  return verdict === 'inconclusive' ? 'inconclusive: a bound was hit' : 'it does not hold';
}

function machineLines(machines: readonly MachineWalk[], { width, style }: TextOptions): string[] {
  const head = ['machine', 'states', 'ends', 'events', 'steps told apart', 'that do something', ''];
  const rows = machines.map((walk) => [
    walk.machine,
    grouped(walk.states),
    grouped(walk.ends),
    grouped(walk.events),
    grouped(walk.steps),
    grouped(walk.transitions),
    oddities(walk) ?? 'as XState',
  ]);
  const [first, ...rest] = alignColumns([head, ...rows], width);
  return [style('dim', first ?? ''), ...rest];
}

function oddities({ differences, unreachable }: MachineWalk): string | null {
  if (unreachable.length > 0) return `NEVER REACHED: ${unreachable.join(', ')}`;
  return differences.length > 0 ? `XSTATE DIFFERS: ${differences.join(', ')}` : null;
}

function worldLines(world: WorldResult, report: ExploreReport, options: TextOptions): string[] {
  const { style, width } = options;
  const counts = [
    [
      'states',
      grouped(world.states),
      `${grouped(world.statesApart)} with every recipient told apart`,
    ],
    // Of a walk that was cut short, they are not known.
    ...(world.isComplete
      ? [
          [
            'paths',
            grouped(world.paths),
            `${grouped(world.pathsApart)} with every recipient told apart`,
          ],
        ]
      : []),
    ['world steps', grouped(world.steps), `${grouped(world.stepsKnown)} known from before`],
  ];
  return [
    style('bold', `${world.name}  ${world.question}`),
    ...wrap(sizeLine(world), width, '  ').map((line) => style('dim', line)),
    ...wrap(boundLine(world), width, '  ').map((line) => style('dim', line)),
    ...alignColumns(counts, width - 2).map((line) => `  ${line}`),
    ...world.expectations.flatMap((one) => expectationLines(one, world, report, options)),
  ];
}

function expectationLines(
  { kind, sentence, rules, verdict, parts }: ExpectationResult,
  world: WorldResult,
  report: ExploreReport,
  options: TextOptions,
): string[] {
  const { style } = options;
  const head = `${kind}  ${sentence}${rules.length > 0 ? `  ${rules.join(' ')}` : ''}`;
  return [
    `  ${style(colours[verdict], verdict.padEnd(WORD))}  ${head}`,
    ...(verdict === 'vacuous'
      ? []
      : parts.flatMap((part) => partLines(part, world, report, options))),
  ];
}

function partLines(
  part: PartResult,
  world: WorldResult,
  { commands }: ExploreReport,
  { style }: TextOptions,
): string[] {
  const { sentence, verdict, checked, broken, counterexample } = part;
  const word = style(colours[verdict], verdict.padEnd(WORD));
  const often =
    broken > 0 ? `${grouped(broken)} of ${grouped(checked)}` : checked > 0 ? grouped(checked) : '';
  const line = `    ${word}  ${sentence}${often === '' ? '' : style('dim', `  (${often})`)}`;
  if (counterexample === null) return [line];
  const file = counterexampleFile(world.name, sentence);
  return [line, ...counterexampleLines(counterexample, commands.replay(file))];
}

function counterexampleLines(
  { positions, choices, scenario }: Counterexample,
  replay: string,
): string[] {
  const where = positions.length > 0 ? `, with ${positions.join(', ')}` : '';
  return [
    `      the shortest scenario, ${choices} choice${choices === 1 ? '' : 's'}${where}`,
    `      ${replay}`,
    ...printScenario(scenario)
      .trimEnd()
      .split('\n')
      .map((line) => `      | ${line}`),
  ];
}
