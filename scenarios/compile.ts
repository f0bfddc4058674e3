/**
 * Scenario -> setting: names become indices, changes become settings epochs, words become the
 * model's words.
 *
 * Why before the run: nothing that the run does can move any of it. Why in two parts: a study
 * compiles its organization and people once (`compileBase`) and only the timeline of each
 * replication (`compileTimeline`).
 */
import { type AddressBook, addressBook, normaliseAddress } from '../model/address.ts';
import { at } from '../model/assert.ts';
import { buildOrg, directoryOf, tenantAddresses } from '../model/org/build.ts';
import { applyChange } from '../model/org/change.ts';
import { ruleOfChange } from '../model/org/couplings.ts';
import { withStoredLists } from '../model/org/dynamic-groups.ts';
import type { Tenant } from '../model/org/tenant.ts';
import { profileOf } from '../model/profile.ts';
import type {
  Change,
  Epoch,
  PendingSwitch,
  PersonSpec,
  ServiceSpec,
  Setting,
  Window,
} from '../model/setting.ts';
import { ALWAYS, cut, union } from '../model/windows.ts';
import { backlogsOf, faultAddresses, faultSpecs, quarantinesOf } from './compile-faults.ts';
import { byTime, mailProgramOf, timelineAddresses, timelineSpecs } from './compile-timeline.ts';
import type { Action, Person, Scenario, Service, TimelineEntry } from './scenario.ts';

/** Compiles a scenario that has been parsed (its references are known to resolve). */
export function compileScenario(scenario: Scenario): Setting {
  const mentioned = [...timelineAddresses(scenario.timeline), ...faultAddresses(scenario.faults)];
  return compileTimeline(compileBase(scenario, mentioned), scenario);
}

/**
 * What the replications of a study share: the organization, its people, and the numbering of
 * addresses.
 */
export type Base = Pick<
  Setting,
  'profile' | 'assume' | 'book' | 'epochs' | 'changes' | 'pendingSwitches' | 'services'
> & {
  /** The index of a recipient by any of its names. */
  readonly indexOf: (name: string) => number;
  readonly people: ReadonlyMap<number, Person>;
  /** T0, ms since 1970 UTC. */
  readonly startMs: number;
  /** Other organizations, in their order. */
  readonly tenantNames: readonly string[];
  /** The people as they are without a timeline that starts or stops their clients. */
  readonly peopleSpecs: ReadonlyMap<number, PersonSpec>;
};

/**
 * Compiles everything but the timeline and faults; of the timeline only changes of settings are
 * read.
 *
 * @param mentioned  names that timelines and faults will use, besides those of the tenant and its
 *                   people
 * @param numbered   addresses that are numbered before all others, in this order: bases that share
 *                   this list number alike whatever it holds
 */
export function compileBase(
  scenario: Scenario,
  mentioned: readonly string[],
  numbered: readonly string[] = [],
): Base {
  const { epochs, changes, pendingSwitches } = settingsEpochs(scenario);
  const tenants = epochs.flatMap((epoch) => epoch.tenants);
  const directory = directoryOverTime(tenants);
  const book = addressBook([
    ...numbered,
    ...tenants.flatMap(tenantAddresses),
    ...mentioned.map(directory),
    ...scenario.people.flatMap(({ mailbox, cachedScopes }) =>
      [mailbox, ...Object.keys(cachedScopes ?? {})].map(directory),
    ),
  ]);
  const known = new Map<string, number>();
  const indexOf = (name: string): number => {
    let index = known.get(name);
    if (index === undefined) {
      index = book.indexOf(directory(name));
      known.set(name, index);
    }
    return index;
  };
  const people = new Map(scenario.people.map((person) => [indexOf(person.mailbox), person]));
  return {
    profile: profileOf(scenario.profile),
    assume: scenario.assume,
    book,
    epochs: builtEpochs(epochs, book, scenario.start),
    changes,
    pendingSwitches,
    services: scenario.services.map(serviceSpec),
    indexOf,
    people,
    startMs: scenario.start,
    tenantNames: Object.keys(scenario.tenants),
    peopleSpecs: peopleSpecs(people, [], indexOf),
  };
}

/** Names as they are known in any epoch, the first that knows one deciding: changes add aliases. */
function directoryOverTime(tenants: readonly Tenant[]): (name: string) => string {
  const directories = [...new Set(tenants)].map(directoryOf);
  return (name) => {
    const found = directories.map((directory) => directory(name));
    return found.find((address) => address !== normaliseAddress(name)) ?? normaliseAddress(name);
  };
}

