/**
 * What the cloud agent does: its attempts, what each finds in each copy (table D2), the worst
 * result of a recipient's copies, and who is told (table D3).
 */
import { actsOf, type Case, once, onceFor } from './case.ts';
import { folderOf, isFull, isRead, lastRemovalOf, removalOf, withOnward } from './copies.ts';
import { type Place, placeOf } from './directory.ts';
import { type Gate, gateOf, isSince, type RecallAct } from './gate.ts';
import { isBefore, isWithin, type Moment, moment, nameOf, never } from './moments.ts';
import type { Copy, Removal } from './parcel.ts';
import { type Leg, legsOf } from './routes.ts';
import { listOf, lower, only, type Row, type TenantName } from './settings.ts';
import { type Finding, worst } from './worst.ts';

const DAY = 24 * 3_600_000;
type Accepted = Extract<Gate, { status: 'accepted' }>;

/** An accepted cloud recall. */
export type Recall = { readonly act: RecallAct; readonly gate: Accepted };

export function cloudRecalls(of: Case): Recall[] {
  return once(of, 'cloud recalls', () => actsOf(of, 'recall')).flatMap((act) => {
    const gate = gateOf(of, act);
    return gate.status === 'accepted' && gate.agent === 'cloud' ? [{ act, gate }] : [];
  });
}

/** Whether a second recall of a message is taken for nothing. */
export function ignoredFor(of: Case, { act, gate }: Recall): Recall | undefined {
  if (of.scenario.assume.secondRecall !== 'ignore') return undefined;
  return cloudRecalls(of).find(
    (other) => other.gate.message.id === gate.message.id && isBefore(other.act.moment, act.moment),
  );
}

/** The instants at which the agent tries; the last is the deadline. */
export function attemptsOf(of: Case, { act, gate }: Recall): { all: Moment[]; deadline: number } {
  const { assume, deliveryMs } = of.scenario;
  const first = gate.requested.at + deliveryMs;
  const deadline = (assume.clockStart === 'accepted' ? gate.requested.at : first) + DAY;
  const tries = assume.retryAttempts.map((offset) => first + offset);
  const all = [...tries.filter((at) => at < deadline), deadline]
    .map((at) => moment(at, 'attempts', act.moment.order))
    .filter((at) => isBefore(at, of.end));
  return { all, deadline };
}

/** The ways on which a recall looks for copies: as sent, or as forwarding carried them on. */
export function searchedLegs(of: Case, { gate }: Recall): Leg[] {
  return legsOf(of, gate.message)
    .flatMap(withOnward)
    .filter(({ made }) => made === 'sent');
}

/** What a recall made of each copy of one leg by a moment. */
export function legFindings(of: Case, recall: Recall, leg: Leg, before: Moment): Finding[] {
  const copies = leg.copies.length === 0 ? [null] : leg.copies;
  return copies.map((copy) => partFinding(of, recall, leg, copy, before));
}

const hasArrivedBefore = (leg: Leg, at: Moment): boolean =>
  leg.arrives !== never && isBefore(moment(leg.arrives, 'transport'), at);

/** What a recall made of one copy of a leg, or of the leg itself while it holds none. */
export function partFinding(
  of: Case,
  recall: Recall,
  leg: Leg,
  copy: Copy | null,
  before: Moment,
): Finding {
  const { all, deadline } = attemptsOf(of, recall);
  let last: Finding = { outcome: 'pending', reason: null, cause: null, at: null };
  for (const at of all) {
    if (!isBefore(at, before)) break;
    if (isBefore(at, leg.since)) continue;
    const found = onceFor(of, copy ?? leg, `${recall.act.action.id} ${nameOf(at)}`, () =>
      attempt(of, recall, leg, copy, at),
    );
    last = settle(of, found, at, at.at === deadline);
    if (last.outcome !== 'pending') break;
  }
  return last;
}

/** Before the deadline an obstacle that may pass is waited for; at the deadline time is up. */
function settle(of: Case, found: Finding, { at }: Moment, isLast: boolean): Finding {
  const waits = of.scenario.assume.permanentFailure === 'deadline' && found.outcome === 'failed';
  if (waits && !isLast) return { outcome: 'pending', reason: null, cause: null, at: null };
  if (found.outcome !== 'pending') return { ...found, at };
  if (!isLast) return found;
  return { outcome: 'failed', reason: 'timed-out', cause: found.cause, at };
}

