/**
 * Where the result of a command goes: to stdout, or into the folder of `--out`, whose file is named
 * by the format.
 */
import { anonymise, type CommonOptions } from './options.ts';
import { type Terminal, writeResult } from './terminal.ts';

/** The ending of a file in each format that is built. */
export const extensions = { text: 'txt', json: 'json', markdown: 'md', junit: 'xml' } as const;

/** Prints a result, or writes it under a name; without addresses where that is asked for. */
export function deliver(
  text: string,
  name: string,
  options: CommonOptions,
  terminal: Terminal,
): void {
  const shown = options.anonymise ? anonymise(text) : text;
  if (options.out === undefined) terminal.out(shown);
  else terminal.remark(`written ${writeResult(options.out, name, shown)}`);
}
