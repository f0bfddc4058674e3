/**
 * The worlds of one exploration: the bundled ones, or a scenario of somebody's own.
 */
import type { Fault } from '../../model/fault.ts';
import type { Expectation as Expected, Scenario } from '../../scenarios/scenario.ts';
import { unmetExpectations } from '../expect.ts';
import { outcomeOf } from '../outcome.ts';
import type { Expectation, Part } from './expectation.ts';
import { expectations, nothingTimesOut, wordsAreReached } from './expectations.ts';
import type { World } from './explore.ts';
import { isChoice } from './small-world.ts';
import { casesOf, casesOfScenario } from './world-cases.ts';
import { type WorldName, worldNames } from './world-names.ts';
import {
  classicWorld,
  coreWorld,
  livenessWorld,
  messagesWorld,
  roadsWorld,
  twiceWorld,
  type WorldPlan,
} from './worlds.ts';

const bundled: Readonly<Record<WorldName, (recipients: number) => WorldPlan>> = {
  core: coreWorld,
  roads: roadsWorld,
  twice: twiceWorld,
  messages: messagesWorld,
  classic: classicWorld,
  liveness: livenessWorld,
};

/** The bundled worlds. `move` is what the command line changes in every scenario. */
export function bundledWorlds(
  recipients: number,
  names: readonly WorldName[] = worldNames,
  move: (scenario: Scenario) => Scenario = (scenario) => scenario,
): World[] {
  const plans = names.map((name) => bundled[name](recipients));
  return plans.map((plan) => ({
    name: plan.name,
    question: plan.question,
    file: null,
    cases: casesOf(plan).map((one) => ({ ...one, scenario: move(one.scenario) })),
    expectations: [
      ...expectations,
      ...(plan.heals ? [nothingTimesOut] : []),
      wordsAreReached(plan.words),
    ],
    inFull: false,
  }));
}

/** The most choices and recipients of a world that is still small; choices are bits of a word. */
export const SMALL = { CHOICES_MAX: 31, RECIPIENTS_MAX: 24 } as const;

/** A scenario as a small world, or why it is none. */
export function ownWorld(file: string, scenario: Scenario): World | Fault {
  const choices = scenario.timeline.filter(({ action }) => isChoice(action)).length;
  if (choices > SMALL.CHOICES_MAX)
    return {
      code: 'out-of-range',
      file,
      path: ['timeline'],
      message: `${choices} actions are too many to try in every order`,
      expected: `at most ${SMALL.CHOICES_MAX} beside sending and changes`,
      fix: 'leave actions and recipients out that the question does not need',
    };
  return {
    name: file,
    question: scenario.name,
    file,
    cases: casesOfScenario(scenario),
    expectations: [...expectations, ...expectationsOf(scenario)],
    inFull: scenario.expect.some(readsHistory) || scenario.faults.some(isBacklog),
  };
}

/** Who waits for whom in a queue depends on more than the state of one recipient. */
const isBacklog = ({ kind }: Scenario['faults'][number]): boolean => kind === 'backlog';

/** What the file expects, at the end of every path on which its recalls are made. */
function expectationsOf(scenario: Scenario): Expectation[] {
  if (scenario.expect.length === 0) return [];
  return [
    {
      kind: 'always',
      sentence: 'What the scenario expects holds whenever and in whatever order people act',
      rules: scenario.rules,
      parts: scenario.expect.map(
        (expected): Part => ({
          kind: 'end',
          sentence: JSON.stringify(expected.value),
          wanted: () => [expected],
          judge: ({ run, world, now }) => {
            if (world.recalls.some(({ requested }) => !requested)) return 'idle';
            const { setting, model, hits } = run;
            const simulated = { setting, model, world, endedAt: now, events: 0, hits };
            const outcome = outcomeOf(simulated, scenario.start);
            const unmet = unmetExpectations([expected], outcome, scenario.start);
            return unmet.length === 0 ? 'kept' : 'broken';
          },
        }),
      ),
    },
  ];
}

/** Fields of `expect` that every state tells; the others need times and logs. */
const told: ReadonlySet<string> = new Set([
  'recall',
  'recipient',
  'outcome',
  'reason',
  'status',
  'agent',
  'recipientNotified',
  'readBefore',
  'message',
  'mailbox',
  'present',
  'read',
  'folder',
  'searchKeyIntact',
  'notRecalledBecause',
  'count',
]);

function readsHistory({ form, value }: Expected): boolean {
  if (form !== 'recall' && form !== 'copy') return true;
  const { copy, ...rest } = value;
  const fields = [...Object.keys(rest), ...Object.keys((copy as object | undefined) ?? {})];
  return fields.some((field) => !told.has(field));
}
