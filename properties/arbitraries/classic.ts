/**
 * Scenarios of classic recall by chance: the small world of `scenario.ts` in the time before the
 * cloud agent, or with that agent switched off, and people whose clients differ, start and stop.
 *
 * Shrinks towards people who read with Outlook in Cached Mode that is always running.
 */
import fc from 'fast-check';
import type { CmdletObject } from '../../model/org/tenant.ts';
import type { Client, Person, Scenario, TimelineEntry } from '../../scenarios/scenario.ts';
import { personAt } from '../../scenarios/scenario.ts';
import { build, cloud, type Ingredients, ingredients, team } from './scenario.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const moments = [0, MINUTE, 5 * MINUTE, 11 * MINUTE, HOUR, 2 * HOUR, DAY, 3 * DAY];
const moment = fc.constantFrom(...moments);
const stretch = fc
  .tuple(moment, moment)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + MINUTE }));

const program = fc.constantFrom<Client>(
  'outlook-windows',
  'outlook-windows',
  'outlook-windows',
  'owa',
  'eas',
  'outlook-mobile',
);

/** How somebody reads mail. */
const reading = fc.record({
  client: program,
  mode: fc.constantFrom('cached' as const, 'online' as const),
  processRecalls: fc.constantFrom('auto' as const, 'auto' as const, 'manual' as const),
  processingDelayMs: fc.constantFrom(2 * MINUTE, MINUTE, 10 * MINUTE),
  running: fc.option(fc.array(stretch, { maxLength: 2 }), { nil: null, freq: 2 }),
  offline: fc.array(stretch, { maxLength: 1 }),
});
export type Reading = typeof reading extends fc.Arbitrary<infer T> ? T : never;

/** What somebody does with a client or a request, besides what is done to copies. */
const act = fc.oneof(
  fc.constant({ kind: 'openRequest' as const }),
  fc.constant({ kind: 'stopClient' as const }),
  fc.record({
    kind: fc.constant('startClient' as const),
    client: fc.option(program, { nil: null }),
    mode: fc.option(fc.constantFrom('cached' as const, 'online' as const), { nil: null }),
  }),
);

/** What a classic case is made of beyond the ingredients of any. */
export const classicIngredients = fc.record({
  world: ingredients,
  profile: fc.constantFrom('classic' as const, 'cloud-2026-08' as const),
  readings: fc.tuple(reading, reading, reading),
  acts: fc.array(fc.tuple(moment, fc.constantFrom(...cloud), act), { maxLength: 4 }),
  /** Everybody views the first request some time after the recall. */
  everybodyViews: fc.option(fc.constantFrom(MINUTE, 30 * MINUTE), { nil: null, freq: 2 }),
  resultMail: fc.boolean(),
  silentTeam: fc.boolean(),
  filesRequests: fc.constantFrom('nobody', 'nobody', cloud[0], cloud[1]),
  easProcesses: fc.boolean(),
  skipsExpired: fc.boolean(),
});
export type ClassicIngredients =
  typeof classicIngredients extends fc.Arbitrary<infer T> ? T : never;

/** Any classic scenario of the small world. */
export const classicScenarios: fc.Arbitrary<Scenario> = classicIngredients.map(buildClassic);

/** People, deeds and rules as they are when nothing stands in the way. */
export const plainWorld = (world: Ingredients): Ingredients => ({
  ...world,
  plain: true,
  deeds: [],
  faults: [],
  second: false,
  signature: 'none',
});

/** Somebody with Outlook in Cached Mode that is always running. */
export const plainReading: Reading = {
  client: 'outlook-windows',
  mode: 'cached',
  processRecalls: 'auto',
  processingDelayMs: 2 * MINUTE,
  running: null,
  offline: [],
};

/** Puts a classic scenario together. */
export function buildClassic(parts: ClassicIngredients): Scenario {
  const scenario = build({ ...parts.world, turnsOff: null });
  const people = cloud.map(
    (mailbox, index): Person => ({
      ...personAt(mailbox, 'outlook-windows'),
      ...parts.readings[index],
    }),
  );
  const switches = {
    easProcessesClassicRecall: parts.easProcesses ? 'full' : 'never',
    expiredRequest: parts.skipsExpired ? 'skip' : 'process',
  } as const;
  const timeline = scenario.timeline.map(({ at, action }): TimelineEntry => {
    if (action.kind !== 'recall') return { at, action };
    return { at, action: { ...action, resultMail: parts.resultMail } };
  });
  return {
    ...scenario,
    profile: parts.profile,
    assume: { ...scenario.assume, ...switches },
    tenant: classicTenant(scenario, parts),
    people,
    timeline: [...timeline, ...parts.acts.map(entryOf), ...views(parts)],
  };
}

function views({ world, everybodyViews }: ClassicIngredients): TimelineEntry[] {
  const recalledAt = world.recalls[0]?.[0] ?? 0;
  if (everybodyViews === null) return [];
  const at = recalledAt + world.deliveryMs + everybodyViews;
  return cloud.map((mailbox) => ({ at, action: { kind: 'openRequest', recall: 'r1', mailbox } }));
}

function entryOf([at, mailbox, what]: ClassicIngredients['acts'][number]): TimelineEntry {
  return {
    at,
    action: what.kind === 'openRequest' ? { ...what, recall: 'r1', mailbox } : { ...what, mailbox },
  };
}

function classicTenant({ tenant }: Scenario, parts: ClassicIngredients): Scenario['tenant'] {
  const { nouns } = tenant;
  const groups = (nouns.DistributionGroup ?? []).map((group) =>
    parts.silentTeam && group['PrimarySmtpAddress'] === team
      ? { ...group, ReportToOriginatorEnabled: false }
      : group,
  );
  const files: CmdletObject = {
    MailboxOwnerId: parts.filesRequests,
    Name: 'File requests',
    Priority: 9,
    SubjectContainsWords: ['recall:'],
    MoveToFolder: 'Recalls',
  };
  const rules = parts.filesRequests === 'nobody' ? [] : [files];
  return {
    ...tenant,
    nouns: {
      ...nouns,
      OrganizationConfig: [{ ...nouns.OrganizationConfig?.[0], MessageRecallEnabled: false }],
      DistributionGroup: groups,
      InboxRule: [...(nouns.InboxRule ?? []), ...rules],
    },
  };
}
