/**
 * Exploration as a property: what is expected of small worlds holds on every path of them, and a
 * model with a planted bug is found out, with the shortest scenario that shows it.
 */
import { describe, expect, it } from 'vitest';
import { assert, at } from '../model/assert.ts';
import { citesOf, compileRows, type DecisionList, type Row } from '../model/decision.ts';
import type { FactSpace } from '../model/fact-space.ts';
import {
  createModel,
  type Lists,
  lists,
  type Model,
  type Tables,
  tabulateAll,
} from '../model/model.ts';
import { type Cube, denseCells, NOTHING, tableRows, withoutRow } from '../model/table.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { printScenario } from '../scenarios/print-scenario.ts';
import { bundledWorlds } from '../sim/explore/chosen-worlds.ts';
import {
  exploreWorld,
  type PartResult,
  type World,
  type WorldResult,
} from '../sim/explore/explore.ts';
import { walkMachines } from '../sim/explore/machine-walk.ts';
import { replay } from '../sim/replay.ts';

const tables = tabulateAll();
const sound = createModel(tables);
const hooks = { progress: () => {}, shouldStop: () => false, pause: () => Promise.resolve() };
const bounds = { statesMax: 100_000, withoutSymmetry: false };
const worlds = new Map(bundledWorlds(2).map((world) => [world.name, world]));

function worldNamed(name: string, cases: readonly number[]): World {
  const world = worlds.get(name);
  assert(world, `there is a world ${name}`);
  return { ...world, cases: cases.map((index) => at(world.cases, index)) };
}

function explore(model: Model, world: World): Promise<WorldResult> {
  return exploreWorld(model, world, bounds, hooks);
}

function partOf({ expectations }: WorldResult, sentence: string): PartResult {
  const found = expectations
    .flatMap(({ parts }) => parts)
    .find((part) => part.sentence === sentence);
  assert(found, `there is a part "${sentence}"`);
  return found;
}

/** The model without the rows of a list that cite a rule first. */
function withoutRule(name: keyof Lists, rule: string): Model {
  const { name: title, space, rows } = lists[name] as unknown as DecisionList;
  const left = rows.filter((row) => citesOf(row)[0] !== rule) as Row<FactSpace, unknown>[];
  expect(left.length).toBeLessThan(rows.length);
  const list = compileRows(title, space, left);
  return createModel(tables, 'table', { [name]: list } as Partial<Lists>);
}

function withTables(changed: Partial<Tables>): Model {
  return createModel({ ...tables, ...changed });
}

/** An attempt that finds nothing yet reports a success. */
function hastySuccess(): Model {
  const table = tables.recallRow;
  const trying = table.states.indexOf('trying');
  const attempt = table.events.indexOf('ATTEMPT');
  const recalled = table.outcomes.findIndex(
    ({ target, effects }) =>
      at(table.states, Math.max(target, 0)) === 'recalled' && effects.includes('decide'),
  );
  const cubes = table.cubes.map((list, cell): readonly Cube[] =>
    cell === trying * table.events.length + attempt
      ? list.map((cube) => (cube.outcome === NOTHING ? { ...cube, outcome: recalled } : cube))
      : list,
  );
  return withTables({ recallRow: { ...table, cubes, cell: denseCells(cubes, table.facts.bits) } });
}

/** A window that never closes. */
function endlessWindow(): Model {
  const table = tables.recallRow;
  const row = tableRows(table).find(({ event }) => table.events[event]?.startsWith('after:'));
  assert(row, 'the window of a row closes');
  return withTables({ recallRow: withoutRow(table, row) });
}

