/**
 * What a message carries: labels, sensitive content, protection and disclaimers.
 *
 * Scenarios of the small world, with a label, kinds of sensitive content and rules that look for
 * them by chance.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { notifySenderTypes } from '../model/decisions/content.ts';
import type { CmdletObject } from '../model/org/tenant.ts';
import type { Action, Scenario } from '../scenarios/scenario.ts';
import { ana, cloud, scenarios } from './arbitraries/scenario.ts';
import { agreement, always, describe, run, sometimes } from './harness.ts';

const rule: fc.Arbitrary<CmdletObject> = fc.oneof(
  fc.constantFrom(...notifySenderTypes).map((NotifySender) => ({
    MessageContainsDataClassifications: ['card'],
    NotifySender,
  })),
  fc.constantFrom('Wrap', 'Ignore', 'Reject').map((ApplyHtmlDisclaimerFallbackAction) => ({
    ApplyHtmlDisclaimerText: 'Legal',
    ApplyHtmlDisclaimerFallbackAction,
  })),
  fc.constant({ ApplyOME: true }),
  fc.constant({ MessageContainsDataClassifications: ['card'], CopyTo: [cloud[2]] }),
);

const additions = fc.record({
  base: scenarios,
  label: fc.record({
    encrypts: fc.boolean(),
    blocksForward: fc.boolean(),
    internalOnly: fc.boolean(),
  }),
  labelled: fc.boolean(),
  encrypted: fc.boolean(),
  sensitive: fc.subarray(['card', 'passport']),
  override: fc.constantFrom(
    'silent' as const,
    'explicit' as const,
    'false-positive' as const,
    null,
  ),
  stops: fc.constantFrom('false' as const, 'true' as const),
  found: fc.constantFrom('notFound' as const, 'evaluated' as const),
  rules: fc.array(rule, { maxLength: 3 }),
});
type Additions = typeof additions extends fc.Arbitrary<infer T> ? T : never;

function withContent({ base, label, labelled, sensitive, override, ...rest }: Additions): Scenario {
  const { nouns } = base.tenant;
  const written = (action: Extract<Action, { kind: 'send' }>): Action => ({
    ...action,
    encrypted: rest.encrypted,
    ...(labelled ? { label: 'Secret' } : {}),
    ...(sensitive.length > 0 ? { sensitive } : {}),
    ...(override === null ? {} : { override }),
  });
  return {
    ...base,
    assume: {
      ...base.assume,
      labelStopsMailboxForwarding: rest.stops,
      wrappedCopies: rest.found,
    },
    tenant: {
      ...base.tenant,
      nouns: {
        ...nouns,
        Label: [{ Name: 'Secret', ...label }],
        TransportRule: [
          ...(nouns.TransportRule ?? []),
          ...rest.rules.map((one, index) => ({ Name: `R${index}`, Priority: index + 1, ...one })),
        ],
      },
    },
    timeline: base.timeline.map(({ at, action }) => ({
      at,
      action: action.kind === 'send' ? written(action) : action,
    })),
  };
}

const carrying = additions.map(withContent);

const sendOf = ({ timeline }: Scenario): Extract<Action, { kind: 'send' }> =>
  timeline[0]?.action as Extract<Action, { kind: 'send' }>;

/** What the label of the message forbids; nothing where it has none. */
const labelIn = (scenario: Scenario): CmdletObject =>
  sendOf(scenario).label === undefined ? {} : (scenario.tenant.nouns.Label?.[0] ?? {});

const rulesIn = ({ tenant }: Scenario): readonly CmdletObject[] =>
  (tenant.nouns.TransportRule ?? []).filter(({ Name }) => /^R\d$/.test(String(Name)));

describe('labels', () => {
  always(
    ['LB-001', 'LB-002', 'LB-004'],
    'where forwarding is blocked nobody and no Inbox rule makes a copy; mailboxes as the switch says',
    carrying,
    (scenario) => {
      if (labelIn(scenario)['blocksForward'] !== true) return;
      const stops = scenario.assume.labelStopsMailboxForwarding === 'true';
      for (const { path } of run(scenario).outcome.copies) {
        const words = path.map((step) => step.split(':')[0]);
        expect(words).not.toContain('by-hand');
        expect(words).not.toContain('rule');
        if (stops) expect(words).not.toContain('forwarding');
      }
    },
  );
  always(
    ['LB-003', 'LB-005'],
    'nobody outside opens what is for the organization only',
    carrying,
    (scenario) => {
      const isClosed = labelIn(scenario)['internalOnly'] === true;
      const { copies, audit } = run(scenario).outcome;
      const refused = audit.filter(
        ({ operation, reason }) => operation === 'read' && reason === 'label',
      );
      if (!isClosed) expect(refused).toEqual([]);
      for (const { mailbox, exposed } of copies) {
        if (isClosed && mailbox.endsWith('fabrikam.com')) expect(exposed).not.toContain('opened');
      }
    },
  );
  always(
    ['LB-006', 'MR-007'],
    'what is protected by hand, label or rule is recalled from October 2024 on, not before',
    carrying,
    (scenario) => {
      const { recalls, copies } = run(scenario).outcome;
      const byRule = copies.some(({ modified }) => modified?.includes('protected'));
      const isProtected =
        sendOf(scenario).encrypted || labelIn(scenario)['encrypts'] === true || byRule;
      for (const { reason, status } of recalls) {
        if (reason === 'encrypted') expect(isProtected).toBe(true);
        const isOld = scenario.profile < 'cloud-2024-10';
        if (isOld && isProtected && !byRule) expect(status).toBe('refused');
        if (!isOld) expect(reason).not.toBe('encrypted');
      }
    },
  );
  sometimes('a label refuses something', carrying, (scenario) =>
    run(scenario).outcome.audit.some(({ reason }) => reason === 'label'),
  );
  sometimes('a rule makes a recall impossible', carrying, (scenario) => {
    const byHand = sendOf(scenario).encrypted || labelIn(scenario)['encrypts'] === true;
    return !byHand && run(scenario).outcome.recalls.some(({ reason }) => reason === 'encrypted');
  });
});

