/**
 * The explanation of a scenario: for each copy what was tried, which rule decided, with source and
 * date, why the rows before it did not apply, and what was seen and when.
 */
import { addressAt } from '../model/address.ts';
import { at } from '../model/assert.ts';
import {
  dateOf,
  gradeOf,
  type RuleId,
  ruleOf,
  sourcesOf,
  sourceText,
} from '../model/rules/catalogue.ts';
import { copiesOfRow } from '../model/world/examine.ts';
import type { Run } from '../model/world/run.ts';
import { formatDuration } from '../scenarios/time.ts';
import {
  type CopyOutcome,
  copyOutcomes,
  type ExposureOutcome,
  isRequest,
  type NoticeOutcome,
  type ReceiptOutcome,
  type RowOutcome,
  type ScenarioOutcome,
} from '../sim/outcome.ts';
import type { Replayed } from '../sim/replay.ts';
import { type Recorder, type StoryEntry, type StoryNames, storyOf } from '../sim/story.ts';
import { wrap } from './columns.ts';
import { plainLine } from './replay-report.ts';
import type { TextOptions } from './replay-text.ts';

export type Explanation = {
  readonly scenario: string;
  readonly profile: string;
  readonly recall: string | null;
  readonly recipient: string | null;
  readonly outcome: ScenarioOutcome;
  readonly rows: readonly (RowOutcome & { readonly recall: string })[];
  readonly copies: readonly CopyOutcome[];
  readonly receipts: readonly ReceiptOutcome[];
  /** Automatic replies and notices of policies; notices of recalls stand in their rows. */
  readonly notices: readonly NoticeOutcome[];
  readonly entries: readonly StoryEntry[];
  readonly rules: readonly RuleId[];
};

export type ExplainFilter = { readonly recall: string | null; readonly recipient: string | null };

/** What a filter names that the scenario does not have; null when all is there. */
export function unknownFilter(
  { outcome }: Replayed,
  filter: ExplainFilter,
): { readonly what: string; readonly known: readonly string[] } | null {
  const recalls = outcome.recalls.map(({ id }) => id);
  if (filter.recall !== null && !recalls.includes(filter.recall))
    return { what: filter.recall, known: recalls };
  const rows = outcome.recalls.flatMap(({ recipients }) =>
    recipients.map(({ recipient }) => recipient),
  );
  const told = outcome.drafts.flatMap(({ snapshots }) =>
    snapshots.flatMap(({ tips }) => tips.flatMap(({ recipient }) => recipient ?? [])),
  );
  const people = [...new Set([...rows, ...outcome.copies.map(({ mailbox }) => mailbox), ...told])];
  const wanted = filter.recipient?.toLowerCase() ?? null;
  return wanted === null || people.includes(wanted) ? null : { what: wanted, known: people };
}

/**
 * Builds the explanation of what a filter selects; the whole scenario when it selects nothing in
 * particular.
 */
export function explain(
  replayed: Replayed,
  recorder: Recorder,
  filter: ExplainFilter,
): Explanation {
  const { simulated, outcome, scenario } = replayed;
  const recipient = filter.recipient?.toLowerCase() ?? null;
  const names = namesOf(replayed);
  const story = storyOf(simulated.model, simulated.setting, recorder, names);
  const chosen = selection(replayed, filter.recall, recipient);
  const isAbout = (addressed: number | undefined): boolean =>
    recipient === null ||
    addressed === undefined ||
    addressed < 0 ||
    addressAt(simulated.setting.book, addressed) === recipient;
  const entries = story.filter((entry) => isTold(entry, chosen) && isAbout(entry.addressed));
  const { messages } = simulated.setting;
  const ids = new Set([...chosen.messages].map((message) => messages[message]?.id));
  const rows = outcome.recalls.flatMap((recall) =>
    recall.recipients.map((row) => ({ ...row, recall: recall.id })),
  );
  const decided = rows.filter(
    (row) =>
      (recipient === null || row.recipient === recipient) &&
      (filter.recall === null || row.recall === filter.recall),
  );
  // A row that took over the outcome of another one was decided without a step of its own.
  const cited = [...entries, ...decided].flatMap((one) => one.rules as RuleId[]);
  return {
    scenario: scenario.name,
    profile: scenario.profile,
    recall: filter.recall,
    recipient,
    outcome,
    rows: decided,
    copies: copyOutcomes(simulated, scenario.start).filter(
      (_, copy) => chosen.copies.has(copy) && !isRequest(simulated, copy),
    ),
    receipts: outcome.receipts.filter(
      ({ from, message }) => (recipient === null || from === recipient) && ids.has(message),
    ),
    notices: outcome.notices.filter(
      ({ kind, about, to, message }) =>
        (kind === 'automatic-reply' || kind === 'policy-notice') &&
        (recipient === null || about === recipient || to === recipient) &&
        ids.has(message ?? ''),
    ),
    entries,
    rules: [...new Set(cited)],
  };
}

