/**
 * Scenario -> file: the form that `parseScenario` reads back to the same value.
 *
 * Why: a counterexample or a replication of a study is only useful when it is a file that anybody
 * can replay.
 */
import { stringify } from 'yaml';
import { type AssumptionName, assumptionNames, assumptions } from '../model/assumptions.ts';
import { type Noun, nounNames, nounSpec } from '../model/org/settings.ts';
import type { CmdletObject, PropertyValue, Tenant } from '../model/org/tenant.ts';
import type { Application, RecallContext } from '../model/setting.ts';
import type { Action, InjectedFault, Person, Scenario, Window } from './scenario.ts';
import { formatDuration, formatInstant } from './time.ts';

type Plain = Record<string, unknown>;

/** The YAML of a scenario. */
export function printScenario(scenario: Scenario): string {
  return stringify(plainScenario(scenario), { lineWidth: 100 });
}

/** The scenario as the plain value of its file; whatever has its default is left out. */
export function plainScenario(scenario: Scenario): Plain {
  const { services, people, faults, expect, rules } = scenario;
  return {
    version: 1,
    name: scenario.name,
    profile: scenario.profile,
    start: formatInstant(0, scenario.start),
    ...optional('assume', plainAssumptions(scenario)),
    delivery: plainDelivery(scenario),
    ...(scenario.untilMs === null ? {} : { until: formatDuration(scenario.untilMs) }),
    tenant: plainTenant(scenario.tenant),
    ...optional(
      'tenants',
      Object.fromEntries(
        Object.entries(scenario.tenants).map(([name, other]) => [name, plainTenant(other)]),
      ),
    ),
    ...optional('services', services.map(plainService)),
    ...optional('people', people.map(plainPerson)),
    ...optional('faults', faults.map(plainFault)),
    timeline: scenario.timeline.map(({ at, action }) => ({
      at: formatDuration(at),
      [action.kind]: plainAction(action),
    })),
    ...optional('rules', rules),
    ...optional(
      'expect',
      expect.map(({ value }) => value),
    ),
  };
}

function optional(key: string, value: object): Plain {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}

function plainAssumptions({ assume }: Scenario): Plain {
  const moved = assumptionNames.filter(
    (name) => JSON.stringify(assume[name]) !== JSON.stringify(assumptions[name].default),
  );
  return Object.fromEntries(moved.map((name) => [name, plainPosition(assume[name], name)]));
}

function plainPosition(position: unknown, name: AssumptionName): unknown {
  if (assumptions[name].kind === 'duration') return formatDuration(position as number);
  return Array.isArray(position) ? position.map((ms: number) => formatDuration(ms)) : position;
}

function plainTenant(tenant: Tenant): Plain {
  const nouns = nounNames.flatMap((noun): [string, unknown][] => {
    const objects = tenant.nouns[noun];
    if (!objects || objects.length === 0) return [];
    const plain = objects.map((object) => plainObject(noun, object));
    return [[noun, nounSpec(noun).single ? plain[0] : plain]];
  });
  return {
    ...(tenant.tenantId ? { TenantId: tenant.tenantId } : {}),
    ...Object.fromEntries(nouns),
  };
}

function plainObject(noun: Noun, object: CmdletObject): Plain {
  const { properties } = nounSpec(noun);
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      plainValue(properties[name]?.type, value),
    ]),
  );
}

function plainValue(type: unknown, value: PropertyValue | object): unknown {
  if (type === 'instant' && typeof value === 'string' && value.startsWith('+'))
    return formatDuration(Number(value.slice(1)));
  const isTime = type === 'timespan' || type === 'days';
  if (isTime && typeof value === 'number') return formatDuration(value);
  return value === Number.POSITIVE_INFINITY ? 'Unlimited' : value;
}

function plainService({
  name,
  takes,
  returns,
  delayMs,
  stamps,
}: Scenario['services'][number]): Plain {
  return {
    name,
    takes,
    ...(returns === null ? {} : { returns }),
    delay: formatDuration(delayMs),
    ...optional('stamps', stamps),
  };
}

