/**
 * What a sender does about the tips that show: who is left of the recipients, and whether the
 * message goes now, later or not at all.
 *
 * Why by tip and recipient: every draw has the address (stream, replication, whom the tip is about,
 * tip), so a tip that shows moves no draw of another, and whoever heeds with a chance of 0.3 heeds
 * with one of 0.5 too: more heeding never prevents less.
 *
 * Never: say which tip shows, or why.
 */
import type { MailTipKind } from '../../model/mailtips.ts';
import { heedings, type TipDeed } from '../../scenarios/prevention.ts';
import type { Study } from '../../scenarios/study.ts';
import { type WorkloadSpec, workloadOf } from '../../scenarios/workloads.ts';
import type { Draws } from '../streams.ts';
import { bernoulli } from '../variates.ts';

/** A tip on the screen. */
export type Shown = {
  readonly tip: MailTipKind;
  /** An address as written; null: the draft itself. */
  readonly about: string | null;
};

/** What comes of the tips of a draft. */
export type Resolved = {
  /** Addresses to which it does not go, and the deed and tip behind it, as `Fate.words` say it. */
  readonly dropped: ReadonlyMap<string, string>;
  /** The deed and tip that make it go later; null: it goes now. */
  readonly postponedBy: string | null;
};

/** The number of draws about a draft itself; those about people are smaller. */
const DRAFT = 0xf0000000;

/** Whether the sender of a replication looks at tips at all. */
export function noticesTips({ behaviours }: Study, draws: Draws): boolean {
  return bernoulli(behaviours.choices.noticesTip, draws.uniform('compose.noticesTip', 0));
}

/**
 * @param to        the addresses as written
 * @param right     who is right among them; null: nobody is known to be
 * @param entityOf  the number by which draws about an address are found
 */
export function resolve(
  { behaviours, workload }: Study,
  draws: Draws,
  shown: readonly Shown[],
  to: readonly string[],
  right: string | null,
  entityOf: (address: string) => number,
): Resolved {
  const spec = workloadOf(workload.kind);
  const dropped = new Map<string, string>();
  let postponedBy: string | null = null;
  for (const { tip, about } of shown) {
    const { choice, deed, draw } = heedings[tip];
    const entity = about === null ? DRAFT : entityOf(about);
    const u = draws.uniform('compose.heedsTip', entity, draw);
    if (!bernoulli(behaviours.choices[choice], u)) continue;
    const words = `${deed} ${tip}`;
    const found = (): boolean => findsMistake(behaviours, spec, draws, entity);
    for (const address of droppedBy(deed, spec, about, to, right, found)) {
      if (!dropped.has(address)) dropped.set(address, words);
    }
    if (deed === 'postponed' && spec.mistake !== 'nothing') postponedBy ??= words;
  }
  return { dropped, postponedBy };
}

/** To whom a message does not go because of one tip that is heeded. */
function droppedBy(
  deed: TipDeed,
  { mistake }: WorkloadSpec,
  about: string | null,
  to: readonly string[],
  right: string | null,
  finds: () => boolean,
): readonly string[] {
  const those = about === null ? to : [about];
  switch (deed) {
    case 'removed':
      return those;
    case 'kept-back':
      return to;
    case 'answered-sender':
      return to.filter((address) => address !== right);
    case 'reviewed':
      if (mistake === 'nothing' || !finds()) return [];
      return mistake === 'content' ? to : those.filter((address) => address !== right);
    case 'postponed':
      // What is meant as it is goes when somebody is there to read it: that is another message.
      return mistake === 'nothing' ? those : [];
  }
}

/** Whether somebody who looks again sees what is wrong: with one recipient, or with the text. */
function findsMistake(
  { choices }: Study['behaviours'],
  { mistake }: WorkloadSpec,
  draws: Draws,
  entity: number,
): boolean {
  const isContent = mistake === 'content';
  const chance = isContent ? choices.findsWrongContent : choices.findsWrongRecipient;
  return bernoulli(chance, draws.uniform('compose.findsMistake', isContent ? DRAFT : entity));
}
