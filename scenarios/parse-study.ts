/**
 * A study file to a study: text in, a checked value or all of its faults out.
 *
 * Never: read a file (a tenant that is a path stays one, `read-study.ts` follows it), draw, or stop
 * at the first fault.
 */
import { type AssumptionName, type Assumptions, assumptionNamed } from '../model/assumptions.ts';
import { type Parsed, showFound } from '../model/fault.ts';
import { emptyTenant, type Tenant } from '../model/org/tenant.ts';
import { latestProfile, profileNames } from '../model/profile.ts';
import { CHOICES, DELAYS } from './behaviours.ts';
import { parseDocument } from './document.ts';
import { readAssume } from './parse-assume.ts';
import { parseTenantObject } from './parse-tenant.ts';
import { PRESETS } from './presets.ts';
import {
  PREVENTION_CHOICES,
  PREVENTION_DELAYS,
  preventionChoices,
  preventionDelays,
} from './prevention.ts';
import { checkStudyRegions } from './schema/delivery.ts';
import { type Finding, type Findings, locate, nearestOf, soundOf } from './schema/findings.ts';
import { checkShareSum } from './schema/share-sums.ts';
import { generateForm, metricForm, type StudyFile, studyForm } from './schema/study.ts';
import { readAnswer } from './schema/study-answer.ts';
import { checkBurst, readSpike } from './schema/study-burst.ts';
import { readErrorReport } from './schema/study-error-report.ts';
import { readLoad, readPolicyLoad } from './schema/study-load.ts';
import { checkMeasures, measureKeys, readMeasures, withReviews } from './schema/study-measures.ts';
import { readMetric, readPrecision, readRequirement } from './schema/study-metrics.ts';
import { readClients, readPolicyPeople } from './schema/study-people.ts';
import { parseBy } from './schema/translate.ts';
import { text } from './schema/words.ts';
import {
  type Behaviours,
  choiceNames,
  countsPrevention,
  defaultMetricWords,
  delayNames,
  type Policy,
  type Study,
  type StudyPopulation,
  type StudyTenant,
  sharedChoices,
  sharedDelays,
} from './study.ts';
import { type StudyChanges, withChanges } from './study-changes.ts';
import { goesToGroup, workloadOf } from './workloads.ts';

/** Monday, 2 March 2026, 08:00 UTC: T0 of a study that names none, as of the scenarios. */
const START = Date.UTC(2026, 2, 2, 8);

/** Parses the text of a study; `file` is how faults call it. */
export function parseStudy(text: string, file: string, changes: StudyChanges = {}): Parsed<Study> {
  const { document, faults } = parseDocument(text);
  const into: Findings = { faults: [...faults], warnings: [] };
  const positionOf = document?.positionOf ?? (() => undefined);
  const study = document === null ? undefined : studyOf(withChanges(document.value, changes), into);
  const located = locate(into.faults, { positionOf }, file);
  if (study === undefined || located.length > 0) return { ok: false, faults: located };
  return { ok: true, value: study, warnings: locate(into.warnings, { positionOf }, file) };
}

/** The study that a file's value says, as far as there is one; faults have paths and no lines. */
export function studyOf(value: unknown, into: Findings): Study | undefined {
  const repair = (rest: object): object => repaired(rest, value);
  const written = parseBy(studyForm, value, [], into, ' of a study', repair);
  if (written === undefined) return undefined;
  const assume = readAssume(written.assume, ['assume'], into);
  const profile = written.profile ?? latestProfile;
  if (written.profile === undefined) warnOfProfile(into);
  const tenant = readTenant(written, into);
  const policies = readPolicies(written, tenant, assume, profile, into);
  if (tenant.kind !== 'path') {
    checkMeasures(policies, tenant.kind === 'object' ? tenant.tenant : emptyTenant, into);
  }
  const workload = readWorkload(written, into);
  const isCounted = countsPrevention({ workload, policies });
  const load = readLoad(written.load, ['load'], into);
  const isWatched = written.spike !== undefined;
  const answer = policies[0]?.answer ?? null;
  const { metrics: listed, require: lines } = value as { metrics?: unknown; require?: unknown };
  const metrics =
    listed === undefined
      ? [...defaultMetricWords(isCounted, answer, isWatched).entries()]
      : soundOf(listed, metricForm);
  const study: Study = {
    name: written.name,
    profile,
    seed: written.seed,
    start: readStart(written, into),
    assume,
    tenant,
    services: written.services.map(({ delay, ...service }) => ({ ...service, delayMs: delay })),
    population: readPopulation(written, into),
    workload,
    behaviours: behavioursOf(written),
    ...(load === undefined ? {} : { load }),
    ...(written.spike === undefined ? {} : { spike: readSpike(written.spike) }),
    policies,
    metrics: metrics.flatMap(([index, one]) => readMetric(one, ['metrics', index], into) ?? []),
    precision: readPrecision(written, into),
    require: soundOf(lines, text).flatMap(
      ([index, line]) => readRequirement(line, policies, ['require', index], into) ?? [],
    ),
  };
  checkBurst(study, into);
  if (tenant.kind !== 'path') {
    checkStudyRegions(study, tenant.kind === 'object' ? tenant.tenant : emptyTenant, into);
  }
  return study;
}

