/**
 * The numbers of states and paths of small cases of the bundled worlds, as text: pinned, so that a
 * change of meaning shows, and stated so that another program can count them again.
 */
import type { Model } from '../../model/model.ts';
import { bundledWorlds } from './chosen-worlds.ts';
import { newSearch } from './search.ts';
import { smallWorld } from './small-world.ts';

/** How many cases of each world are counted. */
const CASES = 4;
const EDGES = 1_000_000_000;

const header = `# States and paths of the first cases of each bundled world, with two recipients.
# A photograph, not a proof. docs/EXPLORE.md says what a state and a path are.
# After an intended change: npm run generate, then read the difference.
# world: what is varied | states, apart | paths, apart
`;

/** Counts the first cases of each world, two recipients each. */
export function stateCounts(model: Model): string {
  const lines = bundledWorlds(2).flatMap(({ name, cases }) =>
    cases.slice(0, CASES).map(({ scenario, positions }) => {
      const { ground } = smallWorld(scenario, { withoutSymmetry: false, inFull: false });
      const search = newSearch(model, ground, { parts: [], statesMax: Number.POSITIVE_INFINITY });
      const found = search.advance(EDGES) ?? search.result();
      const { states, statesApart, paths, pathsApart } = found;
      const varied = positions.length === 0 ? 'nothing' : positions.join(', ');
      return `${name}: ${varied} | ${states}, ${statesApart} | ${paths}, ${pathsApart}`;
    }),
  );
  return `${header}\n${lines.join('\n')}\n`;
}
