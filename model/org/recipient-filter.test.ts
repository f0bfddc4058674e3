/**
 * RecipientFilter: what it finds, what it refuses with its place, and that no text makes it crash.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterHolds, filterProperties, parseFilter } from './recipient-filter.ts';

const ben: Readonly<Record<string, readonly string[]>> = {
  RecipientTypeDetails: ['usermailbox'],
  Department: ["sales 'north'"],
  Title: ['head of sales'],
  Alias: ['ben'],
};

function finds(text: string): boolean | string {
  const parsed = parseFilter(text);
  if (!parsed.ok) return `${parsed.fault.at} ${parsed.fault.found}: ${parsed.fault.fix}`;
  return filterHolds(parsed.filter, (property) => ben[property] ?? []);
}

describe('a recipient filter', () => {
  it.each([
    ["Department -eq 'Sales ''North'''", true],
    ["department -ne 'Sales'", true],
    ["Company -ne 'Contoso'", true],
    ['Company -eq $null', true],
    ['Alias -ne $null', true],
    ["Title -like '*of*'", true],
    ["Title -like 'head*sales'", true],
    ["Title -like 'sales*'", false],
    ["Title -like 'head of sales*head*'", false],
    ["Title -notlike '*x*'", true],
    ["-not (Alias -eq 'ben')", false],
    ["!(Alias -eq 'eve') -and (Alias -eq 'eve' -or Alias -like 'b*')", true],
    [
      "((RecipientTypeDetails -eq 'UserMailbox') -and (-not(Name -like 'SystemMailbox{*')) -and " +
        "(-not(RecipientTypeDetailsValue -eq 'MailboxPlan')))",
      true,
    ],
  ])('%s', (text, holds) => {
    expect(finds(text)).toBe(holds);
  });

  it.each([
    ["Departmnt -eq 'x'", '0 Departmnt'],
    ["Alias -gt 'x'", '6 -gt'],
    ['Alias -eq x', '10 x'],
    ["Alias -eq 'x", "10 'x"],
    ["(Alias -eq 'x'", '14 the end of the filter'],
    ["Alias -eq 'x' -or Alias -eq 'y' -and Alias -eq 'z'", '32 -and'],
    ["Alias -eq 'x' Alias -eq 'y'", '14 Alias'],
    ['', '0 the end of the filter'],
    ['('.repeat(200), '100 ('],
  ])('refuses %s', (text, place) => {
    expect(finds(text)).toContain(place);
  });

  it('answers any text with a filter, or with a place in it', () => {
    const piece = fc.oneof(
      fc.constantFrom(...filterProperties, '-eq', '-ne', '-like', '-and', '-or', '-not', '!'),
      fc.constantFrom('(', ')', "'x'", '"', '$null', '$true', ' ', "''"),
      fc.string({ maxLength: 4 }),
    );
    const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (text) => {
        const parsed = parseFilter(text);
        if (parsed.ok) filterHolds(parsed.filter, () => []);
        else expect(parsed.fault.at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  type Tree = { readonly text: string; readonly holds: (alias: string) => boolean };
  const leaf = fc.record({ is: fc.boolean(), value: fc.constantFrom('ben', 'eve', "o'x") }).map(
    ({ is, value }): Tree => ({
      text: `Alias ${is ? '-eq' : '-ne'} '${value.replaceAll("'", "''")}'`,
      holds: (alias) => (alias === value) === is,
    }),
  );
  const tree = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      tie('tree').map(({ text, holds }) => ({
        text: `-not(${text})`,
        holds: (alias: string) => !holds(alias),
      })),
      fc.tuple(tie('tree'), tie('tree'), fc.boolean()).map(([a, b, and]) => ({
        text: `(${a.text}) ${and ? '-and' : '-or'} (${b.text})`,
        holds: (alias: string) =>
          and ? a.holds(alias) && b.holds(alias) : a.holds(alias) || b.holds(alias),
      })),
    ),
  })).tree;

  it('says of every tree of conditions what the tree says', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('ben', 'eve', "o'x", 'dan'), ({ text, holds }, alias) => {
        const parsed = parseFilter(text);
        if (!parsed.ok) throw new Error(`${text}: ${parsed.fault.found}`);
        expect(filterHolds(parsed.filter, () => [alias])).toBe(holds(alias));
      }),
    );
  });
});
