/**
 * What classic recall comes to: the request travels as mail, and the recipient's Outlook acts on
 * it (table D4 from top to bottom).
 */
import { actsOf, type Case, once, onceFor, personOf } from './case.ts';
import { folderOf, isRead, removalOf, withOnward } from './copies.ts';
import { type Gate, gateOf, type RecallAct } from './gate.ts';
import {
  compareMoments,
  isBefore,
  lastMoment,
  type Moment,
  moment,
  nameOf,
  never,
} from './moments.ts';
import { type Stretch, stretchesOf } from './outlook.ts';
import type { Copy, Message, Removal } from './parcel.ts';
import { type Leg, legsOf } from './routes.ts';
import { lower } from './settings.ts';
import type { Finding } from './worst.ts';

const DAY = 24 * 3_600_000;

export type ClassicRecall = {
  readonly act: RecallAct;
  readonly gate: Extract<Gate, { status: 'accepted' }>;
  readonly request: Message;
};

export type ClassicRow = Finding & { readonly isTold: boolean };

export function classicRecalls(of: Case): ClassicRecall[] {
  return once(of, 'classic recalls', () =>
    actsOf(of, 'recall').flatMap((act) => {
      const gate = gateOf(of, act);
      if (gate.status === 'refused' || gate.agent !== 'classic') return [];
      const { message, requested } = gate;
      const request: Message = {
        ...message,
        id: `request ${act.action.id}`,
        requestFor: message.id,
        subject: `Recall: ${message.subject}`,
        size: 0,
        sent: requested,
      };
      return [{ act, gate, request }];
    }),
  );
}

const sentLegs = (of: Case, message: Message): Leg[] =>
  legsOf(of, message)
    .flatMap(withOnward)
    .filter(({ made }) => made === 'sent');

/** The ways of a request, by recipient. */
export function requestLegs(of: Case, { request, gate }: ClassicRecall): Leg[] {
  return sentLegs(of, request).filter(({ address }) => !gate.isOutOfScope(address));
}

const copiesAt = (of: Case, message: Message, mailbox: string): Copy[] =>
  sentLegs(of, message)
    .flatMap(({ copies }) => copies)
    .filter((copy) => copy.mailbox === mailbox);

/** Whether a program acts on requests at all. */
const acts = (of: Case, client: string): boolean =>
  client === 'outlook-windows' ||
  (client === 'eas' && of.scenario.assume.easProcessesClassicRecall === 'full');

/** When Outlook at a mailbox acts on a request; null: it does not. */
function actsAt(of: Case, recall: ClassicRecall, mailbox: string): Moment | null {
  return once(of, `outlook ${recall.request.id} ${mailbox}`, () => {
    const requests = copiesAt(of, recall.request, mailbox);
    const originals = copiesAt(of, recall.gate.message, mailbox);
    const [request] = requests.map(({ arrives }) => arrives).sort(compareMoments);
    const [original] = originals.map(({ arrives }) => arrives).sort(compareMoments);
    if (request === undefined || original === undefined) return null;
    const isManual = personOf(of, mailbox).processRecalls === 'manual';
    const moments = stretchesOf(of, mailbox)
      .filter(({ isUp, client }) => isUp && acts(of, client))
      .flatMap((stretch) => [
        ...viewedIn(of, recall, mailbox, stretch, [request, original]),
        ...(isManual ? [] : tickIn(of, mailbox, stretch, request, original)),
      ]);
    const [first] = moments.filter((at) => isBefore(at, of.end)).sort(compareMoments);
    return first === undefined
      ? null
      : { ...first, order: first.order + turnOf(of, recall, mailbox) };
  });
}

/** Requests that wait for the same start are looked at in the order in which they came. */
function turnOf(of: Case, recall: ClassicRecall, mailbox: string): number {
  const all = classicRecalls(of)
    .map((one) => ({ one, came: cameTo(of, one, mailbox) }))
    .sort((a, b) => compareMoments(a.came, b.came));
  return (all.findIndex(({ one }) => one === recall) + 1) / (4 * all.length);
}

/** When the first request of a recall comes to a mailbox. */
function cameTo(of: Case, { request }: ClassicRecall, mailbox: string): Moment {
  const [first] = copiesAt(of, request, mailbox)
    .map(({ arrives }) => arrives)
    .sort(compareMoments);
  return first ?? lastMoment(of.scenario);
}

/** A request that is older than its 48 hours, where Outlook passes over such. */
function isSkipped(of: Case, { gate }: ClassicRecall, at: Moment): boolean {
  return of.scenario.assume.expiredRequest === 'skip' && at.at > gate.requested.at + 2 * DAY;
}

