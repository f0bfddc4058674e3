/**
 * Delivery settings: groups in a list stand for everybody behind them; most recipients have none.
 */
import { describe, expect, it } from 'vitest';
import { addressBook } from '../address.ts';
import { buildOrg, tenantAddresses } from './build.ts';
import type { Tenant } from './tenant.ts';

const tenant: Tenant = {
  tenantId: null,
  nouns: {
    Mailbox: [
      {
        PrimarySmtpAddress: 'ana@contoso.com',
        AcceptMessagesOnlyFromDLMembers: ['all@contoso.com'],
        ProhibitSendReceiveQuota: 100,
      },
      { PrimarySmtpAddress: 'ben@contoso.com' },
      { PrimarySmtpAddress: 'cara@contoso.com' },
      { PrimarySmtpAddress: 'dan@contoso.com', RecipientLimits: 7 },
    ],
    MailboxStatistics: [{ Identity: 'cara@contoso.com', TotalItemSize: 5 }],
    DistributionGroup: [
      { PrimarySmtpAddress: 'all@contoso.com', Members: ['inner@contoso.com', 'ben@contoso.com'] },
      { PrimarySmtpAddress: 'inner@contoso.com', Members: ['cara@contoso.com', 'all@contoso.com'] },
    ],
    TransportConfig: [{ MaxSendSize: 1_000 }],
  },
};
const book = addressBook(tenantAddresses(tenant));
const org = buildOrg(tenant, book);
const of = (name: string) => org.delivery.get(book.indexOf(`${name}@contoso.com`));

describe('delivery settings', () => {
  it('take everybody behind a group, at any depth', () => {
    const accepted = [...(of('ana')?.acceptsOnly ?? [])];
    expect(accepted).toContain(book.indexOf('ben@contoso.com'));
    expect(accepted).toContain(book.indexOf('cara@contoso.com'));
    expect(accepted).not.toContain(book.indexOf('dan@contoso.com'));
  });

  it('are absent where nothing is set', () => {
    expect(of('ben')).toBeUndefined();
    expect(of('cara')?.totalBytes).toBe(5);
  });

  it('have the defaults of Exchange', () => {
    expect(of('ana')?.recipientsMax).toBe(500);
    expect(of('dan')?.recipientsMax).toBe(7);
    expect(org.recipientsMax).toBe(500);
    expect(of('ana')?.needsAuthentication).toBe(false);
    expect(of('all')?.needsAuthentication).toBe(true);
    expect(of('ana')?.maxSendBytes).toBe(Number.POSITIVE_INFINITY);
    expect(org.sizeLimits).toEqual({
      maxSendBytes: 1_000,
      maxReceiveBytes: Number.POSITIVE_INFINITY,
    });
  });
});
