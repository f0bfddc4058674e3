/**
 * Routing: what stops a copy, which connector it leaves through, and what a way out of the cloud
 * does to it.
 */
import type { ConnectorChoice } from '../decisions/flow.ts';
import { heldUntil } from '../facts.ts';
import {
  connectorFacts,
  handlerOf,
  headerFacts,
  isOrganizationHeader,
  routeFacts,
  searchKeyFacts,
} from '../facts-routing.ts';
import { quarantinedUntil } from '../facts-transport.ts';
import { advanceCopy } from './copies.ts';
import { applyFlowRules, forgetRules } from './flow-rules.ts';
import { stoppedAt } from './gates.ts';
import { aboutCopy, copyOf, decide, type Run } from './run.ts';

/**
 * Transport looks whether anything stops the copy, then chooses where it goes, or waits for the
 * connector it must leave through.
 */
export function routeCopy(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const stopped = stoppedAt(run, copy, now) ?? applyFlowRules(run, copy, now);
  if (stopped !== null) {
    advanceCopy(run, copy, 'ROUTE', { route: stopped }, now);
    return;
  }
  const held = quarantinedUntil(run, record, now) !== null;
  const { choice, connector } = chooseConnector(run, copy, now);
  const { facts, service } = routeFacts(run, record, held, choice, connector);
  const { verdict } = decide(run, run.model.lists.route, facts, now, aboutCopy(copy));
  const down = heldUntil(run.setting.connectorDown.get(record.exit ?? ''), now);
  if (verdict === 'unknown') record.bounceReason = 'unknown-recipient';
  if (verdict === 'loop') record.bounceReason = 'loop';
  if (verdict === 'oversize') record.bounceReason = 'oversize-message';
  record.service = service;
  advanceCopy(run, copy, 'ROUTE', { route: verdict, available: down === null }, now);
}

type Choice = Pick<ReturnType<typeof connectorFacts>, 'connector'> & {
  readonly choice: ConnectorChoice;
};

/** Which connector the copy leaves through; most organizations have none. */
function chooseConnector(run: Run, copy: number, now: number): Choice {
  const record = copyOf(run, copy);
  record.exit = null;
  if (handlerOf(run, record).connectors.length === 0) return { choice: 'none', connector: null };
  const { facts, connector } = connectorFacts(run, record);
  const list = run.model.lists.connectorChoice;
  const { verdict } = decide(run, list, facts, now, aboutCopy(copy));
  if (verdict === 'none') return { choice: 'none', connector: null };
  record.exit = verdict === 'named' ? record.connector : (connector?.name ?? null);
  return { choice: verdict, connector };
}

/** The copy comes into the queue anew, and is routed. */
export function reroute(run: Run, copy: number, now: number): void {
  copyOf(run, copy).queuedAt = now;
  routeCopy(run, copy, now);
}

/** Headers of the organization end where mail leaves its cloud, or they do not. */
export function stripHeaders(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const others = [...record.headers].filter(([name]) => !isOrganizationHeader(name));
  if (others.length === record.headers.size) return;
  const facts = headerFacts(run, record);
  const { verdict } = decide(run, run.model.lists.headers, facts, now, aboutCopy(copy));
  if (verdict === 'stripped') record.headers = new Map(others);
}

/** A service hands the copy back: its headers are on it, and its SearchKey may have changed. */
export function markRoundTrip(run: Run, copy: number, now: number): void {
  const record = copyOf(run, copy);
  const { service } = record;
  const word = service < 0 ? 'via-on-premises' : 'round-trip';
  record.path = [...record.path, { word, index: service }];
  stripHeaders(run, copy, now);
  forgetRules(record);
  const facts = searchKeyFacts(run, record);
  const { verdict } = decide(run, run.model.lists.searchKey, facts, now, aboutCopy(copy));
  if (verdict === 'changed') record.searchKeyIntact = false;
}
