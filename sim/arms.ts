/**
 * Study -> arms: the organization grown or taken as it is, its people, and one compiled base for
 * each policy, all over one numbering of addresses.
 *
 * Why once: an organization of a thousand mailboxes takes longer to compile than hundreds of
 * replications take to run. Why one numbering: policies are compared on the same draws.
 *
 * Never: let a policy, or the size of one pool, renumber the entities that draws are addressed by.
 */
import { domainOf } from '../model/address.ts';
import { assert, at } from '../model/assert.ts';
import { kindOf } from '../model/org/org.ts';
import { type Noun, nounNames, nounSpec } from '../model/org/settings.ts';
import {
  answersTo,
  type CmdletObject,
  emptyTenant,
  objectsOf,
  primaryAddress,
  type Tenant,
  textOf,
} from '../model/org/tenant.ts';
import { type Base, compileBase } from '../scenarios/compile.ts';
import { type Person, personAt, type Scenario } from '../scenarios/scenario.ts';
import {
  type Answer,
  countsPrevention,
  type ErrorReport,
  type PeopleChange,
  type Policy,
  type Study,
} from '../scenarios/study.ts';
import { workloadOf } from '../scenarios/workloads.ts';
import { type BadPool, badPoolsOf, withBadRecipients } from './bad-recipients.ts';
import { growPopulation } from './population.ts';
import { withRegions } from './population-regions.ts';
import { parseSeed, type Seed } from './streams.ts';
import type { Subject } from './tally.ts';

/**
 * People and groups that a workload draws from; an element's index never depends on another pool.
 */
export type Pools = {
  readonly mailboxes: readonly string[];
  readonly onPremises: readonly string[];
  readonly outside: readonly string[];
  readonly groups: readonly string[];
  /** Addresses that fail, by sort; none unless a study asks for them. */
  readonly bad: readonly BadPool[];
};

/** Entities of draws: each pool counts from its own first number. */
export const FIRST_ENTITY = {
  mailboxes: 0,
  onPremises: 0x20000000,
  outside: 0x40000000,
  others: 0x60000000,
} as const;

/** One policy, ready to run. */
export type Arm = {
  readonly policy: Policy;
  readonly tenant: Tenant;
  readonly people: readonly Person[];
  readonly base: Base;
};

export type CompiledStudy = {
  readonly study: Study;
  readonly seed: Seed;
  readonly arms: readonly Arm[];
  readonly pools: Pools;
  readonly people: readonly Person[];
  /** The number by which draws about an address are found. */
  readonly entityOf: (address: string) => number;
  /** The place of an address in the address book, which is the same for every policy. */
  readonly indexOf: (address: string) => number;
  readonly personOf: (address: string) => Person | undefined;
  /** What is done about the message; null: a recall. */
  readonly answer: Answer | null;
  /** Who reports an error; null: nobody. */
  readonly errorReport: ErrorReport | null;
  /** The study with the people, reports and answer of an arm; itself where the first has them. */
  readonly viewOf: (arm: number) => CompiledStudy;
};

/** People outside to whom mail goes astray when the tenant lists no contacts. */
const STRANGERS = 50;

/** The seed of a study as written; its form was checked when it was parsed. */
export function seedOf(text: string): Seed {
  const seed = parseSeed(text);
  assert(seed !== undefined, `the seed ${text} has the form of one`);
  return seed;
}

/** The organization of a study and its people, before any policy. */
export type Grown = { readonly tenant: Tenant; readonly people: readonly Person[] };

/**
 * Compiles a study.
 *
 * @param tenant  the tenant of the study as read; ignored where the study grows its own
 * @param grown   what `growStudy` gives, where it is known already
 */
export function compileStudy(
  study: Study,
  tenant: Tenant,
  grown: Grown = growStudy(study, tenant),
): CompiledStudy {
  const isBad = workloadOf(study.workload.kind).to === 'bad';
  const isListed = study.tenant.kind !== 'generate' && objectsOf(tenant, 'Mailbox').length > 0;
  const soil = isBad && !isListed ? withBadRecipients(grown.tenant) : grown.tenant;
  const pools = { ...poolsOf(soil), bad: isBad ? badPoolsOf(soil) : [] };
  const mentioned = [
    ...[...pools.mailboxes, ...pools.onPremises, ...pools.outside, ...pools.groups],
    ...pools.bad.flatMap(({ addresses }) => addresses),
  ];
  const tenants = study.policies.map((policy) => mergeTenants(soil, policy.tenant));
  const peoples = study.policies.map((policy) => peopleOf(study, policy, grown.people));
  const arms = compileArms(study, tenants, peoples, mentioned);
  const entities = new Map<string, number>();
  for (const pool of ['mailboxes', 'onPremises', 'outside'] as const) {
    pools[pool].forEach((address, index) => {
      entities.set(address, FIRST_ENTITY[pool] + index);
    });
  }
  const compiled: Omit<CompiledStudy, 'people' | 'personOf' | 'answer' | 'errorReport' | 'viewOf'> =
    {
      study,
      seed: seedOf(study.seed),
      arms,
      pools,
      entityOf: (address) => {
        // An address that is in no pool, such as a group member nobody lists, counts by the book.
        return entities.get(address) ?? FIRST_ENTITY.others + at(arms, 0).base.indexOf(address);
      },
      indexOf: at(arms, 0).base.indexOf,
    };
  const views: CompiledStudy[] = [];
  for (const { people, policy } of arms) {
    const { answer, errorReport } = policy;
    const known = new Map(people.map((person) => [person.mailbox, person]));
    const view: CompiledStudy = {
      ...compiled,
      people,
      personOf: (address) => known.get(address),
      answer,
      errorReport,
      viewOf: (arm) => at(views, arm),
    };
    const isAlike = (other: CompiledStudy): boolean =>
      other.people === people &&
      other.errorReport === errorReport &&
      isSameAnswer(other.answer, answer);
    views.push(views.find(isAlike) ?? view);
  }
  return at(views, 0);
}

