/**
 * What a study says of telling and of acting, against the outcome of each world in the words of
 * `replay`: who was told or alerted, whom a notice reached outside, who did something before.
 */
import { expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { compileTimeline } from '../scenarios/compile.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy, subjectOf } from '../sim/arms.ts';
import { outcomeOf, type ScenarioOutcome } from '../sim/outcome.ts';
import { simulate } from '../sim/simulate.ts';
import { tally } from '../sim/tally.ts';
import { happeningsOf, playReplication } from '../sim/workload.ts';

const model = createModel(tabulateAll());

const text = `
version: 1
name: Who is told, and who acts
profile: cloud-2026-08
tenant: { generate: { mailboxes: 30 } }
population:
  forwardsOutsideShare: 0.2
  forwardsInsideShare: 0.2
  clients: { outlook-windows: 0.6, imap4: 0.4 }
workload: { recipients: 5, external: 0.3, recallAfter: noticed-late }
behaviours: { forwards: 0.4 }
policies:
  alerts: { OrganizationConfig: { MessageRecallAlertRecipientsEnabled: true } }
  classic: { profile: classic }
`;

/** The recipient's own copies, and those that were made of them. */
const copiesOf = ({ copies }: ScenarioOutcome, recipient: string) =>
  copies.filter(
    ({ mailbox, path }) =>
      mailbox === recipient || path.some((step) => step.endsWith(`:${recipient}`)),
  );

it('noticed, notices outside and acted on are what the outcome of each world says', () => {
  const parsed = parseStudy(text, 'told.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const study = parsed.value;
  const compiled = compileStudy(study, emptyTenant);
  const seen = new Map<string, number>();
  for (let replication = 0; replication < 40; replication++) {
    const happenings = happeningsOf(playReplication(compiled, replication));
    for (const { base, policy } of compiled.arms) {
      const simulated = simulate(model, compileTimeline(base, happenings));
      const outcome = outcomeOf(simulated, study.start);
      const { notices, recalls } = outcome;
      for (const fate of tally(simulated, subjectOf(compiled)).fates) {
        const address = at(base.book.addresses, fate.recipient);
        const row = recalls[0]?.recipients.find(({ recipient }) => recipient === address);
        const own = copiesOf(outcome, address);
        const outside = notices.some(
          ({ kind, to }) => kind === 'recall-notice' && own.some(({ mailbox }) => mailbox === to),
        );
        const decidedAt = row?.decidedAt ?? '9999';
        const acted = own.some(({ exposures }) =>
          exposures.some(
            ({ kind, at: when }) =>
              ['replied', 'forwarded', 'local-copy'].includes(kind) && when < decidedAt,
          ),
        );
        expect(fate.noticed).toBe(row?.recipientNotified ?? false);
        expect(fate.outsideNotice).toBe(outside);
        expect(fate.actedOn).toBe(acted);
        for (const what of ['noticed', 'outsideNotice', 'actedOn'] as const) {
          const key = `${policy.name} ${what} ${fate[what]}`;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
    }
  }
  // Each comes out both ways under each policy.
  expect(seen.size).toBe(12);
});
