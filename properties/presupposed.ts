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
  'RC-110': ({ scenario }) => scenario.timeline.some(({ action }) => action.kind === 'openRequest'),
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