const fails = (reason: string): Finding => ({ outcome: 'failed', reason, cause: null, at: null });
const waits = (cause: string): Finding => ({ outcome: 'pending', reason: null, cause, at: null });
const succeeds: Finding = { outcome: 'recalled', reason: null, cause: null, at: null };

/** What one attempt finds: table D2 from top to bottom. */
function attempt(of: Case, recall: Recall, leg: Leg, copy: Copy | null, at: Moment): Finding {
  const { faults, assume } = of.scenario;
  const isDown = faults.some((f) => f.kind === 'agent-down' && isWithin(at.at, [f.window]));
  if (isDown) return waits('agent-down');
  if (copy !== null && (lastRemovalOf(of, copy, at)?.recall ?? null) !== null) return succeeds;
  const place = placeOf(of.settings, leg.address, at);
  const unreachable = outOfReach(of, recall, place, at);
  if (unreachable !== null) return fails(unreachable);
  const settings = switchesOf(of, recall, place, at);
  if (settings.isOff) return fails('disabled');
  if (!leg.isFollowed) return fails('forwarded-copy');
  if (leg.isBlind && assume.transportCopies === 'notFound') return fails('not-found');
  const hasArrived = hasArrivedBefore(leg, at);
  if (place.kind === 'unknown' && hasArrived) return waits('mailbox-gone');
  const isBarred = place.row['MessageRecallProcessingEnabled'] === false;
  if (isBarred && assume.mailboxSwitchBlocks === 'true') return fails('disabled-on-mailbox');
  const isBack = leg.returned <= at.at;
  if (isBack && !isSince(of, 'cloud-2024-08')) return waits('connector-round-trip');
  if (!leg.isKept && hasArrived) return beyond(of, recall, leg, at);
  const hold = leg.holds.find(({ from, until }) => isWithin(at.at, [{ from, to: until }]));
  if (hold !== undefined) return waits(hold.cause);
  const isUnavailable = faults.some(
    (fault) =>
      fault.kind === 'mailbox-unavailable' &&
      lower(fault.mailbox) === leg.address &&
      isWithin(at.at, [fault.window]),
  );
  if (isUnavailable) return waits('mailbox-unavailable');
  if (!hasArrived || copy === null) return waits('not-delivered');
  return inMailbox(of, copy, settings.takesRead, at);
}

/** C10: a mailbox that keeps nothing stands as what it forwarded stands after the attempt. */
function beyond(of: Case, recall: Recall, leg: Leg, at: Moment): Finding {
  const onward = leg.onward.filter(({ made }) => made === 'sent');
  if (onward.length === 0) return waits('not-delivered');
  // Whoever is left out gets no request: what went there alone is out of sight.
  const searched = onward.filter(({ address }) => !recall.gate.isOutOfScope(address));
  if (searched.length === 0) return fails('not-found');
  const after = { ...at, order: at.order + 0.5 };
  return worst(searched.flatMap((next) => legFindings(of, recall, next, after)));
}

/** C16 to C22: what the agent finds in the mailbox. */
function inMailbox(of: Case, copy: Copy, takesRead: boolean, at: Moment): Finding {
  const { assume } = of.scenario;
  const removal = removalOf(of, copy, at);
  if (removal !== null) {
    if (removal.how !== 'soft' || assume.deletionsSearched !== 'true') return fails('not-found');
  } else if (isArchived(of, copy, at) && assume.archiveSearched !== 'true') {
    return fails('not-found');
  }
  if (isRead(of, copy, at) && !takesRead) return fails('already-read');
  return isFull(of, copy.mailbox, 'hard', at) ? waits('recoverable-items-full') : succeeds;
}

const isArchived = (of: Case, copy: Copy, at: Moment): boolean =>
  /^archive(\\|$)/i.test(folderOf(of, copy, at));

