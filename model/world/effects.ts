/**
 * What each effect of the copy machine does to the rest of the world: the whole of what a copy can
 * cause.
 *
 * The machine says when; the functions named here say how.
 */
import { at } from '../assert.ts';
import type { BounceReason } from '../decisions/transport.ts';
import { quarantinedUntil } from '../facts-transport.ts';
import { arrivedElsewhere } from './classic.ts';
import { changedForClient, endLocalCopy } from './client-sync.ts';
import { expose } from './copies.ts';
import { meaningOf } from './copy-states.ts';
import { forwardOn } from './forwarding.ts';
import { handOver } from './journal.ts';
import { deliver } from './mailbox.ts';
import { waitForConnector, waitForMailbox } from './queue.ts';
import { askForReceipt } from './receipt.ts';
import { planRetention } from './retention.ts';
import { markRoundTrip, reroute } from './routing.ts';
import { addRecipients, redirect } from './rule-copies.ts';
import { copyOf, type Effect, orgAt, type Run } from './run.ts';
import { report, startDelivery } from './transport.ts';

export const effects: Readonly<Record<string, Effect>> = {
  addRecipients,
  redirect,
  // A rule holds a copy until somebody releases it; a fault says until when.
  quarantine: (run, copy, now) => {
    const until = quarantinedUntil(run, copyOf(run, copy), now);
    if (until !== null) run.schedule(until, 'release', copy, 0);
  },
  waitForConnector,
  leaveThroughService: (run, copy, now) => {
    // Without a service it is the Exchange on premises that has the copy.
    const service = run.setting.services[copyOf(run, copy).service];
    run.schedule(now + (service?.delayMs ?? run.setting.deliveryMs), 'return', copy, 0);
  },
  handOver,
  markRoundTrip,
  reroute,
  startDelivery,
  waitForMailbox,
  deliver,
  // The folders and ages of an item: see `file` in mailbox.ts.
  age: planRetention,
  arriveElsewhere: (run, copy, now) => {
    copyOf(run, copy).deliveredAt = now;
    askForReceipt(run, copy, now);
    arrivedElsewhere(run, copy, now);
  },
  forward: forwardOn,
  bounceForward: (run, copy, now) => bounce(run, copy, 'forwarding-blocked', now),
  bounce: (run, copy, now) => {
    const record = copyOf(run, copy);
    // Nothing but time refuses a copy that waits for approval.
    record.bounceReason ??= 'approval-expired';
    bounce(run, copy, record.bounceReason, now);
  },
  open: (run, copy, now) => {
    const record = copyOf(run, copy);
    expose(record, 'opened', now);
  },
  unflag: (run, copy) => {
    copyOf(run, copy).isRead = false;
  },
  openLocal: (run, copy, now) => expose(copyOf(run, copy), 'opened', now),
  preview: (run, copy, now) => expose(copyOf(run, copy), 'previewed', now),
  // The folder comes with the action: see `file` in mailbox.ts.
  file: () => {},
  // The targets come with the action: see `actOnCopy`.
  passOn: () => {},
  download: (run, copy, now) => {
    const record = copyOf(run, copy);
    record.downloaded = true;
    expose(record, 'local-copy', now);
  },
  // Nothing of a PST is kept anywhere.
  discard: (run, copy, now) => {
    copyOf(run, copy).downloaded = false;
    endLocalCopy(run, copy, now);
  },
  vanish: (run, copy, now) => {
    const record = copyOf(run, copy);
    changedForClient(run, copy, now);
    const org = orgAt(run, record.recipient);
    const { retainedIn } = meaningOf(run.model, record.state);
    if (retainedIn === null) return;
    const held = at(org.onHold, record.recipient) === 1 || record.inDiscoveryHolds;
    record.retainedUntil = held
      ? Number.POSITIVE_INFINITY
      : now + at(org.retentionMs, record.recipient);
  },
};

/** The sender learns that a copy could not go on: a group that refuses is named once. [ND-001] */
function bounce(run: Run, copy: number, reason: BounceReason, now: number): void {
  const { message, recipient, sender, gate } = copyOf(run, copy);
  const isGate = reason !== 'forwarding-blocked' && gate >= 0;
  report(run, message, sender, isGate ? gate : recipient, reason, now, isGate);
}