function plainPerson(person: Person): Plain {
  const { running, offline, processingDelayMs, sync, ...rest } = person;
  return {
    ...rest,
    processingDelay: formatDuration(processingDelayMs),
    ...(sync === null
      ? {}
      : { sync: sync.kind === 'every' ? formatDuration(sync.everyMs) : sync.kind }),
    ...(running === null ? {} : { running: running.map(plainWindow) }),
    ...optional('offline', offline.map(plainWindow)),
  };
}

function plainDelivery({ deliveryMs, transit }: Scenario): Plain | string {
  if (transit === undefined) return formatDuration(deliveryMs);
  const regions = Object.entries(transit).map(([from, row]) => [
    from,
    Object.fromEntries(Object.entries(row).map(([to, ms]) => [to, formatDuration(ms)])),
  ]);
  return { default: formatDuration(deliveryMs), regions: Object.fromEntries(regions) };
}

function plainWindow({ from, to }: Window): [string, string] {
  return [formatDuration(from), Number.isFinite(to) ? formatDuration(to) : '3650d'];
}

function plainFault(fault: InjectedFault): Plain {
  switch (fault.kind) {
    case 'mailbox-unavailable':
      return { mailbox: fault.mailbox, unavailable: plainWindow(fault.window) };
    case 'delivery-delayed':
      return { mailbox: fault.mailbox, delayDeliveryUntil: formatDuration(fault.until) };
    case 'quarantined':
      return {
        message: fault.message,
        mailbox: fault.mailbox,
        quarantinedUntil: formatDuration(fault.until),
      };
    case 'connector-down':
      return { connector: fault.connector, down: plainWindow(fault.window) };
    case 'service-unreachable':
      return { service: fault.service, unreachable: plainWindow(fault.window) };
    case 'backlog': {
      const { mailbox, message, queue, recall, waitMs, window } = fault;
      const named = Object.entries({ message, recall, mailbox }).filter(([, id]) => id !== null);
      const backlog = plainWindow(window);
      return { queue, ...Object.fromEntries(named), backlog, wait: formatDuration(waitMs) };
    }
    case 'agent-down':
      return { agent: fault.agent, down: plainWindow(fault.window) };
  }
}

function plainAction(action: Action): Plain {
  if (action.kind === 'change') {
    const { tenant, cmdlet, noun, identity, properties } = action;
    const values = Object.entries(properties).map(([name, value]) => [
      name,
      plainValue(nounSpec(noun).properties[name]?.type, value),
    ]);
    const given = identity === null ? {} : { Identity: identity };
    const where = tenant === null ? {} : { tenant };
    return { ...where, [cmdlet]: { ...given, ...Object.fromEntries(values) } };
  }
  if (action.kind === 'inspect') {
    const given = action.identity === null ? {} : { Identity: action.identity };
    const where = action.tenant === null ? {} : { tenant: action.tenant };
    return { id: action.id, ...where, [`Get-${action.noun}`]: given };
  }
  const { kind: _, ...fields } = action as Action & Record<string, unknown>;
  const { deferByMs, expiresAfterMs, ...rest } = fields as Plain;
  const plain: Plain = { ...rest };
  if (typeof deferByMs === 'number') plain['deferBy'] = formatDuration(deferByMs);
  if (expiresAfterMs !== undefined)
    plain['expiresAfter'] = formatDuration(expiresAfterMs as number);
  const { application } = plain as { application?: Application };
  if (application !== undefined) {
    const { name, mayWriteMail } = application;
    plain['application'] = { name, ...(mayWriteMail ? { permissions: ['Mail.ReadWrite'] } : {}) };
  }
  const { context } = plain as { context?: RecallContext };
  if (context !== undefined) {
    const { mfaDelayMs, ...said } = context;
    plain['context'] = {
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)),
      mfaDelay: formatDuration(mfaDelayMs),
    };
  }
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => !isDefault(value)));
}

/** Null, false and empty lists are what an absent key means, `leaveOnServer` apart. */
function isDefault(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