/**
 * A study with something in the place of the keys that it needs and whose values are faulty, and
 * with all of its policies, which others name: then the faults of all the rest are found too.
 */
function repaired(rest: { readonly policies?: object }, written: unknown): object {
  const needed = {
    version: 1,
    name: 'a study',
    tenant: { generate: { mailboxes: 2 } },
    workload: { recallAfter: 'seconds' },
  };
  const { policies } = (written ?? {}) as { readonly policies?: unknown };
  if (policies === null || typeof policies !== 'object') return { ...needed, ...rest };
  const names = Object.fromEntries(Object.keys(policies).map((name) => [name, null]));
  return { ...needed, ...rest, policies: { ...names, ...rest.policies } };
}

function warnOfProfile(into: Findings): void {
  into.warnings.push({
    code: 'missing',
    message: `names no profile, so it follows the latest (${latestProfile}) and an upgrade may change it`,
    path: [],
    fix: `add the line: profile: ${latestProfile}`,
  });
}

function readStart({ start }: StudyFile, into: Findings): number {
  if (start === undefined) return START;
  if (start.absolute) return start.ms;
  const expected = 'an absolute time such as 2026-03-02T08:00:00Z';
  into.faults.push({ code: 'wrong-type', message: 'is not absolute', path: ['start'], expected });
  return START;
}

function readTenant({ tenant }: StudyFile, into: Findings): StudyTenant {
  if (typeof tenant === 'string') return { kind: 'path', path: tenant };
  if (Object.hasOwn(tenant, 'generate')) {
    const read = parseBy(generateForm, tenant, ['tenant'], into, ' of a grown tenant');
    const { mailboxes, domain } = read?.generate ?? { mailboxes: 2, domain: 'contoso.com' };
    return { kind: 'generate', mailboxes, domain: domain.toLowerCase() };
  }
  const read = parseTenantObject(tenant, ['tenant']);
  into.faults.push(...read.faults);
  into.warnings.push(...read.warnings);
  return { kind: 'object', tenant: read.tenant };
}

function readPopulation({ population, tenant }: StudyFile, into: Findings): StudyPopulation {
  const {
    preset: name,
    clients,
    mailboxes,
    mailboxesPerDatabase,
    regions,
    seed,
    ...shares
  } = population;
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  if (preset === undefined) {
    into.faults.push({
      code: 'unknown-word',
      message: `unknown preset "${name}"`,
      path: ['population', 'preset'],
      expected: Object.keys(PRESETS).join(' '),
      ...nearestOf(name, Object.keys(PRESETS)),
    });
  }
  const given =
    clients === undefined ? null : readClients(clients, ['population', 'clients'], into);
  if (regions !== undefined) {
    checkShareSum(regions, 'the mailboxes', ['population', 'regions'], into);
  }
  if (mailboxes !== undefined && typeof tenant === 'object' && Object.hasOwn(tenant, 'generate')) {
    const message = 'says again what tenant.generate.mailboxes says';
    into.faults.push({ code: 'duplicate', message, path: ['population', 'mailboxes'] });
  }
  const numbers = preset?.numbers ?? (PRESETS['office'] as NonNullable<typeof preset>).numbers;
  const stated = Object.entries(shares).filter(([, value]) => value !== undefined);
  const own = { ...Object.fromEntries(stated), ...(given === null ? {} : { clients: given }) };
  return {
    preset: name,
    numbers: { ...numbers, ...own },
    own: Object.keys(own),
    mailboxes: mailboxes ?? null,
    ...(mailboxesPerDatabase === undefined ? {} : { mailboxesPerDatabase }),
    ...(regions === undefined ? {} : { regions }),
    seed,
  };
}

const isOfReceipts = (metric: string): boolean => metric.startsWith('receipt.');

function readWorkload({ workload, metrics }: StudyFile, into: Findings): Study['workload'] {
  const { burst, delivery: ways, messages: _one, readReceipt, size, ...drawn } = workload;
  const { kind } = workload;
  const spec = workloadOf(kind);
  const isGroup = goesToGroup(kind);
  if (isGroup && workload.groups !== undefined) {
    const message = `says again what kind: ${kind} says: to whom every message goes`;
    into.faults.push({ code: 'duplicate', message, path: ['workload', 'groups'] });
  }
  const isMeasured = (metrics ?? []).some((metric) =>
    typeof metric === 'string' ? isOfReceipts(metric) : isOfReceipts(metric.metric),
  );
  const groups = isGroup ? 1 : (workload.groups ?? 0);
  const asked = { readReceipt: readReceipt ?? isMeasured, size: size ?? spec.size };
  const delivery = 'regions' in ways ? (ways.default ?? { constant: 10_000 }) : ways;
  const transit = 'regions' in ways ? { transit: ways.regions } : {};
  const more = burst === undefined ? {} : { burst };
  return { ...drawn, delivery, ...transit, ...asked, groups, ...more };
}

