/**
 * What every look at every draft shows, as the rules of MailTips say it: a plain function of the
 * whole history, written from the rules alone.
 *
 * Never: import the model or the simulator; what both got wrong in the same way would go unseen.
 */
import type { Scenario } from '../../scenarios/scenario.ts';
import { type Act, actsOf, type Case, caseOf, clientOf, personOf } from './case.ts';
import { domainOf, tenantOfDomain } from './directory.ts';
import { isWithin, type Moment, moment } from './moments.ts';
import { listOf, lower, only, type TenantName } from './settings.ts';
import {
  type Answer,
  answerOf,
  membersTold,
  type Question,
  type Tip,
  thresholdOf,
  tipOrder,
} from './tips-answer.ts';
import {
  columnOf,
  displayed,
  goesByKey,
  isOutsideOnDevice,
  type Owner,
  tellsOutside,
} from './tips-show.ts';
import { tipsUnjudged } from './tips-unjudged.ts';
import { whom } from './tips-whom.ts';

export type LookVerdict = {
  readonly draft: string;
  /** Milliseconds after the start. */
  readonly at: number;
  readonly lookups: number;
  readonly tips: readonly Tip[];
};

export type TipJudgement =
  | { readonly judged: true; readonly looks: readonly LookVerdict[] }
  | { readonly judged: false; readonly why: string };

/** A draft that somebody has begun. */
type Draft = {
  readonly act: Act<'compose'>;
  recipients: string[];
  /** As of when the servers have answered; null: not yet. */
  asked: Moment | null;
  /** The same, of what mailboxes say of themselves. */
  boxes: Moment | null;
  /** When mailboxes were last asked, whether or not somebody answered. */
  tried: Moment;
  isOpen: boolean;
};

const TWO_HOURS = 2 * 3_600_000;
const CROWD = 200;

/** Judges the tips of a scenario, or says why it does not. */
export function judgeTips(scenario: Scenario): TipJudgement {
  const of = caseOf(scenario, []);
  const why = tipsUnjudged(of);
  if (why !== null) return { judged: false, why };
  const drafts = new Map<string, Draft>();
  const looks = of.acts.flatMap((act) => lookAt(of, drafts, act) ?? []);
  return { judged: true, looks };
}

/** What an act lets somebody see of a draft; null: nothing. */
function lookAt(of: Case, drafts: Map<string, Draft>, act: Act): LookVerdict | null {
  const { action, moment: at } = act;
  if (action.kind === 'compose') {
    const { to, cc, bcc } = action;
    const recipients = [...new Set([...to, ...cc, ...bcc].map(lower))];
    const begun = act as Act<'compose'>;
    const draft: Draft = {
      act: begun,
      recipients,
      asked: null,
      boxes: null,
      tried: at,
      isOpen: true,
    };
    drafts.set(action.id, draft);
    return look(of, draft, at, true);
  }
  const draft = 'draft' in action ? drafts.get(action.draft) : undefined;
  if (draft === undefined) return null;
  renew(of, draft, at);
  if (action.kind === 'close') draft.isOpen = false;
  if (action.kind === 'observe') return draft.isOpen ? look(of, draft, at, false) : null;
  if (action.kind === 'reopen') {
    draft.isOpen = true;
    return look(of, draft, at, true);
  }
  if (action.kind !== 'removeRecipient' || !draft.isOpen) return null;
  const wasCrowded = draft.recipients.length > CROWD;
  draft.recipients = draft.recipients.filter((one) => one !== lower(action.recipient));
  // Mailboxes that were not asked in the crowd are asked now.
  if (wasCrowded && draft.recipients.length <= CROWD) draft.boxes = null;
  return look(of, draft, at, false);
}

/** What is said of the owner of a mailbox; of a stranger, what the contract has. */
function ownerOf(of: Case, mailbox: string): Owner {
  const written = of.scenario.people.find((person) => lower(person.mailbox) === lower(mailbox));
  const { offline } = personOf(of, lower(mailbox));
  return (
    written ?? {
      mailbox: lower(mailbox),
      offline,
      deliveryLocation: 'mailbox',
      account: 'microsoft365',
    }
  );
}

/** Whether a program has a connection, and the service answers. */
function connection(of: Case, { act }: Draft, at: number): { online: boolean; served: boolean } {
  const online = !isWithin(at, ownerOf(of, act.action.from).offline);
  const down = of.scenario.faults.flatMap((fault) =>
    fault.kind === 'service-unreachable' ? [fault.window] : [],
  );
  return { online, served: online && !isWithin(at, down) };
}

/** M-111: while a draft is open, mailboxes are asked again every two hours. */
function renew(of: Case, draft: Draft, now: Moment): void {
  while (draft.isOpen && draft.tried.at + TWO_HOURS < now.at) {
    draft.tried = moment(draft.tried.at + TWO_HOURS, 'settings');
    draft.boxes = connection(of, draft, draft.tried.at).served ? draft.tried : null;
  }
}

/** One look: who is asked again, what they say, and what the program shows of it. */
function look(of: Case, draft: Draft, at: Moment, isRequest: boolean): LookVerdict {
  const { id, from } = draft.act.action;
  const home = tenantOfDomain(of.settings, domainOf(from), at);
  const config = only(of.settings, home ?? null, 'OrganizationConfig', at);
  if (config['MailTipsAllTipsEnabled'] === false) {
    return { draft: id, at: at.at, lookups: 0, tips: [] };
  }
  const { served } = connection(of, draft, at.at);
  if (served) {
    const isAsked = isRequest || of.scenario.assume.draftTips === 'atEachLook';
    if (draft.asked === null || isAsked) draft.asked = at;
  }
  if ((served && draft.boxes === null) || draft.tried.at + TWO_HOURS <= at.at) {
    draft.tried = at;
    draft.boxes = served ? at : null;
  }
  const answers = served ? answersOf(of, draft, home) : [];
  const told = answers.flatMap(({ tips }) => tips);
  const shown = shownOf(of, draft, { told, home, at });
  const lookups = Math.max(0, ...answers.map((one) => one.lookups));
  return { draft: id, at: at.at, lookups, tips: arranged(draft, shown) };
}

