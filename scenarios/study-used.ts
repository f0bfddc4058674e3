/**
 * Which numbers a study rests on: what it measures, what policies do and who shares what decide.
 *
 * Never: hold a number.
 */
import {
  type Measures,
  type PreventionChoice,
  type PreventionDelay,
  preventionChoices,
  preventionDelays,
} from './prevention.ts';
import {
  type ChoiceName,
  countsPrevention,
  type DelayName,
  type SharedChoice,
  type SharedDelay,
  type Study,
  sharedChoices,
  sharedDelays,
} from './study.ts';
import { workloadOf } from './workloads.ts';

/** The numbers before sending that a study rests on. */
export function preventionUsed(study: Study): readonly (PreventionChoice | PreventionDelay)[] {
  const { policies, workload } = study;
  const { mistake, repliesAll } = workloadOf(workload.kind);
  const does = (what: keyof Measures): boolean =>
    policies.some(({ measures }) => (measures?.[what] ?? null) !== null);
  const isUsed: Partial<Record<PreventionChoice | PreventionDelay, boolean>> = {
    callsHelpDesk: countsPrevention(study),
    cancelsInTime: does('sendDelay'),
    holdsSensitive: does('dataLoss'),
    leavesList: does('listReview'),
    joinsList: does('listReview'),
    listAge: does('listReview'),
    findsWrongRecipient: workload.mailTips && mistake === 'recipients',
    findsWrongContent: workload.mailTips && mistake === 'content',
    heedsReplyAllBcc: workload.mailTips && repliesAll === 'after-bcc',
    postpone: workload.mailTips && mistake !== 'nothing',
  };
  const names = [...preventionChoices, ...preventionDelays];
  return names.filter((name) => isUsed[name] ?? workload.mailTips);
}

/** The shares that policies state of their measures, and where they stand in a study file. */
export function measuresStated({ policies }: Study) {
  return policies.flatMap(({ name, errorReport, measures }) => {
    const { label, dataLoss, measures: named = [] } = measures ?? {};
    const at = (...keys: string[]): string[] => ['policies', name, ...keys];
    const stated: { readonly set: readonly string[]; readonly share: number }[] = [];
    for (const key of ['share', 'stopsForwarding'] as const) {
      if (errorReport) stated.push({ set: at('errorReport', key), share: errorReport[key] });
    }
    if (label) stated.push({ set: at('label', 'adoption'), share: label.adoption });
    for (const key of ['hitRate', 'falseAlarmRate'] as const) {
      if (dataLoss) stated.push({ set: at('dataLoss', key), share: dataLoss[key] });
    }
    named.forEach((measure, index) => {
      for (const key of ['adoption', 'mistakeFactor', 'noticeFactor'] as const) {
        stated.push({ set: at('measures', String(index), key), share: measure[key] });
      }
    });
    return stated;
  });
}

/** The numbers of shared outages that a study rests on. */
export function sharedUsed({ population }: Pick<Study, 'population'>): {
  readonly choices: readonly SharedChoice[];
  readonly delays: readonly SharedDelay[];
} {
  const isUsed = (name: SharedChoice | SharedDelay): boolean =>
    name.startsWith('database')
      ? population.mailboxesPerDatabase !== undefined
      : population.regions !== undefined;
  return { choices: sharedChoices.filter(isUsed), delays: sharedDelays.filter(isUsed) };
}

/** Numbers of people that cannot matter to a study: of another habit, or of what nobody does. */
export function idleNumbers({ behaviours, workload }: Study): readonly (DelayName | ChoiceName)[] {
  const isPersonal = workload.reading === 'personal';
  const other = isPersonal
    ? ['opensBroadcast', 'broadcastRead']
    : ['opensPersonal', 'personalRead'];
  const isIncurious = behaviours.choices.curiosity === 0;
  return [...other, ...(isIncurious ? ['curiousRead'] : [])] as (DelayName | ChoiceName)[];
}
