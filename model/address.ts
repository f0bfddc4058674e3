/**
 * SMTP addresses: one form everywhere, and the numbering by which the world knows them.
 *
 * The form: lower case, without an `smtp:` prefix. Addresses compare case-blind.
 */
import { AssertionError, at } from './assert.ts';

/** `SMTP:Ana@Contoso.com` -> `ana@contoso.com`. */
export function normaliseAddress(text: string): string {
  return text
    .trim()
    .replace(/^smtp:/i, '')
    .toLowerCase();
}

/** The part behind the last `@`; the text itself where there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Addresses and their indices, in order of first appearance; an index never changes. */
export type AddressBook = {
  readonly addresses: readonly string[];
  readonly indexOf: (address: string) => number;
};

/** Numbers every address once. */
export function addressBook(all: Iterable<string>): AddressBook {
  const index = new Map<string, number>();
  for (const address of all) {
    const form = normaliseAddress(address);
    if (!index.has(form)) index.set(form, index.size);
  }
  return {
    addresses: [...index.keys()],
    indexOf: (address) => {
      const found = index.get(normaliseAddress(address));
      if (found === undefined) throw new AssertionError(`the address ${address} is in the book`);
      return found;
    },
  };
}

/** The address behind an index. */
export function addressAt(book: AddressBook, index: number): string {
  return at(book.addresses, index);
}