/** What a scenario adds to its base: when things happen, and what fails. */
export type Happenings = Pick<
  Scenario,
  'deliveryMs' | 'transit' | 'untilMs' | 'timeline' | 'faults'
>;

/**
 * Compiles a timeline and faults on a base that knows every name in them.
 *
 * @param followed  whose copies are made; null: everybody's
 */
export function compileTimeline(
  base: Base,
  happenings: Happenings,
  followed: ReadonlySet<number> | null = null,
): Setting {
  const { profile, assume, book, epochs, changes, pendingSwitches, services, indexOf } = base;
  const { timeline, faults, deliveryMs, transit = {}, untilMs } = happenings;
  const startsOrStops = timeline.some(
    ({ action }) => action.kind === 'startClient' || action.kind === 'stopClient',
  );
  const specs = timelineSpecs(base, timeline);
  return {
    profile,
    assume,
    book,
    epochs,
    changes,
    pendingSwitches,
    deliveryMs,
    transit: transitOf(transit),
    untilMs,
    services,
    followed,
    startMs: base.startMs,
    tipsUnreachable: faults.flatMap((fault) =>
      fault.kind === 'service-unreachable' ? [fault.window] : [],
    ),
    people: startsOrStops ? peopleSpecs(base.people, timeline, indexOf) : base.peopleSpecs,
    ...faultSpecs(faults, indexOf),
    ...specs,
    backlogs: backlogsOf(faults, specs, indexOf),
    quarantines: quarantinesOf(faults, specs.messages, indexOf),
  };
}

/** Delays between regions, whose names compare case-blind. */
function transitOf(transit: NonNullable<Scenario['transit']>): Setting['transit'] {
  return new Map(
    Object.entries(transit).map(([from, to]) => [
      from.toLowerCase(),
      new Map(Object.entries(to).map(([region, ms]) => [region.toLowerCase(), ms])),
    ]),
  );
}

/** The organizations of each epoch, and whose each address is. */
function builtEpochs(epochs: Epochs['epochs'], book: AddressBook, startMs: number): Epoch[] {
  const built = epochs.map(({ from, tenants }) => {
    const orgs = tenants.map((tenant) => buildOrg(tenant, book, startMs));
    return { from, tenants, org: at(orgs, 0), orgs };
  });
  const tenantOf = Uint8Array.from(book.addresses, (_, recipient) => {
    const owner = built
      .map(({ orgs }) => orgs.findIndex((org) => at(org.inside, recipient) === 1))
      .find((index) => index >= 0);
    return owner ?? 0;
  });
  return built.map((epoch) => ({ ...epoch, tenantOf }));
}

type Epochs = {
  /** The tenant under study first. */
  readonly epochs: { readonly from: number; readonly tenants: readonly Tenant[] }[];
  readonly changes: Change[];
  readonly pendingSwitches: PendingSwitch[];
};

/** Changes in the order in which they come into force, each opening an epoch. */
function settingsEpochs(scenario: Scenario): Epochs {
  const changes: Change[] = [];
  const pendingSwitches: PendingSwitch[] = [];
  const forces: { from: number; owner: number; action: ChangeAction }[] = [];
  const names = Object.keys(scenario.tenants);
  // The tenants as their administrators see them: changes show at once.
  const first = [scenario.tenant, ...Object.values(scenario.tenants)].map(withStoredLists);
  const written = [...first];
  const longListMs = longListLatencyMs(scenario.profile);
  for (const { at: madeAt, action } of byTime(scenario.timeline)) {
    if (action.kind !== 'change') continue;
    const { tenant, cmdlet, identity } = action;
    const owner = tenant === null ? 0 : names.indexOf(tenant) + 1;
    const changed = applyChange(at(written, owner), action, longListMs);
    const rule = ruleOfChange(action, !changed.ok);
    const base = { at: madeAt, tenant, cmdlet, identity, rule };
    if (!changed.ok) {
      changes.push({ ...base, result: 'rejected', reason: changed.reason, inForceAt: null });
      continue;
    }
    written[owner] = changed.tenant;
    const inForceAt = madeAt + changed.latencyMs;
    changes.push({ ...base, result: 'applied', reason: null, inForceAt });
    const value = action.properties['MessageRecallEnabled'];
    if (value !== undefined) {
      const window = { from: madeAt, to: inForceAt };
      pendingSwitches.push({ window, value: value !== false, tenant: owner });
    }
    forces.push({ from: inForceAt, owner, action });
  }
  const epochs = [{ from: 0, tenants: first }];
  for (const { from, owner, action } of [...forces].sort((a, b) => a.from - b.from)) {
    const tenants = [...at(epochs, epochs.length - 1).tenants];
    const now = applyChange(at(tenants, owner), action);
    if (now.ok) tenants[owner] = now.tenant;
    epochs.push({ from, tenants });
  }
  return { epochs, changes, pendingSwitches };
}

