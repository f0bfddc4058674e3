/**
 * The factors of a study that names none: every number of people that is assumed or inferred, the
 * study's own included, and every switch. A published or measured number is no factor by itself.
 */
import { type AssumptionName, assumptionNames, assumptions } from '../model/assumptions.ts';
import { CHOICES, DELAYS, RECALL_AFTER, type Standing } from './behaviours.ts';
import type { Distribution } from './distribution.ts';
import {
  choiceRanges,
  clientSplits,
  delayRanges,
  deliveryRange,
  externalRange,
  loadRange,
  populationRanges,
  switchPositions,
} from './factor-ranges.ts';
import {
  type Factor,
  type FactorRange,
  type Level,
  levelOf,
  writeDistribution,
} from './factors.ts';
import { queuesOf } from './load.ts';
import { PRESETS } from './presets.ts';
import {
  PREVENTION_CHOICES,
  PREVENTION_DELAYS,
  preventionChoices,
  preventionDelays,
} from './prevention.ts';
import { choiceNames, delayNames, populationNames, type Study } from './study.ts';
import { idleNumbers, measuresStated, preventionUsed, sharedUsed } from './study-used.ts';
import { formatDuration } from './time.ts';

type Origin = { readonly standing: Standing; readonly source: string };

/** What the study says where it has no name for it. */
export const STATED = 'as stated';

const ownOrigin: Origin = { standing: 'A', source: 'Stated by the study.' };

/** All of them, and those of them that a study without factors varies. */
export function documentedFactors(study: Study): readonly Factor[] {
  return [
    ...workloadFactors(study),
    ...peopleFactors(study),
    ...measureFactors(study),
    ...loadFactors(study),
    ...switchFactors(study),
  ];
}

/** Whether a factor is an assumption: not a published or measured number. */
export function isAssumed({ standing }: Factor): boolean {
  return standing === 'A' || standing === 'I' || standing === 'switch';
}

function ranged(
  set: readonly string[],
  base: string,
  range: FactorRange,
  because: string,
  { standing, source }: Origin,
): Factor {
  const levels = [levelOf(range, range.low), levelOf(range, range.high)];
  const name = set.at(-1) ?? '';
  return { name, set, levels, range, base, standing, source: `${source} Range: ${because}.` };
}

function scaled(
  set: readonly string[],
  of: Distribution,
  [low, high, because]: readonly [number, number, string],
  origin: Origin,
): Factor {
  return ranged(set, '×1', { kind: 'scale', low, high, of }, because, origin);
}

function workloadFactors({ workload }: Study): Factor[] {
  const presets = Object.entries(RECALL_AFTER);
  const known = presets.find(([, one]) => one.distribution === workload.recallAfter);
  const recallAfter: Factor = {
    name: 'recallAfter',
    set: ['workload', 'recallAfter'],
    levels: [
      ...(known ? [] : [{ label: STATED, value: writeDistribution(workload.recallAfter, 1) }]),
      ...presets.map(([label]) => ({ label, value: label })),
    ],
    range: null,
    base: known?.[0] ?? STATED,
    standing: 'A',
    source: `${known?.[1].source ?? ownOrigin.source} No figure decides between the presets.`,
  };
  const [low, high, because] = externalRange;
  const range: FactorRange = { kind: 'number', low, high };
  const base = String(workload.external);
  const external = ranged(['workload', 'external'], base, range, because, ownOrigin);
  const delivery = scaled(['workload', 'delivery'], workload.delivery, deliveryRange, ownOrigin);
  return [recallAfter, external, delivery];
}

