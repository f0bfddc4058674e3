/**
 * Whether a recall may start, and which agent takes it: table D1 from top to bottom, K0 on the
 * classic road, and what an invented permission allows.
 */
import { hasFullAccess, maySendAs } from './access.ts';
import { type Act, actsOf, type Case, clientOf, messageOf, once } from './case.ts';
import { domainOf, placeOf, tenantOfDomain } from './directory.ts';
import { labelOf } from './labels.ts';
import { isBefore, type Moment, moment } from './moments.ts';
import type { Message } from './parcel.ts';
import { membersOfRole } from './roles.ts';
import { addresseesOf, expand } from './routes.ts';
import { listOf, lower, only, type Row, textOf } from './settings.ts';

export type RecallAct = Act<'recall'>;
export type Gate =
  | { readonly status: 'refused'; readonly reason: string }
  | {
      readonly status: 'accepted';
      readonly agent: 'cloud' | 'classic';
      readonly message: Message;
      /** When the request leaves. */
      readonly requested: Moment;
      /** Whether a permission takes a recipient out of the recall. */
      readonly isOutOfScope: (address: string) => boolean;
    };

const DAY = 24 * 3_600_000;
const dated = [
  'exchange-2007',
  'classic',
  'cloud-2023-02',
  'cloud-2024-01',
  'cloud-2024-08',
  'cloud-2024-10',
  'cloud-2025-05',
  'cloud-2026-08',
] as const;

/** Whether the behaviour is that of a profile or of a later one. */
export function isSince(of: Case, profile: (typeof dated)[number]): boolean {
  return dated.indexOf(of.scenario.profile) >= dated.indexOf(profile);
}

/** A message by its id, sent by somebody or in place of a recalled one. */
export function anyMessage(of: Case, id: string): Message | undefined {
  const own = messageOf(of, id);
  if (own !== undefined) return own;
  return once(of, `replacement ${id}`, () => {
    const recall = actsOf(of, 'recall').find(({ action }) => action.replace?.id === id);
    if (recall === undefined) return undefined;
    const gate = gateOf(of, recall);
    if (gate.status === 'refused' || recall.action.replace === null) return undefined;
    const { subject, size } = recall.action.replace;
    const { message } = gate;
    return {
      ...message,
      id,
      subject: subject ?? message.subject,
      size: size ?? message.size,
      readReceipt: false,
      sent: gate.requested,
    };
  });
}

export function gateOf(of: Case, recall: RecallAct): Gate {
  return once(of, `gate ${recall.action.id}`, () => judgeGate(of, recall));
}

const refused = (reason: string): Gate => ({ status: 'refused', reason });

function judgeGate(of: Case, { action, moment: at }: RecallAct): Gate {
  const message = action.message === 'unknown' ? undefined : anyMessage(of, action.message);
  const isSent = message?.sent != null && isBefore(message.sent, at);
  if (message !== undefined && !isSent) return refused('not-sent-yet');
  const starter = lower(action.by ?? message?.from ?? '');
  const isByGraph = action.application !== undefined;
  const client = isByGraph ? 'graph' : (action.client ?? clientOf(of, starter, at));
  const home = tenantOfDomain(of.settings, domainOf(message?.from ?? starter), at) ?? null;
  const config = only(of.settings, home, 'OrganizationConfig', at);
  const isClassic = !isSince(of, 'cloud-2023-02') || config['MessageRecallEnabled'] === false;
  if (!canStart(of, client, isClassic)) return refused('client-not-supported');
  if (message === undefined) return refused('not-in-sent-items');
  if (!mayRecall(of, action, message, starter, at)) return refused('not-permitted');
  const permission = permissionOf(of, message, home, action.context, at);
  if (permission === 'refused') return refused('not-permitted');
  if (!isInSentItems(of, message, at)) return refused('not-in-sent-items');
  const isProtected = message.encrypted || labelOf(of, message, at)['encrypts'] === true;
  if (isProtected && (isClassic || !isSince(of, 'cloud-2024-10'))) return refused('encrypted');
  const limit = config['MessageRecallMaxRecallableAge'];
  const age = at.at - (message.sent?.at ?? 0);
  const isOld = age > (typeof limit === 'number' ? limit : 365 * DAY);
  if (!isClassic && isSince(of, 'cloud-2024-08') && isOld) return refused('too-old');
  const delay = action.context?.mfaDelayMs ?? 0;
  return {
    status: 'accepted',
    agent: isClassic ? 'classic' : 'cloud',
    message,
    requested: delay === 0 ? at : moment(at.at + delay, 'transport'),
    isOutOfScope: permission,
  };
}