const isSameAnswer = (one: Answer | null, other: Answer | null): boolean =>
  one === other || (one?.kind === 'nothing' && other?.kind === 'nothing');

/**
 * A compiled study with other numbers of people and another workload: nothing that is compiled
 * knows of either.
 */
export function withNumbers(compiled: CompiledStudy, study: Study): CompiledStudy {
  const views: CompiledStudy[] = [];
  compiled.arms.forEach((_, arm) => {
    const own = compiled.viewOf(arm);
    const shared = compiled.arms.findIndex((__, other) => compiled.viewOf(other) === own);
    const { arms } = compiled;
    views.push(views[shared] ?? { ...own, arms, study, viewOf: (index) => at(views, index) });
  });
  return at(views, 0);
}

/**
 * A compiled study with switches at other positions: bases carry them, and nothing that is compiled
 * was decided by one.
 */
export function withSwitches(compiled: CompiledStudy, study: Study): CompiledStudy {
  const arms = compiled.arms.map((arm, index): Arm => {
    const policy = at(study.policies, index);
    return { ...arm, policy, base: { ...arm.base, assume: policy.assume } };
  });
  return withNumbers({ ...compiled, arms }, study);
}

/** The people under a policy: the very same list where it changes nothing about them. */
function peopleOf(study: Study, policy: Policy, people: readonly Person[]): readonly Person[] {
  if (policy.clients === null && policy.people.length === 0) return people;
  const { population } = study;
  const numbers = { ...population.numbers, clients: policy.clients ?? population.numbers.clients };
  const plan = { domain: 'contoso.com', seed: seedOf(population.seed), preset: numbers };
  // The same draws as before: who has what client changes, and nothing else of anybody.
  const grown = growPopulation({ ...plan, mailboxes: people.length }).people;
  const grownPeople = people.map((person, index): Person => {
    const { client, mode } = at(grown, index);
    return policy.clients === null ? person : { ...person, client, mode: mode ?? 'cached' };
  });
  return policy.people.reduce<Person[]>((before, { of, mailbox, ...change }) => {
    const isMeant = (person: Person): boolean =>
      of === undefined ? person.mailbox === mailbox : person.client === of;
    return before.map((person) => (isMeant(person) ? { ...person, ...defined(change) } : person));
  }, grownPeople);
}

/** What a change says; nothing of what it leaves out. */
function defined(change: Omit<PeopleChange, 'of' | 'mailbox'>): Partial<Person> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** One base an arm; every arm knows the addresses of all, so that indices agree. */
function compileArms(
  study: Study,
  tenants: readonly Tenant[],
  peoples: readonly (readonly Person[])[],
  mentioned: readonly string[],
): Arm[] {
  const scenarioOf = (policy: Policy, index: number): Scenario =>
    armScenario(study, policy, at(tenants, index), at(peoples, index));
  const alone = study.policies.map((policy, index) =>
    compileBase(scenarioOf(policy, index), mentioned),
  );
  const all = [...new Set(alone.flatMap(({ book }) => book.addresses))];
  return study.policies.map((policy, index) => {
    const tenant = at(tenants, index);
    const own = at(alone, index);
    const isAlike =
      own.book.addresses.length === all.length &&
      own.book.addresses.every((address, number) => address === all[number]);
    // Settings are moved from one policy's base to another's: the numbers have to be the same.
    const base = isAlike ? own : compileBase(scenarioOf(policy, index), mentioned, all);
    assert(base.book.addresses.length === all.length, 'all policies number the same addresses');
    return { policy, tenant, people: at(peoples, index), base };
  });
}

/** The scenario of a policy before anything happens in it. */
export function armScenario(
  study: Study,
  policy: Policy,
  tenant: Tenant,
  people: readonly Person[],
): Scenario {
  return {
    name: `${study.name}: ${policy.name}`,
    profile: policy.profile,
    start: study.start,
    assume: policy.assume,
    deliveryMs: 0,
    untilMs: null,
    tenant,
    tenants: {},
    services: study.services,
    people,
    faults: [],
    timeline: [],
    expect: [],
    rules: [],
  };
}

