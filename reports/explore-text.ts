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
  if (untested.length > 0) {
    const sentences = untested.flatMap((sentence) => wrap(sentence, options.width, '  '));
    lines.push('', 'no world puts to the test:', ...sentences);
  }
  const end = wrap(summary(verdict, isInterrupted), options.width);
  lines.push('', ...end.map((line) => options.style('bold', line)));
  // A command stays in one piece, to be copied.
  if (verdict !== 'holds') lines.push(`reproduce:  ${commands.again}`);
  else lines.push('next:  recall-lab explore <scenario>', '       walks a small world of your own');
  return `${lines.join('\n')}\n`;
}

function summary(verdict: Verdict, isInterrupted: boolean): string {
  if (isInterrupted) return 'interrupted: the result is incomplete';
  if (verdict === 'holds') return 'it holds: proved for these worlds, every interleaving of them';
  return verdict === 'inconclusive' ? 'inconclusive: a bound was hit' : 'it does not hold';
}

function machineLines(machines: readonly MachineWalk[], { width, style }: TextOptions): string[] {
  const head = ['machine', 'states', 'ends', 'events', 'steps', 'acting', ''];
  const rows = machines.map((walk) => [
    walk.machine,
    grouped(walk.states),
    grouped(walk.ends),
    grouped(walk.events),
    grouped(walk.steps),
    grouped(walk.transitions),
    oddities(walk) ?? '',
  ]);
  const [first, ...rest] = alignColumns([head, ...rows], width);
  const same = machines.every((walk) => oddities(walk) === null);
  return [
    style('dim', first ?? ''),
    ...rest,
    ...(same ? wrap('every step is as XState takes it', width) : []),
  ];
}

function oddities({ differences, unreachable }: MachineWalk): string | null {
  if (unreachable.length > 0) return `NEVER REACHED: ${unreachable.join(', ')}`;
  return differences.length > 0 ? `XSTATE DIFFERS: ${differences.join(', ')}` : null;
}

function worldLines(world: WorldResult, report: ExploreReport, options: TextOptions): string[] {
  const { style, width } = options;
  const title = wrap(`${world.name} ${world.question}`, width - 2);
  const counts = [
    ['states', grouped(world.states), `told apart ${grouped(world.statesApart)}`],
    // Of a walk that was cut short, they are not known.
    ...(world.isComplete
      ? [['paths', grouped(world.paths), `told apart ${grouped(world.pathsApart)}`]]
      : []),
    ['world steps', grouped(world.steps), `known before ${grouped(world.stepsKnown)}`],
  ];
  return [
    ...title.map((line, index) =>
      style('bold', index === 0 ? line.replace(' ', '  ') : `  ${line}`),
    ),
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
  const head = `${kind}: ${sentence}${rules.length > 0 ? ` ${rules.join(' ')}` : ''}`;
  return [
    ...verdictLines(verdict, head, '  ', options),
    ...(verdict === 'vacuous'
      ? []
      : parts.flatMap((part) => partLines(part, world, report, options))),
  ];
}

/** A text behind its verdict, on as many lines as it takes. */
function verdictLines(
  verdict: Verdict,
  text: string,
  indent: string,
  { width, style }: TextOptions,
): string[] {
  const margin = indent + ' '.repeat(WORD + 2);
  const lines = wrap(text, width, margin).map((line) => line.slice(margin.length));
  const word = style(colours[verdict], verdict.padEnd(WORD));
  return lines.map((line, index) => (index === 0 ? `${indent}${word}  ${line}` : margin + line));
}

function partLines(
  part: PartResult,
  world: WorldResult,
  { commands }: ExploreReport,
  options: TextOptions,
): string[] {
  const { sentence, verdict, checked, broken, counterexample } = part;
  const often =
    broken > 0 ? `${grouped(broken)} of ${grouped(checked)}` : checked > 0 ? grouped(checked) : '';
  const text = often === '' ? sentence : `${sentence} (${often})`;
  const lines = verdictLines(verdict, text, '    ', options);
  if (counterexample === null) return lines;
  const file = counterexampleFile(world.name, sentence);
  return [...lines, ...counterexampleLines(counterexample, commands.replay(file))];
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
