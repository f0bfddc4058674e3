/**
 * What is known beforehand of the draws of each message: who sends it, when the recall comes, whom
 * it goes to, how many they are, who of them has read it by then, and whether its sender would take
 * it back in time.
 *
 * Why: the chance of each is exact, because the study states every law. `estimate/adjusted.ts`
 * takes from a rate or difference what a sample has more of them than that.
 *
 * Never: look at what became of anybody, or at a policy further than where its durations lie; play
 * anything. Each column is read from the same draws by the same functions as the message itself.
 */
import { at } from '../model/assert.ts';
import { workloadOf } from '../scenarios/workloads.ts';
import type { CompiledStudy } from './arms.ts';
import type { Known } from './estimate/adjusted.ts';
import { drawMistake, groupsOf, type Mistake, membersOf, sendersOf } from './mistake.ts';
import { chanceReadWithin, firstReadOf } from './reading.ts';
import { placeIn, type Spans, spanAt, spanNames, spansOf } from './spans.ts';
import { type Draws, drawsFor } from './streams.ts';
import { bernoulli } from './variates.ts';
import { MESSAGE } from './workload.ts';

/** Fewer messages say too little about so many columns, and of rare failures. */
const MESSAGES_MIN = 400;

/** Quantiles of the delay of the recall between which spans lie: eighths, and tails. */
const SHARES = [1 / 64, 1 / 32, 1 / 8, 2 / 8, 3 / 8, 4 / 8, 5 / 8, 6 / 8, 7 / 8, 31 / 32, 63 / 64];

/** The same for senders who would take a message back. */
const QUARTERS = [1 / 4, 2 / 4, 3 / 4];

/** Kinds of people that fewer than this share of all belong to are one kind. */
const KIND_MIN = 0.02;

/** Everything about the columns that no message changes. */
type Layout = {
  readonly compiled: CompiledStudy;
  /** When the recall comes. */
  readonly spans: Spans;
  /** The same, coarser, for senders who would take a message back; none: there is no delay. */
  readonly cancels: Spans | null;
  /** Kinds of people, most frequent first: [kind] how many mailboxes; the kind of each. */
  readonly kinds: readonly number[];
  readonly kindOf: ReadonlyMap<string, number>;
  readonly kindNames: readonly string[];
  /** Where whoever is no mailbox is. */
  readonly poolOf: ReadonlyMap<string, 'outside' | 'onPremises'>;
  readonly expected: Expected;
  /** Whether people are picked one by one, and nobody else is added. */
  readonly isPicked: boolean;
  /** Columns of a kind of senders: whose client can begin a classic recall, and others. */
  readonly width: number;
  /** The bin of each group that a message may go to; none: it goes to people. */
  readonly binOf: ReadonlyMap<string, number>;
  /** How likely a message goes to a group of each bin. */
  readonly bins: readonly number[];
  /** Whether some messages have more recipients than others. */
  readonly isSized: boolean;
};

/** What is known of messages, and what each column says. */
export type KnownDraws = Known & { readonly names: readonly string[] };

/**
 * What is known of so many messages of a study, from the first on.
 *
 * @returns null: too few messages
 */
export function knownDraws(compiled: CompiledStudy, messages: number): KnownDraws | null {
  if (messages < MESSAGES_MIN) return null;
  const layout = layoutOf(compiled, messages);
  const entries = newEntries();
  const starts = new Uint32Array(messages + 1);
  for (let message = 0; message < messages; message++) {
    addMessage(layout, drawsFor(compiled.seed, message), entries.add);
    starts[message + 1] = entries.size();
  }
  return { means: meansOf(layout), names: namesOf(layout), starts, ...entries.taken() };
}

/**
 * Messages to be expected of each kind that may not come at all: what no message of a sample shows
 * is taken from none, and no jackknife sees that.
 */
const SEEN_MIN = 10;

const isClassic = ({ personOf }: CompiledStudy, address: string): boolean =>
  (personOf(address)?.client ?? 'outlook-windows') === 'outlook-windows';

