/**
 * Whether there are people enough for the messages of a study: whom it can reach beside how many
 * addresses it writes, inside and outside apart, as they are drawn.
 *
 * Why asked at all: a message never names anybody twice, so a number that nobody can meet would be
 * cut, and the answer would be about other messages than the study says.
 *
 * Never: judge real mail, whose addresses are its own.
 */
import { type Fault, FaultError } from '../model/fault.ts';
import { BINOMIAL_MAX, type CountDistribution } from '../scenarios/study.ts';
import { goesToGroup, workloadOf } from '../scenarios/workloads.ts';
import type { CompiledStudy } from './arms.ts';
import { countsAbove, mostOf } from './variates.ts';

/** Rarer than in one of so many messages, nobody is told of it. */
const TOLD = 1e6;
/** Of a drawn number of people outside, so many standard deviations are looked at. */
const DEVIATIONS = 4;

/** Whom one sender can reach. */
type Reach = {
  readonly inside: number;
  readonly outside: number;
  readonly all: number;
  /** Whether each is drawn inside or outside. */
  readonly isSplit: boolean;
};

/** @throws FaultError  where the people there are cannot be as many as a message is written to */
export function assertReach(compiled: CompiledStudy): void {
  const fault = reachFault(compiled);
  if (fault !== null) throw new FaultError(fault);
}

function reachFault(compiled: CompiledStudy): Fault | null {
  const { external, recipients } = compiled.study.workload;
  const reach = reachOf(compiled);
  if (reach === null) return null;
  const most = surelyOf(recipients);
  if (most > reach.all) return tooMany(most, 'in all', reach.all, '', compiled);
  if (!reach.isSplit) return null;
  const share = ` (external: ${external})`;
  const outside = Math.floor(external * most);
  if (outside > reach.outside) return tooMany(outside, 'outside', reach.outside, share, compiled);
  const inside = Math.floor((1 - external) * most);
  if (inside > reach.inside) return tooMany(inside, 'inside', reach.inside, share, compiled);
  return null;
}

function tooMany(
  wanted: number,
  where: string,
  found: number,
  share: string,
  { study }: CompiledStudy,
): Fault {
  const { external, recipients } = study.workload;
  const part = where === 'outside' ? external : where === 'inside' ? 1 - external : 1;
  const most = Math.min(surelyOf(recipients), Math.ceil((found + 1) / part) - 1);
  const people = where === 'outside' ? 'people outside' : 'people';
  const more =
    where === 'outside' || external === 1
      ? 'more contacts (population.contactsPerMailbox) or a smaller external'
      : 'more mailboxes';
  return {
    code: 'out-of-range',
    message: `asks for ${wanted} people ${where}${share}, and a sender can reach ${found}`,
    path: ['workload', 'recipients'],
    expected: `no more than the ${people} there are, each named once`,
    fix: found > 0 ? `write at most ${most}, or have ${more}` : `have ${more}`,
  };
}

/** What only a random tail of messages asks for, in words; empty where nothing is cut. */
export function reachNotes(compiled: CompiledStudy): readonly string[] {
  const { external, recipients } = compiled.study.workload;
  const reach = reachOf(compiled);
  if (reach === null) return [];
  const notes: string[] = [];
  const above = 'negativeBinomial' in recipients ? tailAbove(recipients, reach.all) : 0;
  if (above > 1 / TOLD) {
    notes.push(
      `about ${inWords(above)} messages would have more recipients than a sender can reach ` +
        `(${reach.all}): they have as many as there are`,
    );
  }
  if (!reach.isSplit) return notes;
  const most = Math.min(reach.all, surelyOf(recipients));
  const spread = DEVIATIONS * Math.sqrt(most * external * (1 - external));
  for (const where of ['outside', 'inside'] as const) {
    const mean = most * (where === 'outside' ? external : 1 - external);
    if (Math.min(most, mean + spread) <= reach[where]) continue;
    notes.push(
      `a message of ${most} recipients may be drawn more people ${where} than a sender can ` +
        `reach (${reach[where]}): others take their place`,
    );
  }
  return notes;
}

const inWords = (chance: number): string =>
  chance > 0.01
    ? `${Math.round(100 * chance)} of 100`
    : `1 of ${Number((1 / chance).toPrecision(1)).toLocaleString('en-US')}`;

/** null: its messages are written to groups. */
function reachOf(compiled: CompiledStudy): Reach | null {
  const { pools, study } = compiled;
  const { external, groups, kind } = study.workload;
  if (goesToGroup(kind) || (groups === 1 && pools.groups.length > 0)) return null;
  if (workloadOf(kind).to === 'bad') {
    const known = new Set(pools.bad.flatMap(({ addresses }) => addresses));
    const isSender = pools.mailboxes.some((address) => known.has(address));
    const all = known.size - (isSender ? 1 : 0);
    return { inside: all, outside: all, all, isSplit: false };
  }
  const inside = external < 1 ? pools.mailboxes.length + pools.onPremises.length - 1 : 0;
  const outside = external > 0 ? pools.outside.length : 0;
  return { inside, outside, all: inside + outside, isSplit: external > 0 && external < 1 };
}

/** The most addresses that a message has for certain to be able to have. */
const surelyOf = (count: CountDistribution): number => mostOf(count, Math.ceil);

/** The chance that a negative binomial number of addresses is above some. */
function tailAbove(
  {
    negativeBinomial: { dispersion, mean },
  }: Extract<CountDistribution, { negativeBinomial: object }>,
  most: number,
): number {
  return most >= BINOMIAL_MAX ? 0 : countsAbove(mean - 1, dispersion, most - 1);
}
