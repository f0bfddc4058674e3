/**
 * Facts about records: would the mailbox audit log of the recipient show a deletion by recall?
 */
import { at } from './assert.ts';
import type { FactsOf } from './facts.ts';
import { orgAt, type Run } from './world/run.ts';

/** Does Exchange keep a record of what the agent deleted? */
export function auditFacts(run: Run, mailbox: number): FactsOf<'auditKept'> {
  const org = orgAt(run, mailbox);
  return {
    organizationOff: org.settings.auditDisabled,
    mailboxOff: at(org.audits, mailbox) === 0,
    unrecorded: run.setting.assume.agentDeleteAudited === 'false',
  };
}