function layoutOf(compiled: CompiledStudy, messages: number): Layout {
  const { arms, pools, study } = compiled;
  const { recallAfter } = study.workload;
  const { to, repliesAll } = workloadOf(study.workload.kind);
  const delays = arms.flatMap(({ policy }) => {
    const { ruleMs = 0, undoMs = 0 } = policy.measures?.sendDelay ?? {};
    return [ruleMs, undoMs].filter((ms) => ms > 0);
  });
  const ages = arms.map(({ base }) => at(base.epochs, 0).org.settings.recallableAgeMs);
  const least = SEEN_MIN / messages;
  const own = least / Math.min(...senderShares(compiled).filter((share) => share > 0));
  const spans = spansOf(recallAfter, SHARES, [...delays, ...ages], own);
  const cancels = delays.length === 0 ? null : spansOf(recallAfter, QUARTERS, delays, own);
  const { kindNames, kindOf, kinds } = kindsOf(compiled);
  const poolOf = new Map([
    ...pools.outside.map((address) => [address, 'outside'] as const),
    ...pools.onPremises.map((address) => [address, 'onPremises'] as const),
  ]);
  const people = 2 * kinds.length + 1;
  return {
    compiled,
    spans,
    cancels,
    kinds,
    kindOf,
    kindNames,
    poolOf,
    expected: expectedOf(compiled),
    isPicked: to !== 'bad' && repliesAll === 'no' && pools.mailboxes.length > 1,
    width: 2 * spans.chances.length + (cancels?.chances.length ?? 0) + people,
    ...binsOf(compiled, least),
    isSized: study.workload.groups > 0 || !('constant' in study.workload.recipients),
  };
}

/** The largest groups have a bin each; the others are in so many of as many groups each. */
const BINS = { largest: 16, others: 8 } as const;

/**
 * Groups in the order of their size, so many together as are expected often enough.
 *
 * @param least  how likely a message goes to a group of each bin at least
 */
function binsOf(compiled: CompiledStudy, least: number): Pick<Layout, 'binOf' | 'bins'> {
  const { groups: chance } = compiled.study.workload;
  const sized = chance > 0 ? groupsBySize(compiled) : [];
  const together = Math.max(1, Math.ceil((least * sized.length) / chance));
  const lots = Math.floor(sized.length / together);
  if (lots === 0) return { binOf: new Map(), bins: [] };
  const others = lots - BINS.largest;
  const binAt = (lot: number): number =>
    others <= BINS.others || lot < BINS.largest
      ? lot
      : BINS.largest + Math.floor(((lot - BINS.largest) * BINS.others) / others);
  const lotAt = (index: number): number => Math.min(lots - 1, Math.floor(index / together));
  const binOf = new Map(sized.map((group, index) => [group, binAt(lotAt(index))]));
  const bins = new Array<number>(Math.max(0, ...[...binOf.values()].map((bin) => bin + 1))).fill(0);
  for (const bin of binOf.values()) bins[bin]! += chance / sized.length;
  return { binOf, bins };
}

/** The groups that a message may go to, the largest first. */
function groupsBySize(compiled: CompiledStudy): readonly string[] {
  const known = bySize.get(compiled);
  if (known !== undefined) return known;
  const found = groupsOf(compiled)
    .map((group) => ({ group, size: membersOf(compiled, [group]).length }))
    .sort((a, b) => b.size - a.size || (a.group < b.group ? -1 : 1))
    .map(({ group }) => group);
  bySize.set(compiled, found);
  return found;
}

/** Found once for each study. */
const bySize = new WeakMap<CompiledStudy, readonly string[]>();

/** Mailboxes by the client of their owner, and how it gets mail. */
function kindsOf({
  personOf,
  pools,
}: CompiledStudy): Pick<Layout, 'kinds' | 'kindOf' | 'kindNames'> {
  const words = pools.mailboxes.map((mailbox) => {
    const person = personOf(mailbox);
    return `${person?.client} ${person?.mode}`;
  });
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const least = KIND_MIN * words.length;
  const own = [...counts].filter(([, count]) => count >= least).sort((a, b) => b[1] - a[1]);
  const others = words.length - own.reduce((sum, [, count]) => sum + count, 0);
  const places = new Map(own.map(([word], place) => [word, place]));
  const kindOf = new Map(
    pools.mailboxes.map((mailbox, index) => [mailbox, places.get(at(words, index)) ?? own.length]),
  );
  const rest = others > 0 ? [['others', others] as const] : [];
  const all = [...own, ...rest];
  return { kinds: all.map(([, count]) => count), kindOf, kindNames: all.map(([word]) => word) };
}

