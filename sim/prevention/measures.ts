/**
 * What measures make of a message: a mistake that is not made, one that is noticed sooner, a label
 * that is set, content that is found.
 *
 * Why draws by the name of a measure: two policies that share it meet the same chances.
 *
 * Never: say what a label or a mail flow rule does; the message carries them, and the world acts.
 */
import type { Measures } from '../../scenarios/prevention.ts';
import type { Incident } from '../fates.ts';
import type { Change } from '../mistake.ts';
import { type Draws, numberOf } from '../streams.ts';
import { bernoulli } from '../variates.ts';
import type { Desk } from './desk.ts';

/** A message comes at any time within so long after a measure, each instant alike. */
const YEAR_MS = 365 * 86_400_000;

export type Taken = {
  /** The name of the measure that kept the mistake from being made; null: none did. */
  readonly avoidedBy: string | null;
  /** How long until the sender notices, for each ms without any measure. */
  readonly noticeFactor: number;
};

/** What the measures of a policy do for the sender of a replication. */
export function measuresTaken(policy: Measures | null, draws: Draws): Taken {
  let avoidedBy: string | null = null;
  let noticeFactor = 1;
  for (const measure of policy?.measures ?? []) {
    const entity = numberOf(measure.name);
    if (!bernoulli(measure.adoption, draws.uniform('measure.adopts', entity))) continue;
    const ageMs = YEAR_MS * draws.uniform('measure.age', entity);
    const { fadesInMs } = measure;
    const strength = fadesInMs === null ? 1 : Math.max(0, 1 - ageMs / fadesInMs);
    const avoids = strength * (1 - measure.mistakeFactor);
    if (bernoulli(avoids, draws.uniform('measure.avoids', entity))) avoidedBy ??= measure.name;
    noticeFactor *= 1 - strength * (1 - measure.noticeFactor);
  }
  return { avoidedBy, noticeFactor };
}

/** The number of the draw that says what a message holds, and of that which says what is found. */
const DRAWS = { holds: 0, isFound: 1 } as const;

/** What a message carries under a policy: a label, content that is found or taken for such. */
export function carriedBy(
  { arm, view }: Desk,
  draws: Draws,
): { readonly change: Pick<Change, 'label' | 'sensitive'>; readonly incidents: Incident[] } {
  const { dataLoss, label } = arm.policy.measures ?? {};
  const incidents: Incident[] = [];
  const isLabelled = label ? bernoulli(label.adoption, draws.uniform('compose.label', 0)) : false;
  if (isLabelled) incidents.push({ word: 'labelled', about: -1 });
  const carried = label && isLabelled ? { label: label.name } : {};
  if (!dataLoss) return { change: carried, incidents };
  const { holdsSensitive } = view.study.behaviours.choices;
  const holds = bernoulli(holdsSensitive, draws.uniform('compose.sensitive', 0, DRAWS.holds));
  const chance = holds ? dataLoss.hitRate : dataLoss.falseAlarmRate;
  const isFound = bernoulli(chance, draws.uniform('compose.sensitive', 0, DRAWS.isFound));
  if (holds || isFound) {
    const word = !holds ? 'content-false-alarm' : isFound ? 'content-found' : 'content-missed';
    incidents.push({ word, about: -1 });
  }
  const found = isFound ? { sensitive: dataLoss.type } : {};
  return { change: { ...carried, ...found }, incidents };
}