function behavioursOf({ behaviours }: StudyFile): Behaviours {
  const written = behaviours as Partial<Behaviours['delays'] & Behaviours['choices']>;
  const delays = { ...DELAYS, ...PREVENTION_DELAYS };
  const choices = { ...CHOICES, ...PREVENTION_CHOICES };
  const ofDelays = [...delayNames, ...preventionDelays, ...sharedDelays];
  const ofChoices = [...choiceNames, ...preventionChoices, ...sharedChoices];
  const own = [...ofDelays, ...ofChoices].filter((name) => written[name] !== undefined);
  const delayed = ofDelays.map((name) => [name, written[name] ?? delays[name].distribution]);
  const chosen = ofChoices.map((name) => [name, written[name] ?? choices[name].probability]);
  return {
    delays: Object.fromEntries(delayed) as Behaviours['delays'],
    choices: Object.fromEntries(chosen) as Behaviours['choices'],
    own,
  };
}

function readPolicies(
  { load: shared, policies, workload }: StudyFile,
  tenant: StudyTenant,
  assume: Assumptions,
  profile: Study['profile'],
  into: Findings,
): Policy[] {
  const names = Object.entries(policies);
  if (names.length === 0) {
    const message = 'names no policy';
    into.faults.push({ code: 'out-of-range', message, path: ['policies'], fix: 'write today: {}' });
  }
  const read = names.map(([name, written]): Policy => {
    const path = ['policies', name];
    if (!/^[\w-]{1,60}$/.test(name)) {
      const expected = 'letters, digits, - or _';
      const message = `"${name}" is no name of a policy`;
      into.faults.push({ code: 'out-of-range', message, path, onKey: true, expected });
    }
    const {
      assume: moved,
      profile: own,
      population,
      people,
      answer,
      errorReport,
      load,
      ...others
    } = written ?? {};
    const { measures, nouns } = readMeasures(others, path, into);
    const loaded = readPolicyLoad(load, shared, [...path, 'load'], into);
    const listed = tenant.kind === 'object' ? tenant.tenant : null;
    return {
      name,
      tenant: readPatch(nouns, path, into),
      assume: readMoved(moved, assume, [...path, 'assume'], into),
      profile: readProfile(own, profile, [...path, 'profile'], into),
      answer: readAnswer(answer, workload.kind, path, into),
      errorReport: readErrorReport(errorReport, workload.kind, path, into),
      measures,
      ...(loaded === undefined ? {} : { load: loaded }),
      ...readPolicyPeople({ population, people }, listed, path, into),
    };
  });
  return withReviews(read);
}

/**
 * The nouns of a policy: a part of a tenant, so what they refer to may stand in the tenant itself.
 */
function readPatch(nouns: object, path: (string | number)[], into: Findings): Tenant {
  const read = parseTenantObject(nouns, path);
  const isElsewhere = (code: string): boolean => code === 'unknown-reference';
  const own = read.faults.filter(({ code }) => !isElsewhere(code));
  into.faults.push(...own.map((fault) => nearPolicyKey(fault, path)));
  into.warnings.push(...read.warnings.filter(({ code }) => !isElsewhere(code)));
  return read.tenant ?? emptyTenant;
}

/** What a policy may say besides nouns. */
const policyKeys = [
  'assume',
  'profile',
  'population',
  'people',
  'answer',
  'errorReport',
  'load',
  ...measureKeys,
];

/** An unknown noun of a policy may be meant as another of its keys. */
function nearPolicyKey(fault: Finding, path: readonly unknown[]): Finding {
  const isKey = fault.code === 'unknown-key' && fault.path.length === path.length + 1;
  if (!isKey) return fault;
  const { nearest } = nearestOf(String(fault.path.at(-1)), policyKeys);
  const expected = `a noun of the tenant, or one of ${policyKeys.join(' ')}`;
  return nearest === undefined ? fault : { ...fault, expected, nearest };
}

function readMoved(
  moved: unknown,
  assume: Assumptions,
  path: (string | number)[],
  into: Findings,
): Assumptions {
  const read = readAssume(moved, path, into);
  const names = Object.keys((moved ?? {}) as object)
    .map(assumptionNamed)
    .filter((name): name is AssumptionName => name !== undefined);
  const positions = names.map((name) => [name, read[name]]);
  return { ...assume, ...(Object.fromEntries(positions) as Partial<Assumptions>) };
}

function readProfile(
  written: unknown,
  otherwise: Study['profile'],
  path: (string | number)[],
  into: Findings,
): Study['profile'] {
  if (written === undefined) return otherwise;
  const known = profileNames.find((name) => name === written);
  if (known !== undefined) return known;
  into.faults.push({
    code: 'unknown-word',
    message: `unknown profile ${showFound(written)}`,
    path,
    expected: profileNames.join(' '),
    ...nearestOf(String(written), profileNames),
  });
  return otherwise;
}