type Selection = {
  readonly copies: ReadonlySet<number>;
  readonly rows: ReadonlySet<number>;
  readonly recalls: ReadonlySet<number>;
  readonly messages: ReadonlySet<number>;
};

function selection(replayed: Replayed, recall: string | null, recipient: string | null): Selection {
  const { world, setting } = replayed.simulated;
  const recalls = setting.recalls.flatMap(({ id }, index) =>
    recall === null || id === recall ? [index] : [],
  );
  const messages = new Set(
    recall === null
      ? setting.messages.map((_, index) => index)
      : recalls.flatMap((index) => {
          const { message, request } = at(setting.recalls, index);
          return [message, request];
        }),
  );
  const isWanted = (index: number): boolean =>
    recipient === null || addressAt(setting.book, index) === recipient;
  const rows = world.rows.flatMap((row, index) =>
    recalls.includes(row.recall) && isWanted(row.recipient) ? [index] : [],
  );
  const own = world.copies.flatMap((copy, index) =>
    messages.has(copy.message) && isWanted(copy.recipient) ? [index] : [],
  );
  const run = { world, setting } as Run;
  const decisive = rows.flatMap((row) => copiesOfRow(run, at(world.rows, row)));
  const copies = new Set([...own, ...decisive]);
  // What a chosen mailbox passed on belongs to its story.
  world.copies.forEach((copy, index) => {
    if (copies.has(copy.parent)) copies.add(index);
  });
  return { copies, rows: new Set(rows), recalls: new Set(recalls), messages };
}

function isTold(entry: StoryEntry, chosen: Selection): boolean {
  if (entry.row >= 0) return chosen.rows.has(entry.row);
  if (entry.copy >= 0) return chosen.copies.has(entry.copy);
  if (entry.recall >= 0) return chosen.recalls.has(entry.recall);
  return entry.message < 0 || chosen.messages.has(entry.message);
}

function namesOf({ simulated, scenario }: Replayed): StoryNames {
  const { world, setting } = simulated;
  const copies = copyOutcomes(simulated, scenario.start);
  return {
    copy: (copy) => {
      const { message, mailbox, path } = at(copies, copy);
      const way = path.join(' > ');
      return {
        message: at(world.copies, copy).message,
        label: `${message} for ${mailbox} (${way})`,
      };
    },
    addressed: (recipient) =>
      recipient < 0 ? 'the draft' : `a draft to ${addressAt(setting.book, recipient)}`,
    row: (row) => {
      const { recall, recipient } = at(world.rows, row);
      return {
        recall,
        label: `${at(setting.recalls, recall).id} for ${addressAt(setting.book, recipient)}`,
      };
    },
  };
}

/** One rule with all its evidence, as plain data. */
export function ruleEvidence(id: RuleId): {
  readonly rule: RuleId;
  readonly holds: string;
  readonly status: string;
  readonly grade: string;
  readonly facts: readonly string[];
  readonly date: string;
  readonly sources: readonly { readonly key: string; readonly where: string }[];
} {
  const { holds, status, facts } = ruleOf(id);
  const sources = sourcesOf(id).map((key) => ({ key, where: sourceText(key) }));
  return { rule: id, holds, status, grade: gradeOf(id), facts, date: dateOf(id), sources };
}

