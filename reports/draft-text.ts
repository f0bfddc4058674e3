/**
 * Drafts for a person: each snapshot with its tips, in our own words.
 *
 * The words are not Microsoft’s: what clients really print cannot be customized and is theirs.
 */
import type { MailTipKind } from '../model/mailtips.ts';
import type { DraftOutcome, TipOutcome } from '../sim/draft-outcome.ts';
import { wrap } from './columns.ts';

type Lines = {
  readonly width: number;
  readonly style: (style: 'dim', text: string) => string;
};

/** What each tip says of one, two or many recipients. */
const words: Readonly<Record<MailTipKind, readonly [one: string, many: string]>> = {
  'restricted-recipient': ['you may not send to', 'you may not send to'],
  'invalid-recipient': ['nobody has the address', 'nobody has the addresses'],
  'mailbox-full': ['takes no more mail: the mailbox of', 'take no more mail: the mailboxes of'],
  'automatic-replies': ['answers automatically:', 'answer automatically:'],
  'moderated-recipient': [
    'somebody approves first, so it may be late for',
    'somebody approves first, so it may be late for',
  ],
  'oversize-message': ['the message is too large for', 'the message is too large for'],
  'external-recipients': ['outside the organization:', 'outside the organization:'],
  'large-audience': ['many people are reached by', 'many people are reached by'],
  custom: ['note on', 'notes on'],
  'reply-all-bcc': ['you were in Bcc; a reply to all shows that to', ''],
};

/** Whom a line names: one or two recipients, else how many. */
function whom(tips: readonly TipOutcome[]): string {
  const names = tips.map(({ recipient, count }) => {
    const counted = count === null ? '' : ` (${count.toLocaleString('en-US')})`;
    return `${recipient ?? 'everybody'}${counted}`;
  });
  return names.length <= 2 ? names.join(' and ') : `${names.length} recipients`;
}

/** The lines of one snapshot: a line a tip, texts below. */
export function tipLines(tips: readonly TipOutcome[], { width, style }: Lines): string[] {
  if (tips.length === 0) return ['    no tips'];
  const kinds = [...new Set(tips.map(({ tip }) => tip))];
  return kinds.flatMap((kind) => {
    const same = tips.filter(({ tip }) => tip === kind);
    const rules = [...new Set(same.flatMap((tip) => tip.rules))];
    const [one, many] = words[kind];
    const line = `${same.length === 1 ? one : many} ${whom(same)} [${kind}] ${rules.join(' ')}`;
    const texts = same.flatMap(({ recipient, text }) =>
      text === null ? [] : wrap(`${recipient}: ${text}`, width, '      '),
    );
    return [...wrap(line, width, '    '), ...texts.map((text) => style('dim', text))];
  });
}

/** A draft with each of its snapshots. */
export function draftLines({ id, snapshots }: DraftOutcome, options: Lines): string[] {
  return snapshots.flatMap(({ at, lookups, tips }) => {
    const cost = lookups === 0 ? '' : `, ${lookups} lookups`;
    return [`  draft ${id} at ${at}${cost}`, ...tipLines(tips, options)];
  });
}

/** What one draft tells, for `recall-lab tips`. */
export function tipsText({ snapshots }: DraftOutcome, options: Lines): string {
  const lines = snapshots.flatMap(({ lookups, tips }) => [
    ...tipLines(tips, options).map((line) => line.replace(/^ {4}/, '')),
    ...(lookups === 0 ? [] : ['', `${lookups} lookups for the dearest recipient`]),
  ]);
  const remark = wrap('in our own words, not Microsoft’s', options.width);
  return `${[...lines, '', ...remark.map((line) => options.style('dim', line))].join('\n')}\n`;
}

/** The same as data: one snapshot. */
export function tipsJson({ snapshots }: DraftOutcome): string {
  const [snapshot] = snapshots;
  return `${JSON.stringify({ version: 1, ...snapshot }, null, 2)}\n`;
}