/** C2 to C6: recipients that no cloud recall reaches. */
function outOfReach(of: Case, { gate }: Recall, place: Place, at: Moment): string | null {
  if (place.kind === 'outside') return 'external-recipient';
  const home = placeOf(of.settings, gate.message.from, at).tenant ?? null;
  if (place.tenant !== home && place.tenant !== undefined) {
    if (!isSince(of, 'cloud-2026-08')) return 'external-recipient';
    if (!trusts(of, place.tenant, home, at)) return 'tenant-not-allowed';
  }
  if (place.kind === 'on-premises') return 'on-premises-mailbox';
  return place.kind === 'public-folder' ? 'unsupported-recipient' : null;
}

function trusts(of: Case, receiver: TenantName, sender: TenantName, at: Moment): boolean {
  const idOf = (name: TenantName) =>
    lower((name === null ? of.scenario.tenant : of.scenario.tenants[name])?.tenantId ?? '');
  const allows = (one: TenantName, other: TenantName): boolean => {
    const row: Row = only(of.settings, one, 'CrossTenantRecallConfiguration', at);
    const listed = listOf(row['AllowedSenderTenantIds']).map(lower);
    return row['CrossTenantRecallEnabled'] === true && listed.includes(idOf(other));
  };
  const isMutual = of.scenario.assume.crossTenantTrust === 'mutual';
  return allows(receiver, sender) && (!isMutual || allows(sender, receiver));
}

/** The receiving organization's switches, at the attempt or as the request was accepted. */
function switchesOf(of: Case, { act, gate }: Recall, place: Place, at: Moment) {
  const home = placeOf(of.settings, gate.message.from, at).tenant ?? null;
  const read = of.scenario.assume.switchReadAt === 'acceptance' ? act.moment : at;
  const config = only(of.settings, place.tenant ?? home, 'OrganizationConfig', read);
  return {
    isOff: config['MessageRecallEnabled'] === false,
    takesRead: config['RecallReadMessagesEnabled'] !== false,
  };
}

/** The copies that cloud recalls took away before a moment. */
export function removedByCloud(of: Case, copy: Copy, before: Moment): Removal[] {
  return cloudRecalls(of).flatMap((recall): Removal[] => {
    if (recall.gate.message.id !== copy.message.id || ignoredFor(of, recall)) return [];
    if (!isBefore(recall.act.moment, before)) return [];
    const leg = searchedLegs(of, recall).find(
      ({ copies, isFollowed }) => isFollowed && copies.includes(copy),
    );
    if (leg === undefined || recall.gate.isOutOfScope(leg.address)) return [];
    const found = partFinding(of, recall, leg, copy, before);
    if (found.outcome !== 'recalled' || found.at === null) return [];
    const at = moment(found.at, 'attempts', recall.act.moment.order);
    return [{ copy, moment: at, how: 'hard', recall: recall.act.action.id }];
  });
}

/** D3: whether a recipient is told of what was taken from a mailbox, or of what was not. */
export function isAlerted(of: Case, recall: Recall, legs: readonly Leg[], row: Finding): boolean {
  if (row.at === null || !isSince(of, 'cloud-2024-08')) return false;
  const isAboutFailure = row.outcome === 'failed';
  if (isAboutFailure && of.scenario.assume.alertOnFailure !== 'true') return false;
  if (row.reason === 'tenant-not-allowed' || row.reason === 'external-recipient') return false;
  const at = moment(row.at, 'attempts', recall.act.moment.order);
  const kept = legs.filter((leg) => leg.isKept || !hasArrivedBefore(leg, at));
  const copies = kept.flatMap(({ copies }) => copies).filter((copy) => isBefore(copy.arrives, at));
  const [leg] = kept;
  if (leg === undefined) return false;
  const { tenant, kind } = placeOf(of.settings, leg.address, at);
  if (kind !== 'mailbox' && kind !== 'modern-group') return false;
  const config = only(of.settings, tenant ?? null, 'OrganizationConfig', at);
  if (config['MessageRecallAlertRecipientsEnabled'] !== true) return false;
  const onlyReaders = config['MessageRecallAlertRecipientsReadMessagesOnlyEnabled'] === true;
  return !onlyReaders || copies.some((copy) => isRead(of, copy, at));
}