/** G5b: the sender, who may use that mailbox, and applications that may write in mailboxes. */
function mayRecall(
  of: Case,
  { application }: RecallAct['action'],
  { from }: Message,
  starter: string,
  at: Moment,
): boolean {
  if (application !== undefined) return application.mayWriteMail;
  if (starter === lower(from) || hasFullAccess(of, from, starter, at)) return true;
  return of.scenario.assume.sendRightRecalls === 'true' && maySendAs(of, from, starter, at);
}

/** G5: Outlook for Windows always could; the web, Graph and phones came later; the rest cannot. */
function canStart(of: Case, client: string, isClassic: boolean): boolean {
  if (client === 'outlook-windows') return true;
  if (isClassic) return false;
  if (client === 'outlook-mobile') return isSince(of, 'cloud-2025-05');
  return ['owa', 'new-outlook', 'graph'].includes(client) && isSince(of, 'cloud-2024-01');
}

/** Whether the sender's own item lies in Sent Items. */
function isInSentItems(of: Case, { id, from }: Message, at: Moment): boolean {
  const acts = actsOf(of, 'move', 'delete').filter(
    ({ action, moment }) =>
      action.message === id && lower(action.mailbox) === lower(from) && isBefore(moment, at),
  );
  const gone = acts.findIndex(
    ({ action }) => action.kind === 'delete' && action.how !== 'deleted-items',
  );
  if (gone >= 0) return false;
  const last = acts.at(-1)?.action;
  if (last === undefined) return true;
  return last.kind === 'move' && last.folder.toLowerCase() === 'sent items';
}

type Context = RecallAct['action']['context'];

/** The first row that fits decides; without one everything is allowed. */
function permissionOf(
  of: Case,
  message: Message,
  home: string | null,
  context: Context,
  at: Moment,
): 'refused' | ((address: string) => boolean) {
  const row = of.settings
    .rows(home, 'RecallPermission', at)
    .find((candidate) => fits(of, candidate, lower(message.from), context, at));
  if (row === undefined) return () => false;
  if (row['RequireMfa'] === true && context?.mfa !== 'passed') return 'refused';
  const excepted = listOf(row['ExceptRecipients']).flatMap((name) => everybodyIn(of, name, at));
  const isOut = (address: string): boolean =>
    excepted.includes(address) ||
    (row['Scope'] === 'internal' && placeOf(of.settings, address, at).tenant !== home);
  const reached = addresseesOf(message).flatMap(({ address }) => everybodyIn(of, address, at));
  return reached.every(isOut) ? 'refused' : isOut;
}

/** Everybody in a role group, or whom an address stands for. */
const everybodyIn = (of: Case, name: string, at: Moment): string[] => [
  ...membersOfRole(of, name, at),
  ...expand(of, name, at).stops.map(({ address }) => address),
];

function fits(of: Case, row: Row, sender: string, context: Context, at: Moment): boolean {
  const members = listOf(row['Members']).flatMap((name) => everybodyIn(of, name, at));
  const countries = listOf(row['Countries']).map((country) => country.toLowerCase());
  const location = context?.location?.toLowerCase() ?? '';
  const holds = (condition: string): boolean => {
    const [key = '', value = ''] = condition.toLowerCase().split('=');
    const said = { ...context }[key as 'device' | 'network' | 'location' | 'mfa'];
    return textOf(said)?.toLowerCase() === value;
  };
  return (
    (members.length === 0 || members.includes(sender)) &&
    (countries.length === 0 || countries.includes(location)) &&
    listOf(row['When']).every(holds)
  );
}