function peopleFactors(study: Study): Factor[] {
  const { behaviours, population } = study;
  const before = preventionUsed(study);
  const idle: readonly string[] = idleNumbers(study);
  const isOwn = (name: string): boolean => (behaviours.own as readonly string[]).includes(name);
  // Calls are NDRs times a share: reports show both ends of it, no message differs.
  const drawn = preventionChoices.filter((name) => name !== 'callsHelpDesk');
  const shared = sharedUsed(study);
  const used = drawn.filter((name) => before.includes(name));
  const chosen = [...choiceNames, ...used, ...shared.choices];
  const choices = chosen.map((name) => {
    const [low, high, because] = choiceRanges[name];
    const origin = isOwn(name) ? ownOrigin : { ...CHOICES, ...PREVENTION_CHOICES }[name];
    const base = String(behaviours.choices[name]);
    return ranged(['behaviours', name], base, { kind: 'number', low, high }, because, origin);
  });
  const waits = preventionDelays.filter((name) => before.includes(name));
  const delayed = [...delayNames, ...waits, ...shared.delays];
  const delays = delayed.map((name) => {
    const origin = isOwn(name) ? ownOrigin : { ...DELAYS, ...PREVENTION_DELAYS }[name];
    return scaled(['behaviours', name], behaviours.delays[name], delayRanges[name], origin);
  });
  const origins = PRESETS[population.preset]?.sources;
  const shares = populationNames.map((name) => {
    const [low, high, because] = populationRanges[name];
    const origin = population.own.includes(name) ? ownOrigin : (origins?.[name] ?? ownOrigin);
    const base = String(population.numbers[name]);
    return ranged(['population', name], base, { kind: 'number', low, high }, because, origin);
  });
  const split = population.own.includes('clients') ? STATED : population.preset;
  const splits: Factor = {
    name: 'clients',
    set: ['population', 'clients'],
    levels: Object.entries({ [split]: population.numbers.clients, ...clientSplits }).map(
      ([label, value]) => ({ label, value }),
    ),
    range: null,
    base: split,
    ...(population.own.includes('clients') ? ownOrigin : (origins?.clients ?? ownOrigin)),
  };
  return [splits, ...choices, ...delays, ...shares].filter(({ name }) => !idle.includes(name));
}

/** What the policies state of their measures: nobody has measured any of it. */
function measureFactors(study: Study): Factor[] {
  return measuresStated(study).map(({ set, share }): Factor => {
    const range: FactorRange = { kind: 'number', low: 0, high: 1 };
    const because = 'from nothing to all';
    const factor = ranged(set, String(share), range, because, ownOrigin);
    return { ...factor, name: set.slice(1).join('.') };
  });
}

/** How much ordinary mail there is in the queues that the study names. */
function loadFactors({ load, policies }: Study): Factor[] {
  return queuesOf(load).map(([name, queue]): Factor => {
    const [low, high, because] = loadRange;
    // As much as the fewest servers take: a policy may have fewer.
    const ofPolicies = policies.flatMap((policy) => queuesOf(policy.load));
    const others = ofPolicies.filter(([of]) => of === name).map(([, own]) => own.servers);
    const servers = Math.min(queue.servers, ...others);
    const range: FactorRange = { kind: 'number', low: low * servers, high: high * servers };
    const factor = ranged(['load', name, 'load'], String(queue.load), range, because, ownOrigin);
    return { ...factor, name: `load.${name}` };
  });
}

function switchFactors({ assume }: Study): Factor[] {
  return assumptionNames.map((name): Factor => {
    const { question, reason, row } = assumptions[name];
    const base = positionLabel(assume[name]);
    const positions = positionsOf(name);
    const own = positions.some(({ label }) => label === base)
      ? []
      : [{ label: base, value: name === 'retryAttempts' ? base.split(',') : base }];
    return {
      name,
      set: ['assume', name],
      levels: [...own, ...positions],
      range: null,
      base,
      standing: 'switch',
      source: `${row}: ${question} Default: ${reason}.`,
    };
  });
}

function positionsOf(name: AssumptionName): readonly Level[] {
  if (name === 'reportDelay' || name === 'assistantDelay' || name === 'retryAttempts') {
    const standard = assumptions[name].default;
    const written =
      typeof standard === 'number' ? formatDuration(standard) : standard.map(formatDuration);
    const positions: readonly unknown[] = [written, ...switchPositions[name]];
    return positions.map((value) => ({ label: [value].flat().join(','), value }));
  }
  return assumptions[name].values.map((value) => ({ label: value, value }));
}

/** A position as it is written: words, a duration, or a list of durations. */
function positionLabel(position: Study['assume'][AssumptionName]): string {
  if (typeof position === 'number') return formatDuration(position);
  return typeof position === 'string' ? position : position.map(formatDuration).join(',');
}
