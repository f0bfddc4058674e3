/**
 * Labels, sensitive content and the rules that look for it in files: what is read, what is refused.
 */
import { describe, expect, it } from 'vitest';
import { formatPath } from '../model/fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { parseTenantObject } from './parse-tenant.ts';
import { scenarioText } from './small-scenario.ts';

function sent(keys: string) {
  const text = scenarioText({
    tail: `  - { at: 5m, send: { id: m9, from: ana@contoso.com, to: ben@contoso.com, ${keys} } }\n`,
  }).replace('tenant:\n', 'tenant:\n  Label: [ { Name: Top Secret, encrypts: true } ]\n');
  const parsed = parseScenario(text, 'x.yaml');
  return parsed.ok
    ? parsed.value.timeline[2]?.action
    : parsed.faults.map(({ code, nearest }) => [code, nearest].join(' ').trim());
}

describe('a message', () => {
  it('carries a label, kinds of sensitive content and an override', () => {
    expect(sent('label: top secret, sensitive: card, override: explicit')).toMatchObject({
      label: 'Top Secret',
      sensitive: ['card'],
      override: 'explicit',
    });
  });
  it.each([
    ['label: Secret', ['unknown-reference']],
    ['label: Top Secrat', ['unknown-reference Top Secret']],
    ['sensitive: 5', ['wrong-type']],
    ['override: loud', ['unknown-word']],
  ])('with %s is refused', (keys, faults) => {
    expect(sent(keys)).toEqual(faults);
  });
});

describe('a mail flow rule', () => {
  const ruleOf = (properties: object) => {
    const TransportRule = { Name: 'r', ...properties };
    const { tenant, faults } = parseTenantObject({ TransportRule });
    if (faults.length === 0) return tenant.nouns.TransportRule?.[0];
    return faults.map(({ code, path }) => `${code} ${formatPath(path)}`);
  };
  it.each([
    ['Card', ['Card']],
    [
      [{ Name: 'Card' }, 'IBAN'],
      ['Card', 'IBAN'],
    ],
    [[{ name: 'Card', minCount: '1', maxCount: '-1' }], ['Card']],
  ])('looks for %j', (MessageContainsDataClassifications, read) => {
    expect(ruleOf({ MessageContainsDataClassifications })).toEqual({
      Name: 'r',
      MessageContainsDataClassifications: read,
    });
  });
  it.each([
    [{ MessageContainsDataClassifications: [{ Name: 'Card', minCount: 10 }] }, 'wrong-type'],
    [{ ExceptIfMessageContainsDataClassifications: [{ minConfidence: 85 }] }, 'wrong-type'],
    [{ NotifySender: 'Notify' }, 'unknown-word'],
    [{ HasSenderOverride: true }, 'not-modelled'],
    [{ RemoveOME: true }, 'not-modelled'],
  ])('%j is refused by name', (properties, code) => {
    expect(ruleOf(properties)).toEqual([`${code} TransportRule.${Object.keys(properties)[0]}`]);
  });
});
