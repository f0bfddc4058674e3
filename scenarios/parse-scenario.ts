/**
 * Scenario files: text to a scenario that can be run, or everything that is wrong with it, each
 * with its line.
 *
 * Why part by part: a misspelt setting must not hide an unknown mailbox further down, so each part
 * is checked by itself and what could be read is kept for checking the others.
 *
 * Never: throw for what a user wrote, read a file, or let a message of a library through.
 */
import { type Parsed, type Path, showFound } from '../model/fault.ts';
import { emptyTenant, type Tenant } from '../model/org/tenant.ts';
import { latestProfile, type ProfileName, profileNames } from '../model/profile.ts';
import { isRuleId, type RuleId, ruleIds } from '../model/rules/catalogue.ts';
import { parseDocument } from './document.ts';
import { readAssume } from './parse-assume.ts';
import { parseTenantObject } from './parse-tenant.ts';
import type { Scenario } from './scenario.ts';
import { checkRegions, regionalDelivery, regionsIn } from './schema/delivery.ts';
import { directoryOf, noteOutside } from './schema/directory.ts';
import { readExpectations } from './schema/expect.ts';
import {
  type Finding,
  type Findings,
  listWords,
  locate,
  nearestOf,
  notModelled,
  unknownKey,
} from './schema/findings.ts';
import { noIds, type Resolving } from './schema/ids.ts';
import { profilesModelled, topKeys } from './schema/keys.ts';
import { afterStart } from './schema/moments.ts';
import { type Fields, isFields } from './schema/properties.ts';
import { readFault, readPeople, readService } from './schema/surroundings.ts';
import { targetedAddresses } from './schema/tenant-references.ts';
import { readTenants } from './schema/tenants.ts';
import { readTimeline } from './schema/timeline.ts';
import { parseBy } from './schema/translate.ts';
import { duration, instant } from './schema/words.ts';
import { parseAbsolute } from './time.ts';

/** T0 of scenarios that do not say: a Monday morning. */
export const defaultStart = Date.UTC(2026, 2, 2, 8);
const DELIVERY_DEFAULT_MS = 10_000;

/**
 * Reads a scenario.
 *
 * @param text  YAML 1.2 or JSON
 * @param file  its name, for the faults
 */
export function parseScenario(text: string, file: string): Parsed<Scenario> {
  const reading = parseDocument(text);
  if (reading.document === null) {
    const faults = locate(reading.faults, { positionOf: () => undefined }, file);
    return { ok: false, faults };
  }
  const into: Findings = { faults: [...reading.faults], warnings: [] };
  const scenario = readScenario(reading.document.value, into);
  const faults = locate(into.faults, reading.document, file);
  if (scenario === undefined || faults.length > 0) return { ok: false, faults };
  return { ok: true, value: scenario, warnings: locate(into.warnings, reading.document, file) };
}

/** Reads a scenario's plain value, adding faults; undefined when it is no scenario at all. */
function readScenario(value: unknown, into: Findings): Scenario | undefined {
  if (!isFields(value)) {
    const expected = 'a mapping with version, name, tenant and timeline';
    const message = 'is not a scenario';
    into.faults.push({ code: 'wrong-type', message, path: [], found: showFound(value), expected });
    return undefined;
  }
  checkTop(value, into);
  const start = readStart(value['start'], into);
  const tenantReading =
    value['tenant'] == null ? undefined : parseTenantObject(value['tenant'], ['tenant']);
  into.faults.push(...(tenantReading?.faults ?? []));
  into.warnings.push(...(tenantReading?.warnings ?? []));
  const tenant: Tenant = tenantReading?.tenant ?? emptyTenant;
  const directory = directoryOf(tenant);
  const tenants = readTenants(value['tenants'], tenant, directory, into);
  for (const one of [tenant, ...Object.values(tenants)])
    noteOutside(directory, targetedAddresses(one));
  const to: Resolving = { startMs: start, directory, ids: noIds(), into };
  const timeline = readTimeline(value['timeline'] ?? [], ['timeline'], to);
  return {
    name: typeof value['name'] === 'string' ? value['name'] : '',
    profile: readProfile(value['profile'], into),
    start,
    assume: readAssume(value['assume'], ['assume'], into),
    ...readDelivery(value['delivery'], tenant, into),
    untilMs: readUntil(value['until'], start, into),
    tenant,
    tenants,
    services: itemsOf(value, 'services', into).flatMap(
      ([one, path]) => readService(one, path, to) ?? [],
    ),
    people: readPeople(itemsOf(value, 'people', into), to),
    faults: itemsOf(value, 'faults', into).flatMap(([one, path]) => readFault(one, path, to) ?? []),
    timeline,
    expect: readExpectations(value['expect'] ?? [], ['expect'], to),
    rules: readRules(itemsOf(value, 'rules', into), into),
  };
}

