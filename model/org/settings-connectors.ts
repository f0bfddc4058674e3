/**
 * Settings of connectors and of the queues behind them.
 */
import { DAY_MS, flag, type Property, size, text, texts } from './property.ts';

const HOUR_MS = 3_600_000;

const names = {
  Identity: text('what the object is called by'),
  Name: text('its name'),
};
const identity = ['Name', 'Identity'] as const;
const limit = size('the largest message that passes; no tip ever looks at it');

export const connectorNouns = {
  InboundConnector: {
    identity,
    properties: {
      ...names,
      Enabled: flag(true, 'the connector is used', 'CN-021'),
      MaxMessageSize: limit,
    },
  },
  OutboundConnector: {
    identity,
    properties: {
      ...names,
      Enabled: flag(true, 'the connector is used', 'CN-021'),
      ConnectorType: {
        type: ['OnPremises', 'Partner'],
        default: 'Partner',
        describe: 'whether it leads to the own organization on premises',
      },
      IsTransportRuleScoped: flag(false, 'only mail flow rules send through it', 'CN-008'),
      RecipientDomains: texts('a domain, `*.domain` or `*` that it takes mail for'),
      AllAcceptedDomains: flag(false, 'it takes mail for every accepted domain'),
      RouteAllMessagesViaOnPremises: flag(
        false,
        'its mail passes through the Exchange on premises first',
        'CN-006',
      ),
      CloudServicesMailEnabled: flag(
        false,
        'headers of the organization survive the way through it',
        'CN-009',
      ),
      MaxMessageSize: limit,
    },
  },
} as const;

/** How long mail waits, and how many recipients a message has where no mailbox says it. */
export const queues = {
  MessageExpiration: {
    type: 'timespan',
    default: DAY_MS,
    min: 12 * HOUR_MS,
    max: DAY_MS,
    cites: 'RT-051',
    describe: 'how long a message waits in a queue, 12 to 24 hours',
  },
  MaxRecipientEnvelopeLimit: {
    type: 'size',
    default: null,
    min: 1,
    max: 1000,
    cites: 'ND-018',
    describe: 'the most recipients of a message, 1 to 1000; Unlimited means 1000',
  },
} as const satisfies Record<string, Property>;
