/**
 * Read receipts: how many there are at most, who sends none, and in which order they come.
 *
 * Each *always* has a *sometimes* beside it, so that none holds for want of cases.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { personAt, type Scenario } from '../scenarios/scenario.ts';
import type { ReceiptOutcome } from '../sim/outcome.ts';
import { asked, wishes, withReceipts } from './arbitraries/receipts.ts';
import { cloud, everyone, type Ingredients, ingredients, team } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';

const isAsking = ({ timeline }: Scenario): boolean =>
  timeline.some(({ action }) => action.kind === 'send' && action.readReceipt);

/** The receipts of each message and mailbox in the order they were sent in, and its copies. */
function byMailbox(scenario: Scenario) {
  const { receipts, copies } = run(scenario).outcome;
  const keys = new Set(receipts.map(({ message, from }) => `${message} ${from}`));
  return [...keys].map((key) => {
    const [message, from] = key.split(' ');
    return {
      receipts: receipts.filter((one) => one.message === message && one.from === from),
      copies: copies.filter((one) => one.message === message && one.mailbox === from),
    };
  });
}

const count = (receipts: readonly ReceiptOutcome[], what: Partial<ReceiptOutcome>): number =>
  receipts.filter((one) =>
    Object.entries(what).every(([key, value]) => one[key as keyof ReceiptOutcome] === value),
  ).length;

describe('read receipts', () => {
  always(['RR-001'], 'without a request there is no receipt', asked, (scenario) => {
    if (!isAsking(scenario)) expect(run(scenario).outcome.receipts).toEqual([]);
  });
  always(
    ['RR-015', 'RR-020', 'RR-022', 'RR-024', 'RR-025', 'RR-030', 'RR-034'],
    'a program answers a copy once at most, and once at most as not read',
    asked,
    (scenario) => {
      for (const { receipts, copies } of byMailbox(scenario)) {
        expect(count(receipts, { kind: 'read', sentBy: 'client' })).toBeLessThanOrEqual(
          copies.length,
        );
        expect(count(receipts, { kind: 'not-read' })).toBeLessThanOrEqual(copies.length);
        const hasDownloads = scenario.timeline.some(({ action }) => action.kind === 'download');
        if (hasDownloads || scenario.assume.duplicateReceiptDecidedBy === 'requesterProtocol')
          continue;
        expect(count(receipts, { kind: 'read' })).toBeLessThanOrEqual(copies.length);
        expect(count(receipts, { kind: 'read', sentBy: 'server' })).toBe(0);
      }
    },
  );
  sometimes('a program answers', asked, (scenario) =>
    run(scenario).outcome.receipts.some(
      ({ sentBy, kind }) => sentBy === 'client' && kind === 'read',
    ),
  );
  always(['RR-034'], 'no copy is reported as unread after it was read', asked, (scenario) => {
    for (const { receipts, copies } of byMailbox(scenario)) {
      if (copies.length > 1) continue;
      const unread = receipts.findIndex(({ kind }) => kind === 'not-read');
      expect(receipts.slice(0, Math.max(0, unread))).toEqual([]);
    }
  });
  sometimes('a copy is reported as unread', asked, (scenario) =>
    run(scenario).outcome.receipts.some(({ kind }) => kind === 'not-read'),
  );
  always(
    ['RR-012', 'RR-013', 'RR-010', 'RR-014'],
    'where suppression acts the server answers nothing',
    asked,
    (scenario) => {
      if (scenario.profile === 'exchange-2007') return;
      const silent = (scenario.tenant.nouns.CASMailbox ?? [])
        .filter((box) => box['PopSuppressReadReceipt'] && box['PopUseProtocolDefaults'] === false)
        .map((box) => box['Identity']);
      const { receipts } = run(scenario).outcome;
      const byServer = receipts.filter(
        ({ sentBy, kind }) => sentBy === 'server' && kind === 'read',
      );
      expect(byServer.filter(({ from }) => silent.includes(from))).toEqual([]);
    },
  );
  sometimes('the server answers', asked, (scenario) =>
    run(scenario).outcome.receipts.some(({ sentBy }) => sentBy === 'server'),
  );
});

/** Everybody downloads, then opens, and agrees. */
const downloaded = fc
  .tuple(ingredients, wishes, fc.constantFrom('cloud-2026-08' as const, 'exchange-2007' as const))
  .map(([parts, wish, profile]): Scenario => {
    const deeds = cloud.flatMap((mailbox): Ingredients['deeds'] => [
      [
        7_200_000,
        { mailbox, second: false },
        { kind: 'download', protocol: 'pop3', leaveOnServer: true, device: 'one' },
      ],
      [7_200_000, { mailbox, second: false }, { kind: 'read', by: null }],
    ]);
    const simple: Ingredients = { ...parts, deeds, recalls: [], faults: [], plain: true };
    const all = { ...wish, asks: true, quiet: false, requester: false, delegates: false };
    const scenario = withReceipts(simple, all);
    return {
      ...scenario,
      profile,
      people: scenario.people.map((one) => ({ ...personAt(one.mailbox, 'imap4') })),
      tenant: { ...scenario.tenant, nouns: { ...scenario.tenant.nouns, CASMailbox: [] } },
    };
  });

describe('over POP3 and IMAP4', () => {
  always(
    ['RR-010', 'RR-011', 'RR-020', 'RR-040', 'RR-041'],
    'one download and one opening are answered by two receipts unless told otherwise',
    downloaded,
    (scenario) => {
      // Of several copies in a mailbox the first is the one that is downloaded and opened.
      for (const { receipts } of byMailbox(scenario)) {
        expect(receipts.map(({ sentBy, kind }) => `${sentBy} ${kind}`)).toEqual([
          'server read',
          'client read',
        ]);
      }
    },
  );
  sometimes('somebody answers twice', downloaded, (scenario) => byMailbox(scenario).length > 0);
});

agreement('receipts', asked);

describe('through groups', () => {
  always(
    ['RR-002', 'RR-003'],
    'nothing is answered that came only through groups without reports, or was made by hand or rule',
    asked,
    (scenario) => {
      const groups = scenario.tenant.nouns.DistributionGroup ?? [];
      const quiet = groups.some((group) => group['ReportToOriginatorEnabled'] === false);
      for (const { copies } of byMailbox(scenario)) {
        const asking = copies.filter(({ path }) => {
          const isSilent = quiet && path.some((word) => word.startsWith('group:'));
          return !isSilent && !path.some((word) => /^(by-hand|rule|journal)/.test(word));
        });
        expect(asking.length).toBeGreaterThan(0);
      }
    },
  );
  sometimes('a member of a group answers', asked, (scenario) =>
    byMailbox(scenario).some(({ copies }) =>
      copies.every(({ path }) =>
        path.some((word) => [team, everyone].some((g) => word.endsWith(g))),
      ),
    ),
  );
});
