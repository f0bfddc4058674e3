/** Events that keep no scenario alive: the clocks of retention tags. */
import { expect, it } from 'vitest';
import { createModel, tabulateAll } from '../model/model.ts';
import { parseScenario } from '../scenarios/parse-scenario.ts';
import { replay } from './replay.ts';

const model = createModel(tabulateAll());

function outcomeOf(tail: string) {
  const text = `version: 1
start: 2026-03-02T08:00:00Z
tenant:
  Mailbox:
    - { PrimarySmtpAddress: ana@contoso.com }
    - { PrimarySmtpAddress: ben@contoso.com, RetentionPolicy: P }
  RetentionPolicy: [ { Name: P, RetentionPolicyTagLinks: [ T ] } ]
  RetentionPolicyTag: [ { Name: T, AgeLimitForRetention: 30, RetentionAction: MoveToArchive } ]
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: ben@contoso.com } }
${tail}`;
  const parsed = parseScenario(text, 'background.yaml');
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message);
  return replay(model, parsed.value).outcome;
}

it.each([
  ['', '2026-03-02T08:00:10Z', 'Inbox'],
  ['until: 29d\n', '2026-03-31T08:00:00Z', 'Inbox'],
  ['until: 31d\n', '2026-04-02T08:00:00Z', 'Archive\\Inbox'],
  [
    '  - { at: 31d, read: { message: m1, mailbox: ben@contoso.com } }\n',
    '2026-04-02T08:00:00Z',
    'Archive\\Inbox',
  ],
])('a tag alone keeps nothing alive: %j ends at %s', (tail, endedAt, folder) => {
  const outcome = outcomeOf(tail);
  expect(outcome.endedAt).toBe(endedAt);
  expect(outcome.copies[0]?.folder).toBe(folder);
});