/** What the program of a sender shows of what it is told, and of what it knows by itself. */
function shownOf(
  of: Case,
  draft: Draft,
  { told, home, at }: { told: readonly Tip[]; home: TenantName | undefined; at: Moment },
): Tip[] {
  const { action, moment: begun } = draft.act;
  const person = ownerOf(of, action.from);
  const { online, served } = connection(of, draft, at.at);
  const client = action.client ?? clientOf(of, lower(action.from), begun);
  if (client === 'outlook-windows' && person.deliveryLocation === 'pst') return [];
  const device =
    client === 'outlook-mobile' ? deviceTips(of, draft, person, { home, served, at }) : null;
  const tips = [
    ...told.filter(({ tip }) => device === null || tip !== 'external-recipients'),
    ...(device ?? []),
    ...(home === undefined || !online ? [] : bccTips(of, draft)),
    ...(served ? draftTips(of, draft, home) : []),
  ];
  const column = columnOf(client, of.scenario);
  return tips.filter(({ tip }) => column.includes(tip)).map((tip) => displayed(tip, of.scenario));
}

/** D-30: by kind, then in the order of recipients, and last what concerns the whole draft. */
function arranged({ recipients }: Draft, tips: readonly Tip[]): Tip[] {
  const place = ({ recipient }: Tip): number =>
    recipient === null ? recipients.length : recipients.indexOf(recipient);
  return [...tips].sort(
    (a, b) => tipOrder.indexOf(a.tip) - tipOrder.indexOf(b.tip) || place(a) - place(b),
  );
}

function questionOf(of: Case, draft: Draft, home: TenantName | undefined): Question | null {
  const { from, size } = draft.act.action;
  const { asked, boxes } = draft;
  if (asked === null || boxes === null) return null;
  return {
    from: lower(from),
    home,
    size,
    language: ownerOf(of, from).language ?? null,
    isCrowded: draft.recipients.length > CROWD,
    at: asked,
    boxesAt: boxes,
  };
}

function answersOf(of: Case, draft: Draft, home: TenantName | undefined): Answer[] {
  const question = questionOf(of, draft, home);
  if (question === null) return [];
  return draft.recipients.map((address) => answerOf(of, question, address));
}

/** What servers tell of the draft as a whole: its size, and how many it goes to. */
function draftTips(of: Case, draft: Draft, home: TenantName | undefined): Tip[] {
  const question = questionOf(of, draft, home);
  if (question === null || home === undefined) return [];
  const { at, from, size } = question;
  const transport = only(of.settings, home, 'TransportConfig', at);
  const limits = [
    whom(of, from, at).row['MaxSendSize'],
    transport['MaxSendSize'],
    transport['MaxReceiveSize'],
  ];
  const isTooLarge = limits.some((most) => typeof most === 'number' && size > most);
  const tip = (name: Tip['tip'], count: number | null): Tip => ({
    tip: name,
    recipient: null,
    text: null,
    count,
  });
  const total = audienceOf(of, draft, question);
  const isLarge = total !== null && total > thresholdOf(of, home, at);
  return [
    ...(isTooLarge ? [tip('oversize-message', null)] : []),
    ...(isLarge ? [tip('large-audience', total)] : []),
  ];
}

/** C-10: how many a draft goes to, where that is what counts. */
function audienceOf(of: Case, { recipients }: Draft, question: Question): number | null {
  if (of.scenario.assume.largeAudienceUnit !== 'messageTotal') return null;
  const config = only(of.settings, question.home ?? null, 'OrganizationConfig', question.at);
  if (config['MailTipsGroupMetricsEnabled'] === false) return null;
  const counts = recipients.map((address) => membersTold(of, question, address) ?? 1);
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Replying to all on what came as Bcc; the program knows this by itself. */
function bccTips(of: Case, { act }: Draft): Tip[] {
  const { from, replyAllTo, receivedAsBcc } = act.action;
  if (replyAllTo === undefined) return [];
  const sent = actsOf(of, 'send').find(({ action }) => action.id === replyAllTo);
  const cameSo = listOf(sent?.action.bcc).map(lower).includes(lower(from));
  if (!(receivedAsBcc ?? cameSo)) return [];
  return [{ tip: 'reply-all-bcc', recipient: null, text: null, count: null }];
}

/** Whom a device tells to be outside by itself; null: it goes by the service. */
function deviceTips(
  of: Case,
  { recipients }: Draft,
  person: Owner,
  { home, served, at }: { home: TenantName | undefined; served: boolean; at: Moment },
): Tip[] | null {
  const config = only(of.settings, home ?? null, 'OrganizationConfig', at);
  if (config['MailTipsExternalRecipientsTipsEnabled'] !== true || !tellsOutside(person)) return [];
  if (served && !goesByKey(person, of.scenario)) return null;
  return recipients
    .filter((address) => isOutsideOnDevice(person, address, !served))
    .map((recipient) => ({ tip: 'external-recipients', recipient, text: null, count: null }));
}
