/**
 * The numbers of people that a result rests on, each with its standing and its source.
 *
 * Never: leave out one that a study states itself; nobody has measured those either.
 */
import { CHOICES, DELAYS, type Origin, RECALL_AFTER } from '../scenarios/behaviours.ts';
import { queuesOf } from '../scenarios/load.ts';
import { PRESETS } from '../scenarios/presets.ts';
import { PREVENTION_CHOICES, PREVENTION_DELAYS } from '../scenarios/prevention.ts';
import { ORDINARY_RECALLS } from '../scenarios/spike.ts';
import { choiceNames, delayNames, type Study } from '../scenarios/study.ts';
import {
  idleNumbers,
  measuresStated,
  preventionUsed,
  sharedUsed,
} from '../scenarios/study-used.ts';

/** A number of people that the result rests on. */
export type InputResult = Origin & { readonly name: string; readonly own: boolean };

/** A number that nothing but the study stands for. */
const statedAs = (name: string): InputResult => {
  return { name, own: true, standing: 'A', source: 'Stated by the study.' };
};

/** The numbers of people behind a result, those of the study itself marked as its own. */
export function inputsOf(study: Study): InputResult[] {
  const { behaviours, workload, population, policies } = study;
  const unused = idleNumbers(study);
  const before: Record<string, Origin> = { ...PREVENTION_CHOICES, ...PREVENTION_DELAYS };
  const all: Record<string, Origin> = { ...DELAYS, ...CHOICES, ...before };
  const shared = sharedUsed(study);
  const always = [...delayNames, ...choiceNames, ...shared.delays, ...shared.choices];
  const names = [...always, ...preventionUsed(study)];
  const used = names.filter((name) => !unused.includes(name));
  const people = used.map((name): InputResult => {
    if ((behaviours.own as readonly string[]).includes(name)) return statedAs(name);
    const { source, standing } = all[name] ?? { source: '', standing: 'A' };
    return { name, own: false, standing, source };
  });
  const after = Object.values(RECALL_AFTER).find(
    (one) => one.distribution === workload.recallAfter,
  );
  const recallAfter: InputResult =
    after === undefined
      ? statedAs('recallAfter')
      : { name: 'recallAfter', own: false, standing: after.standing, source: after.source };
  const sources = Object.entries(PRESETS[population.preset]?.sources ?? {});
  const grown = sources
    .filter(([name]) => name !== 'departments')
    .map(([name, { source, standing }]): InputResult => {
      const own = population.own.includes(name) && name !== 'clients';
      return own ? statedAs(name) : { name, own, standing, source };
    });
  const reports = policies.flatMap(({ name, errorReport }) =>
    errorReport === null ? [] : [statedAs(`${name}.errorReport.after`)],
  );
  const removals = policies.flatMap(({ name, answer }) =>
    answer?.kind === 'purge' ? [statedAs(`${name}.answer.purge.after`)] : [],
  );
  const stated = measuresStated(study).map(({ set }) => statedAs(set.slice(1).join('.')));
  const queues = queuesOf(study.load).map(([name]) => statedAs(`load.${name}`));
  const more = [...removals, ...reports, ...stated, ...queues, ...ordinaryOf(study)];
  return [recallAfter, ...more, ...people, ...grown];
}

/** How often others recall, where a rule has to tell a burst from them. */
function ordinaryOf({ spike }: Study): InputResult[] {
  if (spike === undefined) return [];
  const { aYear, source, standing } = ORDINARY_RECALLS;
  const own = spike.ordinary !== aYear;
  const name = 'spike.ordinary';
  return [own ? statedAs(name) : { name, own, standing, source }];
}
