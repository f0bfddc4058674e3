/**
 * Mail that enters an organization, from its own people or from another one: journal rules report
 * it, once for each message.
 */
import { at } from '../assert.ts';
import { journalScope } from '../facts-routing.ts';
import { expose } from './copies.ts';
import { forgetRules } from './flow-rules.ts';
import { launch } from './launch.ts';
import { reroute, stripHeaders } from './routing.ts';
import { cite, copyOf, epochOf, messageOf, type Run, tenantOf } from './run.ts';
import type { PathStep } from './state.ts';

/** The journal rules of one organization about a message that it has. [RT-015] */
export function journal(run: Run, message: number, tenant: number, now: number): void {
  const { journalRules } = at(epochOf(run).orgs, tenant);
  if (journalRules.length === 0) return;
  const record = messageOf(run, message);
  const { from } = at(run.setting.messages, message);
  const { involved, leaves } = journalScope(run, message, tenant);
  const isFirst = !record.journaledBy.includes(tenant);
  if (isFirst) record.journaledBy.push(tenant);
  for (const rule of journalRules) {
    if (rule.about >= 0 && !involved.includes(rule.about)) continue;
    if (rule.scope === 'Internal' && leaves) continue;
    if (rule.scope === 'External' && !leaves) continue;
    cite(run, 'RT-015');
    if (isFirst) {
      const way = { recipient: rule.target, groups: [] };
      const path: PathStep[] = [{ word: 'journal', index: -1 }];
      const base = { message, way, parent: -1, origin: 'journal', sender: from, path } as const;
      launch(run, { ...base, handler: tenant }, now);
    }
    for (const copy of record.copies) {
      const other = copyOf(run, copy);
      if (other.origin !== 'journal' && other.handler === tenant) expose(other, 'journaled', now);
    }
  }
}

/** The copy goes over to the organization of its recipient, whose rules look at it. [RT-021] */
export function handOver(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  stripHeaders(run, copy, now);
  forgetRules(record);
  record.handler = tenantOf(run, record.recipient);
  cite(run, 'RT-021');
  journal(run, record.message, record.handler, now);
  reroute(run, copy, now);
}