/** How likely a sender's client can begin a classic recall, or not. */
function senderShares(compiled: CompiledStudy): readonly [number, number] {
  const all = sendersOf(compiled);
  const share = all.filter((address) => isClassic(compiled, address)).length / all.length;
  return [share, 1 - share];
}

/** Means of all columns: of senders and spans together, and of bins; all others are excess. */
function meansOf({ bins, compiled, isSized, spans, width }: Layout): Float64Array {
  const sizes = isSized ? spans.ends.length : 0;
  const means = new Float64Array(2 * width + bins.length + sizes);
  means.set(bins, 2 * width);
  senderShares(compiled).forEach((chance, sender) => {
    spans.chances.forEach((other, span) => {
      means[sender * width + span] = chance * other;
    });
  });
  return means;
}

/** What each column says, in their order. */
function namesOf(layout: Layout): string[] {
  const { bins, cancels, isSized, kindNames, spans } = layout;
  const delays = spanNames(spans);
  const own = ['classic Outlook', 'another client'].flatMap((sender) =>
    [
      ...delays.map((span) => `recalled ${span}`),
      ...delays.map((span) => `how late of those ${span}`),
      ...(cancels === null ? [] : spanNames(cancels).map((span) => `would take back ${span}`)),
      ...kindNames.map((kind) => `read before the recall: ${kind}`),
      ...kindNames.slice(1).map((kind) => `recipients: ${kind}`),
      'recipients: outside',
      'recipients: on premises',
    ].map((what) => `sender on ${sender}; ${what}`),
  );
  return [
    ...own,
    ...bins.map((_, bin) => `to a group of bin ${bin}, the largest first`),
    ...(isSized ? delays.slice(0, -1).map((span) => `recipients, recalled ${span}`) : []),
  ];
}

type Add = (column: number, value: number) => void;

/** The entries of one message: first when it is recalled, then who is more often there than not. */
function addMessage(layout: Layout, draws: Draws, add: Add): void {
  const { cancels, compiled, spans, width } = layout;
  const mistake = drawMistake(compiled, draws);
  const sender = isClassic(compiled, mistake.from) ? 0 : 1;
  let first = sender * width;
  const span = spanAt(spans, mistake.recallAt);
  add(first + span, 1);
  first += spans.chances.length;
  add(first + span, placeIn(spans, span, draws.uniform('sender.recallDelay', 0)));
  first += spans.chances.length;
  if (cancels !== null) {
    const { cancelsInTime } = compiled.study.behaviours.choices;
    const isTaken = bernoulli(cancelsInTime, draws.uniform('sender.cancels', 0));
    add(first + spanAt(cancels, mistake.recallAt), (isTaken ? 1 : 0) - cancelsInTime);
    first += cancels.chances.length;
  }
  addPeople(layout, draws, mistake, first, add);
  addSize(layout, mistake, span, add);
}

/**
 * Which group it goes to; and how much it counts when it is recalled: as many recipients as there
 * are, whenever that is, have nothing to do with the delay.
 */
function addSize(layout: Layout, { reached, to }: Mistake, span: number, add: Add): void {
  const { binOf, bins, isSized, spans, width } = layout;
  const bin = binOf.get(to.at(-1) ?? '');
  if (bin !== undefined) add(2 * width + bin, 1);
  if (!isSized) return;
  const first = 2 * width + bins.length;
  // Who is in no other span is in the last.
  for (let one = 0; one < spans.ends.length; one++) {
    add(first + one, reached.length * ((span === one ? 1 : 0) - at(spans.chances, one)));
  }
}

/** How many recipients there are of each kind of people, outside and on premises. */
type Count = { readonly kinds: Float64Array; outside: number; onPremises: number };

function countOf({ kindOf, kinds, poolOf }: Layout, reached: readonly string[]): Count {
  const count = { kinds: new Float64Array(kinds.length), outside: 0, onPremises: 0 };
  for (const address of reached) {
    const kind = kindOf.get(address);
    const pool = poolOf.get(address);
    if (kind !== undefined) count.kinds[kind]!++;
    else if (pool !== undefined) count[pool]++;
  }
  return count;
}

/**
 * How many there are on average among as many recipients. Which mailboxes are found has nothing to
 * do with their kind: any set of them is as likely as any other of as many, without the sender.
 */
