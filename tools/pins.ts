/**
 * Writes the pins of the model: `npx tsx tools/pins.ts`. The tables of the machines, as text, and
 * the numbers of states and paths of small worlds.
 *
 * Why: a change of semantics, ours or XState's, shows as a readable difference that somebody has to
 * commit.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createModel, machineNames, tabulateAll } from '../model/model.ts';
import { tableText } from '../model/table.ts';
import { stateCounts } from '../sim/explore/state-counts.ts';

export const tablesPin = new URL('../model/machines/tables.pin.txt', import.meta.url);
const countsPin = new URL('../sim/explore/state-counts.pin.txt', import.meta.url);

const header = `# The tables of all machines: a photograph, not a proof; it notices change.
# One line is one step: state + event [facts] -> state after it / effects and timers  rules.
# After an intended change: npx tsx tools/pins.ts, then read the difference line by line.
`;

/** The pin as it reads for the machines of today. */
export function tablesPinText(): string {
  const tables = tabulateAll();
  return `${header}\n${machineNames.map((name) => tableText(tables[name])).join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(tablesPin, tablesPinText());
  writeFileSync(countsPin, stateCounts(createModel(tabulateAll())));
}
