/**
 * Outbound connectors: which mail leaves through which, and what each does to it.
 */

import { matchLength } from '../domains.ts';
import type { Read } from './effective.ts';
import { type CmdletObject, listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

export type Connector = {
  /** Lower case. */
  readonly name: string;
  /** Whether it takes mail by domain: it is enabled and not tied to mail flow rules. */
  readonly selects: boolean;
  /** RecipientDomains, lower case: a domain, `*.domain` or `*`. */
  readonly domains: readonly string[];
  /** AllAcceptedDomains: it takes mail for every own domain. */
  readonly ownDomains: boolean;
  /** Whether its mail passes through the Exchange on premises first. */
  readonly viaOnPremises: boolean;
  /** Whether headers of the organization survive the way out and back. */
  readonly keepsHeaders: boolean;
  /** The largest message, bytes, of this one or of the connector that its service returns by. */
  readonly maxBytes: number;
};

/** The connectors of a tenant in its order. */
export function connectorsOf(tenant: Tenant, read: Read): Connector[] {
  return objectsOf(tenant, 'OutboundConnector').map((object) => {
    const isOn = (property: string): boolean =>
      read('OutboundConnector', object, property) === true;
    const isOnPremises = read('OutboundConnector', object, 'ConnectorType') === 'OnPremises';
    return {
      name: (textOf(object, 'Name') ?? textOf(object, 'Identity') ?? '').toLowerCase(),
      selects: isOn('Enabled') && !isOn('IsTransportRuleScoped'),
      domains: listOf(object, 'RecipientDomains').map((domain) => domain.toLowerCase()),
      ownDomains: isOn('AllAcceptedDomains'),
      viaOnPremises: isOnPremises && isOn('RouteAllMessagesViaOnPremises'),
      keepsHeaders: isOn('CloudServicesMailEnabled'),
      maxBytes: sizeOf(object),
    };
  });
}

/** [name of an InboundConnector, lower case] the largest message that it takes, bytes. */
export function inboundLimits(tenant: Tenant): Map<string, number> {
  const named = objectsOf(tenant, 'InboundConnector').map((object) => {
    const name = (textOf(object, 'Name') ?? textOf(object, 'Identity') ?? '').toLowerCase();
    return [name, sizeOf(object)] as const;
  });
  return new Map(named);
}

function sizeOf(object: CmdletObject): number {
  const size = object['MaxMessageSize'];
  return typeof size === 'number' ? size : Number.POSITIVE_INFINITY;
}

/**
 * The connector that takes mail for a domain: the most specific one, the first among equals; null
 * when none does.
 */
export function connectorFor(
  connectors: readonly Connector[],
  domain: string,
  isOwn: boolean,
): Connector | null {
  let best: Connector | null = null;
  let bestLength = -1;
  for (const connector of connectors) {
    if (!connector.selects) continue;
    const lengths = connector.domains.map((pattern) => matchLength(pattern, domain));
    const length = Math.max(...lengths, connector.ownDomains && isOwn ? domain.length : -1);
    if (length > bestLength) [best, bestLength] = [connector, length];
  }
  return best;
}