/** What a rule with such a notice does, said again. */
function stopsMessage(notify: unknown, override: string | undefined): boolean {
  if (notify === 'NotifyOnly') return false;
  if (notify === 'RejectMessage' || override === undefined) return true;
  const wantsDoubt = notify === 'RejectUnlessFalsePositiveOverride';
  return wantsDoubt !== (override === 'false-positive');
}

describe('sensitive content', () => {
  always(
    ['DL-001', 'DL-003', 'DL-004', 'DL-005', 'DL-006'],
    'a rule that stops such content lets no copy of it arrive, and no other rule stops any',
    carrying,
    (scenario) => {
      const { sensitive = [], override } = sendOf(scenario);
      const looking = rulesIn(scenario).filter(({ NotifySender }) => NotifySender !== undefined);
      const stopping = looking.filter(({ NotifySender }) => stopsMessage(NotifySender, override));
      const { copies, notices } = run(scenario).outcome;
      const isStopped = sensitive.includes('card') && stopping.length > 0;
      if (isStopped) expect(copies.filter(({ deliveredAt }) => deliveredAt !== null)).toEqual([]);
      const rejects = rulesIn(scenario).some(
        (one) => one['ApplyHtmlDisclaimerFallbackAction'] === 'Reject',
      );
      if (isStopped || rejects) return;
      expect(notices.filter(({ reason }) => reason === 'rejected-by-rule')).toEqual([]);
    },
  );
  always(
    ['DL-002'],
    'a sender is told of a message once at most, and only where a rule says so',
    carrying,
    (scenario) => {
      const told = run(scenario).outcome.notices.filter(({ kind }) => kind === 'policy-notice');
      expect(new Set(told.map(({ message }) => message)).size).toBe(told.length);
      for (const { to } of told) expect(to).toBe(ana);
      const tells = rulesIn(scenario).some(({ NotifySender }) => NotifySender === 'NotifyOnly');
      if (!tells || !sendOf(scenario).sensitive?.includes('card')) expect(told).toEqual([]);
    },
  );
  sometimes('a sender is told', carrying, (scenario) =>
    run(scenario).outcome.notices.some(({ kind }) => kind === 'policy-notice'),
  );
  sometimes('a message is stopped', carrying, (scenario) =>
    run(scenario).outcome.notices.some(({ reason }) => reason === 'rejected-by-rule'),
  );
});

describe('what rules change', () => {
  always(
    ['MR-001', 'MR-002', 'MR-003', 'MR-004', 'MR-005'],
    'plain mail gets a disclaimer and protected mail is wrapped, each only where a rule asks for it',
    carrying,
    (scenario) => {
      const asks = (key: string, value?: string): boolean =>
        rulesIn(scenario).some((one) =>
          value === undefined ? one[key] !== undefined : one[key] === value,
        );
      const byHand = sendOf(scenario).encrypted || labelIn(scenario)['encrypts'] === true;
      for (const { modified = [], deliveredAt } of run(scenario).outcome.copies) {
        if (modified.includes('protected')) expect(asks('ApplyOME')).toBe(true);
        if (modified.includes('disclaimer')) {
          expect(asks('ApplyHtmlDisclaimerText')).toBe(true);
          expect(byHand).toBe(false);
        }
        if (modified.includes('wrapped')) {
          expect(asks('ApplyHtmlDisclaimerFallbackAction', 'Wrap')).toBe(true);
          expect(byHand || modified.includes('protected')).toBe(true);
        }
        const returned = byHand && asks('ApplyHtmlDisclaimerFallbackAction', 'Reject');
        if (returned) expect(deliveredAt).toBeNull();
      }
    },
  );
  always(
    ['MR-006'],
    'no recall takes back what was wrapped, unless the switch says so',
    carrying,
    (scenario) => {
      if (scenario.assume.wrappedCopies === 'evaluated') return;
      for (const { modified, present, deliveredAt, searchKeyIntact, retained } of run(scenario)
        .outcome.copies) {
        if (!modified?.includes('wrapped')) continue;
        expect(searchKeyIntact).toBe(false);
        const removedByHand = scenario.timeline.some(
          ({ action }) => action.kind === 'delete' || action.kind === 'download',
        );
        if (deliveredAt !== null && !removedByHand && !retained) expect(present).toBe(true);
      }
    },
  );
  agreement('what messages carry', carrying);
  for (const what of ['disclaimer', 'wrapped', 'protected']) {
    sometimes(`a delivered copy is changed: ${what}`, carrying, (scenario) =>
      run(scenario).outcome.copies.some(
        ({ modified, deliveredAt }) => modified?.includes(what) && deliveredAt !== null,
      ),
    );
  }
});
