/**
 * What a client displays of what is told about a draft: which tips it has, what it knows by itself,
 * how much of a text it shows, in which order.
 */
import { domainOf } from '../address.ts';
import { at } from '../assert.ts';
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

/** What the client displays of what is told, in the order of the tips, then of the recipients. */
export function displayed(look: Look, told: readonly ShownTip[]): ShownTip[] {
  const { run, draft, now } = look;
  const shown = mobileTold(look, told).filter(({ kind, recipient }) => {
    const facts = tipShownFacts(run, draft, kind, now);
    return decideOf(look, run.model.lists.tipShown, facts, recipient).verdict === 'shown';
  });
  const order = ({ kind }: ShownTip): number => mailTipKinds.indexOf(kind);
  return shown.sort((a, b) => order(a) - order(b)).map((tip) => withText(run, tip));
}

function withText(run: Run, tip: ShownTip): ShownTip {
  if (tip.text === null) return tip;
  const rules = [...tip.rules];
  let text = displayedText(tip.text);
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
function mobileTold(look: Look, told: readonly ShownTip[]): ShownTip[] {
  const { run, draft, recipients, now } = look;
  const settings = clientSettings(run, draft.from);
  if (draft.client !== 'mobile' || !settings.allOn || !settings.externalOn) return [...told];
  const isExternal = ({ kind }: ShownTip): boolean => kind === 'external-recipients';
  const found = recipients.flatMap((recipient): ShownTip[] => {
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
