/**
 * What each effect of the copy machine does to the rest of the world: the whole of what a copy can
 * cause.
 *
 * The machine says when; the functions named here say how.
 */
import { at } from '../assert.ts';
import { heldUntil } from '../facts.ts';
import { arrivedElsewhere } from './classic.ts';
import { expose } from './copies.ts';
import { meaningOf } from './copy-states.ts';
import { forwardOn } from './forwarding.ts';
import { deliver } from './mailbox.ts';
import { askForReceipt } from './receipt.ts';
import { copyOf, type Effect, orgAt, type Run } from './run.ts';
import { connectorUpAt, markRoundTrip, routeCopy, startDelivery } from './transport.ts';

export const effects: Readonly<Record<string, Effect>> = {
  waitForConnector: (run, copy, now) =>
    run.schedule(connectorUpAt(run, copy, now), 'route', copy, 0),
  leaveThroughService: (run, copy, now) => {
    const service = at(run.setting.services, copyOf(run, copy).service);
    run.schedule(now + service.delayMs, 'return', copy, 0);
  },
  markRoundTrip,
  reroute: routeCopy,
  startDelivery,
  waitForMailbox: (run, copy, now) => {
    const windows = run.setting.mailboxDown.get(copyOf(run, copy).recipient);
    run.schedule(heldUntil(windows, now) ?? now, 'arrive', copy, 0);
  },
  deliver,
  arriveElsewhere: (run, copy, now) => {
    copyOf(run, copy).deliveredAt = now;
    askForReceipt(run, copy, now);
    arrivedElsewhere(run, copy, now);
  },
  forward: forwardOn,
  bounceForward: bounce,
  bounce,
  open: (run, copy, now) => expose(copyOf(run, copy), 'opened', now),
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
  vanish: (run, copy, now) => {
    const record = copyOf(run, copy);
    const org = orgAt(run, record.recipient);
    const { retainedIn } = meaningOf(run.model, record.state);
    if (retainedIn === null) return;
    const held = at(org.onHold, record.recipient) === 1 || record.inDiscoveryHolds;
    record.retainedUntil = held
      ? Number.POSITIVE_INFINITY
      : now + at(org.retentionMs, record.recipient);
  },
};

/** The sender learns that a copy could not go on. */
function bounce(run: Run, copy: number, now: number): void {
  const { message, recipient, sender } = copyOf(run, copy);
  const recall = at(run.setting.messages, message).requestOf;
  run.world.notices.push({
    kind: 'ndr',
    to: sender,
    at: now + run.setting.deliveryMs,
    message: recall < 0 ? message : at(run.setting.recalls, recall).message,
    recall,
    about: recipient,
    result: null,
  });
}
