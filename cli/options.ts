/**
 * The flags that every command takes, and the exit status, as `diff` has it.
 */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Fault } from '../model/fault.ts';
import { profileNames } from '../model/profile.ts';
import { parseSeed } from '../sim/streams.ts';

/** 0 it holds / nothing changes · 1 it does not hold / something changes · 2 trouble. */
export const EXIT = { HOLDS: 0, DIFFERS: 1, TROUBLE: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

export const formats = ['text', 'json', 'markdown', 'csv', 'junit', 'sarif', 'html'] as const;
export type Format = (typeof formats)[number];

const everyReport = ['text', 'json', 'markdown', 'csv'] as const;

/** The formats that each command is built in; the others of the contract are refused by name. */
export const builtFormats = {
  run: everyReport,
  sweep: everyReport,
  validate: everyReport,
  explore: everyReport,
  replay: [...everyReport, 'junit'],
  rules: ['text', 'json', 'markdown'],
  explain: ['text', 'json'],
  tips: ['text', 'json'],
} as const satisfies Readonly<Record<string, readonly Format[]>>;
export type Built = typeof builtFormats;

export type CommonOptions = {
  readonly seed?: string;
  readonly workers?: number;
  /** Absent: the table, without a remark on who answered. */
  readonly stepper?: 'table' | 'xstate';
  readonly check?: true;
  readonly only?: number;
  readonly strict?: true;
  readonly anonymise?: true;
  readonly format: Format;
  readonly out?: string;
  readonly assume: readonly string[];
  readonly profile?: string;
  readonly quiet?: true;
};

/** What is wrong with the command line itself. */
export const usage = (message: string): Fault => ({ code: 'usage', path: [], message });

/** `--format`: help names what a command prints; every word of the contract is known. */
function formatOption(command: string): Option {
  const built: readonly Format[] = builtFormats[command as keyof Built] ?? [];
  const option = new Option('--format <format>', `what to print: ${built.join(', ')}`);
  return option
    .default('text')
    .argParser(formatWord)
    .hideHelp(built.length === 0);
}

function formatWord(text: string): Format {
  const known = formats.find((word) => word === text);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`Allowed choices are ${formats.join(', ')}.`);
}

/** Adds the common flags to a command. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--seed <seed>', 'the seed of every draw, 0x… or decimal', seedText)
    .option(
      '--workers <n>',
      'threads to use at most (else up to 4 on long runs); no result depends on it',
      positiveNumber,
    )
    .addOption(
      new Option('--stepper <name>', 'what answers for the machines (default: table)').choices([
        'table',
        'xstate',
      ]),
    )
    .option('--check', 'run twice and name the first difference')
    .option('--only <replication>', 'run one replication alone', wholeNumber)
    .option('--strict', 'what is ignored but may matter is an error')
    .option('--anonymise', 'replace addresses in the output')
    .addOption(formatOption(command.name()))
    .option('--out <folder>', 'write the result into a folder')
    .option('--assume <name=value>', 'move a switch (repeatable)', collect, [])
    .addOption(new Option('--profile <name>', 'dated behaviour').choices([...profileNames]))
    .option('--quiet', 'no progress, no remarks');
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The flags that change what a scenario does, for the command that reproduces a result. */
export function semanticFlags(options: CommonOptions): string {
  const flags = [
    ...options.assume.map((position) => `--assume ${quoted(position)}`),
    ...(options.profile === undefined ? [] : [`--profile ${options.profile}`]),
  ];
  return flags.map((flag) => ` ${flag}`).join('');
}

/** A whole number from 1 on. */
function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError('There is at least one.');
  return value;
}

/** A seed: 64 bits, 0x… or decimal. */
function seedText(text: string): string {
  if (parseSeed(text) !== undefined) return text;
  throw new InvalidArgumentError(`"${text}" is no seed: 0x… or a decimal number of 64 bits.`);
}

/** A whole number from 0 on. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`"${text}" is not a whole number.`);
  return Number(text);
}

function collect(value: string, all: readonly string[]): readonly string[] {
  return [...all, value];
}

/** A letter, mark or digit of any alphabet. */
const LETTER = '\\p{L}\\p{M}\\p{N}';
/** What escapes a character in JSON is no part of an address. */
const NOT_ESCAPED = '(?<!\\\\(?:u[0-9a-f]{0,3})?)';

/** An address in a text. */
const ADDRESS = new RegExp(
  `${NOT_ESCAPED}[${LETTER}_.+'-]+@([${LETTER}_-]+(?:\\.[${LETTER}_-]+)+)`,
  'gu',
);
const STAND_IN = /^person(\d+)@domain(\d+)\.example$/;

/**
 * Replaces every address by a stable stand-in, in order of first appearance. Stand-ins that are
 * there already are kept, and their numbers are given to nobody else.
 */
export function anonymise(text: string): string {
  const people = new Map<string, string>();
  const domains = new Map<string, string>();
  let [lastPerson, lastDomain] = [0, 0];
  for (const [address] of text.matchAll(ADDRESS)) {
    const [, person = 0, domain = 0] = STAND_IN.exec(address) ?? [];
    lastPerson = Math.max(lastPerson, Number(person));
    lastDomain = Math.max(lastDomain, Number(domain));
  }
  const name = (map: Map<string, string>, key: string, word: string, last: number): string => {
    const known = map.get(key) ?? `${word}${last + map.size + 1}`;
    map.set(key, known);
    return known;
  };
  return text.replace(ADDRESS, (address: string, domain: string) => {
    if (STAND_IN.test(address)) return address;
    const place = name(domains, domain.toLowerCase(), 'domain', lastDomain);
    return `${name(people, address.toLowerCase(), 'person', lastPerson)}@${place}.example`;
  });
}

/** A text that is shown: without addresses, where that is asked for. */
export function shownText(text: string, { anonymise: isAsked }: CommonOptions): string {
  return isAsked ? anonymise(text) : text;
}

/**
 * Plain data without addresses, where that is asked for. Columns are laid out after it: else their
 * width would tell how long an address is.
 */
export function withoutAddresses<T>(value: T, { anonymise: isAsked }: CommonOptions): T {
  return isAsked ? (JSON.parse(anonymise(JSON.stringify(value))) as T) : value;
}
