/**
 * Mail that goes through a service, or through the Exchange on premises, before it is delivered, or
 * to a mailbox that is down: its readers read it as much later, and none before it came and so
 * never.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { formatFault } from '../model/fault.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { compileTimeline } from '../scenarios/compile.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy } from './arms.ts';
import { afterDetours } from './detours.ts';
import { newPlayer, playChunk, type WorldOrder } from './player.ts';
import { toldScenario } from './prevention/told.ts';
import { replay } from './replay.ts';
import { simulate } from './simulate.ts';
import { happeningsOf, playReplication } from './workload.ts';

const model = createModel(tabulateAll());
const REPLICATIONS = 40;

const domain = 'AcceptedDomain: [{ DomainName: contoso.com }]';
const signed = `tenant:
  ${domain}
  OutboundConnector: [{ Name: Out, IsTransportRuleScoped: true }]
  InboundConnector: [{ Name: Back }]
  TransportRule:
    - Name: Sign
      FromScope: InOrganization
      RouteMessageOutboundConnector: Out
      ExceptIfHeaderContainsMessageHeader: X-Signed
services:
  - { name: Signatures, takes: Out, returns: Back, delay: 35s, stamps: { X-Signed: 'yes' } }`;
const onPremisesFirst = `tenant:
  ${domain}
  OutboundConnector:
    - Name: Hybrid
      ConnectorType: OnPremises
      RecipientDomains: ['*']
      RouteAllMessagesViaOnPremises: true`;
const straight = `tenant: { ${domain} }`;

function studyWith(tenant: string, external: number, recallAfter = '1d', people = '') {
  const text = `version: 1
name: Detours
profile: cloud-2026-08
${tenant}
workload: { recipients: 6, external: ${external}, recallAfter: ${recallAfter}, delivery: 10s }
${people || 'population: { mailboxes: 40 }'}
`;
  const read = parseStudy(text, 'detours.yaml');
  if (!read.ok) throw new Error(read.faults.map(formatFault).join());
  const { tenant: written } = read.value;
  return compileStudy(read.value, written.kind === 'object' ? written.tenant : emptyTenant);
}
type Compiled = ReturnType<typeof studyWith>;

function seenIn(study: Compiled, order: WorldOrder): readonly number[] {
  const chunk = playChunk(newPlayer(study, model, playReplication, order), 0, REPLICATIONS);
  return [...at(chunk.arms, 0).fates.seenAt];
}

describe('mail that takes a detour', () => {
  for (const [name, tenant, by, external] of [
    ['through a service', signed, 35_000, 0.2],
    // Mail inside the cloud takes no connector; only that to people outside passes there first.
    ['through the Exchange on premises', onPremisesFirst, 10_000, 1],
  ] as const) {
    it(`${name} is read by the same people, as much later`, () => {
      const expected = seenIn(studyWith(straight, external), 'whole').map((ms) =>
        ms < 0 ? ms : ms + by,
      );
      expect(expected.filter((ms) => ms >= 0).length).toBeGreaterThan(150);
      expect(seenIn(studyWith(tenant, external), 'whole')).toEqual(expected);
      expect(seenIn(studyWith(tenant, external), 'apart')).toEqual(expected);
    });
  }

  it('comes to a mailbox that is down before anybody reads it, there or farther on', () => {
    const down = `behaviours: { mailboxOutage: 0.5, outage: { constant: 20m } }
population: { mailboxes: 40, forwardsInsideShare: 0.2 }`;
    const study = studyWith(straight, 0, '2s', down);
    const { base } = at(study.arms, 0);
    let late = 0;
    for (let replication = 0; replication < REPLICATIONS; replication++) {
      const drawn = playReplication(study, replication);
      const played = afterDetours(model, base, drawn);
      const { world } = simulate(model, compileTimeline(base, happeningsOf(played)));
      const copies = world.copies.filter(({ deliveredAt }) => !Number.isNaN(deliveredAt));
      played.deeds.forEach(({ entries, mailbox }, place) => {
        const own = copies.filter(({ recipient }) => recipient === mailbox);
        const first = Math.min(...own.map(({ deliveredAt }) => deliveredAt));
        const before = at(drawn.deeds, place).entries;
        entries.forEach((entry, index) => {
          if (own.length > 0) expect(entry.at).toBeGreaterThanOrEqual(first);
          if (at(before, index).at < first && own.length > 0) late++;
        });
      });
    }
    expect(late).toBeGreaterThan(20);
    expect(seenIn(study, 'apart')).toEqual(seenIn(study, 'whole'));
  });

  it('is told as it was counted', () => {
    const study = studyWith(signed, 0.2);
    const counted = seenIn(study, 'whole').filter((ms) => ms >= 0).length;
    let read = 0;
    for (let replication = 0; replication < REPLICATIONS; replication++) {
      const { send } = playReplication(study, replication);
      const scenario = toldScenario(model, study, 0, replication, playReplication);
      const { copies } = replay(model, scenario).outcome;
      read += copies.filter((copy) => copy.read && send.to.includes(copy.mailbox)).length;
    }
    expect(read).toBe(counted);
  });
});
