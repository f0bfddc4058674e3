/**
 * What some rules presuppose: they are cited in no scenario that says nothing of it.
 *
 * Why: a scenario declares the rules that it rests on; a rule that is cited beside them goes
 * unnoticed. Whoever forgets a guard cites a rule too often.
 */

import { kindOf, type Org } from '../model/org/org.ts';
import type { RuleId } from '../model/rules/catalogue.ts';
import type { Setting } from '../model/setting.ts';
import type { Scenario } from '../scenarios/scenario.ts';

type Said = { readonly scenario: Scenario; readonly setting: Setting };

/** Whether some version of some organization has what is asked for. */
const someOrg =
  (has: (org: Org, count: number) => boolean) =>
  ({ setting }: Said): boolean =>
    setting.epochs.some(({ orgs }) => orgs.some((org) => has(org, setting.book.addresses.length)));

/** Whether mail goes on, from a mailbox or in transport, to somebody the sender did not name. */
const passesOn = someOrg(
  ({ forwardingAddress, forwardingSmtpAddress, flowRules }) =>
    isFilled(flowRules) ||
    [...forwardingAddress, ...forwardingSmtpAddress].some((target) => target >= 0),
);

const isFilled = (list: readonly unknown[]): boolean => list.length > 0;

const presupposed: Partial<Record<RuleId, (said: Said) => boolean>> = {
  'AR-022': someOrg(({ automaticReplies }) =>
    [...(automaticReplies?.mailboxes.values() ?? [])].some(({ audience }) => audience === 'Known'),
  ),
  // Of a connector that leads on premises, the default of RouteAllMessagesViaOnPremises is read.
  'CN-006': ({ scenario }) =>
    (scenario.tenant.nouns.OutboundConnector ?? []).some(
      (connector) => connector['ConnectorType'] === 'OnPremises',
    ),
  'MB-126': someOrg(({ retention }) => retention.size > 0),
  'RC-012': ({ setting }) => !setting.profile.ageLimited,
  'RC-014': ({ setting }) => setting.recalls.some(({ overGraph }) => overGraph),
  // The sender alone puts no two copies at one address.
  'RC-051': (said) =>
    passesOn(said) ||
    someOrg(({ members, inboxRules }) => members.length > 0 || inboxRules.some(isFilled))(said),
  'RC-053': passesOn,
  'RC-057': (said) =>
    said.setting.actions.some((action) => action.kind === 'copy' && action.by !== null) ||
    someOrg(({ shared }) => shared.includes(1))(said),
  'RC-110': ({ scenario }) => scenario.timeline.some(({ action }) => action.kind === 'openRequest'),
  // The request expires after 48 hours, so something must still happen then.
  'RC-117': ({ scenario }) =>
    [
      ...scenario.timeline.map(({ at }) => at),
      ...scenario.people.flatMap(({ running, offline }) =>
        [...(running ?? []), ...offline].flatMap(({ from, to }) => [from, to]),
      ),
    ].some((instant) => instant > 48 * 3_600_000),
  'RC-207': ({ setting }) => setting.epochs.some(({ orgs }) => orgs.length > 1),
  'RC-300': someOrg(({ access }) =>
    [...access.sendRights.values()].some((people) => people.size > 0),
  ),
  'RT-011': someOrg((org, count) =>
    Array.from({ length: count }, (_, index) => kindOf(org, index)).includes('outside'),
  ),
};

/** The rules that a run cites without what they presuppose. `hits`: [rule] how often. */
export function unfounded(said: Said, cited: (rule: RuleId) => boolean): RuleId[] {
  return (Object.keys(presupposed) as RuleId[]).filter(
    (rule) => cited(rule) && presupposed[rule]?.(said) === false,
  );
}
