/**
 * A small world: a scenario whose actions are choices, and the scenario that a path of choices is.
 *
 * What is fixed happens as written: sending, changes by an administrator, what starts or stops a
 * client, what looks. Everything else that people do, recalls included, may be done at any choice
 * point, once, or never; its `at` does not matter.
 */
import { domainOf } from '../../model/address.ts';
import { assert, at } from '../../model/assert.ts';
import type { Setting } from '../../model/setting.ts';
import { compileScenario } from '../../scenarios/compile.ts';
import { plainScenario } from '../../scenarios/print-scenario.ts';
import type { Action, Scenario, TimelineEntry } from '../../scenarios/scenario.ts';
import type { Choice, Ground } from './ground.ts';
import { isLocal } from './known-steps.ts';

const HOUR_MS = 3_600_000;

/** A choice that was taken, and when. */
export type Taken = { readonly choice: number; readonly at: number };

export type SmallWorld = {
  readonly scenario: Scenario;
  readonly ground: Ground;
  /** [choice] the action as the scenario has it. */
  readonly actions: readonly Action[];
  /** The addresses of each set of interchangeable recipients. */
  readonly interchangeable: readonly (readonly string[])[];
};

const fixedKinds: ReadonlySet<Action['kind']> = new Set([
  'send',
  'change',
  'inspect',
  'fill',
  'startClient',
  'stopClient',
]);

/**
 * Whether people may do it whenever they like. A recall that waits for a second factor has its
 * time.
 */
export function isChoice(action: Action): boolean {
  if (action.kind === 'recall' && (action.context?.mfaDelayMs ?? 0) > 0) return false;
  return !fixedKinds.has(action.kind);
}

export type WorldOptions = {
  /** Whether recipients who differ in nothing but their address are told apart. */
  readonly withoutSymmetry: boolean;
  /** Whether times and logs are part of the state. */
  readonly inFull: boolean;
};

/** Makes the actions of a scenario choices. */
export function smallWorld(scenario: Scenario, options: WorldOptions): SmallWorld {
  const setting = compileScenario(scenario);
  assert(
    setting.actions.length === scenario.timeline.length,
    'every entry of the timeline is an action of the setting',
  );
  const free = scenario.timeline.flatMap(({ action }, index) =>
    isChoice(action) ? [{ action, index }] : [],
  );
  const indexOf = (address: string): number =>
    setting.book.addresses.indexOf(address.toLowerCase());
  const counts = new Map<number, number>();
  const choices = free.map(({ action, index }): Choice => {
    const owner = indexOf(ownerOf(action) ?? '');
    const bit = counts.get(owner) ?? 0;
    counts.set(owner, bit + 1);
    const isRecall = action.kind === 'recall';
    const isOwn = owner >= 0 && !options.inFull && isLocal(at(setting.actions, index));
    return { action: index, owner, bit, isRecall, isLocal: isOwn };
  });
  const interchangeable = options.withoutSymmetry ? [] : interchangeableIn(scenario);
  const classOf = new Int32Array(setting.book.addresses.length).fill(-1);
  interchangeable.forEach((set, index) => {
    for (const address of set) classOf[indexOf(address)] = index;
  });
  return {
    scenario,
    actions: free.map(({ action }) => action),
    interchangeable,
    ground: {
      setting,
      choices,
      classOf,
      recallLandmarks: recallLandmarks(setting),
      landmarks: peopleLandmarks(setting),
      inFull: options.inFull,
    },
  };
}

/** Whose an action is: the mailbox or recipient that it is about. */
function ownerOf(action: Action): string | null {
  if ('mailbox' in action) return action.mailbox;
  return action.kind === 'approve' ? action.recipient : null;
}

/** One hour, 24 hours and the greatest recallable ages after each message was written. */
function recallLandmarks(setting: Setting): number[] {
  const ages = setting.epochs.flatMap(({ orgs }) =>
    orgs.map(({ settings }) => settings.recallableAgeMs),
  );
  const sent = setting.actions.flatMap((action) => {
    if (action.kind !== 'send') return [];
    const { deferMs, undoMaxMs } = at(setting.messages, action.message);
    return deferMs === null ? [action.at, action.at + undoMaxMs] : [action.at + deferMs];
  });
  const marks = sent.flatMap((instant) =>
    [HOUR_MS, 24 * HOUR_MS, ...ages].map((age) => instant + age),
  );
  return ascending(marks);
}

