/**
 * What a draft gives reason to tell: the answers of the service about each recipient, and what the
 * draft itself brings with it. What a client makes of it is in `tips-display.ts`.
 *
 * A matter of recipients, restrictions, switches and partners; never of the client.
 */
import { at } from '../assert.ts';
import type { DecisionList } from '../decision.ts';
import type { FactSpace, FactValues } from '../fact-space.ts';
import {
  clientSettings,
  isForOutside,
  isFullMailbox,
  isGroup,
  isOutside,
  membersTold,
  metricsOf,
  RECIPIENTS_MAX,
  repliesNow,
  senderFacts,
  tipAnswerFacts,
  tipModeratedFacts,
  tipReplyFacts,
  tipWithheldFacts,
  type View,
  viewsOf,
} from '../facts-mailtips.ts';
import { type MailTipKind, mailTipKinds, mailTipOf } from '../mailtips.ts';
import { kindOf } from '../org/org.ts';
import type { RuleId } from '../rules/catalogue.ts';
import type { DraftSpec } from '../setting.ts';
import { cite, decide, type Run } from './run.ts';
import type { DraftRecord, MailboxAnswer, ShownTip } from './state.ts';
import {
  type Addressed,
  type Asked,
  addressedBy,
  type Known,
  saidOf,
  sayAgain,
} from './tip-memory.ts';

/** A draft as somebody looks at it. */
export type Look = {
  readonly run: Run;
  readonly draft: DraftSpec;
  readonly addressed: Addressed;
  readonly now: number;
};

/** The draft of a record, now. */
export function lookAt(run: Run, record: DraftRecord, now: number): Look {
  const draft = at(run.setting.drafts, record.spec);
  return { run, draft, addressed: addressedBy(run, draft, record), now };
}

/** Whether a draft has so many recipients that single mailboxes are not evaluated. [MT-013] */
export function isCrowd({ addressed }: Look): boolean {
  return addressed.recipients.length > RECIPIENTS_MAX;
}

/** Asks a list about a recipient of the draft; -1: about the draft itself. */
export function decideOf<S extends FactSpace, V>(
  { run, now }: Look,
  list: DecisionList<S, V>,
  facts: FactValues<S>,
  addressed: number,
): { readonly verdict: V; readonly rules: readonly RuleId[] } {
  return decide(run, list, facts, now, { recall: -1, row: -1, copy: -1, addressed });
}

/** What the mailbox of a recipient says of itself now, to whoever asks. */
export function askMailbox(look: Look, { recipient, home }: Known): MailboxAnswer | null {
  if (home === null) return null;
  const full = isFullMailbox(look.run, home, recipient);
  return { full, reply: replyOf(look, home, recipient) };
}

/** The text of the automatic reply that the sender is shown; null: none, or none to show. */
function replyOf(look: Look, view: View, recipient: number): MailboxAnswer['reply'] {
  const { run, draft, now } = look;
  const reply = repliesNow(view, recipient, now);
  if (reply === null || view.access === 'none') return null;
  const facts = tipReplyFacts(run, view, draft.from, recipient);
  const { verdict, rules } = decideOf(look, run.model.lists.tipReply, facts, recipient);
  if (verdict === 'none') return null;
  if (verdict === 'external' && !isForOutside(run, view, reply, draft.from)) return null;
  return { text: reply[verdict] ?? '', rules };
}

type Raised = Omit<ShownTip, 'kind' | 'recipient'>;

const quiet: Raised = { text: null, count: null, rules: [] };

/** One question about one recipient. */
type Asking = Look & {
  readonly view: View;
  /** All there are of this recipient. */
  readonly views: readonly View[];
  readonly recipient: number;
  readonly mailbox: MailboxAnswer | null;
  readonly isRestricted: boolean;
};

/** What raises each tip of a recipient; null: nothing. */
const raisers: Readonly<Record<MailTipKind, (asking: Asking) => Raised | null>> = {
  'restricted-recipient': ({ isRestricted }) => (isRestricted ? quiet : null),
  'invalid-recipient': ({ view, recipient }) =>
    view.access === 'own' && kindOf(view.org, recipient) === 'unknown' ? quiet : null,
  'mailbox-full': ({ mailbox, view }) => (mailbox?.full && view.isHome ? quiet : null),
  'automatic-replies': ({ mailbox, view }) =>
    mailbox?.reply && view.isHome ? { ...quiet, ...mailbox.reply } : null,
  'moderated-recipient': (asking) => {
    const { run, view, draft, recipient } = asking;
    if (!view.org.delivery.has(recipient)) return null;
    const facts = tipModeratedFacts(run, view, draft.from, recipient);
    const { verdict } = decideOf(asking, run.model.lists.tipModerated, facts, recipient);
    return verdict === 'told' ? quiet : null;
  },
  'oversize-message': ({ view, draft, recipient }) => {
    const most = view.org.delivery.get(recipient)?.maxReceiveBytes ?? Number.POSITIVE_INFINITY;
    return !isGroup(view, recipient) && draft.sizeBytes > most ? quiet : null;
  },
  'external-recipients': (asking) => {
    const { run, view, draft, recipient } = asking;
    if (!view.tellsPlace) return null;
    if (view.access === 'own' && isGroup(view, recipient)) {
      const count = metricsOf(run, view, recipient)?.external ?? 0;
      return count > 0 ? { ...quiet, count, rules: ['MT-035'] } : null;
    }
    if (livesElsewhereAsGroup(asking)) {
      cite(run, 'MT-093');
      return null;
    }
    if (isOutside(run, view, draft.from, recipient)) return quiet;
    if (view.access !== 'own' || at(view.org.inside, recipient) === 0) cite(run, 'MT-092');
    return null;
  },
  'large-audience': ({ run, view, draft, recipient }) => {
    const metrics = metricsOf(run, view, recipient);
    if (metrics === null) {
      if (isGroup(view, recipient)) cite(run, 'MT-084');
      return null;
    }
    const { largeAudience } = clientSettings(run, draft.from);
    const isLarge = metrics.members > largeAudience;
    return isLarge ? { ...quiet, count: metrics.members, rules: ['MT-037'] } : null;
  },
  custom: ({ run, view, draft, recipient }) => {
    const texts = view.settings.texts.get(recipient);
    if (texts === undefined) return null;
    const language = run.setting.people.get(draft.from)?.language?.toLowerCase() ?? 'default';
    const text =
      texts.get(language) ?? texts.get(language.replace(/-.*/, '')) ?? texts.get('default') ?? null;
    return text === null ? null : { ...quiet, text };
  },
  'reply-all-bcc': () => null,
};