function meanCount(layout: Layout, { from, reached }: Mistake): Count {
  const { expected, kindOf, kinds, compiled } = layout;
  const { onPremises, outside } = expected(reached.length);
  const mailboxes = reached.length - outside - onPremises;
  const others = compiled.pools.mailboxes.length - 1;
  const own = kindOf.get(from);
  const means = kinds.map((size, kind) => (mailboxes * (size - (own === kind ? 1 : 0))) / others);
  return { kinds: Float64Array.from(means), outside, onPremises };
}

/**
 * Of each kind of people, how many more there are than is to be expected, and how many more have
 * read it before the recall; those outside and on premises.
 */
function addPeople(layout: Layout, draws: Draws, mistake: Mistake, first: number, add: Add): void {
  const { compiled, isPicked, kindOf, kinds } = layout;
  const { deliveryMs, isToGroup, reached, recallAt } = mistake;
  const count = countOf(layout, reached);
  // Who is behind a group is taken as it is.
  const isOpen = isPicked && !isToGroup && reached.length <= PEOPLE_MAX;
  const mean = isOpen ? meanCount(layout, mistake) : count;
  const read = new Float64Array(kinds.length);
  for (const address of reached) {
    const kind = kindOf.get(address);
    if (kind === undefined) continue;
    const reader = { compiled, draws, address, message: MESSAGE, from: deliveryMs };
    const readAt = firstReadOf(reader);
    if (readAt !== null && readAt < recallAt) read[kind]!++;
  }
  const chance = chanceReadWithin(compiled, recallAt - deliveryMs);
  for (let kind = 0; kind < kinds.length; kind++) {
    add(first + kind, read[kind]! - mean.kinds[kind]! * chance);
    // Those of the first kind are what the others leave.
    if (kind > 0) add(first + kinds.length + kind - 1, count.kinds[kind]! - mean.kinds[kind]!);
  }
  const outside = first + 2 * kinds.length - 1;
  add(outside, count.outside - mean.outside);
  add(outside + 1, count.onPremises - mean.onPremises);
}

/** Of more recipients it is not told who they are. */
const PEOPLE_MAX = 256;

/** How many of so many recipients are outside and on premises, on average. */
type Expected = (recipients: number) => { readonly outside: number; readonly onPremises: number };

/**
 * Follows recipients as they are found: who was found before is not found again, nor the sender.
 * State: how many of them are outside and how many on premises; the others are mailboxes.
 */
function expectedOf({ pools, study }: CompiledStudy): Expected {
  const [outside, onPremises] = [pools.outside.length, pools.onPremises.length];
  const mailboxes = pools.mailboxes.length;
  const { external } = study.workload;
  const inside = (1 - external) / (mailboxes + onPremises);
  let chances = new Map<string, readonly [number, number, number]>([['', [1, 0, 0]]]);
  const known = [{ outside: 0, onPremises: 0 }];
  const step = (recipients: number): void => {
    const next = new Map<string, readonly [number, number, number]>();
    for (const [chance, out, on] of chances.values()) {
      const own = recipients - out - on;
      const ways = [
        [(external * (outside - out)) / outside, out + 1, on],
        [inside * (onPremises - on), out, on + 1],
        [inside * (mailboxes - 1 - own), out, on],
      ] as const;
      const all = ways[0][0] + ways[1][0] + ways[2][0];
      for (const [weight, a, b] of ways) {
        if (weight <= 0) continue;
        const before = next.get(`${a},${b}`)?.[0] ?? 0;
        next.set(`${a},${b}`, [before + (chance * weight) / all, a, b]);
      }
    }
    chances = next;
    let [meanOut, meanOn] = [0, 0];
    for (const [chance, out, on] of chances.values()) {
      meanOut += chance * out;
      meanOn += chance * on;
    }
    known.push({ outside: meanOut, onPremises: meanOn });
  };
  return (recipients) => {
    while (known.length <= recipients) step(known.length - 1);
    return at(known, recipients);
  };
}

/** Entries that grow. */
function newEntries() {
  let columns = new Uint16Array(1024);
  let values = new Float64Array(1024);
  let size = 0;
  const add: Add = (column, value) => {
    if (value === 0) return;
    if (size === values.length) {
      const [wider, more] = [new Float64Array(2 * size), new Uint16Array(2 * size)];
      wider.set(values);
      more.set(columns);
      [values, columns] = [wider, more];
    }
    columns[size] = column;
    values[size++] = value;
  };
  return {
    add,
    size: () => size,
    taken: () => ({ columns: columns.subarray(0, size), values: values.subarray(0, size) }),
  };
}
