/**
 * Metamorphic relations: no oracle says what the outcome is, but two scenarios that differ in one
 * thing must differ in nothing else, or in one direction only.
 *
 * Each stands beside a *sometimes* in which what was varied mattered: a relation between two
 * worlds that never differ says nothing.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import type { ScenarioOutcome } from '../sim/outcome.ts';
import { build, cloud, everyone, ingredients, scenarios, team } from './arbitraries/scenario.ts';
import { always, describe, sometimes } from './harness.ts';
import {
  fatesOf,
  isReachedOnce,
  outcomeOf,
  reachedTwiceIn,
  recalledIn,
  relative,
  takenIn,
  withEntries,
  withoutDeeds,
  withSends,
  withSettings,
} from './metamorphic.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Nobody forwards, no rules, no holds, nothing fails. */
const plain = ingredients.map((parts) => build({ ...parts, plain: true, faults: [] }));
const unreadOnly = (scenario: Scenario): Scenario =>
  withSettings(scenario, 'OrganizationConfig', (row) => ({
    ...row,
    RecallReadMessagesEnabled: false,
  }));

/** Everything that was recalled is recalled in the second world too. */
function expectNoLess(before: Scenario, after: Scenario): void {
  expect(recalledIn(outcomeOf(after))).toEqual(
    expect.arrayContaining(recalledIn(outcomeOf(before))),
  );
}

const isMore = (before: Scenario, after: Scenario): boolean =>
  recalledIn(outcomeOf(after)).length > recalledIn(outcomeOf(before)).length;

const hasDecided = (outcome: ScenarioOutcome): boolean =>
  outcome.recalls.some(({ recipients }) => recipients.some(({ decidedAt }) => decidedAt !== null));

describe('a switch or a circumstance moves success in one direction', () => {
  const allowing = (scenario: Scenario): Scenario =>
    withSettings(
      withEntries(scenario, (entry) => (entry.action.kind === 'change' ? [] : [entry])),
      'OrganizationConfig',
      (row) => ({ ...row, RecallReadMessagesEnabled: true }),
    );
  always(['RC-046'], 'Recall of read messages takes back no less', scenarios, (scenario) =>
    expectNoLess(unreadOnly(scenario), allowing(scenario)),
  );
  sometimes('it takes back more', scenarios, (scenario) =>
    isMore(unreadOnly(scenario), allowing(scenario)),
  );

  const ageless = (scenario: Scenario): Scenario =>
    withSettings(scenario, 'OrganizationConfig', (row) => ({
      ...row,
      MessageRecallMaxRecallableAge: 3650 * DAY,
    }));
  const single = ingredients.map((parts) =>
    build({ ...parts, recalls: parts.recalls.slice(0, 1) }),
  );
  always(['RC-011'], 'A higher age limit takes back no less', single, (scenario) =>
    expectNoLess(scenario, ageless(scenario)),
  );
  sometimes('it takes back what was too old', single, (scenario) =>
    isMore(scenario, ageless(scenario)),
  );

  /** Whether a copy was there to be read; who comes too early reads nothing. */
  function hasRead(scenario: Scenario, { at, action }: TimelineEntry): boolean {
    if (action.kind !== 'read' && action.kind !== 'preview') return false;
    const { mailbox, message } = action;
    return !outcomeOf(scenario).audit.some(
      (entry) =>
        entry.result === 'no-such-copy' &&
        entry.message === message &&
        entry.recipient === mailbox &&
        Date.parse(entry.at) === scenario.start + at,
    );
  }
  // Whoever has read nothing would not read later, but for the first time.
  const readLater = (scenario: Scenario): Scenario =>
    withEntries(scenario, (entry) => [
      hasRead(scenario, entry) ? { ...entry, at: entry.at + 30 * 60_000 } : entry,
    ]);
  const unread = plain.map(unreadOnly);
  always(['RC-044'], 'Who reads later loses no less to a recall', unread, (scenario) => {
    if (isReachedOnce(outcomeOf(scenario))) expectNoLess(scenario, readLater(scenario));
  });
  sometimes(
    'who reads later is recalled from',
    unread,
    (scenario) => isReachedOnce(outcomeOf(scenario)) && isMore(scenario, readLater(scenario)),
  );

  const recallLater = (scenario: Scenario): Scenario =>
    withEntries(scenario, ({ at, action }) => [
      { at: action.kind === 'recall' ? at + HOUR : at, action },
    ]);
  const calm = ingredients
    .map((parts) =>
      build({ ...parts, plain: true, faults: [], recalls: parts.recalls.slice(0, 1) }),
    )
    .map(unreadOnly);
  always(['RC-044'], 'A later recall takes back no more of the unread', calm, (scenario) =>
    expectNoLess(recallLater(scenario), scenario),
  );
  sometimes('a later recall takes back less', calm, (scenario) =>
    isMore(recallLater(scenario), scenario),
  );

  const downLonger = (scenario: Scenario): Scenario => ({
    ...scenario,
    faults: scenario.faults.map((fault) =>
      'window' in fault
        ? { ...fault, window: { from: fault.window.from, to: fault.window.to + 23 * HOUR } }
        : fault,
    ),
  });
  const undisturbed = scenarios.map(withoutDeeds);
  /**
   * The row of a recipient who is reached twice is a success as long as the second copy is on its
   * way; where an outage lets it come when the window has closed, the row stays one, and so does
   * the copy. So of those the copies are compared, and of everybody else the rows too.
   */
  always(['RC-021'], 'A longer outage takes back no more', undisturbed, (scenario) => {
    const [longer, before] = [outcomeOf(downLonger(scenario)), outcomeOf(scenario)];
    const twice = new Set([...reachedTwiceIn(longer), ...reachedTwiceIn(before)]);
    const rows = (outcome: ScenarioOutcome): string[] => {
      const messageOf = new Map(outcome.recalls.map(({ id, message }) => [id, message]));
      return recalledIn(outcome).filter((row) => {
        const [recall = '', recipient] = row.split(' ');
        return !twice.has(`${messageOf.get(recall)} ${recipient}`);
      });
    };
    expect(takenIn(before)).toEqual(expect.arrayContaining(takenIn(longer)));
    expect(rows(before)).toEqual(expect.arrayContaining(rows(longer)));
  });
  sometimes('a longer outage costs a success', undisturbed, (scenario) =>
    isMore(downLonger(scenario), scenario),
  );
});

