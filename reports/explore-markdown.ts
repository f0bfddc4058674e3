/**
 * An exploration for a page: two tables, and the shortest scenario of what does not hold.
 */
import { printScenario } from '../scenarios/print-scenario.ts';
import type { WorldResult } from '../sim/explore/explore.ts';
import { boundLine, type ExploreReport, grouped, sizeLine } from './explore-report.ts';

export function exploreMarkdown({ exploration, verdict, commands }: ExploreReport): string {
  const { machines, worlds, isInterrupted } = exploration;
  const lines = [
    `# Exploration: ${verdict}${isInterrupted ? ' (interrupted, incomplete)' : ''}`,
    '',
    `\`${commands.again}\``,
    '',
    '| machine | states | ends | events | steps | acting | XState |',
    '|---|--:|--:|--:|--:|--:|---|',
    ...machines.map(
      ({ machine, states, ends, events, steps, transitions, differences, unreachable }) =>
        `| ${machine} | ${states} | ${ends} | ${events} | ${steps} | ${transitions} | ` +
        `${differences.length > 0 ? 'differs' : 'agrees'}` +
        `${unreachable.length > 0 ? `; never reached: ${unreachable.join(', ')}` : ''} |`,
    ),
    ...worlds.flatMap(worldLines),
  ];
  return `${lines.join('\n')}\n`;
}

function worldLines(world: WorldResult): string[] {
  const scenarios = world.expectations.flatMap(({ parts }) =>
    parts.flatMap(({ sentence, counterexample }) =>
      counterexample === null
        ? []
        : [
            '',
            `### ${sentence}: not so`,
            '',
            '```yaml',
            printScenario(counterexample.scenario).trimEnd(),
            '```',
          ],
    ),
  );
  return [
    '',
    `## ${world.name}: ${world.question}`,
    '',
    `${sizeLine(world)}; ${boundLine(world)}.`,
    '',
    '| | interchangeable recipients as one | every recipient told apart |',
    '|---|--:|--:|',
    `| states | ${grouped(world.states)} | ${grouped(world.statesApart)} |`,
    ...(world.isComplete
      ? [`| paths | ${grouped(world.paths)} | ${grouped(world.pathsApart)} |`]
      : []),
    '',
    '| verdict | | expectation | put to the test |',
    '|---|---|---|--:|',
    ...world.expectations.flatMap(({ kind, sentence, rules, verdict, parts }) => [
      `| **${verdict}** | ${kind} | **${sentence}** ${rules.join(' ')} | |`,
      ...parts.map((part) => `| ${part.verdict} | | ${part.sentence} | ${grouped(part.checked)} |`),
    ]),
    ...scenarios,
  ];
}