/** When the clients of people start, stop, go offline and come back. */
function peopleLandmarks(setting: Setting): number[] {
  const windows = [...setting.people.values()].flatMap(({ running, offline }) => [
    ...running,
    ...offline,
  ]);
  return ascending(windows.flatMap(({ from, to }) => [from, to]));
}

function ascending(instants: readonly number[]): number[] {
  const finite = instants.filter((instant) => Number.isFinite(instant) && instant > 0);
  return [...new Set(finite)].sort((a, b) => a - b);
}

/**
 * Recipients that can be changed about without changing the scenario: in sets of two or more.
 *
 * Two are interchangeable when the file reads the same after each is written for the other, apart
 * from the order of mailboxes, people, faults, addressees and of actions of different mailboxes.
 */
export function interchangeableIn(scenario: Scenario): string[][] {
  const plain = plainScenario(scenario);
  const { timeline } = scenario;
  const free = timeline.filter(({ action }) => isChoice(action));
  const owners = [...new Set(free.flatMap(({ action }) => ownerOf(action) ?? []))];
  const addressed = timeline.flatMap(({ action }) =>
    action.kind === 'send' ? [...action.to, ...action.cc, ...action.bcc] : [],
  );
  const candidates = [...new Set([...addressed, ...owners])].map((one) => one.toLowerCase());
  const asWritten = canonical(plain, (address) => address);
  const sets: string[][] = [];
  for (const one of candidates) {
    const known = sets.find(([other]) => {
      const swap = (text: string): string => {
        const lower = text.toLowerCase();
        return lower === one ? (other as string) : lower === other ? one : text;
      };
      // The text does not tell which settings are about a domain.
      const isNear = domainOf(one) === domainOf(other as string);
      return isNear && canonical(plain, swap) === asWritten;
    });
    if (known) known.push(one);
    else sets.push([one]);
  }
  return sets.filter(({ length }) => length > 1);
}

/** Lists in which the order of what is different mailboxes' does not matter. */
const unordered: ReadonlySet<string> = new Set([
  'Mailbox',
  'MailContact',
  'MailUser',
  'people',
  'faults',
  'to',
  'cc',
  'bcc',
]);

/** The text of a scenario after renaming, with what has no order in one. */
function canonical(
  plain: Readonly<Record<string, unknown>>,
  rename: (text: string) => string,
): string {
  const { timeline, name: _, expect: __, rules: ___, ...rest } = plain;
  const lines = (timeline as Record<string, unknown>[]).map(({ at: instant, ...action }) => {
    const [kind] = Object.keys(action);
    const isFixed = fixedKinds.has(kind as Action['kind']) || kind?.includes('-') === true;
    const text = textOf(isFixed ? { at: instant, ...action } : action, rename, '');
    const [body] = Object.values(action) as Record<string, unknown>[];
    const owner = isFixed ? '' : rename(String(body?.['mailbox'] ?? body?.['recipient'] ?? ''));
    return { owner, text };
  });
  // The order of one mailbox's actions matters: it is the order in which they are tried.
  const owners = [...new Set(lines.map(({ owner }) => owner))].sort();
  const timelines = owners.map((owner) =>
    lines.filter((line) => line.owner === owner).map(({ text }) => text),
  );
  return `${JSON.stringify(timelines)}${textOf(rest, rename, '')}`;
}

function textOf(value: unknown, rename: (text: string) => string, key: string): string {
  if (typeof value === 'string') return JSON.stringify(rename(value));
  if (Array.isArray(value)) {
    const items = value.map((item) => textOf(item, rename, ''));
    return `[${(unordered.has(key) ? items.sort() : items).join()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([name, item]) => `${name}:${textOf(item, rename, name)}`,
    );
    return `{${entries.sort().join()}}`;
  }
  return String(value);
}

/** The scenario that a path is: what is fixed, and the choices at their instants. */
export function scenarioOf(
  { scenario, actions }: SmallWorld,
  path: readonly Taken[],
  name: string,
): Scenario {
  const fixed = scenario.timeline.filter(({ action }) => !isChoice(action));
  const taken = path.map(
    ({ choice, at: instant }): TimelineEntry => ({ at: instant, action: at(actions, choice) }),
  );
  const timeline = [...fixed, ...taken].sort((a, b) => a.at - b.at);
  return { ...scenario, name, timeline, expect: [], rules: [] };
}
