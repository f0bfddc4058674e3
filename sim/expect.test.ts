/** Expectations: partial, in instants, and each unmet one says what was found. */
import { describe, expect, it } from 'vitest';
import type { Expectation } from '../scenarios/scenario.ts';
import { matches, unmetExpectations } from './expect.ts';
import type { ScenarioOutcome } from './outcome.ts';

const start = Date.UTC(2026, 2, 2, 8);
const row = {
  recipient: 'ben@contoso.com',
  outcome: 'recalled',
  decidedAt: '2026-03-02T08:10:10Z',
  reason: null,
  rules: ['RC-045', 'RC-024'],
};
const outcome = {
  recalls: [{ id: 'r1', status: 'accepted', recipients: [row] }],
  copies: [
    { message: 'm1', mailbox: 'ben@contoso.com', present: false, path: ['direct'] },
    { message: 'm1', mailbox: 'ben@contoso.com', present: true, path: ['group:team@contoso.com'] },
  ],
  notices: [{ kind: 'recall-report', to: 'ana@contoso.com' }],
  audit: [],
  receipts: [],
  changes: [{ at: '2026-03-02T08:00:00Z', cmdlet: 'Set-Mailbox', result: 'rejected' }],
  inspections: [{ id: 'i1', objects: [{ RetainDeletedItemsFor: 5 }] }],
} as unknown as ScenarioOutcome;

function isMet(form: Expectation['form'], value: Expectation['value']): boolean {
  return unmetExpectations([{ form, value }], outcome, start).length === 0;
}

const copy = { message: 'm1', mailbox: 'ben@contoso.com' };

describe('an expectation', () => {
  it('matches in part, and null means null or absent', () => {
    expect(
      isMet('recall', { recall: 'r1', recipient: 'BEN@contoso.com', reason: null, cause: null }),
    ).toBe(true);
    expect(isMet('recall', { recall: 'r1', recipient: 'ben@contoso.com', outcome: 'failed' })).toBe(
      false,
    );
    expect(isMet('recall', { recall: 'r2' })).toBe(false);
  });

  it.each([
    ['10m10s', true],
    ['2026-03-02T08:10:10Z', true],
    ['2026-03-02T09:10:10+01:00', true],
    ['10m11s', false],
    [{ notBefore: '10m10s', notAfter: '10m10s' }, true],
    [{ notBefore: '10m11s' }, false],
    [{ notAfter: '10m9s' }, false],
  ])('compares %j as an instant', (decidedAt, met) => {
    expect(isMet('recall', { recall: 'r1', recipient: row.recipient, decidedAt })).toBe(met);
  });

  it('finds every item of a list, in any order', () => {
    expect(matches({ rules: ['RC-024', 'RC-045'] }, row, start)).toBe(true);
    expect(matches({ rules: ['RC-045', 'RC-046'] }, row, start)).toBe(false);
    expect(matches({ rules: [] }, row, start)).toBe(true);
  });

  it('counts what matches, exactly', () => {
    expect(isMet('copy', { copy, present: true, count: 1 })).toBe(true);
    expect(isMet('copy', { copy, count: 1 })).toBe(false);
    expect(isMet('notices', { notices: { kind: 'ndr' }, count: 0 })).toBe(true);
    expect(isMet('audit', { audit: {}, count: 1 })).toBe(false);
    expect(isMet('recall', { recall: 'r1', recipient: 'carla@contoso.com', count: 0 })).toBe(true);
  });

  it('takes a copy that is nowhere for one that is not present', () => {
    const elsewhere = { message: 'm1', mailbox: 'carla@contoso.com' };
    expect(isMet('copy', { copy: elsewhere, present: false })).toBe(true);
    expect(isMet('copy', { copy: elsewhere, present: true })).toBe(false);
  });

  it('filters changes and inspections', () => {
    expect(
      isMet('changes', { changes: { cmdlet: 'Set-Mailbox', at: '0s' }, result: 'rejected' }),
    ).toBe(true);
    expect(isMet('changes', { changes: { cmdlet: 'Set-Mailbox' }, result: 'applied' })).toBe(false);
    expect(
      isMet('inspection', { inspection: 'i1', properties: { RetainDeletedItemsFor: 5 } }),
    ).toBe(true);
    expect(isMet('inspection', { inspection: 'i2', properties: {} })).toBe(false);
  });

  it('that is unmet says which it is and what was found', () => {
    const value = { recall: 'r1', recipient: row.recipient, outcome: 'failed' };
    const met = { recall: 'r1', status: 'accepted' };
    const both: Expectation[] = [
      { form: 'recall', value: met },
      { form: 'recall', value },
    ];
    expect(unmetExpectations(both, outcome, start)).toEqual([
      { expectation: 1, expected: value, found: row },
    ]);
  });
});
