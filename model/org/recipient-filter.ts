/**
 * RecipientFilter: the OPATH subset that dynamic groups are written in, parsed to a tree and asked
 * about one recipient.
 *
 * Comparisons are case-blind. A property that a recipient does not have equals $null, and is
 * different from every text. Whatever is not understood is an error with its place: a filter is
 * taken whole or not at all.
 *
 * Never: guess. `-and` beside `-or` needs parentheses, since no source says which binds closer.
 */

export type Filter =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | {
      readonly kind: 'compare';
      /** Canonical spelling. */
      readonly property: string;
      readonly operator: 'eq' | 'like';
      /** Lower case; null for $null. */
      readonly value: string | null;
    };

/** Why a filter is not understood: what stands there, what was expected, and what to write. */
export type FilterFault = {
  /** Characters before the place. */
  readonly at: number;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
};
export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly fault: FilterFault };

const LIMITS = { CHARACTERS: 32_000, DEPTH: 100 } as const;

const numbered = Array.from({ length: 15 }, (_, index) => `CustomAttribute${index + 1}`);

/** The properties that a filter may look at. */
export const filterProperties: readonly string[] = [
  'RecipientTypeDetails',
  'RecipientType',
  'Department',
  'Company',
  'Title',
  'Office',
  'City',
  'StateOrProvince',
  'CountryOrRegion',
  'FirstName',
  'LastName',
  'Alias',
  'DisplayName',
  'Name',
  'PrimarySmtpAddress',
  'EmailAddresses',
  'ExternalEmailAddress',
  'Manager',
  'MemberOfGroup',
  ...numbered,
];
/** Names that the cmdlets write for the same. */
const synonyms: Readonly<Record<string, string>> = {
  recipienttypedetailsvalue: 'RecipientTypeDetails',
  physicaldeliveryofficename: 'Office',
  co: 'CountryOrRegion',
  l: 'City',
};
const canonical: ReadonlyMap<string, string> = new Map([
  ...filterProperties.map((name): [string, string] => [name.toLowerCase(), name]),
  ...Object.entries(synonyms),
]);

type Token = {
  readonly kind: 'word' | 'operator' | 'text' | 'variable' | 'open' | 'close' | 'bang' | 'end';
  readonly text: string;
  readonly at: number;
};

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['open', /\(/y],
  ['close', /\)/y],
  ['bang', /!/y],
  ['text', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y],
  ['variable', /\$\w+/y],
  ['operator', /-\w+/y],
  ['word', /[^\s()'"!$-][^\s()'"!$]*/y],
];

class FilterError extends Error {
  readonly fault: FilterFault;
  constructor(fault: FilterFault) {
    super(fault.expected);
    this.fault = fault;
  }
}

function refuse({ at, text, kind }: Token, expected: string, fix: string): never {
  const found = kind === 'end' ? 'the end of the filter' : text.slice(0, 60);
  throw new FilterError({ at, found, expected, fix });
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const blank = /\s*/y;
    blank.lastIndex = at;
    blank.test(text);
    at = blank.lastIndex;
    if (at >= text.length) break;
    const found = tokenAt(text, at);
    if (found === null) {
      const stray: Token = { kind: 'word', text: text.slice(at), at };
      refuse(stray, 'a property, an operator or a quoted text', 'close every quotation mark');
    }
    tokens.push(found);
    at += found.text.length;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

function tokenAt(text: string, at: number): Token | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { kind, text: found, at };
  }
  return null;
}

/** A filter being read: its tokens and the next one. */
type Reading = { readonly tokens: readonly Token[]; next: number; depth: number };

function peek({ tokens, next }: Reading): Token {
  return tokens[next] ?? { kind: 'end', text: '', at: 0 };
}

function take(reading: Reading): Token {
  const token = peek(reading);
  reading.next++;
  return token;
}

