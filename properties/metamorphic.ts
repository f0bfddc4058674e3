/**
 * What metamorphic relations compare: two runs of scenarios that differ in one thing.
 *
 * Each relation says what may differ between the two outcomes, and what must not.
 */
import type { Model } from '../model/model.ts';
import type { Action, Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import type { ScenarioOutcome } from '../sim/outcome.ts';
import { judgedModel, run } from './harness.ts';

const outcomes = new WeakMap<Model, WeakMap<Scenario, ScenarioOutcome>>();

/** The outcome of a scenario, which a model runs once however often it is asked for. */
export function outcomeOf(scenario: Scenario): ScenarioOutcome {
  const judged = judgedModel();
  const known = outcomes.get(judged) ?? new WeakMap<Scenario, ScenarioOutcome>();
  outcomes.set(judged, known);
  const outcome = known.get(scenario) ?? run(scenario).outcome;
  known.set(scenario, outcome);
  return outcome;
}

/** The scenario with other entries in its timeline. */
export function withEntries(
  scenario: Scenario,
  change: (entry: TimelineEntry) => TimelineEntry[],
): Scenario {
  return { ...scenario, timeline: scenario.timeline.flatMap(change) };
}

export type Send = Extract<Action, { kind: 'send' }>;

/** The scenario with its messages sent otherwise. */
export function withSends(scenario: Scenario, change: (send: Send) => Send): Scenario {
  return withEntries(scenario, ({ at, action }) => [
    { at, action: action.kind === 'send' ? change(action) : action },
  ]);
}

/** The scenario without what people do to copies. */
export function withoutDeeds(scenario: Scenario): Scenario {
  const stays = ['send', 'recall', 'change'];
  return withEntries(scenario, (entry) => (stays.includes(entry.action.kind) ? [entry] : []));
}

/** The scenario with other properties of the organization or of every mailbox. */
export function withSettings(
  scenario: Scenario,
  noun: 'OrganizationConfig' | 'Mailbox',
  change: (row: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Scenario {
  const { nouns } = scenario.tenant;
  const rows = (nouns[noun] ?? []).map(change) as NonNullable<typeof nouns.Mailbox>;
  return { ...scenario, tenant: { ...scenario.tenant, nouns: { ...nouns, [noun]: rows } } };
}

/** What became of each recipient of each recall: `r1 ben@contoso.com` to `failed already-read`. */
export function fatesOf(outcome: ScenarioOutcome): Map<string, string> {
  return new Map(
    outcome.recalls.flatMap(({ id, recipients }) =>
      recipients.map(({ recipient, outcome: what, reason, cause }) => [
        `${id} ${recipient}`,
        `${what} ${reason} ${cause}`,
      ]),
    ),
  );
}

/** The recipients from whom a recall took the message back. */
export function recalledIn(outcome: ScenarioOutcome): string[] {
  return [...fatesOf(outcome)]
    .filter(([, fate]) => fate.startsWith('recalled'))
    .map(([row]) => row);
}

/** The copies that recalls took from mailboxes in which nobody did anything. */
export function takenIn({ copies }: ScenarioOutcome): string[] {
  return copies
    .filter(({ deliveredAt, present }) => deliveredAt !== null && !present)
    .map(({ message, mailbox, path }) => `${message} ${mailbox} ${path.join(' > ')}`);
}

/** The recipients, as `m1 ben@contoso.com`, to whom a message goes on several ways. */
export function reachedTwiceIn({ copies }: ScenarioOutcome): Set<string> {
  const keys = copies.map(({ message, mailbox }) => `${message} ${mailbox}`);
  return new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
}

/** Whether no mailbox is reached twice by one message: which copy an act reaches is then clear. */
export function isReachedOnce(outcome: ScenarioOutcome): boolean {
  return reachedTwiceIn(outcome).size === 0;
}

/** The outcome with every instant as its distance from the start, ms. */
export function relative(outcome: ScenarioOutcome, start: number): unknown {
  return JSON.parse(JSON.stringify(outcome), (_, value: unknown) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
      ? Date.parse(value) - start
      : value,
  );
}