describe('what does not matter changes nothing', () => {
  const nextWeek = (scenario: Scenario): Scenario => ({
    ...scenario,
    start: scenario.start + 7 * DAY,
  });
  always([], 'A week later everything is the same but the dates', scenarios, (scenario) => {
    const later = nextWeek(scenario);
    expect(relative(outcomeOf(later), later.start)).toEqual(
      relative(outcomeOf(scenario), scenario.start),
    );
  });
  sometimes('a week later the dates differ', scenarios, (scenario) => {
    const later = outcomeOf(nextWeek(scenario));
    return hasDecided(later) && JSON.stringify(later) !== JSON.stringify(outcomeOf(scenario));
  });

  const rename = (text: string, from: string, to: string): string => text.replaceAll(from, to);
  const renamed = (scenario: Scenario): Scenario =>
    JSON.parse(rename(JSON.stringify(scenario), 'ben@contoso.com', 'zoe@contoso.com'));
  const rulesBy = (scenario: Scenario): boolean =>
    JSON.stringify(outcomeOf(scenario)).includes('ben@contoso.com');
  always([], 'Another name for somebody is another name in the outcome', scenarios, (scenario) => {
    const back = rename(
      JSON.stringify(outcomeOf(renamed(scenario))),
      'zoe@contoso.com',
      'ben@contoso.com',
    );
    expect(JSON.parse(back)).toEqual(JSON.parse(JSON.stringify(outcomeOf(scenario))));
  });
  sometimes('somebody who is renamed gets mail', scenarios, rulesBy);

  const idle = 'idle@contoso.com';
  const withIdle = (scenario: Scenario): Scenario => {
    const { nouns } = scenario.tenant;
    const Mailbox = [{ PrimarySmtpAddress: idle }, ...(nouns.Mailbox ?? [])];
    return { ...scenario, tenant: { ...scenario.tenant, nouns: { ...nouns, Mailbox } } };
  };
  always([], 'A mailbox that does nothing changes nothing', scenarios, (scenario) => {
    expect(outcomeOf(withIdle(scenario))).toEqual(outcomeOf(scenario));
  });

  const withUnrelated = (scenario: Scenario): Scenario => {
    const first = scenario.timeline[0];
    if (first?.action.kind !== 'send') return withIdle(scenario);
    const extra = { ...first.action, id: 'extra', to: [idle], cc: [], bcc: [], subject: 'Extra' };
    const read = { kind: 'read' as const, message: 'extra', mailbox: idle, by: null };
    const timeline = [{ at: 0, action: extra }, { at: HOUR, action: read }, ...scenario.timeline];
    return { ...withIdle(scenario), timeline };
  };
  always([], 'A message that nobody recalls changes no other', scenarios, (scenario) => {
    const { recalls, copies } = outcomeOf(withUnrelated(scenario));
    expect(recalls).toEqual(outcomeOf(scenario).recalls);
    expect(copies.filter(({ message }) => message !== 'extra')).toEqual(outcomeOf(scenario).copies);
  });
  sometimes('the other message arrives', scenarios, (scenario) =>
    outcomeOf(withUnrelated(scenario)).copies.some(
      ({ message, read }) => message === 'extra' && read,
    ),
  );

  const stated = (scenario: Scenario): Scenario => {
    const organization = {
      MessageRecallEnabled: true,
      RecallReadMessagesEnabled: true,
      MessageRecallMaxRecallableAge: 365 * DAY,
      MessageRecallAlertRecipientsEnabled: false,
      MessageRecallAlertRecipientsReadMessagesOnlyEnabled: false,
    };
    const mailbox = {
      LitigationHoldEnabled: false,
      SingleItemRecoveryEnabled: true,
      MessageRecallProcessingEnabled: true,
      RetainDeletedItemsFor: 14 * DAY,
      DeliverToMailboxAndForward: false,
    };
    const fill = (defaults: object) => (row: Readonly<Record<string, unknown>>) => ({
      ...defaults,
      ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    });
    const said = withSettings(scenario, 'OrganizationConfig', fill(organization));
    return withSettings(said, 'Mailbox', fill(mailbox));
  };
  always([], 'A default that is written down changes nothing', scenarios, (scenario) => {
    expect(outcomeOf(stated(scenario))).toEqual(outcomeOf(scenario));
  });
  sometimes('the default that is written down is the one that acts', scenarios, (scenario) => {
    const [config] = scenario.tenant.nouns.OrganizationConfig ?? [];
    const isUnsaid = config?.['RecallReadMessagesEnabled'] === null;
    return (
      isUnsaid &&
      JSON.stringify(outcomeOf(unreadOnly(scenario))) !== JSON.stringify(outcomeOf(scenario))
    );
  });

  const afterwards = (scenario: Scenario): Scenario => {
    const acts = cloud.flatMap((mailbox) => [
      { kind: 'read' as const, message: 'm1', mailbox, by: null },
      { kind: 'delete' as const, message: 'm1', mailbox, how: 'hard' as const },
    ]);
    const late = acts.map((action) => ({ at: 10 * DAY, action }));
    return { ...scenario, timeline: [...scenario.timeline, ...late] };
  };
  always([], 'What is done after a decision does not change it', scenarios, (scenario) => {
    const decided = ({ recalls }: ScenarioOutcome) =>
      recalls.map(({ id, recipients }) => [
        id,
        recipients.map(({ recipient, outcome, reason, decidedAt }) =>
          [recipient, outcome, reason, decidedAt].join(' '),
        ),
      ]);
    expect(decided(outcomeOf(afterwards(scenario)))).toEqual(decided(outcomeOf(scenario)));
  });
  sometimes('something is there to be done afterwards', scenarios, (scenario) =>
    outcomeOf(afterwards(scenario)).copies.some(
      (copy, index) => copy.present !== outcomeOf(scenario).copies[index]?.present,
    ),
  );

  const held = (scenario: Scenario): Scenario =>
    withSettings(scenario, 'Mailbox', (row) => ({ ...row, LitigationHoldEnabled: true }));
  always(['RC-048'], 'A hold changes nothing of a recall', scenarios, (scenario) => {
    expect([...fatesOf(outcomeOf(held(scenario)))]).toEqual([...fatesOf(outcomeOf(scenario))]);
  });
  sometimes('a hold keeps what would be gone', scenarios, (scenario) =>
    outcomeOf(held(scenario)).copies.some(
      (copy, index) => copy.retained !== outcomeOf(scenario).copies[index]?.retained,
    ),
  );
});

