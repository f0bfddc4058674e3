/**
 * Mail that does not go straight to its readers: through a service behind a connector and back,
 * through the Exchange on premises first, or to a mailbox that is down when it comes.
 *
 * Why the message is sent alone before it is played: whoever reads a message reads it after it
 * came, and which way it takes the world says. So what readers do is moved by as much as their
 * copies come later than those that go straight, as where copies wait in queues (`coupled.ts`).
 *
 * Never: move anything where no connector leads mail out and back and every mailbox is up.
 */
import { at } from '../model/assert.ts';
import type { Model } from '../model/model.ts';
import { type Base, compileTimeline } from '../scenarios/compile.ts';
import { type Simulated, simulate } from './simulate.ts';
import { type Deeds, happeningsOf, later, type Played } from './workload.ts';

/** Whether what happens in a replication has to wait for copies that do not come straight. */
export const takesDetours = (base: Base, played: Played): boolean =>
  hasDetours(base) || isHeldUp(played);

/** Whether any mail of an organization comes to its readers by a detour. */
function hasDetours({ epochs, services }: Base): boolean {
  const isVia = epochs.some(({ orgs }) =>
    orgs.some(({ connectors }) => connectors.some(({ viaOnPremises }) => viaOnPremises)),
  );
  return services.length > 0 || isVia;
}

/** Whether a copy comes to a mailbox that is down, and so waits there, wherever it goes on to. */
function isHeldUp({ deeds }: Played): boolean {
  return deeds.some(({ comesAt, outage }) => {
    if (outage?.kind !== 'mailbox-unavailable') return false;
    return outage.window.from <= comesAt && comesAt < outage.window.to;
  });
}

/** What happens in a replication, readers having waited for copies that do not come straight. */
export function afterDetours(model: Model, base: Base, played: Played): Played {
  if (!takesDetours(base, played)) return played;
  const more = played.more?.map((one) => ({ ...one, answer: null }));
  const deeds = played.deeds.map((one) => ({ ...one, entries: [] }));
  const alone = { ...played, deeds, answer: null, ...(more === undefined ? {} : { more }) };
  const sent = simulate(model, compileTimeline(base, happeningsOf(alone)));
  return { ...played, deeds: played.deeds.map((one) => later(one, latenessOf(sent, one))) };
}

/** How much later than straight the first copy comes to a mailbox, ms; 0: none does. */
function latenessOf(
  { setting, world }: Simulated,
  { comesAt, mailbox, message: id }: Deeds,
): number {
  const message = setting.messages.findIndex((one) => one.id === id);
  const arrivals = at(world.messages, message).copies.flatMap((copy) => {
    const { deliveredAt, recipient } = at(world.copies, copy);
    return recipient === mailbox && !Number.isNaN(deliveredAt) ? [deliveredAt] : [];
  });
  return arrivals.length === 0 ? 0 : Math.min(...arrivals) - comesAt;
}
