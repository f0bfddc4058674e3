/**
 * Drafts by chance: who writes in which program to whom, what happens meanwhile, and when somebody
 * looks.
 *
 * Looks fall on whole minutes and changes beside them: nothing decides what comes first when a
 * mailbox is asked again at the very instant at which it changes.
 */
import fc from 'fast-check';
import {
  type AssumptionName,
  type Assumptions,
  assumptions,
  defaultAssumptions,
} from '../../model/assumptions.ts';
import type { CmdletObject } from '../../model/org/tenant.ts';
import {
  type Action,
  type InjectedFault,
  type Person,
  personAt,
  type Scenario,
  type TimelineEntry,
} from '../../scenarios/scenario.ts';
import {
  addressable,
  ben,
  boxes,
  eve,
  groups,
  members,
  type Parts,
  partnerOf,
  partners,
  parts,
  tenantOf,
} from './draft-tenant.ts';
import { ana, build, ingredients } from './scenario.ts';

const MINUTE = 60_000;
const HALF = 30_000;

/** The switches of MailTips. */
const names = [
  'lookupUnit',
  'individualTips',
  'restrictedSuppresses',
  'nestedCountsAsOne',
  'largeAudienceUnit',
  'limitedIncludesMailboxFull',
  'allAutoReply',
  'replyAllBccInOutlook',
  'bypassHidesModerated',
  'internalDomainsReplace',
  'displayLimit',
  'otherClientsShow',
  'draftTips',
  'knownSenders',
] as const satisfies readonly AssumptionName[];
const moved = fc
  .record(
    Object.fromEntries(names.map((name) => [name, fc.constantFrom(...assumptions[name].values)])),
    {
      requiredKeys: [],
    },
  )
  .map((some): Assumptions => ({ ...defaultAssumptions, ...some }));

const KEY = 'com.microsoft.outlook.Mail.InternalDomains';
const SWITCH = 'com.microsoft.outlook.Mail.ExternalRecipientsToolTipEnabled';
const window = fc
  .tuple(fc.constantFrom(0, 0, 60, 119, 121), fc.constantFrom(1, 60, 120, 180))
  .map(([from, length]) => ({ from: from * MINUTE, to: (from + length) * MINUTE }));
/** Mostly none. */
const stretch = fc
  .tuple(fc.constantFrom(false, false, false, true), window)
  .map(([isThere, one]) => (isThere ? [one] : []));

const client = fc.constantFrom<Person['client']>(
  ...(['outlook-windows', 'outlook-windows', 'owa', 'outlook-mobile', 'outlook-mobile'] as const),
  ...(['new-outlook', 'outlook-mac', 'imap4'] as const),
);
const writer: fc.Arbitrary<Person> = fc
  .record({
    client,
    offline: stretch,
    deliveryLocation: fc.constantFrom('mailbox', 'mailbox', 'mailbox', 'pst'),
    account: fc.constantFrom<Person['account']>(
      ...([
        'microsoft365',
        'microsoft365',
        'microsoft365',
        'onPremisesHma',
        'onPremises',
        'uopcc',
      ] as const),
    ),
    language: fc.constantFrom(null, 'de-AT', 'es', 'fr'),
    isDevice: fc.constantFrom(false, false, true),
    key: fc.constantFrom(null, '', 'adatum.example', 'contoso.com, Fabrikam.com'),
    isOn: fc.constantFrom(null, null, null, true, false),
    cached: fc.constantFrom(null, 'external', 'external', 'internal'),
  })
  .map(({ client: program, language, key, isOn, cached, isDevice, ...rest }) => ({
    ...personAt(ana, program),
    ...(rest as Partial<Person>),
    ...(isDevice ? { client: 'outlook-mobile' as const } : {}),
    ...(language === null ? {} : { language }),
    ...(key === null && isOn === null
      ? {}
      : {
          appConfig: {
            ...(key === null ? {} : { [KEY]: key }),
            ...(isOn === null ? {} : { [SWITCH]: isOn }),
          },
        }),
    ...(cached === null || rest.account === 'uopcc'
      ? {}
      : { cachedScopes: { 'x@adatum.example': cached as 'external' } }),
  }));

const set = (noun: string, identity: string | null, properties: CmdletObject, verb = 'Set') =>
  ({
    ...{ kind: 'change', tenant: null, cmdlet: `${verb}-${noun}`, verb, noun },
    ...{ identity, properties },
  }) as Action;

const somebody = fc.constantFrom(...boxes);
/** What changes while drafts are written. */
const happening: fc.Arbitrary<Action> = fc.oneof(
  fc
    .record({ mailbox: somebody, totalItemSize: fc.constantFrom(999, 1_000) })
    .map((one): Action => ({ kind: 'fill', ...one })),
  fc.constant<Action>({ kind: 'refreshGroupMetrics' }),
  fc
    .record({ group: fc.constantFrom(...groups), member: fc.constantFrom(...members) })
    .map(({ group, member }) =>
      set('DistributionGroupMember', group, { Members: [member] }, 'Add'),
    ),
  fc
    .record({ who: somebody, MailTip: fc.constantFrom('Two', 'x'.repeat(175), 'x'.repeat(176)) })
    .map(({ who, MailTip }) => set('Mailbox', who, { MailTip })),
  fc
    .record({ who: somebody, AutoReplyState: fc.constantFrom('Enabled', 'Disabled') })
    .map(({ who, AutoReplyState }) =>
      set('MailboxAutoReplyConfiguration', who, {
        ...{ AutoReplyState, InternalMessage: 'Away', ExternalMessage: 'Gone' },
      }),
    ),
  fc
    .constantFrom<CmdletObject>(
      { AllowedOOFType: 'InternalLegacy' },
      { AllowedOOFType: 'None' },
      { IsInternal: false },
      { IsInternal: true },
    )
    .map((properties) => set('RemoteDomain', 'Fabrikam', properties)),
);

