/**
 * What a client offers: two hours by rule, ten seconds to undo, thirty in new Outlook since 2026.
 */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../parse-scenario.ts';
import { longestDelayMs } from './send-delay.ts';

const file = (start: string, send: string): string => `version: 1
start: ${start}
tenant: { Mailbox: [{ PrimarySmtpAddress: ana@contoso.com }] }
timeline:
  - { at: 0s, send: { id: m1, from: ana@contoso.com, to: ana@contoso.com, ${send} } }
`;

describe('a send delay', () => {
  it('depends on the client and the date', () => {
    const before = Date.UTC(2025, 11, 31);
    const after = Date.UTC(2026, 0, 1);
    expect(longestDelayMs(null, after)).toBe(7_200_000);
    expect(longestDelayMs('outlook-windows', before)).toBe(7_200_000);
    expect(longestDelayMs('owa', after)).toBe(10_000);
    expect(longestDelayMs('new-outlook', before)).toBe(10_000);
    expect(longestDelayMs('new-outlook', after)).toBe(30_000);
  });

  it.each([
    ['2026-03-02T08:00:00Z', 'deferBy: 120m', []],
    ['2026-03-02T08:00:00Z', 'deferBy: 121m', ['out-of-range RT-001']],
    ['2026-03-02T08:00:00Z', 'deferBy: 30s, client: new-outlook', []],
    ['2025-12-31T23:59:59Z', 'deferBy: 30s, client: new-outlook', ['out-of-range RT-001']],
    ['2026-03-02T08:00:00Z', 'deferBy: 11s, client: owa', ['out-of-range RT-001']],
  ])('is refused beyond what the client offers: %s %s', (start, send, expected) => {
    const parsed = parseScenario(file(start, send), 'delay.yaml');
    const faults = parsed.ok ? [] : parsed.faults;
    expect(faults.map(({ code, rule }) => `${code} ${rule}`)).toEqual(expected);
  });
});