/** K9 and K10: at once in Cached Mode, by the idle task in Online Mode. */
function tickIn(
  of: Case,
  mailbox: string,
  { from, to, mode }: Stretch,
  request: Moment,
  original: Moment,
): Moment[] {
  const latest = (a: Moment, b: Moment): Moment => (isBefore(a, b) ? b : a);
  const last = latest(latest(from, request), original);
  const ready = { ...last, order: last.order + 0.5 };
  if (mode === 'cached') return isBefore(ready, to) ? [ready] : [];
  const delay = personOf(of, mailbox).processingDelayMs;
  // An idle task waits for people: what they do at its instant comes first.
  const first = moment(latest(from, request).at + delay, 'attempts', -1);
  const tick = isBefore(original, first) ? first : moment(original.at + delay, 'attempts', -1);
  return isBefore(tick, to) ? [tick] : [];
}

/** K11 to K13: when somebody looks at the request, the original being there. */
function viewedIn(
  of: Case,
  { act }: ClassicRecall,
  mailbox: string,
  { from, to }: Stretch,
  needs: readonly Moment[],
): Moment[] {
  return actsOf(of, 'openRequest')
    .filter(
      ({ action, moment: at }) =>
        action.recall === act.action.id &&
        lower(action.mailbox) === mailbox &&
        compareMoments(from, at) <= 0 &&
        isBefore(at, to) &&
        needs.every((need) => isBefore(need, at)),
    )
    .map(({ moment: at }) => at);
}

/** When Outlook comes by itself to a request that has arrived, whether its original is there. */
function comesTo(of: Case, leg: Leg): Moment[] {
  const request = moment(leg.arrives, 'transport');
  if (personOf(of, leg.address).processRecalls === 'manual') return [];
  return stretchesOf(of, leg.address)
    .filter(({ isUp, client }) => isUp && acts(of, client))
    .flatMap((stretch) => tickIn(of, leg.address, stretch, request, request))
    .filter((tick) => isBefore(tick, of.end));
}

/** Whether Outlook looked at a request only when it had expired. */
const isPassedOver = (of: Case, recall: ClassicRecall, leg: Leg): boolean =>
  comesTo(of, leg).some((tick) => isSkipped(of, recall, tick));

/**
 * K16: whether Outlook has looked at a request whose original never comes. It waits for that, and
 * not for the next start of an Outlook that stops afterwards.
 */
function lacksOriginal(of: Case, recall: ClassicRecall, leg: Leg): boolean {
  const originals = copiesAt(of, recall.gate.message, leg.address);
  const hasCome = originals.some(({ arrives }) => isBefore(arrives, of.end));
  return !hasCome && comesTo(of, leg).length > 0;
}

/** What Outlook makes of one copy: K4 to K8. */
function verdictOn(of: Case, recall: ClassicRecall, copy: Copy, at: Moment): string {
  return onceFor(of, copy, recall.request.id, () => {
    if (removalOf(of, copy, at) !== null) return 'deleted';
    if (!copy.keyIntact) return 'search-key-changed';
    const folder = folderOf(of, copy, at).toLowerCase();
    const requests = copiesAt(of, recall.request, copy.mailbox);
    if (!requests.some((request) => request.folder.toLowerCase() === folder)) {
      return 'different-folder';
    }
    return isRead(of, copy, at) ? 'already-read' : 'recalled';
  });
}

const failures = ['already-read', 'search-key-changed', 'different-folder', 'deleted'];

/** What a request comes to at one of its legs. */
export function classicRow(of: Case, recall: ClassicRecall, leg: Leg): ClassicRow {
  const plain = (outcome: string, reason: string | null = null, at: number | null = null) => ({
    outcome,
    reason,
    cause: null,
    at,
    isTold: false,
  });
  const home = sentLegs(of, recall.request).length;
  if (home === 0) return plain('open');
  const { kind, tenant } = leg.place;
  const isForeign = kind === 'outside' || tenant !== homeOf(recall, of);
  if (isForeign) return plain('no-effect', 'external-recipient', firstAt(of, recall, leg.address));
  if (kind === 'on-premises') return plain('open');
  if (kind !== 'mailbox') return plain('no-effect', 'client-cannot-process');
  if (!leg.isKept) return beyond(of, recall, leg) ?? plain('open');
  const at = actsAt(of, recall, leg.address);
  if (at === null && isPassedOver(of, recall, leg)) return plain('open');
  if (at === null) return waiting(of, leg, lacksOriginal(of, recall, leg), plain);
  if (isSkipped(of, recall, at)) return plain('open');
  const found = copiesAt(of, recall.gate.message, leg.address)
    .filter((copy) => isBefore(copy.arrives, at))
    .map((copy) => verdictOn(of, recall, copy, at));
  const reason = failures.find((one) => found.includes(one)) ?? null;
  const isTold = reason !== 'deleted';
  const outcome = reason === null ? 'recalled' : 'failed';
  return { outcome, reason, cause: null, at: at.at, isTold };
}

