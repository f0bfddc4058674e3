/** A scenario is a small world as long as what may be done in it fits into a word of bits. */
import { expect, it } from 'vitest';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { ownWorld, SMALL } from './chosen-worlds.ts';

function withReads(count: number): ReturnType<typeof ownWorld> {
  const reads = '  - { at: 1h, read: { message: m1, mailbox: ben@contoso.com } }\n'.repeat(count);
  const text = `version: 1
name: How often may Ben read?
tenant:
  Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }, { PrimarySmtpAddress: ben@contoso.com }]
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: [ben@contoso.com] } }
${reads}`;
  const parsed = parseScenario(text, 'reads.yaml');
  if (!parsed.ok) throw new Error('the scenario is read');
  return ownWorld('reads.yaml', parsed.value);
}

it('is refused beyond the bits of a word, with the number that fits', () => {
  expect(SMALL.CHOICES_MAX).toBeLessThan(32);
  expect(withReads(SMALL.CHOICES_MAX)).toHaveProperty('cases');
  expect(withReads(SMALL.CHOICES_MAX + 1)).toMatchObject({
    code: 'out-of-range',
    expected: 'at most 31 beside sending and changes',
  });
});