/** The tenant with its people: grown whole, grown into the exports, or taken as it is. */
export function growStudy(study: Study, tenant: Tenant): Grown {
  const { population } = study;
  const own = study.tenant.kind === 'generate' ? emptyTenant : tenant;
  const listed = objectsOf(own, 'Mailbox').map(primaryAddress);
  const generated = study.tenant.kind === 'generate' ? study.tenant : null;
  const mailboxes = generated?.mailboxes ?? population.mailboxes ?? 1000;
  const domain = generated?.domain ?? defaultDomain(own) ?? 'contoso.com';
  const seed = seedOf(population.seed);
  const plan = { domain, seed, preset: population.numbers };
  const grown = growPopulation({ ...plan, mailboxes: listed.length || mailboxes });
  const names = listed.length > 0 ? listed : grown.people.map(({ mailbox }) => mailbox);
  const people = grown.people.map(
    ({ client, mode }, index): Person => ({
      ...personAt(at(names, index), client),
      mode: mode ?? 'cached',
    }),
  );
  const held = (whole: Tenant): Tenant => withRegions(whole, population, seed);
  if (listed.length > 0) return { tenant: held(own), people };
  const nouns = Object.entries(grown.tenant).map(([noun, objects]) => [
    noun,
    (objects as readonly object[]).map((object) => ({ ...object }) as CmdletObject),
  ]);
  return {
    tenant: held(mergeTenants({ tenantId: null, nouns: Object.fromEntries(nouns) }, own)),
    people,
  };
}

/** The domain of new addresses: the default accepted one, else the first. */
export function defaultDomain(tenant: Tenant): string | null {
  const domains = objectsOf(tenant, 'AcceptedDomain');
  const chosen = domains.find((object) => object['Default'] === true) ?? domains[0];
  return chosen === undefined ? null : (textOf(chosen, 'DomainName')?.toLowerCase() ?? null);
}

function poolsOf(tenant: Tenant): Omit<Pools, 'bad'> {
  const addresses = (noun: 'Mailbox' | 'MailUser' | 'MailContact' | 'DistributionGroup') =>
    objectsOf(tenant, noun).map(primaryAddress);
  const accepted = new Set(
    objectsOf(tenant, 'AcceptedDomain').map((object) =>
      textOf(object, 'DomainName')?.toLowerCase(),
    ),
  );
  const isInside = (address: string): boolean => accepted.has(domainOf(address));
  const contacts = [...addresses('MailContact'), ...addresses('MailUser')].filter(
    (address) => !isInside(address),
  );
  const strangers = Array.from(
    { length: STRANGERS },
    (_, index) => `stranger.${index + 1}@elsewhere.example`,
  );
  return {
    mailboxes: addresses('Mailbox'),
    onPremises: addresses('MailUser').filter(isInside),
    outside: contacts.length > 0 ? contacts : strangers,
    groups: addresses('DistributionGroup'),
  };
}

/** What an object that is laid over another calls it by. */
function identityOf(noun: Noun, object: CmdletObject): string | null {
  for (const property of nounSpec(noun).identity) {
    const value = object[property];
    if (typeof value === 'string') return value;
  }
  return null;
}

/** A tenant with another laid over it: objects of one identity become one, property by property. */
export function mergeTenants(below: Tenant, above: Tenant): Tenant {
  const nouns: Partial<Record<Noun, readonly CmdletObject[]>> = {};
  for (const noun of nounNames) {
    const under = objectsOf(below, noun);
    const over = objectsOf(above, noun);
    if (under.length + over.length === 0) continue;
    nouns[noun] = over.length === 0 ? under : mergeObjects(noun, under, over);
  }
  return { tenantId: above.tenantId ?? below.tenantId, nouns };
}

function mergeObjects(
  noun: Noun,
  under: readonly CmdletObject[],
  over: readonly CmdletObject[],
): CmdletObject[] {
  if (nounSpec(noun).single) return [Object.assign({}, ...under, ...over) as CmdletObject];
  const merged = [...under];
  for (const object of over) {
    const wanted = identityOf(noun, object);
    const known = merged.findIndex((candidate) => wanted !== null && answersTo(candidate, wanted));
    if (known >= 0) merged[known] = { ...at(merged, known), ...object };
    else merged.push(object);
  }
  return merged;
}

/** How many recipients of each kind an arm knows, for reports. */
export function kindCounts({ base }: Arm): Record<string, number> {
  const counts: Record<string, number> = {};
  const { org } = at(base.epochs, 0);
  for (let recipient = 0; recipient < org.recipientCount; recipient++) {
    const kind = kindOf(org, recipient);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** The one message and recall of a replication, and who uses which client. */
export function subjectOf({ answer, personOf, study }: CompiledStudy): Subject {
  return {
    message: 0,
    recall: answer === null ? 0 : -1,
    isMeant: answer?.kind === 'nothing',
    countsIncidents: countsPrevention(study),
    clientOf: (who) => personOf(who)?.client,
  };
}
