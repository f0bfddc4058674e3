/**
 * A plan of a small world -> its cases: one scenario for every combination of what is varied.
 */
import { assert } from '../../model/assert.ts';
import { formatFault } from '../../model/fault.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import type { Dimension, Position, WorldPlan } from './worlds.ts';

type Plain = Readonly<Record<string, unknown>>;

/** One combination: a scenario, and how many of its positions are not the first. */
export type WorldCase = {
  readonly positions: readonly string[];
  readonly moved: number;
  readonly scenario: Scenario;
};

/** Every combination, those with the fewest positions moved first. */
export function casesOf(plan: WorldPlan): WorldCase[] {
  const cases = combinations(plan.dimensions).map((chosen): WorldCase => {
    const moved = chosen.filter((position, index) => position !== plan.dimensions[index]?.[0]);
    const patched = chosen.reduce(patch, plan.scenario);
    const parsed = parseScenario(JSON.stringify(patched), plan.name);
    assert(
      parsed.ok,
      `the small world ${plan.name} is a scenario${parsed.ok ? '' : `: ${parsed.faults.map(formatFault).join('; ')}`}`,
    );
    return {
      positions: moved.map(({ name }) => name),
      moved: moved.length,
      scenario: parsed.value,
    };
  });
  return cases.sort((a, b) => a.moved - b.moved);
}

function combinations(dimensions: readonly Dimension[]): (readonly Position[])[] {
  return dimensions.reduce<(readonly Position[])[]>(
    (all, dimension) => all.flatMap((chosen) => dimension.map((one) => [...chosen, one])),
    [[]],
  );
}

function patch(scenario: Plain, { tenant, assume, faults }: Position): Plain {
  return {
    ...scenario,
    ...(tenant ? { tenant: merged(scenario['tenant'] as Plain, tenant) } : {}),
    ...(assume ? { assume: { ...(scenario['assume'] as Plain | undefined), ...assume } } : {}),
    ...(faults
      ? { faults: [...((scenario['faults'] as Plain[] | undefined) ?? []), ...faults] }
      : {}),
  };
}

/** Objects are merged property by property, lists of objects by their address. */
function merged(tenant: Plain, change: Plain): Plain {
  const entries = Object.entries(change).map(([noun, value]) => {
    const before = tenant[noun];
    if (!Array.isArray(value))
      return [noun, { ...(before as Plain | undefined), ...(value as Plain) }];
    const list = (before as Plain[] | undefined) ?? [];
    const identity = ({ PrimarySmtpAddress, Identity }: Plain): unknown =>
      PrimarySmtpAddress ?? Identity;
    const known = new Set(list.map(identity));
    const changed = list.map((object) => ({
      ...object,
      ...(value as Plain[]).find((other) => identity(other) === identity(object)),
    }));
    return [
      noun,
      [...changed, ...(value as Plain[]).filter((other) => !known.has(identity(other)))],
    ];
  });
  return { ...tenant, ...Object.fromEntries(entries) };
}

/** The faults of a scenario are there or not: up to so many are varied. */
const FAULTS_MAX = 4;

/** The cases of a scenario of somebody's own: with each of its faults, and without. */
export function casesOfScenario(scenario: Scenario): WorldCase[] {
  const varied = Math.min(scenario.faults.length, FAULTS_MAX);
  const cases = Array.from({ length: 1 << varied }, (_, without): WorldCase => {
    const left = (index: number): boolean => (without & (1 << index)) !== 0;
    const names = scenario.faults.flatMap((fault, index) =>
      left(index) ? [`without fault ${index + 1} (${fault.kind})`] : [],
    );
    const faults = scenario.faults.filter((_fault, index) => !left(index));
    return { positions: names, moved: names.length, scenario: { ...scenario, faults } };
  });
  return cases.sort((a, b) => a.moved - b.moved);
}
