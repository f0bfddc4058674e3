/**
 * Mail that goes through a service, or through the Exchange on premises, before it is delivered:
 * its readers read it as much later, and none of them before it came and so never.
 */
import { describe, expect, it } from 'vitest';
import { at } from '../model/assert.ts';
import { formatFault } from '../model/fault.ts';
import { createModel, tabulateAll } from '../model/model.ts';
import { emptyTenant } from '../model/org/tenant.ts';
import { parseStudy } from '../scenarios/parse-study.ts';
import { compileStudy } from './arms.ts';
import { newPlayer, playChunk, type WorldOrder } from './player.ts';
import { toldScenario } from './prevention/told.ts';
import { replay } from './replay.ts';
import { playReplication } from './workload.ts';

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

function studyWith(tenant: string, external: number) {
  const text = `version: 1
name: Detours
profile: cloud-2026-08
${tenant}
population: { mailboxes: 40 }
workload: { recipients: 6, external: ${external}, recallAfter: 1d, delivery: 10s }
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
