/**
 * Automatic replies and replies in files: what is read, and what is refused with its line.
 */
import { describe, expect, it } from 'vitest';
import { formatPath } from '../model/fault.ts';
import { parseScenario } from './parse-scenario.ts';
import { parseTenantObject } from './parse-tenant.ts';
import { entry } from './small-scenario.ts';

const Mailbox = { PrimarySmtpAddress: 'ben@contoso.com', Alias: 'ben' };

function configured(object: object) {
  const { tenant, faults } = parseTenantObject({ Mailbox, MailboxAutoReplyConfiguration: object });
  return faults.length > 0
    ? faults.map(({ code, path, nearest }) => [code, formatPath(path), nearest].join(' ').trim())
    : tenant.nouns.MailboxAutoReplyConfiguration?.[0];
}

describe('a configuration of automatic replies', () => {
  it.each([
    ['2026-03-02T13:00:00+01:00', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02T12:00:00', '2026-03-02T12:00:00.000Z'],
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['3/2/2026 12:05:00 AM', '2026-03-02T00:05:00.000Z'],
    ['03/02/2026 5:00 PM', '2026-03-02T17:00:00.000Z'],
    ['/Date(1772452800000)/', '2026-03-02T12:00:00.000Z'],
    ['1h30m', '+5400000'],
  ])('starts at %s', (StartTime, read) => {
    expect(configured({ Identity: 'ben', StartTime })).toEqual({
      Identity: 'ben@contoso.com',
      StartTime: read,
    });
  });

  it.each([
    [{ StartTime: '31/12/2026' }, ['wrong-type MailboxAutoReplyConfiguration.StartTime']],
    [{ EndTime: 5 }, ['wrong-type MailboxAutoReplyConfiguration.EndTime']],
    [
      { AutoReplyState: 'Enable' },
      ['unknown-word MailboxAutoReplyConfiguration.AutoReplyState Enabled'],
    ],
    [
      { ExternalAudiance: 'All' },
      ['unknown-key MailboxAutoReplyConfiguration.ExternalAudiance ExternalAudience'],
    ],
    [{ Identity: 'bea' }, ['unknown-reference MailboxAutoReplyConfiguration.Identity ben']],
  ])('%j is refused', (object, faults) => {
    expect(configured({ Identity: 'ben', ...object })).toEqual(faults);
  });
});

describe('a reply', () => {
  const faultsOf = (inReplyTo: string) => {
    const send = `id: m9, from: ben@contoso.com, to: ana@contoso.com, inReplyTo: ${inReplyTo}`;
    const parsed = parseScenario(entry(`{ at: 5m, send: { ${send} } }`), 'x.yaml');
    return parsed.ok ? [] : parsed.faults.map(({ code, nearest }) => [code, nearest]);
  };

  it('names a message of the timeline', () => {
    expect(faultsOf('m1')).toEqual([]);
    expect(faultsOf('m11')).toEqual([['unknown-reference', 'm1']]);
  });
});