/** The keys of a scenario, its version, and what must be there. */
function checkTop(value: Fields, into: Findings): void {
  for (const key of Object.keys(value)) {
    if (!topKeys.includes(key)) into.faults.push(unknownKey([], key, topKeys, ''));
  }
  const missing = ['version', 'tenant', 'timeline'].filter((key) => value[key] == null);
  for (const key of missing) {
    const more = key === 'version' ? { expected: 'version: 1' } : {};
    into.faults.push({ code: 'missing', message: `needs the key "${key}"`, path: [], ...more });
  }
  const { version, name } = value;
  if (version != null && version !== 1) {
    const message = `version ${showFound(version)} is not known here`;
    const found = showFound(version);
    into.faults.push({ code: 'out-of-range', message, path: ['version'], found, expected: '1' });
  }
  if (name != null && typeof name !== 'string') {
    into.faults.push(notText(['name'], name));
  }
}

const notText = (path: Path, value: unknown): Finding => ({
  code: 'wrong-type',
  message: 'is not text',
  path,
  found: showFound(value),
});

function readStart(value: unknown, into: Findings): number {
  if (value == null) return defaultStart;
  const ms = typeof value === 'string' ? parseAbsolute(value) : null;
  if (ms !== null) return ms;
  const expected = 'an instant with its zone, such as 2026-03-02T08:00:00Z';
  const message = `is not ${expected}`;
  const found = showFound(value);
  into.faults.push({ code: 'wrong-type', message, path: ['start'], found, expected });
  return defaultStart;
}

function readProfile(value: unknown, into: Findings): ProfileName {
  if (value == null) return latestProfile;
  const name = profileNames.find((known) => known === value);
  if (name !== undefined && profilesModelled.includes(name)) return name;
  if (name !== undefined) {
    const fault = notModelled(['profile'], `profile "${name}"`, 'value');
    into.faults.push({ ...fault, expected: modelled });
    return latestProfile;
  }
  into.faults.push({
    code: 'unknown-word',
    message: typeof value === 'string' ? `unknown profile "${value}"` : 'is not a profile',
    path: ['profile'],
    found: showFound(value),
    expected: modelled,
    ...(typeof value === 'string' ? nearestOf(value, profileNames) : {}),
  });
  return latestProfile;
}

const modelled = listWords(profilesModelled);

function readDelivery(
  value: unknown,
  tenant: Tenant,
  into: Findings,
): Pick<Scenario, 'deliveryMs' | 'transit'> {
  if (!isFields(value)) {
    const delay = value == null ? undefined : parseBy(duration, value, ['delivery'], into);
    return { deliveryMs: delay ?? DELIVERY_DEFAULT_MS };
  }
  const read = parseBy(regionalDelivery, value, ['delivery'], into, ' of delivery');
  const { default: deliveryMs = DELIVERY_DEFAULT_MS, regions: transit = {} } = read ?? {};
  checkRegions(transit, regionsIn(tenant), ['delivery', 'regions'], into);
  return { deliveryMs, transit };
}

function readUntil(value: unknown, start: number, into: Findings): number | null {
  const until = value == null ? undefined : parseBy(instant, value, ['until'], into);
  return until === undefined ? null : afterStart(until, start, ['until'], into);
}

/** The items of a top-level list with their paths. */
function itemsOf(value: Fields, key: string, into: Findings): [item: unknown, path: Path][] {
  const list = value[key] ?? [];
  if (Array.isArray(list)) return list.map((item: unknown, i) => [item, [key, i]]);
  const found = showFound(list);
  into.faults.push({ code: 'wrong-type', message: 'is not a list', path: [key], found });
  return [];
}

function readRules(items: readonly [unknown, Path][], into: Findings): RuleId[] {
  return items.flatMap(([value, path]): RuleId[] => {
    if (typeof value === 'string' && isRuleId(value)) return [value];
    into.faults.push({
      code: 'unknown-reference',
      message: `no rule has the id ${showFound(value)}`,
      path,
      found: showFound(value),
      ...(typeof value === 'string' ? nearestOf(value, ruleIds) : {}),
    });
    return [];
  });
}
