/**
 * The injected faults of a scenario as its setting holds them: names are indices.
 */

import type { Backlog } from '../model/queues.ts';
import type { Setting, Window } from '../model/setting.ts';
import type { InjectedFault } from './scenario.ts';

/** The mailboxes that faults name. */
export function faultAddresses(faults: readonly InjectedFault[]): string[] {
  return faults.flatMap((fault) =>
    'mailbox' in fault && fault.mailbox !== null ? [fault.mailbox] : [],
  );
}

/** The queue, mailbox, connector, agent or service that a fault is about. */
function whatFails(fault: InjectedFault): string {
  if ('queue' in fault) return fault.queue;
  if ('mailbox' in fault) return fault.mailbox;
  if ('connector' in fault) return fault.connector;
  return 'agent' in fault ? fault.agent : fault.service;
}

/** [message] [recipient] until when a copy is held; the latest instant counts. */
export function quarantinesOf(
  faults: readonly InjectedFault[],
  messages: Setting['messages'],
  indexOf: (name: string) => number,
): Map<number, Map<number, number>> {
  const held = new Map<number, Map<number, number>>();
  for (const fault of faults) {
    if (fault.kind !== 'quarantined') continue;
    const message = messages.findIndex(({ id }) => id === fault.message);
    const ofMessage = held.get(message) ?? new Map<number, number>();
    const mailbox = indexOf(fault.mailbox);
    held.set(message, ofMessage.set(mailbox, Math.max(ofMessage.get(mailbox) ?? 0, fault.until)));
  }
  return held;
}

/** When queues are full of other mail; of a message that was not sent nothing comes. */
export function backlogsOf(
  faults: readonly InjectedFault[],
  { messages, recalls }: Pick<Setting, 'messages' | 'recalls'>,
  indexOf: (name: string) => number,
): Backlog[] {
  return faults.flatMap((fault): Backlog[] => {
    if (fault.kind !== 'backlog') return [];
    const { mailbox, message, queue, recall, waitMs, window } = fault;
    const place = (specs: readonly { readonly id: string }[], id: string | null) =>
      id === null ? null : specs.findIndex((spec) => spec.id === id);
    const of = { message: place(messages, message), recall: place(recalls, recall) };
    return [
      { queue, ...window, waitMs, ...of, recipient: mailbox === null ? null : indexOf(mailbox) },
    ];
  });
}

type FaultSpecs = Pick<
  Setting,
  'connectorDown' | 'mailboxDown' | 'deliveryDelayedUntil' | 'agentDown' | 'faultWindows'
>;

/** Everything else that fails. */
export function faultSpecs(
  faults: readonly InjectedFault[],
  indexOf: (name: string) => number,
): FaultSpecs {
  const connectorDown = new Map<string, Window[]>();
  const mailboxDown = new Map<number, Window[]>();
  const deliveryDelayedUntil = new Map<number, number>();
  const agentDown: Window[] = [];
  const faultWindows: { name: string; window: Window }[] = [];
  const add = <K>(map: Map<K, Window[]>, key: K, window: Window): void => {
    map.set(key, [...(map.get(key) ?? []), window]);
  };
  for (const fault of faults) {
    if (fault.kind === 'delivery-delayed' || fault.kind === 'quarantined') {
      if (fault.kind === 'delivery-delayed') {
        const mailbox = indexOf(fault.mailbox);
        const until = Math.max(fault.until, deliveryDelayedUntil.get(mailbox) ?? 0);
        deliveryDelayedUntil.set(mailbox, until);
      }
      faultWindows.push({
        name: `${fault.kind} ${fault.mailbox}`,
        window: { from: 0, to: fault.until },
      });
      continue;
    }
    const { window } = fault;
    if (fault.kind === 'mailbox-unavailable') add(mailboxDown, indexOf(fault.mailbox), window);
    if (fault.kind === 'connector-down') add(connectorDown, fault.connector.toLowerCase(), window);
    if (fault.kind === 'agent-down') agentDown.push(window);
    faultWindows.push({ name: `${fault.kind} ${whatFails(fault)}`, window });
  }
  return { connectorDown, mailboxDown, deliveryDelayedUntil, agentDown, faultWindows };
}