/** So many addresses outside. */
const crowd = (size: number): string[] =>
  Array.from({ length: size }, (_, i) => `c${i}@crowd.example`);

const compose: fc.Arbitrary<Action> = fc
  .record({
    id: fc.constantFrom('d1', 'd2'),
    from: fc.constantFrom(ana, ana, ana, ana, ben, eve, ...partners),
    to: fc.subarray(addressable, { minLength: 1, maxLength: 8 }),
    cc: fc.subarray(addressable, { maxLength: 4 }),
    size: fc.constantFrom(1_000, 1_001, 2_000),
    client: fc.option(client, { freq: 2 }),
    answers: fc.constantFrom(null, null, null, 'replyTo', 'replyAllTo'),
    total: fc.constantFrom(...Array<number>(14).fill(0), 200, 201),
  })
  .map(({ answers, total, to, cc, from, ...draft }) => {
    const bcc = crowd(Math.max(0, total - new Set([...to, ...cc]).size));
    const answered = answers === null || from !== ana ? {} : { [answers]: 'm1' };
    return { kind: 'compose', ...draft, from, to, cc, bcc, ...answered } as Action;
  });

const looking: fc.Arbitrary<Action> = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('observe', 'observe', 'observe', 'reopen', 'close'),
      draft: fc.constantFrom('d1', 'd2'),
    })
    .map((one) => one as Action),
  fc
    .record({
      draft: fc.constantFrom('d1', 'd2'),
      recipient: fc.constantFrom('c0@crowd.example', ben),
    })
    .map((one): Action => ({ kind: 'removeRecipient', ...one })),
);

const ingredientsOfDrafts = fc.record({
  base: ingredients.map(build),
  parts,
  assume: fc.oneof(fc.constant(defaultAssumptions), moved),
  writer,
  down: stretch,
  isHidden: fc.boolean(),
  replaces: fc.boolean(),
  lookups: fc.constantFrom(...Array<number>(14).fill(0), 150, 151),
  first: compose,
  acts: fc.array(
    fc.tuple(
      fc.constantFrom(1, 59, 60, 61, 119, 120, 121),
      fc.oneof(
        { weight: 4, arbitrary: looking },
        { weight: 3, arbitrary: happening },
        { weight: 1, arbitrary: compose },
      ),
    ),
    { maxLength: 8 },
  ),
});

/** Removing whom a draft does not name, or looking at one that is not begun, is bad input. */
function isPossible(drafts: Map<string, Set<string>>, action: Action): boolean {
  if (action.kind === 'compose') {
    drafts.set(action.id, new Set([...action.to, ...action.cc, ...action.bcc]));
    return true;
  }
  if (!('draft' in action)) return true;
  if (action.kind !== 'removeRecipient') return drafts.has(action.draft);
  return drafts.get(action.draft)?.delete(action.recipient) ?? false;
}

function timelineOf(
  first: Action,
  acts: readonly (readonly [number, Action])[],
  isHidden: boolean,
): TimelineEntry[] {
  const drafts = new Map<string, Set<string>>();
  let minutes = 0;
  const entries = [[0, first] as const, ...acts].flatMap(([after, action]): TimelineEntry[] => {
    minutes += after;
    if (!isPossible(drafts, action)) return [];
    const isLook = action.kind === 'compose' || 'draft' in action;
    return [{ at: minutes * MINUTE + (isLook ? 0 : HALF), action }];
  });
  const send: Action = {
    ...{ kind: 'send', id: 'm1', from: ben, to: ['p0@contoso.com'], cc: [] },
    ...{ bcc: isHidden ? [ana] : [], subject: 'm1', size: 100, encrypted: false },
    ...{ readReceipt: false, client: null, deferByMs: 0 },
  };
  return [{ at: 0, action: send }, ...entries];
}

/** A restricted dynamic group that so many objects are looked up for, itself among them. */
const dear = (of: Parts, lookups: number): Parts => ({
  ...of,
  dynamic: [{ ...of.dynamic[0], RejectMessagesFrom: [ben] }, crowd(lookups - 1)],
});

/** Drafts in organizations that differ in everything a tip may rest on. */
export const drafts: fc.Arbitrary<Scenario> = ingredientsOfDrafts.map((of) => {
  const faults = of.down.map(
    (one): InjectedFault => ({ kind: 'service-unreachable', service: 'mailtips', window: one }),
  );
  return {
    ...of.base,
    profile: 'cloud-2026-08',
    assume: {
      ...of.assume,
      ...(of.lookups === 0 ? {} : { lookupUnit: 'objects' }),
      ...(of.replaces ? { internalDomainsReplace: 'true' } : {}),
    },
    tenant: tenantOf(of.lookups === 0 ? of.parts : dear(of.parts, of.lookups)),
    tenants: { fabrikam: partnerOf(of.parts) },
    people: [of.writer],
    faults,
    services: [],
    expect: [],
    rules: [],
    timeline: timelineOf(of.first, of.acts, of.isHidden),
  };
});