/** Reads a filter. */
export function parseFilter(text: string): ParsedFilter {
  try {
    if (text.length > LIMITS.CHARACTERS) {
      const whole: Token = { kind: 'word', text, at: 0 };
      refuse(whole, `at most ${LIMITS.CHARACTERS} characters`, 'shorten the filter');
    }
    const reading: Reading = { tokens: tokensOf(text), next: 0, depth: 0 };
    const filter = readChain(reading);
    const rest = peek(reading);
    if (rest.kind === 'end') return { ok: true, filter };
    return refuse(rest, '-and, -or or the end of the filter', 'join two conditions by -and or -or');
  } catch (error) {
    if (error instanceof FilterError) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** Conditions joined by one word. */
function readChain(reading: Reading): Filter {
  const first = readOne(reading);
  const word = joint(peek(reading));
  if (word === null) return first;
  const of = [first];
  for (let next = joint(peek(reading)); next !== null; next = joint(peek(reading))) {
    if (next !== word) {
      refuse(peek(reading), `${word} again`, 'put parentheses around what belongs together');
    }
    take(reading);
    of.push(readOne(reading));
  }
  return { kind: word === '-and' ? 'all' : 'any', of };
}

function joint({ kind, text }: Token): '-and' | '-or' | null {
  const word = text.toLowerCase();
  return kind === 'operator' && (word === '-and' || word === '-or') ? word : null;
}

function readOne(reading: Reading): Filter {
  const token = take(reading);
  if (reading.depth >= LIMITS.DEPTH) {
    refuse(token, `at most ${LIMITS.DEPTH} parentheses in each other`, 'remove some parentheses');
  }
  reading.depth++;
  const isNot = token.kind === 'bang' || token.text.toLowerCase() === '-not';
  const filter: Filter = isNot
    ? { kind: 'not', of: readOne(reading) }
    : token.kind === 'open'
      ? readGroup(reading)
      : readComparison(token, reading);
  reading.depth--;
  return filter;
}

function readGroup(reading: Reading): Filter {
  const inner = readChain(reading);
  const close = take(reading);
  if (close.kind !== 'close') refuse(close, ')', 'close every parenthesis');
  return inner;
}

function readComparison(token: Token, reading: Reading): Filter {
  if (token.kind !== 'word') {
    refuse(token, 'a property of a recipient', "write a comparison such as Department -eq 'Sales'");
  }
  const property = canonical.get(token.text.toLowerCase());
  if (property === undefined) {
    const named = filterProperties.slice(0, -numbered.length).join(', ');
    const known = `one of ${named}, CustomAttribute1 … 15`;
    const fix = 'compare another property, or list the members in DynamicDistributionGroupMember';
    return refuse(token, known, fix);
  }
  const operator = take(reading);
  const word = operator.text.toLowerCase();
  if (operator.kind !== 'operator' || !operators.includes(word)) {
    refuse(operator, operators.join(', '), 'compare with -eq, -ne or -like');
  }
  const written = readValue(take(reading));
  // A group is named by its distinguished name; the model knows the first part of that.
  const isGroup = property === 'MemberOfGroup';
  const value = isGroup && written !== null ? written.replace(/^cn=([^,]*).*$/, '$1') : written;
  const like = word === '-like' || word === '-notlike';
  const compare: Filter = { kind: 'compare', property, operator: like ? 'like' : 'eq', value };
  return word === '-ne' || word === '-notlike' ? { kind: 'not', of: compare } : compare;
}

const operators: readonly string[] = ['-eq', '-ne', '-like', '-notlike'];

function readValue(token: Token): string | null {
  if (token.kind === 'text') {
    const quote = token.text.slice(0, 1);
    return token.text
      .slice(1, -1)
      .replaceAll(quote + quote, quote)
      .toLowerCase();
  }
  const word = token.text.toLowerCase();
  if (token.kind === 'variable' && word === '$null') return null;
  if (token.kind === 'variable' && (word === '$true' || word === '$false')) return word.slice(1);
  return refuse(token, 'a text in quotation marks, or $null', 'put the value in quotation marks');
}

/** What a filter asks of a recipient: the values of a property, lower case; none for absent. */
export type Ask = (property: string) => readonly string[];

/** Whether a filter holds for a recipient. */
export function filterHolds(filter: Filter, ask: Ask): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.of.every((one) => filterHolds(one, ask));
    case 'any':
      return filter.of.some((one) => filterHolds(one, ask));
    case 'not':
      return !filterHolds(filter.of, ask);
    case 'compare': {
      const { value, operator } = filter;
      const found = ask(filter.property);
      if (value === null) return found.length === 0;
      if (operator === 'eq') return found.includes(value);
      return found.some((text) => isLike(text, value.split('*')));
    }
  }
}

/** Whether a text is the given pieces in their order, anything between two of them. */
function isLike(text: string, pieces: readonly string[]): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