/** A group of another organization than the sender’s. */
function livesElsewhereAsGroup({ view, views, recipient }: Asking): boolean {
  if (view.access === 'own' && view.isHome) return false;
  return views.some((other) => other.isHome && isGroup(other, recipient));
}

/** What the service tells of every recipient, and what the draft brings with it. */
export function toldOf(look: Look, { mailboxes, dropped }: DraftRecord): readonly ShownTip[] {
  const { run, draft, addressed, now } = look;
  // Answers are in the order of recipients, whoever was removed since among them.
  const all = mailboxes ?? [];
  const answers = dropped.length === 0 ? all : all.filter(([whose]) => !dropped.includes(whose));
  let next = 0;
  const isCrowded = isCrowd(look);
  const asked: Asked = { isCrowded, sizeBytes: draft.sizeBytes, metrics: null, mailbox: null };
  const tell = (heard: Run, known: Known, of: Asked): ShownTip[] =>
    known.views.flatMap((view) => toldIn({ run: heard, draft, addressed, now }, view, known, of));
  const said = addressed.known.map((known) => {
    const answer = answers[next];
    asked.mailbox = answer?.[0] === known.recipient ? answer[1] : null;
    if (asked.mailbox !== null) next++;
    asked.metrics = known.isCounted ? (run.world.metrics.get(known.recipient) ?? null) : null;
    return saidOf(run, known, asked, tell);
  });
  const told = sayAgain(run, addressed, said, now);
  const own = toldOfDraft(look);
  return own.length === 0 ? told : [...told, ...own];
}

/** What one view of a recipient tells. Rests on nothing of the draft but its sender and `asked`. */
function toldIn(look: Look, view: View, { recipient, views }: Known, asked: Asked): ShownTip[] {
  const { run, draft, addressed, now } = look;
  const { lists } = run.model;
  const sent = senderFacts(view, draft.from, recipient);
  const isAllowed = decideOf(look, lists.admission, sent, recipient).verdict === 'taken';
  const facts = tipAnswerFacts(run, view, recipient, isAllowed);
  const answer = decideOf(look, lists.tipAnswer, facts, recipient).verdict;
  if (answer === 'nothing') return [];
  if (isGroup(view, recipient)) cite(run, 'MT-014');
  const isRestricted = answer === 'restricted';
  const { isCrowded, mailbox } = asked;
  // Written out: this is asked for every recipient, and a spread costs more than the rest.
  const asking = { run, draft, addressed, now, view, views, recipient, mailbox, isRestricted };
  const to = { from: draft.from, isRestricted, isCrowded };
  return mailTipKinds.flatMap((kind): ShownTip[] => {
    const raised = raisers[kind](asking);
    if (raised === null) return [];
    const withheld = tipWithheldFacts(run, view, recipient, kind, to);
    if (decideOf(look, lists.tipWithheld, withheld, recipient).verdict === 'withheld') return [];
    const rules = [mailTipOf(kind).cites, ...raised.rules];
    for (const rule of rules) cite(run, rule);
    return [{ ...raised, kind, recipient, rules }];
  });
}

/** What the draft itself gives reason to tell: size, how many it reaches, where it came from. */
function toldOfDraft({ run, draft, addressed }: Look): ShownTip[] {
  const [view] = viewsOf(run, draft.from, draft.from);
  if (view?.access !== 'own' || !view.settings.allOn) return [];
  const tell = (kind: MailTipKind, count: number | null, ...rules: RuleId[]): ShownTip => {
    for (const rule of rules) cite(run, rule);
    return { kind, recipient: -1, text: null, count, rules };
  };
  const { sizeLimits, delivery } = view.org;
  const own = delivery.get(draft.from)?.maxSendBytes ?? Number.POSITIVE_INFINITY;
  const most = Math.min(own, sizeLimits.maxSendBytes, sizeLimits.maxReceiveBytes);
  const { largeAudience, groupMetricsOn } = view.settings;
  const byMessage = groupMetricsOn && run.setting.assume.largeAudienceUnit === 'messageTotal';
  const counted = byMessage ? addressed.known : [];
  const reached = counted.reduce((sum, one) => sum + (membersTold(run, one) ?? 1), 0);
  return [
    ...(draft.sizeBytes > most ? [tell('oversize-message', null, 'MT-043')] : []),
    ...(byMessage && reached > largeAudience
      ? [tell('large-audience', reached, 'MT-036', 'MT-037')]
      : []),
    ...(draft.repliesAllAfterBcc ? [tell('reply-all-bcc', null, 'MT-044', 'MT-068')] : []),
  ];
}

/** The lookups that the dearest recipient costs. */
export function lookupsNow({ run, addressed }: Look): number {
  let most = 0;
  for (const { lookups } of addressed.known) most = Math.max(most, lookups);
  if (most > 0) {
    cite(run, 'MT-086');
    cite(run, 'MT-087');
  }
  return most;
}
