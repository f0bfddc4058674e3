/**
 * Facts of routing: whose transport has a copy, which connector it leaves through, where it goes,
 * and what a way out of the cloud does to it.
 */
import { at } from './assert.ts';
import type { ConnectorChoice } from './decisions/flow.ts';
import { type FactsOf, TRIPS_MAX } from './facts.ts';
import { type Connector, connectorFor } from './org/connectors.ts';
import { kindOf, type Org } from './org/org.ts';
import { epochOf, messageOf, type Run, tenantOf } from './world/run.ts';
import type { CopyRecord } from './world/state.ts';

/** The organization whose transport has a copy: the sender's, or the one it was handed to. */
export function handlerOf(run: Run, { handler }: CopyRecord): Org {
  const { org, orgs } = epochOf(run);
  return orgs.length === 1 ? org : at(orgs, handler);
}

/** Whether a copy lies in, or goes to, a mailbox in the cloud of the organization that has it. */
function isLocal(run: Run, copy: CopyRecord): boolean {
  return kindOf(handlerOf(run, copy), copy.recipient) === 'cloud';
}

/** Which connector would take the copy, and what the choice rests on; null: there is none. */
export function connectorFacts(
  run: Run,
  copy: CopyRecord,
): { readonly facts: FactsOf<'connectorChoice'>; readonly connector: Connector | null } {
  const org = handlerOf(run, copy);
  const isOwn = at(org.inside, copy.recipient) === 1;
  const named = org.connectors.find(({ name }) => name === copy.connector) ?? null;
  const byDomain = connectorFor(org.connectors, at(org.domain, copy.recipient), isOwn);
  // A connector that is switched off is as if no rule named it. [CN-021]
  const isNamed = copy.connector !== null && !org.connectorsOff.has(copy.connector);
  const connector = isNamed ? named : byDomain;
  const hops = hopsOf(copy);
  const shows = connector?.keepsHeaders === true || !isLocal(run, copy);
  return {
    connector,
    facts: {
      named: isNamed,
      stamped: connector?.viaOnPremises === true && hops > 0 && shows,
      local: isLocal(run, copy),
      taken: byDomain !== null,
    },
  };
}

/** How often a copy has been through the Exchange on premises. */
function hopsOf(copy: CopyRecord): number {
  return copy.path.filter(({ word }) => word === 'via-on-premises').length;
}

/** Where does transport send the copy, once its connector is chosen? */
export function routeFacts(
  run: Run,
  copy: CopyRecord,
  quarantined: boolean,
  choice: ConnectorChoice,
  connector: Connector | null,
): { readonly facts: FactsOf<'route'>; readonly service: number } {
  const org = handlerOf(run, copy);
  const { services, messages } = run.setting;
  const service =
    choice === 'none' ? -1 : services.findIndex((spec) => spec.connector === copy.exit);
  const back = services[service]?.returns ?? null;
  const isBack = back !== null && !org.connectorsOff.has(back);
  const backMax = back === null ? Number.POSITIVE_INFINITY : org.inboundMaxBytes.get(back);
  const most = Math.min(connector?.maxBytes ?? Number.POSITIVE_INFINITY, backMax ?? Infinity);
  return {
    service,
    facts: {
      quarantined,
      recipient: destinationOf(run, copy),
      named: choice === 'named',
      oversize: at(messages, copy.message).sizeBytes > most,
      serviceReturns: isBack,
      onPremisesFirst: connector?.viaOnPremises ?? false,
      tripsExhausted: choice !== 'none' && tripsThrough(copy, service) >= TRIPS_MAX,
    },
  };
}

/** How often a service, or (-1) the Exchange on premises, has returned the copy. */
function tripsThrough(copy: CopyRecord, service: number): number {
  if (service < 0) return hopsOf(copy);
  return copy.path.filter(({ word, index }) => word === 'round-trip' && index === service).length;
}

/** What the recipient is to whoever has the copy. A request of classic recall is text elsewhere. */
function destinationOf(run: Run, copy: CopyRecord): FactsOf<'route'>['recipient'] {
  const kind = kindOf(handlerOf(run, copy), copy.recipient);
  if (kind === 'group') return 'unknown';
  const isRequest = at(run.setting.messages, copy.message).requestOf >= 0;
  const owner = tenantOf(run, copy.recipient);
  if (kind !== 'outside' || isRequest || owner === copy.handler) return kind;
  return at(at(epochOf(run).orgs, owner).inside, copy.recipient) === 1 ? 'otherTenant' : kind;
}

/** What does a round trip do to the SearchKey? */
export function searchKeyFacts(run: Run, copy: CopyRecord): FactsOf<'searchKey'> {
  const { assume } = run.setting;
  return {
    tnef: at(handlerOf(run, copy).tnef, copy.recipient) === 1,
    tnefKeeps: assume.tnefKeepsSearchKey === 'true',
    tripChanges: assume.searchKeyOnRoundTrip === 'changed',
  };
}

/** Headers that mean something to one organization only. */
const ORGANIZATION_HEADERS = 'x-ms-exchange-organization-';

export function isOrganizationHeader(name: string): boolean {
  return name.startsWith(ORGANIZATION_HEADERS);
}

/** Does the connector that a copy has left through keep the headers of the organization? */
export function headerFacts(run: Run, copy: CopyRecord): FactsOf<'headers'> {
  const { connectors } = handlerOf(run, copy);
  const left = connectors.find(({ name }) => name === copy.exit);
  return { cloudServices: left?.keepsHeaders ?? false };
}

/** Which journal rules of an organization are about a message? */
export function journalScope(
  run: Run,
  message: number,
  tenant: number,
): { readonly involved: readonly number[]; readonly leaves: boolean } {
  const { from, to, cc, bcc } = at(run.setting.messages, message);
  const { trusted } = at(epochOf(run).orgs, tenant);
  const addressed = [from, ...to, ...cc, ...bcc];
  return {
    involved: [from, ...messageOf(run, message).reached],
    leaves: addressed.some((recipient) => at(trusted, recipient) === 0),
  };
}
