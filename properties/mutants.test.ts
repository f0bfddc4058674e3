/**
 * Mutants: the model with one row less must fail somewhere.
 *
 * Why: a row that nobody misses is either dead or unasserted. Rows of decision lists are judged by
 * the scenario library; rows of machine tables by the library or by the oracle of
 * `machines.test.ts`.
 *
 * A list without its last row is refused at the start (`decisionList` asserts that every
 * combination of facts has a row); here it is run all the same, and a decision for which no row is
 * left counts as noticed.
 */
import { describe, expect, it } from 'vitest';
import { assert, at } from '../model/assert.ts';
import { citesOf, compileRows, type DecisionList, NO_ROW, type Row } from '../model/decision.ts';
import type { FactSpace } from '../model/fact-space.ts';
import {
  createModel,
  type ListName,
  type Lists,
  lists,
  type MachineName,
  type Model,
  machineNames,
  tabulateAll,
} from '../model/model.ts';
import { type TableRow, tableRows, withoutRow } from '../model/table.ts';
import type { Observer } from '../model/world/run.ts';
import { firstFailure, readLibrary } from './library.ts';
import { cellDifference } from './oracles/table-check.ts';

const tables = tabulateAll();
const model = createModel(tables);
const library = readLibrary();
/** Scenarios that hold on the whole model; one that fails there would notice every mutant. */
const entries = library.entries.filter((entry) => firstFailure(model, entry) === null);

/** Rows whose loss changes nothing that anybody could see, each with the reason. */
const equivalent: Readonly<Record<string, string>> = {
  'retention RC-049':
    'the rows below say "gone" as well (no hold, no single item recovery), and the copy machine cites the rule',
};

const refusesNoRow: Observer = {
  event: () => {},
  step: () => {},
  decision: ({ list, row }) => assert(row !== NO_ROW, `${list.name} has a row for the facts`),
};

/**
 * The first scenario that notices, or null: by an expectation, a rule that is not cited, or an
 * assertion.
 */
function noticedBy(mutant: Model): string | null {
  for (const entry of entries) {
    try {
      if (firstFailure(mutant, entry, refusesNoRow) !== null) return entry.file;
    } catch {
      return entry.file;
    }
  }
  return null;
}

function listWithoutRow(name: ListName, missing: number): Model {
  const { name: title, space, rows } = lists[name] as unknown as DecisionList;
  const kept = rows.filter((_, row) => row !== missing) as Row<FactSpace, unknown>[];
  const overrides = { [name]: compileRows(title, space, kept) } as Partial<Lists>;
  return createModel(tables, 'table', overrides);
}

function tableWithoutRow(machine: MachineName, row: TableRow): Model {
  return createModel({ ...tables, [machine]: withoutRow(tables[machine], row) });
}

describe('mutants', () => {
  it('have a library to face', () => {
    expect(entries.length).toBeGreaterThan(60);
  });

  for (const name of Object.keys(lists) as ListName[]) {
    it(`of the list ${name} are all noticed by a scenario`, () => {
      const survivors = lists[name].rows.flatMap((row, index) => {
        const title = `${name} ${citesOf(row as Row<FactSpace, unknown>)[0]}`;
        const noticed = noticedBy(listWithoutRow(name, index));
        if (title in equivalent)
          return noticed === null ? [] : [`${title} is noticed by ${noticed}: not equivalent`];
        return noticed === null ? [`${title} (row ${index})`] : [];
      });
      expect(survivors).toEqual([]);
    });
  }

  for (const machine of machineNames) {
    it(`of the table ${machine} are all noticed by the oracle or a scenario`, () => {
      const table = tables[machine];
      const survivors = tableRows(table).flatMap((row) => {
        const { state, event, outcome } = row;
        if (cellDifference(machine, withoutRow(table, row), state, event) !== null) return [];
        if (noticedBy(tableWithoutRow(machine, row)) !== null) return [];
        const rules = at(table.outcomes, outcome).rules.join(' ');
        return [`${machine}: ${at(table.states, state)} + ${at(table.events, event)}  ${rules}`];
      });
      expect(survivors).toEqual([]);
    });
  }
});