/** When the first request reaches an address. */
function firstAt(of: Case, recall: ClassicRecall, address: string): number | null {
  const mine = requestLegs(of, recall).filter((leg) => leg.address === address);
  const first = Math.min(...mine.map(({ arrives }) => arrives));
  return first === never ? null : first;
}

function homeOf({ gate }: ClassicRecall, of: Case): string | null {
  const domain = (address: string) => address.split('@')[1];
  const names = Object.entries(of.scenario.tenants);
  const other = names.find(([, { nouns }]) =>
    nouns.AcceptedDomain?.some((row) => row['DomainName'] === domain(gate.message.from)),
  );
  return other?.[0] ?? null;
}

/** Whether a request goes on to several addresses from a mailbox that keeps nothing. */
export const partsWays = (of: Case, recall: ClassicRecall): boolean =>
  sentLegs(of, recall.request).some(({ isKept, onward }) => !isKept && onward.length > 1);

/** Whether two requests, or two originals, come to one mailbox one after the other. */
export function comesInParts(of: Case, recall: ClassicRecall): boolean {
  const legs = [...sentLegs(of, recall.request), ...sentLegs(of, recall.gate.message)];
  const known = new Map<string, string>();
  return legs.some(({ address, arrives, copies: [copy], message }) => {
    const key = `${message.id} ${address}`;
    const when = copy === undefined ? String(arrives) : nameOf(copy.arrives);
    const other = known.get(key) ?? when;
    known.set(key, when);
    return other !== when;
  });
}

/** Whether the requests of two recalls of one message come to a mailbox at the same instant. */
export function comesTogether(of: Case, recall: ClassicRecall): boolean {
  const others = classicRecalls(of).filter(
    (other) => other !== recall && other.gate.message.id === recall.gate.message.id,
  );
  const legs = sentLegs(of, recall.request);
  return others.some((other) =>
    sentLegs(of, other.request).some((leg) =>
      legs.some(({ address, arrives }) => leg.address === address && leg.arrives === arrives),
    ),
  );
}

/** A mailbox that keeps nothing stands as what it forwarded stands, and is told nothing. */
function beyond(of: Case, recall: ClassicRecall, leg: Leg): ClassicRow | null {
  const [next] = leg.onward.filter(({ made }) => made === 'sent');
  if (next === undefined) return null;
  return { ...classicRow(of, recall, next), isTold: false };
}

/** K2, K3, K13 and K16: nothing has acted on the request, and why. */
function waiting(
  of: Case,
  leg: Leg,
  lacks: boolean,
  plain: (outcome: string, reason?: string | null) => ClassicRow,
): ClassicRow {
  const { address, arrives } = leg;
  if (arrives === never || arrives > of.end.at) return plain('open');
  const now = stretchesOf(of, address).findLast(({ from }) => isBefore(from, of.end));
  if (now === undefined || !acts(of, now.client))
    return plain('no-effect', 'client-cannot-process');
  const isManual = personOf(of, address).processRecalls === 'manual';
  return plain(now.isUp || isManual || lacks ? 'open' : 'deferred');
}

/** The copies that Outlook deleted for classic recalls before a moment. */
export function removedByClassic(of: Case, copy: Copy, before: Moment): Removal[] {
  return classicRecalls(of).flatMap((recall): Removal[] => {
    if (recall.gate.message.id !== copy.message.id) return [];
    if (!isBefore(recall.act.moment, before)) return [];
    const isSearched = copiesAt(of, recall.gate.message, copy.mailbox).includes(copy);
    const isReached = requestLegs(of, recall).some(
      ({ address, copies, place }) =>
        address === copy.mailbox &&
        copies.length > 0 &&
        place.kind === 'mailbox' &&
        place.tenant === homeOf(recall, of),
    );
    if (!isSearched || !isReached || copy.isElsewhere) return [];
    const at = actsAt(of, recall, copy.mailbox);
    if (at === null || !isBefore(at, before) || !isBefore(copy.arrives, at)) return [];
    if (isSkipped(of, recall, at)) return [];
    if (verdictOn(of, recall, copy, at) !== 'recalled') return [];
    return [{ copy, moment: at, how: 'hard', recall: recall.act.action.id }];
  });
}