/** How long a dynamic group of more than 5,000 members takes to be stored anew. [DG-025] */
function longListLatencyMs(profile: Scenario['profile']): number {
  return profile === 'cloud-2026-08' ? 2 * HOUR_MS : 24 * HOUR_MS;
}

const HOUR_MS = 3_600_000;

type ChangeAction = Extract<Action, { kind: 'change' }>;

function serviceSpec(service: Service): ServiceSpec {
  const stamps = Object.entries(service.stamps);
  return {
    name: service.name,
    connector: service.takes.toLowerCase(),
    returns: service.returns?.toLowerCase() ?? null,
    delayMs: service.delayMs,
    stamps: new Map(stamps.map(([header, value]) => [header.toLowerCase(), value])),
  };
}

function peopleSpecs(
  people: ReadonlyMap<number, Person>,
  timeline: readonly TimelineEntry[],
  indexOf: (name: string) => number,
): Map<number, PersonSpec> {
  return new Map(
    [...people].map(([index, person]) => [
      index,
      {
        notification: person.notification,
        caches: cachesOf(person),
        sync: person.sync,
        deliversToPst: person.deliveryLocation === 'pst',
        account: person.account,
        language: person.language ?? null,
        mobile: mobileTips(person, indexOf),
        connected: connectedWindows(person, timeline),
        program: mailProgramOf(person.client),
        mode: person.mode,
        processesByItself: person.processRecalls === 'auto',
        processingDelayMs: person.processingDelayMs,
        running: union(person.running ?? ALWAYS),
        offline: person.offline,
        receiptPrompt: person.receiptPrompt,
      },
    ]),
  );
}

const DOMAINS_KEY = 'com.microsoft.outlook.Mail.InternalDomains';
const TIP_KEY = 'com.microsoft.outlook.Mail.ExternalRecipientsToolTipEnabled';

/** What a mobile device knows by itself of who is outside. */
function mobileTips(
  { appConfig, cachedScopes }: Person,
  indexOf: (name: string) => number,
): PersonSpec['mobile'] {
  const domains = appConfig?.[DOMAINS_KEY];
  const listed = typeof domains === 'string' ? domains.split(',') : null;
  const tip = appConfig?.[TIP_KEY];
  return {
    internalDomains: listed?.map((one) => one.trim().toLowerCase()).filter(Boolean) ?? null,
    externalTipOff: tip === false || tip === 'false',
    cachedScopes: new Map(
      Object.entries(cachedScopes ?? {}).map(([address, scope]) => [indexOf(address), scope]),
    ),
  };
}

/** Programs that hold copies of their own; of Outlook for Windows, Cached Mode does. */
const caching: readonly Person['client'][] = [
  'outlook-windows',
  'outlook-mac',
  'outlook-mobile',
  'eas',
];

/** Whether a client has copies of its own: only where something is said of how it comes to them. */
function cachesOf(person: Person): PersonSpec['caches'] {
  const { client, deliveryLocation, keepsCopies, mode, sync } = person;
  if (deliveryLocation === 'pst' || mode === 'online') return 'no';
  if (keepsCopies) return 'keeps';
  return sync !== null && caching.includes(client) ? 'follows' : 'no';
}

/**
 * When a person's client runs and is connected: `running`, started and stopped by actions, less
 * `offline`.
 */
function connectedWindows(person: Person, timeline: readonly TimelineEntry[]): readonly Window[] {
  let windows = union(person.running ?? ALWAYS);
  for (const { at: instant, action } of byTime(timeline)) {
    if (!('mailbox' in action) || action.mailbox !== person.mailbox) continue;
    if (action.kind === 'stopClient')
      windows = cut(windows, { from: instant, to: Number.POSITIVE_INFINITY });
    if (action.kind === 'startClient') {
      const next = cut(windows, { from: instant, to: Number.POSITIVE_INFINITY });
      windows = [...next, { from: instant, to: Number.POSITIVE_INFINITY }];
    }
  }
  return person.offline.reduce(cut, windows);
}