/** The explanation as JSON. */
export function explainJson(explanation: Explanation): string {
  const { scenario, profile, recall, recipient, rows, copies, receipts, notices, entries, rules } =
    explanation;
  const story = entries.map(({ at: instant, text, rules: cited, list, because, ruledOut }) => ({
    afterMs: instant,
    text,
    rules: cited,
    list,
    because,
    ruledOut,
  }));
  const evidence = rules.map(ruleEvidence);
  const document = {
    version: 1,
    scenario,
    profile,
    recall,
    recipient,
    rows,
    copies,
    receipts,
    notices,
    story,
    rules: evidence,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The explanation for a person, or as Markdown when `markdown` is set. */
export function explainText(explanation: Explanation, options: TextOptions): string {
  const { style, width } = options;
  const lines = [
    style('bold', plainLine(explanation.scenario)),
    style('dim', `profile ${explanation.profile}`),
    '',
  ];
  let last = -1;
  const told = new Set<RuleId>();
  for (const entry of explanation.entries) {
    if (entry.at !== last) lines.push(style('cyan', `after ${formatDuration(entry.at)}`));
    last = entry.at;
    lines.push(...wrap(entry.text, width - 4, '  '));
    lines.push(...entry.rules.flatMap((rule) => ruleLines(rule, told, options)));
    if (entry.because.length > 0) {
      const facts = entry.because.map(({ fact, found }) => `${fact} is ${found}`).join(', ');
      lines.push(...wrap(`because ${facts}`, width, '      '));
    }
    const others = entry.ruledOut.map(
      ({ rule, fact, found, wanted }) =>
        `      not ${rule}: ${fact} is ${found}, the row wants ${wanted}`,
    );
    for (const other of new Set(others)) lines.push(style('dim', other));
  }
  lines.push('', style('bold', 'In the end'), ...endLines(explanation, options));
  lines.push('', style('bold', 'Sources'), ...sourceLines(explanation.rules, options));
  return `${lines.join('\n')}\n`;
}

/** A rule with its evidence; with its sentence alone where the evidence stands above. */
function ruleLines(id: RuleId, told: Set<RuleId>, { width }: TextOptions): string[] {
  const { holds, status } = ruleOf(id);
  if (told.has(id)) return wrap(`${id}  ${holds}`, width, '      ');
  told.add(id);
  const sources = sourcesOf(id).slice(0, 4).join(' ') || 'no source';
  const standing = `${status}, grade ${gradeOf(id)}; ${sources}; ${dateOf(id)}`;
  return wrap(`${id}  ${holds} [${standing}]`, width, '      ');
}

function endLines(
  { rows, copies, receipts, notices }: Explanation,
  { width }: TextOptions,
): string[] {
  const lines = rows.flatMap((row) => {
    const why = [row.reason, row.cause].filter(Boolean).join(': ');
    const when = row.decidedAt === null ? 'undecided' : `decided ${row.decidedAt}`;
    const read = row.readBefore ? `, read before (${row.firstReadAt})` : ', not read before';
    const by = row.rules.length > 0 ? ` by ${row.rules.join(' ')}` : '';
    const result = `${row.outcome}${why ? ` (${why})` : ''}${by}`;
    const text = `${row.recall} for ${row.recipient}: ${result}, ${when}${read}`;
    return wrap(text, width, '  ');
  });
  for (const copy of copies) {
    const where = copy.present
      ? `lies in ${copy.folder}`
      : copy.retained
        ? `kept in ${copy.retainedIn}`
        : 'not there';
    const seen = copy.exposures.map(exposureText).join(', ');
    const text =
      `${copy.message} for ${copy.mailbox} (${copy.path.join(' > ')}): ${where}; ` +
      `${seen === '' ? 'nobody saw it' : `seen: ${seen}`}` +
      `${copy.notRecalledBecause ? `; not recalled: ${copy.notRecalledBecause}` : ''}`;
    lines.push(...wrap(text, width, '  '));
  }
  for (const { message, from, kind, sentBy, at: instant } of receipts) {
    const text = `${message} for ${from}: ${kind} receipt, sent by the ${sentBy} ${instant}`;
    lines.push(...wrap(text, width, '  '));
  }
  lines.push(...notices.flatMap((notice) => wrap(noticeText(notice), width, '  ')));
  return lines;
}

/** Who was told what, and when. */
function noticeText({ kind, message, about, to, text, at: instant }: NoticeOutcome): string {
  const what = kind === 'automatic-reply' ? 'automatic reply' : 'notice of a policy';
  const whose = about === null ? '' : ` for ${about}`;
  const words = text == null ? '' : `: ${JSON.stringify(text)}`;
  return `${message}${whose}: ${what} to ${to} ${instant}${words}`;
}

/** What somebody saw or has, of what it was, and how long. */
function exposureText({ kind, at: instant, by, shown, until }: ExposureOutcome): string {
  const what = shown === undefined ? kind : `${kind} (${shown})`;
  const whose = by === undefined ? '' : ` by ${by}`;
  return `${what} ${instant}${whose}${until === undefined ? '' : `, gone ${until}`}`;
}

function sourceLines(rules: readonly RuleId[], { width }: TextOptions): string[] {
  const keys = [...new Set(rules.flatMap(sourcesOf))].sort();
  return keys.flatMap((key) => wrap(`${key}: ${sourceText(key)}`, width, '  '));
}
