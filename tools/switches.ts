/**
 * What every switch and setting is good for: scenarios of the library in which nothing but it is
 * moved and something that anybody could observe differs.
 *
 * Why: a switch that flips nothing is no switch, and a setting that nothing reads answers no
 * question. `tools/generate.ts` writes the answers down; a test refuses a position that no scenario
 * shows.
 *
 * Rules that are cited, and settings that are inspected, do not count as a difference.
 */
import { type AssumptionName, assumptionNames, assumptions } from '../model/assumptions.ts';
import type { Model } from '../model/model.ts';
import { type Noun, nounNames, nounSpec } from '../model/org/settings.ts';
import {
  type CmdletObject,
  objectsOf,
  type PropertyValue,
  type Tenant,
} from '../model/org/tenant.ts';
import { profileNames } from '../model/profile.ts';
import type { SwitchMatrix } from '../reports/switches.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { replay } from '../sim/replay.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How many scenarios are named for a position. */
const NAMED_MAX = 3;

/** A scenario of the library, with the text of its file. */
export type Named = { readonly name: string; readonly text: string; readonly scenario: Scenario };

/** A position: how it is written, and pairs of scenarios that differ in nothing else. */
type Position = {
  readonly written: string;
  readonly moved: (scenario: Scenario) => readonly (readonly [Scenario, Scenario])[];
};

/** Positions of switches whose values are not words. */
const otherPositions: Partial<Record<AssumptionName, Readonly<Record<string, unknown>>>> = {
  retryAttempts: { '0s,24h': [0, DAY_MS] },
  reportDelay: { '5m': 5 * MINUTE_MS },
};

/** What a person, or a test, could observe of an outcome. */
function observable(model: Model, scenario: Scenario): string {
  const { changes: _, inspections: __, ...outcome } = replay(model, scenario).outcome;
  return JSON.stringify(outcome, (key, value) => (key === 'rules' ? undefined : value));
}

/** The switch matrix of a library; O(positions x scenarios), ended by the first few that differ. */
export function traceSwitches(model: Model, library: readonly Named[]): SwitchMatrix {
  const seen = new Map<Scenario, string>();
  const observed = (scenario: Scenario): string => {
    const known = seen.get(scenario) ?? observable(model, scenario);
    seen.set(scenario, known);
    return known;
  };
  const shown = (what: string, { moved }: Position): string[] => {
    const names: string[] = [];
    // Those that speak of it were written to show it; others are asked only if these do not.
    const speaks = library.filter(({ text }) => text.includes(what));
    const others = library.filter(({ text }) => !text.includes(what));
    for (const [place, { name, scenario }] of [...speaks, ...others].entries()) {
      if (names.length > 0 && place >= speaks.length) break;
      const differs = moved(scenario).some(([one, other]) => {
        const before = one === scenario ? observed(one) : observable(model, one);
        return before !== observable(model, other);
      });
      if (differs) names.push(name);
      if (names.length === NAMED_MAX) break;
    }
    return names;
  };
  const row = (what: string, positions: readonly Position[]): Record<string, string[]> =>
    Object.fromEntries(positions.map((position) => [position.written, shown(what, position)]));
  return {
    assumptions: Object.fromEntries(
      assumptionNames.map((name) => [name, row(name, assumptionPositions(name))]),
    ),
    settings: Object.fromEntries(
      settingPositions().map(({ setting, positions }) => [
        setting,
        row(setting.split('.')[1] ?? setting, positions),
      ]),
    ),
    profiles: row('profile', profilePositions()),
  };
}

function assumptionPositions(name: AssumptionName): Position[] {
  const standard = assumptions[name].default;
  const words = assumptions[name].values.slice(1).map((value) => [value, value] as const);
  const others = [...words, ...Object.entries(otherPositions[name] ?? {})];
  const put = (scenario: Scenario, value: unknown): Scenario =>
    ({ ...scenario, assume: { ...scenario.assume, [name]: value } }) as Scenario;
  return others.map(([written, value]) => ({
    written,
    moved: (scenario) => [
      [
        scenario.assume[name] === standard ? scenario : put(scenario, standard),
        put(scenario, value),
      ],
    ],
  }));
}

/** Each profile against the one before it. */
function profilePositions(): Position[] {
  return profileNames.slice(1).map((profile, before) => ({
    written: profile,
    moved: (scenario) => [
      [
        { ...scenario, profile: profileNames[before] ?? profile },
        { ...scenario, profile },
      ],
    ],
  }));
}

/** Settings that are true or false, or one of a few words, with their other positions. */
function settingPositions(): { setting: string; positions: Position[] }[] {
  return nounNames.flatMap((noun) =>
    Object.entries(nounSpec(noun).properties).flatMap(([property, { type, default: standard }]) => {
      const values = type === 'boolean' ? [true, false] : Array.isArray(type) ? type : [];
      const others = values.filter((value) => value !== (standard ?? false));
      if (others.length === 0) return [];
      const positions = others.map((value) => ({
        written: String(value),
        moved: (scenario: Scenario) => movedSettings(scenario, noun, property, standard, value),
      }));
      return [{ setting: `${noun}.${property}`, positions }];
    }),
  );
}

/** Pairs of scenarios that differ in one property of one object: unset, and at a value. */
function movedSettings(
  scenario: Scenario,
  noun: Noun,
  property: string,
  standard: PropertyValue,
  value: PropertyValue,
): (readonly [Scenario, Scenario])[] {
  const others = Object.entries(scenario.tenants);
  const own = pairs(scenario.tenant, noun, property, standard, value);
  return [
    ...own.map(([a, b]) => {
      const before = a === scenario.tenant ? scenario : { ...scenario, tenant: a };
      return [before, { ...scenario, tenant: b }] as const;
    }),
    ...others.flatMap(([name, tenant]) =>
      pairs(tenant, noun, property, standard, value).map(
        ([a, b]) =>
          [
            { ...scenario, tenants: { ...scenario.tenants, [name]: a } },
            { ...scenario, tenants: { ...scenario.tenants, [name]: b } },
          ] as const,
      ),
    ),
  ];
}

function pairs(
  tenant: Tenant,
  noun: Noun,
  property: string,
  standard: PropertyValue,
  value: PropertyValue,
): (readonly [Tenant, Tenant])[] {
  const objects = candidates(tenant, noun);
  const put = (index: number, to: PropertyValue): Tenant => {
    const moved = objects.map((object, i) =>
      i === index ? { ...object, [property]: to } : object,
    );
    return { ...tenant, nouns: { ...tenant.nouns, [noun]: moved } };
  };
  // What is not written is unset already.
  const isUnset = (object: CmdletObject): boolean => (object[property] ?? null) === null;
  return objects.map((object, index) => [
    isUnset(object) ? tenant : put(index, standard),
    put(index, value),
  ]);
}

/** The objects of a noun; where each tenant or mailbox has one anyway, those nobody wrote too. */
function candidates(tenant: Tenant, noun: Noun): readonly CmdletObject[] {
  const written = objectsOf(tenant, noun);
  const { single, perMailbox } = nounSpec(noun);
  if (single && written.length === 0) return [{}];
  if (!perMailbox) return written;
  const known = new Set(written.map(({ Identity, PrimarySmtpAddress: p }) => Identity ?? p));
  const boxes = objectsOf(tenant, 'Mailbox').map(({ PrimarySmtpAddress: address }) => address);
  const unwritten = boxes.filter((address) => address !== undefined && !known.has(address));
  return [...written, ...unwritten.map((Identity) => ({ Identity: Identity ?? null }))];
}
