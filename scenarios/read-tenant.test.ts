/**
 * Tenants from disk: a file, a folder of exports, and the export of a security baseline.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { formatPath } from '../model/fault.ts';
import { readTenant } from './read-tenant.ts';

const made: string[] = [];
let top = '';

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'recall-lab-tenant-'));
  made.push(top);
});

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, content: string | Uint8Array) =>
  writeFileSync(join(top, name), content);
const utf16 = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

function read(name = '.') {
  const parsed = readTenant(join(top, name));
  const faults = parsed.ok ? parsed.warnings : parsed.faults;
  return {
    tenant: parsed.ok ? parsed.value : null,
    found: faults.map(({ code, path, file, position }) => {
      const at = position ? `:${position.line}:${position.column}` : '';
      return `${file?.replace(`${top}/`, '')}${at} ${code} ${formatPath(path)}`;
    }),
  };
}

describe('a folder of exports', () => {
  it('is one tenant, whatever encoding and form its files have', () => {
    write(
      'OrganizationConfig.json',
      utf16('\r\n{ "RecallReadMessagesEnabled": "False", "Guid": "x" }'),
    );
    write('Get-Mailbox.json', '\ufeff{"value": [{"PrimarySmtpAddress": "Ana@contoso.com"}]}');
    write('AcceptedDomain.yaml', '- DomainName: contoso.com\n');
    write('RemoteDomain.json', '[null]');
    expect(read()).toEqual({
      tenant: {
        tenantId: null,
        nouns: {
          AcceptedDomain: [{ DomainName: 'contoso.com' }],
          OrganizationConfig: [{ RecallReadMessagesEnabled: false }],
          Mailbox: [{ PrimarySmtpAddress: 'ana@contoso.com' }],
        },
      },
      found: [],
    });
  });

  it('warns of what is not modelled and of files that are no part of it', () => {
    write(
      'Mailbox.json',
      '[\n  {"PrimarySmtpAddress": "ana@contoso.com", "ForwardingAddress": "Amy"}]',
    );
    write('notes.json', '{"a": 1}');
    const { tenant, found } = read();
    expect(tenant?.nouns.Mailbox).toHaveLength(1);
    expect(found.sort()).toEqual([
      'Mailbox.json:2:66 unknown-reference [0].ForwardingAddress',
      'notes.json unreadable ',
    ]);
  });

  it('faults files that cannot be read, with their names', () => {
    write('Mailbox.json', '[{"PrimarySmtpAddress": ');
    write('InboxRule.json', '');
    const { found } = read();
    expect([...new Set(found.map((fault) => fault.replace(/:\d+:\d+/, '')))]).toEqual([
      'InboxRule.json unreadable ',
      'Mailbox.json syntax ',
    ]);
  });

  it('faults a noun in two files, and a folder without any', () => {
    expect(read().found[0]).toContain('unreadable');
    write('Mailbox.json', '[]');
    write('mailbox.yaml', '[]');
    expect(read().found).toEqual(['mailbox.yaml duplicate ']);
  });

  it('reads large JSON quickly and exactly', () => {
    const boxes = Array.from({ length: 3_000 }, (_, i) => ({
      PrimarySmtpAddress: `user${i}@contoso.com`,
      Name: `user ${i}`,
      Filler: 'x'.repeat(2_000),
    }));
    const text = JSON.stringify(boxes).replace('"user 7"', '15394007230974001153');
    write('Mailbox.json', text);
    expect(read().tenant?.nouns.Mailbox?.[7]).toEqual({
      PrimarySmtpAddress: 'user7@contoso.com',
      Name: '15394007230974001153',
    });
  });
});

describe('a tenant file', () => {
  it('is strict about what a hand wrote', () => {
    write('t.yaml', 'Mailbox:\n  - { PrimarySmtpAddres: ana@contoso.com }\nMailbx: []\n');
    expect(read('t.yaml')).toEqual({
      tenant: null,
      found: [
        't.yaml:2:5 missing Mailbox[0]',
        't.yaml:2:7 unknown-key Mailbox[0].PrimarySmtpAddres',
        't.yaml:3:1 unknown-key Mailbx',
      ],
    });
  });

  it('is a mapping, and exists', () => {
    write('t.yaml', '[]');
    expect(read('t.yaml').found).toEqual(['t.yaml wrong-type ']);
    expect(read('u.yaml').found).toEqual(['u.yaml unreadable ']);
  });
});

describe('the export of a security baseline', () => {
  it('is read by its own keys', () => {
    const value = {
      remote_domains: [{ DomainName: '*', AutoForwardEnabled: false, Guid: 'x' }],
      org_config: { Name: 'contoso', MessageRecallEnabled: null },
      outbound_connectors: [null],
      spf_records: [],
      tenant_id: 'id',
    };
    write('provider.json', JSON.stringify(value));
    expect(read('provider.json').tenant).toEqual({
      tenantId: 'id',
      nouns: {
        RemoteDomain: [{ DomainName: '*', AutoForwardEnabled: false }],
        OrganizationConfig: [{ Name: 'contoso', MessageRecallEnabled: null }],
      },
    });
  });

  const real = join(
    import.meta.dirname,
    '../../shared/data/scubagear/ProviderSettingsExport.exo-subset.json',
  );
  it.skipIf(!existsSync(real))('is read where a real one is at hand', () => {
    const parsed = readTenant(real);
    expect(parsed.ok && parsed.value.nouns.AcceptedDomain).toHaveLength(7);
    expect(parsed.ok && parsed.value.nouns.RemoteDomain).toMatchObject([
      { DomainName: '*', TNEFEnabled: false },
    ]);
    const warnings = parsed.ok ? parsed.warnings.map(({ message }) => message) : [];
    expect(parsed.ok && parsed.value.nouns.TransportRule).toMatchObject([
      { FromScope: 'NotInOrganization', PrependSubject: '[External]' },
    ]);
    expect(parsed.ok && parsed.value.nouns.TransportConfig).toMatchObject([
      { MessageExpiration: 86_400_000 },
    ]);
    expect(warnings.some((text) => text.includes('"OrganizationRelationship"'))).toBe(false);
  });
});