describe('the list of recipients is a list of recipients', () => {
  const reversed = (scenario: Scenario): Scenario =>
    withSends(scenario, (send) => ({
      ...send,
      to: [...send.to].reverse(),
      cc: [...send.cc].reverse(),
      bcc: [...send.bcc].reverse(),
    }));
  const sorted = (outcome: ScenarioOutcome): string[] =>
    [...fatesOf(outcome)].map((entry) => entry.join(' ')).sort();
  always([], 'The order of recipients changes nobody’s fate', scenarios, (scenario) => {
    if (!isReachedOnce(outcomeOf(scenario))) return;
    expect(sorted(outcomeOf(reversed(scenario)))).toEqual(sorted(outcomeOf(scenario)));
  });
  sometimes('fates come in another order', scenarios, (scenario) => {
    const [one, other] = [outcomeOf(scenario), outcomeOf(reversed(scenario))];
    const differs = JSON.stringify([...fatesOf(one)]) !== JSON.stringify([...fatesOf(other)]);
    return isReachedOnce(one) && differs && new Set(fatesOf(one).values()).size > 2;
  });

  const twice = (scenario: Scenario): Scenario =>
    withSends(scenario, (send) => ({ ...send, cc: [...send.cc, ...send.to, ...send.to] }));
  always(['DG-004'], 'An address that is named twice is named once', scenarios, (scenario) => {
    expect(sorted(outcomeOf(twice(scenario)))).toEqual(sorted(outcomeOf(scenario)));
    expect(outcomeOf(twice(scenario)).copies.length).toBe(outcomeOf(scenario).copies.length);
  });
  sometimes('an address is named twice', scenarios, (scenario) =>
    scenario.timeline.some(({ action }) => action.kind === 'send' && action.to.length > 1),
  );

  const outsider = 'zed@tailspin.example';
  const withOutsider = (scenario: Scenario): Scenario =>
    withSends(scenario, (send) => ({ ...send, to: [outsider, ...send.to] }));
  always(['RC-031'], 'One outsider more changes nobody else’s fate', scenarios, (scenario) => {
    const others = [...fatesOf(outcomeOf(withOutsider(scenario)))].filter(
      ([row]) => !row.endsWith(outsider),
    );
    expect(others).toEqual([...fatesOf(outcomeOf(scenario))]);
  });
  sometimes('the outsider keeps what others lose', scenarios, (scenario) => {
    const fates = fatesOf(outcomeOf(withOutsider(scenario)));
    return (
      fates.get(`r1 ${outsider}`)?.startsWith('failed') === true &&
      [...fates.values()].some((fate) => fate.startsWith('recalled'))
    );
  });

  /** Who gets mail to a list in the small world, group in group opened once. */
  function opened(scenario: Scenario, list: readonly string[], open: string[] = []): string[] {
    const groups = scenario.tenant.nouns.DistributionGroup ?? [];
    return list.flatMap((address) => {
      const group = groups.find((one) => one['PrimarySmtpAddress'] === address);
      if (group === undefined) return [address];
      const members = open.includes(address) ? [] : (group['Members'] as readonly string[]);
      return opened(scenario, members, [...open, address]);
    });
  }
  const split = (scenario: Scenario): Scenario =>
    withSends(scenario, (send) => ({
      ...send,
      to: opened(scenario, send.to),
      cc: opened(scenario, send.cc),
      bcc: opened(scenario, send.bcc),
    }));
  const ofPeople = (outcome: ScenarioOutcome): string[] =>
    sorted(outcome).filter((line) => !line.includes(team) && !line.includes(everyone));
  always(['DG-001'], 'A group and its members fare alike', plain, (scenario) => {
    const [whole, parts] = [outcomeOf(scenario), outcomeOf(split(scenario))];
    if (!isReachedOnce(whole)) return;
    expect(ofPeople(parts)).toEqual(ofPeople(whole));
  });
  sometimes('a group is split', plain, (scenario) => {
    const whole = outcomeOf(scenario);
    return (
      isReachedOnce(whole) &&
      whole.copies.some(({ path }) => path.length > 1) &&
      new Set(fatesOf(whole).values()).size > 2
    );
  });
});

describe('a run that is cut short', () => {
  const cutAt = fc.constantFrom(HOUR, 20 * HOUR, 24 * HOUR, 30 * HOUR);
  const cut = fc
    .tuple(scenarios, cutAt)
    .map(([scenario, untilMs]): Scenario => ({ ...scenario, untilMs }));
  const whole = (scenario: Scenario): Scenario => ({ ...scenario, untilMs: null });
  const upTo = <T extends { at: string }>(rows: readonly T[], { start, untilMs }: Scenario): T[] =>
    rows.filter(({ at }) => Date.parse(at) - start <= (untilMs ?? 0));
  always([], 'A shorter run is the beginning of the longer one', cut, (scenario) => {
    const [short, long] = [outcomeOf(scenario), outcomeOf(whole(scenario))];
    expect(short.audit).toEqual(upTo(long.audit, scenario));
    expect(short.receipts).toEqual(upTo(long.receipts, scenario));
  });
  sometimes('a shorter run ends before a decision', cut, (scenario) => {
    const [short, long] = [outcomeOf(scenario), outcomeOf(whole(scenario))];
    return short.audit.length > 0 && short.audit.length < long.audit.length;
  });
});
