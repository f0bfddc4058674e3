/**
 * What a client displays of what is told about a draft: which tips it has, what it knows by itself,
 * how much of a text it shows, in which order.
 */
import { domainOf } from '../address.ts';
import { at } from '../assert.ts';
import { decideRow } from '../decision.ts';
import type { MobileTip } from '../decisions/mailtips.ts';
import { clientSettings, mobileExternalFacts, tipShownFacts } from '../facts-mailtips.ts';
import { cutAt, displayedText } from '../html.ts';
import { mailTipKinds } from '../mailtips.ts';
import type { RuleId } from '../rules/catalogue.ts';
import { cite, type Run } from './run.ts';
import type { ShownTip } from './state.ts';
import { decideOf, type Look } from './tips.ts';

/** The most characters of an automatic reply that are shown. [MT-050] */
const REPLY_MAX = 175;
/** The most characters of any tip. [MT-051] */
const TEXT_MAX = 1_000;

/** What was displayed of a list of tips, and what it rests on. */
type Display = {
  /** [place in mailTipKinds] the row that decided; -1 where no tip of the kind was told. */
  readonly rows: readonly number[];
  readonly tips: readonly ShownTip[];
  readonly cites: ReadonlySet<RuleId>;
};

/** [tips told] what was displayed of them last: a list of tips belongs to one run. */
const displays = new WeakMap<readonly ShownTip[], Display>();

/** What the client displays of what is told, in the order of the tips, then of the recipients. */
export function displayed(look: Look, told: readonly ShownTip[]): readonly ShownTip[] {
  const tips = mobileTold(look, told);
  const last = displays.get(tips);
  // Whoever watches is told of every decision, so nothing is passed over.
  if (last === undefined || look.run.observer !== null || !isAsBefore(look, last))
    return display(look, tips);
  for (const rule of last.cites) cite(look.run, rule);
  return last.tips;
}

/** Whether the client decides about every kind of tip as it did. */
function isAsBefore({ run, draft, now }: Look, last: Display): boolean {
  const { tipShown } = run.model.lists;
  return mailTipKinds.every(
    (kind, place) =>
      last.rows[place] === -1 ||
      last.rows[place] === decideRow(tipShown, tipShownFacts(run, draft, kind, now)),
  );
}

function display(look: Look, told: readonly ShownTip[]): readonly ShownTip[] {
  const { run, draft, now } = look;
  const { tipShown } = run.model.lists;
  const rows = mailTipKinds.map(() => -1);
  const shown = mailTipKinds.map((): ShownTip[] => []);
  const cites = new Set<RuleId>();
  for (const tip of told) {
    const place = mailTipKinds.indexOf(tip.kind);
    const facts = tipShownFacts(run, draft, tip.kind, now);
    rows[place] = decideRow(tipShown, facts);
    const { verdict, rules } = decideOf(look, tipShown, facts, tip.recipient);
    for (const rule of rules) cites.add(rule);
    if (verdict !== 'shown') continue;
    const found = tip.text === null ? tip : cutTip(run, tip, tip.text);
    for (const rule of found.rules.slice(tip.rules.length)) cites.add(rule);
    at(shown, place).push(found);
  }
  const tips = shown.flat();
  displays.set(told, { rows, tips, cites });
  return tips;
}

/** The text as a line, as much of it as is displayed; what cuts it is among the rules. */
function cutTip(run: Run, tip: ShownTip, html: string): ShownTip {
  const rules = [...tip.rules];
  let text = displayedText(html);
  const cut = (most: number, rule: RuleId): void => {
    const shorter = cutAt(text, most);
    if (shorter === text) return;
    text = shorter;
    rules.push(rule);
    cite(run, rule);
  };
  if (tip.kind === 'automatic-replies') cut(REPLY_MAX, 'MT-050');
  if (run.setting.assume.displayLimit === '1000') cut(TEXT_MAX, 'MT-051');
  return { ...tip, text, rules };
}

/** On a mobile device it may not be the service that says who is outside. */
function mobileTold(look: Look, told: readonly ShownTip[]): readonly ShownTip[] {
  const { run, draft, addressed, now } = look;
  const settings = clientSettings(run, draft.from);
  if (draft.client !== 'mobile' || !settings.allOn || !settings.externalOn) return told;
  const isExternal = ({ kind }: ShownTip): boolean => kind === 'external-recipients';
  const found = addressed.recipients.flatMap((recipient): ShownTip[] => {
    const facts = mobileExternalFacts(run, draft.from, recipient, now);
    const { mobileExternal } = run.model.lists;
    const { verdict, rules } = decideOf(look, mobileExternal, facts, recipient);
    if (verdict === 'service')
      return told.filter((tip) => isExternal(tip) && tip.recipient === recipient);
    if (!isOutsideFor(look, recipient, verdict)) return [];
    return [{ kind: 'external-recipients', recipient, text: null, count: null, rules }];
  });
  return [...told.filter((tip) => !isExternal(tip)), ...found];
}

/** What a device makes of an address by itself. */
function isOutsideFor(
  { run, draft }: Look,
  recipient: number,
  by: Exclude<MobileTip, 'service'>,
): boolean {
  const mobile = run.setting.people.get(draft.from)?.mobile;
  if (by === 'off') return false;
  if (by === 'cache') return mobile?.cachedScopes.get(recipient) === 'external';
  const domain = (address: number): string => domainOf(at(run.setting.book.addresses, address));
  const own = by === 'domains' ? (mobile?.internalDomains ?? []) : [domain(draft.from)];
  const asked = domain(recipient);
  return !own.some((root) => asked === root || asked.endsWith(`.${root}`));
}