describe('every path of a small world', () => {
  for (const world of worlds.values()) {
    it(`${world.name}: keeps what is expected`, async () => {
      const result = await explore(sound, { ...world, cases: world.cases.slice(0, 3) });
      expect(result.isComplete).toBe(true);
      const broken = result.expectations.flatMap(({ parts }) =>
        parts.filter(({ verdict }) => verdict === 'violated' || verdict === 'inconclusive'),
      );
      expect(broken.map(({ sentence }) => sentence)).toEqual([]);
    });
  }

  it('is inconclusive when it is cut short, never green', async () => {
    const cut = { ...bounds, statesMax: 20 };
    const result = await exploreWorld(sound, worldNamed('core-2', [0]), cut, hooks);
    expect(result.isComplete).toBe(false);
    const verdicts = result.expectations.map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['inconclusive']));
  });

  it('of the machines is answered by XState as by the tables', () => {
    const walks = walkMachines(sound, createModel(tables, 'xstate'));
    expect(walks.length).toBeGreaterThan(4);
    for (const { differences, unreachable } of walks) {
      expect(differences).toEqual([]);
      expect(unreachable).toEqual([]);
    }
  });
});

type Planted = {
  readonly what: string;
  readonly model: Model;
  readonly world: World;
  readonly breaks: string;
  readonly choices: number;
};

/** The index of the case with just these positions. */
function caseOf(name: string, ...positions: string[]): number {
  const { cases } = worldNamed(name, worlds.get(name)?.cases.map((_, index) => index) ?? []);
  return cases.findIndex((one) => one.positions.join() === positions.join());
}

const planted: readonly Planted[] = [
  {
    what: 'read messages are recalled although the setting forbids it',
    model: withoutRule('recallVerdict', 'RC-044'),
    world: worldNamed('core-2', [0, caseOf('core-2', 'read messages stay')]),
    breaks: 'no read copy is removed where read messages are not recalled',
    choices: 2,
  },
  {
    what: 'a mailbox that has opted out is searched',
    model: withoutRule('recallVerdict', 'RC-033'),
    world: worldNamed('core-2', [0, caseOf('core-2', 'one mailbox has opted out')]),
    breaks: 'no copy is removed from a mailbox that recalls do not act on',
    choices: 1,
  },
  {
    what: 'an outsider’s copy is taken for one of ours',
    model: withoutRule('recallVerdict', 'RC-031'),
    world: worldNamed('roads', [0]),
    breaks: 'no copy outside is removed',
    choices: 1,
  },
  {
    what: 'a success is reported before the copy is found',
    model: hastySuccess(),
    world: worldNamed('core-2', [0, caseOf('core-2', 'one mailbox is down')]),
    breaks: 'no copy of a recipient reported as recalled is in a folder',
    choices: 1,
  },
  {
    what: 'the window never closes',
    model: endlessWindow(),
    world: worldNamed('core-2', [0, caseOf('core-2', 'one delivery is late')]),
    breaks: 'after its deadline no row is open',
    choices: 1,
  },
  {
    what: 'the window never closes, and rows stay open for ever',
    model: endlessWindow(),
    world: worldNamed('core-2', [caseOf('core-2', 'one delivery is late')]),
    breaks: 'a row that is open is decided later, on every path',
    choices: 1,
  },
];

describe('a planted bug', () => {
  for (const { what, model, world, breaks, choices } of planted) {
    it(`is found: ${what}`, async () => {
      const found = partOf(await explore(model, world), breaks);
      expect(found.verdict).toBe('violated');
      expect(partOf(await explore(sound, world), breaks).verdict).not.toBe('violated');
      const example = found.counterexample;
      assert(example, 'what is violated has a counterexample');
      expect(example.choices).toBe(choices);
      // It is a file that replay accepts, and that the bug shows in.
      const parsed = parseScenario(printScenario(example.scenario), 'counterexample.yaml');
      assert(parsed.ok, 'a counterexample is a scenario');
      expect(parsed.value).toEqual(example.scenario);
      const one = replay(model, parsed.value).outcome;
      const other = replay(sound, parsed.value).outcome;
      expect(JSON.stringify(one)).not.toBe(JSON.stringify(other));
      // Where the file says what it expects instead, replay says the same.
      if (parsed.value.expect.length === 0) return;
      expect(replay(model, parsed.value).verdict).toBe('failed');
      expect(replay(sound, parsed.value).verdict).toBe('passed');
    });
  }
});
