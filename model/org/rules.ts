/**
 * The tenant's own rules (Inbox, mail flow, journal), compiled to what delivery and routing read.
 *
 * "Rule" without a word before it means a documented statement everywhere else in this project;
 * here it is the cmdlets' noun.
 */
import { effectiveValue, isOn, type Read } from './effective.ts';
import type { FlowCondition, FlowRule, InboxRule, JournalRule } from './org.ts';
import { type CmdletObject, listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

type IndexOf = (name: string) => number;

/** [recipient] the enabled Inbox rules of each mailbox, lowest priority number first. */
export function inboxRulesOf(tenant: Tenant, count: number, indexOf: IndexOf): InboxRule[][] {
  const lists: InboxRule[][] = Array.from({ length: count }, () => []);
  for (const rule of byPriority(tenant, 'InboxRule')) {
    const owner = textOf(rule, 'MailboxOwnerId');
    if (!owner || !isOn('InboxRule', rule, 'Enabled')) continue;
    lists[indexOf(owner)]?.push({
      name: textOf(rule, 'Name') ?? textOf(rule, 'Identity') ?? 'unnamed',
      from: listOf(rule, 'From').map(indexOf),
      fromWords: lower(listOf(rule, 'FromAddressContainsWords')),
      subjectWords: lower([
        ...listOf(rule, 'SubjectContainsWords'),
        ...listOf(rule, 'SubjectOrBodyContainsWords'),
      ]),
      sizeMin: numberOf(rule, 'WithinSizeRangeMinimum') ?? 0,
      sizeMax: numberOf(rule, 'WithinSizeRangeMaximum') ?? Number.POSITIVE_INFINITY,
      sentTo: listOf(rule, 'SentTo').map(indexOf),
      moveTo: textOf(rule, 'MoveToFolder'),
      copyTo: textOf(rule, 'CopyToFolder'),
      deletes: isOn('InboxRule', rule, 'DeleteMessage'),
      marksRead: isOn('InboxRule', rule, 'MarkAsRead'),
      forwardsTo: ['ForwardTo', 'ForwardAsAttachmentTo', 'RedirectTo'].flatMap((action) =>
        listOf(rule, action).map(indexOf),
      ),
      stops: isOn('InboxRule', rule, 'StopProcessingRules'),
    });
  }
  return lists;
}

/** The enabled mail flow rules in order of priority. */
export function flowRulesOf(tenant: Tenant, indexOf: IndexOf): FlowRule[] {
  return byPriority(tenant, 'TransportRule').flatMap((rule) => {
    const does = (action: string): boolean => isOn('TransportRule', rule, action);
    if (effectiveValue('TransportRule', rule, 'State').value === 'Disabled') return [];
    const list = (name: string): number[] => listOf(rule, name).map(indexOf);
    const header = textOf(rule, 'SetHeaderName');
    const value = textOf(rule, 'SetHeaderValue') ?? '';
    return [
      {
        name: textOf(rule, 'Name') ?? textOf(rule, 'Identity') ?? 'unnamed',
        conditions: conditionsOf(rule, '', indexOf),
        exceptions: conditionsOf(rule, 'ExceptIf', indexOf),
        connector: textOf(rule, 'RouteMessageOutboundConnector'),
        rejects: ['RejectMessageReasonText', 'RejectMessageEnhancedStatusCode'].some(
          (name) => textOf(rule, name) !== null,
        ),
        deletes: does('DeleteMessage'),
        quarantines: does('Quarantine'),
        redirectsTo: list('RedirectMessageTo'),
        adds: ['AddToRecipients', 'CopyTo', 'BlindCopyTo'].flatMap(list),
        moderators: list('ModerateMessageByUser'),
        asksManager: does('ModerateMessageByManager'),
        prefix: textOf(rule, 'PrependSubject') ?? '',
        header: header === null ? null : { name: header.toLowerCase(), value },
        notifySender: textOf(rule, 'NotifySender') as FlowRule['notifySender'],
        disclaimer: disclaimerOf(rule),
        protects: does('ApplyOME') || !!textOf(rule, 'ApplyRightsProtectionTemplate'),
        stops: does('StopRuleProcessing'),
      },
    ];
  });
}

/** The names of the connectors that are disabled, lower case. [CN-021] */
export function connectorsOff(tenant: Tenant, read: Read): ReadonlySet<string> {
  const nouns = ['InboundConnector', 'OutboundConnector'] as const;
  const off = nouns.flatMap((noun) =>
    objectsOf(tenant, noun).filter((connector) => read(noun, connector, 'Enabled') !== true),
  );
  const nameOf = (object: CmdletObject): string =>
    textOf(object, 'Name') ?? textOf(object, 'Identity') ?? '';
  return new Set(off.map((connector) => nameOf(connector).toLowerCase()));
}

/** What happens where the disclaimer of a rule cannot be added; null for a rule without one. */
function disclaimerOf(rule: CmdletObject): FlowRule['disclaimer'] {
  if (!textOf(rule, 'ApplyHtmlDisclaimerText')) return null;
  const { value } = effectiveValue('TransportRule', rule, 'ApplyHtmlDisclaimerFallbackAction');
  return value as FlowRule['disclaimer'];
}

export function journalRulesOf(tenant: Tenant, indexOf: IndexOf): JournalRule[] {
  return objectsOf(tenant, 'JournalRule').flatMap((rule) => {
    const target = textOf(rule, 'JournalEmailAddress');
    if (!target || !isOn('JournalRule', rule, 'Enabled')) return [];
    const about = textOf(rule, 'Recipient');
    const { value } = effectiveValue('JournalRule', rule, 'Scope');
    const scope = value as JournalRule['scope'];
    return [{ target: indexOf(target), about: about ? indexOf(about) : -1, scope }];
  });
}

function conditionsOf(rule: CmdletObject, prefix: string, indexOf: IndexOf): FlowCondition[] {
  const list = (name: string): readonly string[] => listOf(rule, `${prefix}${name}`);
  const conditions: FlowCondition[] = [];
  const addresses = [
    ['sender', 'From'],
    ['recipient', 'SentTo'],
  ] as const;
  for (const [on, name] of addresses) {
    if (list(name).length > 0) conditions.push({ on, anyOf: list(name).map(indexOf) });
  }
  const scopes = [
    ['senderInside', 'FromScope'],
    ['recipientInside', 'SentToScope'],
  ] as const;
  for (const [on, name] of scopes) {
    const [scope] = list(name);
    if (scope) conditions.push({ on, is: scope === 'InOrganization' });
  }
  const domains = [
    ['senderDomain', 'SenderDomainIs'],
    ['recipientDomain', 'RecipientDomainIs'],
  ] as const;
  for (const [on, name] of domains) {
    if (list(name).length > 0) conditions.push({ on, anyOf: lower(list(name)) });
  }
  const kinds = lower(list('MessageContainsDataClassifications'));
  if (kinds.length > 0) conditions.push({ on: 'sensitive', anyOf: kinds });
  const words = lower(list('SubjectContainsWords'));
  if (words.length > 0) conditions.push({ on: 'subject', words });
  const [header] = list('HeaderContainsMessageHeader');
  if (header) {
    const wanted = lower(list('HeaderContainsWords'));
    conditions.push({ on: 'header', header: header.toLowerCase(), words: wanted });
  }
  return conditions;
}

function byPriority(tenant: Tenant, noun: 'InboxRule' | 'TransportRule'): CmdletObject[] {
  const priorityOf = (object: CmdletObject): number =>
    numberOf(object, 'Priority') ?? Number.MAX_SAFE_INTEGER;
  return [...objectsOf(tenant, noun)].sort((a, b) => priorityOf(a) - priorityOf(b));
}

function numberOf(object: CmdletObject, property: string): number | null {
  const value = object[property];
  return typeof value === 'number' ? value : null;
}

function lower(words: readonly string[]): string[] {
  return words.map((word) => word.toLowerCase());
}
