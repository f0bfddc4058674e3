/**
 * What a policy of a study changes about people: who uses which client, and how.
 *
 * Never: a mailbox that no tenant in the file lists; a study with a grown or exported organization
 * names people by the client they use.
 */
import * as z from 'zod';
import { objectsOf, primaryAddress, type Tenant } from '../../model/org/tenant.ts';
import { clients } from '../scenario.ts';
import type { PeopleChange, Policy } from '../study.ts';
import { share } from './distributions.ts';
import type { Findings } from './findings.ts';
import { checkShareSum } from './share-sums.ts';
import { parseBy } from './translate.ts';
import { address, form, word } from './words.ts';

/** Shares by client, which add up to 1. */
export const clientShares = form(
  Object.fromEntries(clients.map((name) => [name, share.optional()])) as Record<
    (typeof clients)[number],
    z.ZodOptional<typeof share>
  >,
);

const populationForm = form({
  clients: clientShares.describe('Shares by client, on the same draws; they add up to 1'),
}).describe('Who works there under this policy');

const changeForm = form({
  of: word(clients, 'Everybody who used this client').optional(),
  mailbox: address.optional().describe('Or one person'),
  client: word(clients, 'The client from now on').optional(),
  mode: word(['cached', 'online'], 'Cached Mode or Online Mode').optional(),
  processRecalls: word(['auto', 'manual'], 'Whether Outlook processes recalls').optional(),
  receiptPrompt: word(
    ['agree', 'decline', 'always', 'never'],
    'What they do when asked for a read receipt',
  ).optional(),
});

/** The shares that a file gives; faults shares that do not add up to 1. */
export function readClients(
  given: z.output<typeof clientShares>,
  path: (string | number)[],
  into: Findings,
): Record<string, number> {
  const stated = Object.entries(given).filter(([, value]) => value !== undefined);
  const shares = Object.fromEntries(stated) as Record<string, number>;
  checkShareSum(shares, 'the people', path, into);
  return shares;
}

/** `population` and `people` of a policy. */
export function readPolicyPeople(
  written: { readonly population?: unknown; readonly people?: unknown },
  tenant: Tenant | null,
  path: (string | number)[],
  into: Findings,
): Pick<Policy, 'clients' | 'people'> {
  const population =
    written.population === undefined
      ? undefined
      : parseBy(populationForm, written.population, [...path, 'population'], into, ' of a policy');
  const shares = population?.clients;
  const people =
    written.people === undefined
      ? []
      : (parseBy(z.array(changeForm), written.people, [...path, 'people'], into, ' of a policy') ??
        []);
  people.forEach((change, index) => {
    checkWho(change, tenant, [...path, 'people', index], into);
  });
  return {
    clients: shares ? readClients(shares, [...path, 'population', 'clients'], into) : null,
    people: people as PeopleChange[],
  };
}

function checkWho(
  { of, mailbox }: PeopleChange,
  tenant: Tenant | null,
  path: (string | number)[],
  into: Findings,
): void {
  if ((of === undefined) === (mailbox === undefined)) {
    const message = 'says neither or both of "of" and "mailbox"';
    const expected = 'of: imap4, or mailbox: ana@contoso.com';
    into.faults.push({ code: 'wrong-type', message, path, expected });
    return;
  }
  if (mailbox === undefined) return;
  const known = tenant === null ? [] : objectsOf(tenant, 'Mailbox').map(primaryAddress);
  if (known.includes(mailbox)) return;
  into.faults.push({
    code: 'unknown-reference',
    message: `no mailbox in this file has the address "${mailbox}"`,
    path: [...path, 'mailbox'],
    found: mailbox,
    expected: 'a mailbox of a tenant written in the study; of: imap4 names people by their client',
  });
}
