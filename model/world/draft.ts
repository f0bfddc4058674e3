/**
 * Drafts: what an action on one sets off, what is known of mailboxes and for how long, and the
 * snapshots of what their sender is told. Also the counting of groups.
 */
import { at } from '../assert.ts';
import { connectionOf } from '../facts-mailtips.ts';
import { mailTipOf } from '../mailtips.ts';
import { tipSettingsOf } from '../org/mailtips.ts';
import { countMembers } from '../org/tip-groups.ts';
import type { DraftAction } from '../setting.ts';
import { advance, cite, epochOf, type Run } from './run.ts';
import type { DraftRecord, MailboxAnswer, ShownTip } from './state.ts';
import { askMailbox, isCrowd, lookAt, lookupsNow, toldOf } from './tips.ts';
import { displayed } from './tips-display.ts';

/** How long what a mailbox says of itself is good for. [MT-080] */
export const KNOWN_FOR_MS = 2 * 3_600_000;

/** Somebody composes, looks at, closes or opens a draft. False: there is none to do it to. */
export function actOnDraft(run: Run, action: DraftAction, now: number): boolean {
  const record = at(run.world.drafts, action.draft);
  if (action.event === 'COMPOSE') {
    record.spec = action.spec;
    record.dropped = [];
  }
  const stale = !(now - record.askedAt < KNOWN_FOR_MS);
  return move(run, action.draft, action.event, stale, action.recipient, now);
}

/** What was known has been known for two hours. */
export function refreshDraft(run: Run, draft: number, now: number): boolean {
  const record = at(run.world.drafts, draft);
  if (now - record.askedAt !== KNOWN_FOR_MS) return false;
  return move(run, draft, 'after:knownFor', true, -1, now);
}

function move(
  run: Run,
  draft: number,
  event: string,
  stale: boolean,
  recipient: number,
  now: number,
): boolean {
  const record = at(run.world.drafts, draft);
  const outcome = advance(run, 'draft', record, draft, event, { stale }, now);
  if (outcome === null) return false;
  for (const effect of outcome.effects) {
    if (effect === 'ask') ask(run, record, now);
    else if (effect === 'askMailboxes') askMailboxesAgain(run, record, now);
    else if (effect === 'request') record.told = null;
    else if (effect === 'dropRecipient') drop(run, record, recipient, now);
    else look(run, draft, now);
  }
  if (outcome.arms.includes('knownFor')) refreshLater(run, draft, now);
  return true;
}

/**
 * A recipient is taken out. What mailboxes say is not evaluated in a crowd: where the rest is none,
 * they are asked when it is displayed, which is now or with the next connection. [MT-013, MT-080]
 */
function drop(run: Run, record: DraftRecord, recipient: number, now: number): void {
  const wasCrowded = isCrowd(lookAt(run, record, now));
  record.dropped = [...record.dropped, recipient];
  if (wasCrowded && !isCrowd(lookAt(run, record, now))) record.mailboxes = null;
}

function refreshLater(run: Run, draft: number, now: number): void {
  const due = at(run.world.drafts, draft).askedAt + KNOWN_FOR_MS;
  run.schedule(Math.max(now, due), 'refresh', draft, 0);
}

function ask(run: Run, record: DraftRecord, now: number): void {
  record.told = null;
  askMailboxes(run, record, now);
}

/** Asks mailboxes again; what else was told before is kept. [MT-080] */
function askMailboxesAgain(run: Run, record: DraftRecord, now: number): void {
  askMailboxes(run, record, now);
  if (record.told === null || run.setting.assume.draftTips !== 'atRequest') return;
  const isOfMailbox = ({ kind }: ShownTip) => mailTipOf(kind).ofOneMailbox === 'content';
  const again = toldOf(lookAt(run, record, now), record).filter(isOfMailbox);
  record.told = [...record.told.filter((tip) => !isOfMailbox(tip)), ...again];
}

/** Asks what mailboxes say of themselves; nothing is known while nobody answers. */
function askMailboxes(run: Run, record: DraftRecord, now: number): void {
  const look = lookAt(run, record, now);
  record.askedAt = now;
  if (!connectionOf(run, look.draft.from, now).reached) {
    record.mailboxes = null;
    return;
  }
  cite(run, 'MT-080');
  const answers: (readonly [number, MailboxAnswer])[] = [];
  for (const known of look.addressed.known) {
    if (known.always !== null) answers.push(known.always);
    else {
      const answer = askMailbox(look, known);
      if (answer !== null) answers.push([known.recipient, answer]);
    }
  }
  record.mailboxes = answers;
}

/** Takes a snapshot; a service that has not answered before is asked first. */
function look(run: Run, draft: number, now: number): void {
  const record = at(run.world.drafts, draft);
  const seen = lookAt(run, record, now);
  const { reached } = connectionOf(run, seen.draft.from, now);
  if (record.mailboxes === null && reached) {
    ask(run, record, now);
    refreshLater(run, draft, now);
  }
  const isKept = record.told !== null && run.setting.assume.draftTips === 'atRequest';
  const told = isKept ? (record.told ?? []) : toldOf(seen, record);
  record.told = told;
  const lookups = reached ? lookupsNow(seen) : 0;
  const tips = displayed(seen, told);
  record.snapshots = [...record.snapshots, { at: now, lookups, tips }];
}

/** Every group of every organization is counted, and known by that until the next time. [MT-083] */
export function countGroups(run: Run): void {
  cite(run, 'MT-083');
  const { tenants, orgs } = epochOf(run);
  const nestedIsOne = run.setting.assume.nestedCountsAsOne === 'true';
  if (nestedIsOne) cite(run, 'MT-085');
  orgs.forEach((org, index) => {
    const { graph } = tipSettingsOf(at(tenants, index), org);
    for (const group of graph.groups)
      run.world.metrics.set(group, countMembers(graph, group, nestedIsOne));
  });
}

const DAY_MS = 86_400_000;

/** The first midnight (UTC) after an instant of the scenario, ms after its start. */
export function nextMidnight(startMs: number, now: number): number {
  return (Math.floor((startMs + now) / DAY_MS) + 1) * DAY_MS - startMs;
}
