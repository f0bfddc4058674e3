/**
 * Tests of grown organizations: a population is the beginning of a larger one, and its shares come
 * out as the preset says.
 *
 * Tolerances: Hoeffding, P(|share - p| > d) <= 2 exp(-2 n d^2): with n = 2,000 and 1e-6 a test,
 * d = sqrt(ln(2e6) / 4,000) = 0.0602. Seeds are fixed.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { office } from '../scenarios/presets.ts';
import { growPopulation, type Population } from './population.ts';

const seed = { high: 0, low: 0x5eed };
const domain = 'contoso.example';
const grow = (mailboxes: number, low = seed.low): Population =>
  growPopulation({ mailboxes, domain, seed: { high: 0, low }, preset: office.numbers });
const large = grow(2000);
const BOUND = 0.0602;
const share = <T>(list: readonly T[], holds: (item: T) => boolean): number =>
  list.filter(holds).length / list.length;

describe('growPopulation', () => {
  it('grows the same organization from the same plan and another from another seed', () => {
    expect(grow(30)).toEqual(grow(30));
    expect(grow(30, 1).tenant.Mailbox).not.toEqual(grow(30).tenant.Mailbox);
  });

  it('is the beginning of every larger organization', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(1000), (n, low) => {
        const small = grow(n, low);
        const next = grow(n + 1, low);
        expect(next.tenant.Mailbox.slice(0, n)).toEqual(small.tenant.Mailbox);
        expect(next.people.slice(0, n)).toEqual(small.people);
        const rules = small.tenant.InboxRule;
        expect(next.tenant.InboxRule.slice(0, rules.length)).toEqual(rules);
      }),
      { numRuns: 20 },
    );
  });

  it('gives every recipient one address of its own', () => {
    const { Mailbox, MailUser, MailContact, DistributionGroup } = large.tenant;
    const all = [...Mailbox, ...MailUser, ...MailContact, ...DistributionGroup];
    const addresses = all.map((recipient) => recipient.PrimarySmtpAddress);
    expect(new Set(addresses).size).toBe(all.length);
    expect(new Set(all.map((recipient) => recipient.Alias)).size).toBe(all.length);
    const form = /^[a-z]+(-[a-z0-9]+)?(\.[a-z]+\.[a-z]?\d+)?@[a-z]+\.example$/;
    for (const address of addresses) expect(address).toMatch(form);
  });

  it('keeps outside and inside apart', () => {
    const { MailUser, MailContact } = large.tenant;
    expect(MailUser.every((one) => one.ExternalEmailAddress.endsWith(`@${domain}`))).toBe(true);
    expect(MailContact.some((one) => one.ExternalEmailAddress.endsWith(`@${domain}`))).toBe(false);
    const fabrikam = growPopulation({
      mailboxes: 40,
      domain: 'fabrikam.example',
      seed,
      preset: office.numbers,
    });
    const theirs = fabrikam.tenant.MailContact.map((one) => one.PrimarySmtpAddress);
    expect(theirs.some((address) => address.endsWith('@fabrikam.example'))).toBe(false);
  });

  it('mixes clients as the preset says', () => {
    for (const [client, wanted] of Object.entries(office.numbers.clients)) {
      const found = share(large.people, (person) => person.client === client);
      expect(Math.abs(found - wanted)).toBeLessThan(BOUND);
    }
    const onWindows = large.people.filter((person) => person.client === 'outlook-windows');
    expect(onWindows.every((person) => person.mode !== undefined)).toBe(true);
    expect(Math.abs(share(onWindows, (person) => person.mode === 'cached') - 0.9)).toBeLessThan(
      0.08,
    );
  });

  it('forwards and moves as often as the preset says', () => {
    const { Mailbox, InboxRule } = large.tenant;
    const moving = InboxRule.filter((rule) => rule.MoveToFolder !== undefined);
    expect(Math.abs(moving.length / 2000 - 0.25)).toBeLessThan(BOUND);
    const outside = share(Mailbox, (box) => box.ForwardingSmtpAddress !== undefined);
    // Binomial (2,000, 0.005): 0 has probability 4e-5, more than 35 below 1e-8.
    expect(outside).toBeGreaterThan(0);
    expect(outside).toBeLessThan(0.0175);
    const known = new Set(Mailbox.map((box) => box.PrimarySmtpAddress));
    for (const box of Mailbox) {
      if (box.ForwardingAddress !== undefined) {
        expect(known.has(box.ForwardingAddress)).toBe(true);
        expect(box.ForwardingAddress).not.toBe(box.PrimarySmtpAddress);
      }
    }
    for (const rule of InboxRule) {
      expect(known.has(rule.MailboxOwnerId)).toBe(true);
      expect(rule.From ?? []).not.toContain(rule.MailboxOwnerId);
      const forwardsTo = rule.ForwardTo ?? [];
      expect(forwardsTo.some((address) => address.endsWith(`@${domain}`))).toBe(false);
    }
  });

  it('gives each department and no other', () => {
    const found = new Set(large.tenant.Mailbox.map((box) => box.Department));
    expect([...found].sort()).toEqual(Object.keys(office.numbers.departments).sort());
  });

  it('prints as JSON and reads back', () => {
    expect(JSON.parse(JSON.stringify(large))).toEqual(large);
  });

  it('refuses a size out of range', () => {
    for (const size of [0, -1, 1.5, 1_000_001]) expect(() => grow(size)).toThrow(RangeError);
  });
});

describe('groups', () => {
  const { DistributionGroup, DistributionGroupMember, MailContact } = large.tenant;
  const teams = DistributionGroupMember.slice(1);
  const groupAddresses = new Set(DistributionGroup.map((group) => group.PrimarySmtpAddress));
  const contacts = new Set(MailContact.map((contact) => contact.PrimarySmtpAddress));

  it('name their members once each, and only known ones', () => {
    const { Mailbox, MailUser } = large.tenant;
    const known = new Set([...Mailbox, ...MailUser].map((one) => one.PrimarySmtpAddress));
    for (const { Identity, Members } of DistributionGroupMember) {
      expect(groupAddresses.has(Identity)).toBe(true);
      expect(new Set(Members).size).toBe(Members.length);
      expect(Members.length).toBeGreaterThan(0);
      const strange = Members.filter(
        (one) => !known.has(one) && !contacts.has(one) && !groupAddresses.has(one),
      );
      expect(strange).toEqual([]);
    }
  });

  it('hold nearly everybody in the group of all staff', () => {
    const inside = large.tenant.Mailbox.length + large.tenant.MailUser.length;
    const staff = DistributionGroupMember[0]?.Members.length ?? 0;
    expect(Math.abs(staff / inside - 0.95)).toBeLessThan(BOUND);
  });

  it('are as large as the preset says: median 5, one in 15 above 25', () => {
    // About 200 teams: d = sqrt(ln(2e6) / 408) = 0.189 for a share.
    const sizes = teams.map(({ Members }) => Members.length);
    expect(sizes.length).toBe(204);
    expect(Math.abs(share(sizes, (size) => size <= 4) - 0.46)).toBeLessThan(0.189);
    expect(Math.abs(share(sizes, (size) => size > 25) - 0.067)).toBeLessThan(0.1);
  });

  it('nest two deep at most, so no group can hold itself', () => {
    const nested = teams.filter(({ Members }) => Members.some((one) => groupAddresses.has(one)));
    const nestedAddresses = new Set(nested.map(({ Identity }) => Identity));
    expect(nested.length).toBeGreaterThan(0);
    for (const { Members } of nested) {
      expect(Members.some((one) => nestedAddresses.has(one))).toBe(false);
    }
  });

  it('hold outsiders in 7 % of the groups and 8 % of the rows, over ten organizations', () => {
    let groups = 0;
    let withOutside = 0;
    let rows = 0;
    let rowsOutside = 0;
    for (let low = 0; low < 10; low++) {
      const { tenant } = grow(1000, low);
      const theirs = new Set(tenant.MailContact.map((contact) => contact.PrimarySmtpAddress));
      for (const { Members } of tenant.DistributionGroupMember.slice(1)) {
        const outside = Members.filter((one) => theirs.has(one)).length;
        groups += 1;
        withOutside += outside > 0 ? 1 : 0;
        rows += Members.length;
        rowsOutside += outside;
      }
    }
    // 1,020 groups: d = 0.084 by Hoeffding. Rows depend on few large groups: half and double.
    expect(Math.abs(withOutside / groups - 0.07)).toBeLessThan(0.084);
    expect(withOutside).toBeGreaterThan(0);
    expect(rowsOutside / rows).toBeGreaterThan(0.04);
    expect(rowsOutside / rows).toBeLessThan(0.16);
  });
});
