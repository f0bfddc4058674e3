/**
 * Scenarios of the small world whose messages ask for read receipts, read by programs of all kinds
 * with settings of all kinds.
 */
import fc from 'fast-check';
import type { Tenant } from '../../model/org/tenant.ts';
import {
  type Person,
  personAt,
  type Scenario,
  type TimelineEntry,
} from '../../scenarios/scenario.ts';
import { build, cloud, type Ingredients, ingredients } from './scenario.ts';

const habits = fc.record({
  client: fc.constantFrom<Person['client']>('outlook-windows', 'owa', 'pop3', 'imap4'),
  receiptPrompt: fc.constantFrom<Person['receiptPrompt']>('agree', 'decline', 'always', 'never'),
  response: fc.constantFrom('DoNotAutomaticallySend', 'AlwaysSend', 'NeverSend', null),
  suppressed: fc.boolean(),
  protocolDefaults: fc.boolean(),
});
type Habits = typeof habits extends fc.Arbitrary<infer T> ? T : never;

export const wishes = fc.record({
  asks: fc.constantFrom(true, true, true, false),
  habits: fc.tuple(habits, habits, habits),
  quiet: fc.boolean(),
  in2007: fc.constantFrom(false, false, true),
  requester: fc.constantFrom(false, false, false, true),
  overImap: fc.boolean(),
  delegates: fc.boolean(),
});
export type Wishes = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

/** Makes the messages of a case ask for receipts. */
export function withReceipts(parts: Ingredients, wish: Wishes): Scenario {
  const scenario = build(parts);
  return {
    ...scenario,
    profile: wish.in2007 ? 'exchange-2007' : scenario.profile,
    assume: {
      ...scenario.assume,
      duplicateReceiptDecidedBy: wish.requester ? 'requesterProtocol' : 'recipientProtocol',
    },
    tenant: withSettings(scenario.tenant, wish),
    people: cloud.map((mailbox, index) => {
      const { client, receiptPrompt } = wish.habits[index] as Habits;
      return { ...personAt(mailbox, client), receiptPrompt };
    }),
    timeline: scenario.timeline.map((entry) => withWish(entry, wish)),
  };
}

function withSettings(tenant: Tenant, { habits: all, quiet }: Wishes): Tenant {
  const groups = tenant.nouns.DistributionGroup ?? [];
  return {
    ...tenant,
    nouns: {
      ...tenant.nouns,
      DistributionGroup: groups.map((group) => ({ ...group, ReportToOriginatorEnabled: !quiet })),
      CASMailbox: cloud.map((Identity, index) => {
        const { suppressed, protocolDefaults } = all[index] as Habits;
        return {
          Identity,
          PopSuppressReadReceipt: suppressed,
          ImapSuppressReadReceipt: suppressed,
          PopUseProtocolDefaults: protocolDefaults,
          ImapUseProtocolDefaults: protocolDefaults,
        };
      }),
      MailboxMessageConfiguration: cloud.map((Identity, index) => ({
        Identity,
        ReadReceiptResponse: (all[index] as Habits).response,
      })),
    },
  };
}

function withWish({ at, action }: TimelineEntry, wish: Wishes): TimelineEntry {
  if (action.kind === 'send') return { at, action: { ...action, readReceipt: wish.asks } };
  if (action.kind === 'download')
    return { at, action: { ...action, protocol: wish.overImap ? 'imap4' : 'pop3' } };
  const isDelegate = action.kind === 'read' && wish.delegates && action.mailbox === cloud[0];
  return { at, action: isDelegate ? { ...action, by: cloud[1] } : action };
}

/** Scenarios of the small world in which messages ask for receipts. */
export const asked = fc
  .tuple(ingredients, wishes)
  .map(([parts, wish]) => withReceipts(parts, wish));
