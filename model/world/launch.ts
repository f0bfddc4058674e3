/**
 * New copies: one for each way to a recipient, routed at once.
 */
import { at } from '../assert.ts';
import { type Expansion, expand, type Way } from '../org/expand.ts';
import type { Org } from '../org/org.ts';
import { exclude } from './exclude.ts';
import { routeCopy } from './routing.ts';
import { cite, copyOf, messageOf, orgAt, type Run, tenantOf } from './run.ts';
import type { CopyRecord, Origin, PathStep } from './state.ts';

/** Addresses to the people behind them, groups expanded where they live. */
export function expandHere(run: Run, addressed: readonly number[]): Expansion {
  const once = run.setting.assume.duplicateDelivery === 'deduplicated';
  const org = (recipient: number): Org => orgAt(run, recipient);
  return expand(org, addressed, once, (rule) => cite(run, rule));
}

type Launch = {
  readonly message: number;
  readonly way: Way;
  readonly parent: number;
  readonly origin: Origin;
  readonly sender: number;
  readonly path: readonly PathStep[];
  /** Whose transport has it: an index into the organizations. */
  readonly handler: number;
  /** The mail flow rules that have acted already, for a copy that one of them made. */
  readonly done?: Pick<CopyRecord, 'rulesDone' | 'rulesOver'> | undefined;
};

/** Makes a copy and routes it at once; returns its index. */
export function launch(run: Run, made: Launch, now: number): number {
  const { message, way, parent, origin, sender, path, handler, done } = made;
  const copy = run.world.copies.length;
  const parentCopy = parent < 0 ? null : copyOf(run, parent);
  // No spreading: this is called often, and all copies are alike to the engine.
  run.world.copies.push({
    message,
    recipient: way.recipient,
    parent,
    origin,
    sender,
    path,
    state: 0,
    folder: 'Inbox',
    deliveredAt: Number.NaN,
    isRead: false,
    inCache: false,
    readOffline: false,
    isAnnounced: false,
    actor: -1,
    firstReadAt: Number.NaN,
    inDiscoveryHolds: false,
    retainedUntil: Number.NaN,
    searchKeyIntact: parentCopy === null || (parentCopy.searchKeyIntact && origin !== 'copied'),
    downloaded: false,
    exposures: [],
    service: -1,
    beyondRecall: null,
    handler,
    queuedAt: now,
    gates: [...way.groups, way.recipient],
    admitted: false,
    approved: [],
    gate: -1,
    expiresAt: Number.NaN,
    bounceReason: null,
    released: false,
    rulesDone: done?.rulesDone ?? [],
    rulesOver: done?.rulesOver ?? false,
    ruleTargets: [],
    connector: null,
    exit: null,
    // Headers and subject are those of the copy that it was made of.
    prefix: parentCopy?.prefix ?? '',
    headers: parentCopy?.headers ?? noHeaders,
    changes: parentCopy?.changes ?? [],
    sharedWith: -1,
  });
  messageOf(run, message).copies.push(copy);
  run.world.recalls.forEach((recall, index) => {
    const under = recall.agent !== null && at(run.setting.recalls, index).message === message;
    if (under) exclude(run, index, copy, now);
  });
  routeCopy(run, copy, now);
  return copy;
}

const noHeaders: ReadonlyMap<string, string> = new Map();

/**
 * Sends copies on from a copy: by a forwarding mailbox, a rule or a hand. Groups are expanded.
 */
export function sendOn(
  run: Run,
  copy: number,
  word: 'forwarding' | 'rule' | 'by-hand' | 'flow-rule',
  targets: readonly number[],
  origin: Origin,
  now: number,
): void {
  const record = copyOf(run, copy);
  for (const way of expandHere(run, targets).ways) {
    const groups = way.groups.map((index): PathStep => ({ word: 'group', index }));
    const byTransport = word === 'flow-rule';
    const step: PathStep = { word, index: byTransport ? -1 : record.recipient };
    const path = [...record.path, step, ...groups];
    const keepsSender = word === 'forwarding' || byTransport;
    const sender = keepsSender ? record.sender : record.recipient;
    const { message, rulesDone, rulesOver } = record;
    const done = byTransport ? { rulesDone, rulesOver } : undefined;
    const handler = byTransport ? record.handler : tenantOf(run, record.recipient);
    launch(run, { message, way, parent: copy, origin, sender, path, handler, done }, now);
  }
}
