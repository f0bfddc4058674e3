/**
 * The terminal: where results and remarks go, how wide it is, whether it takes colour.
 *
 * stdout carries results only; remarks, faults and progress go to stderr. A closed pipe ends the
 * program quietly. This file and its neighbours are the only place that reads the environment.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { FaultError } from '../model/fault.ts';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

export type Terminal = {
  /** Prints a result. */
  readonly out: (text: string) => void;
  /** Prints a remark, fault or hint. */
  readonly remark: (text: string) => void;
  /** A line on stderr that is overwritten; nothing in a pipe. */
  readonly progress: (text: string) => void;
  /** Whether somebody sees what is printed as a result; absent: nobody. */
  readonly isSeen?: boolean;
  /** Columns, at least 40. */
  readonly width: number;
  readonly colour: boolean;
  /** `text` in a style on a terminal, plain elsewhere. */
  readonly style: (style: Style, text: string) => string;
  /** True after Ctrl-C or SIGTERM: finish what is in hand and say that the result is incomplete. */
  readonly interrupted: () => boolean;
};

export type TerminalOptions = {
  readonly quiet: boolean;
  /** What happens to remarks and complaints on their way out, such as replacing addresses. */
  readonly filter?: (text: string) => string;
};

/** The exit status of trouble, as in `options.ts`. */
const TROUBLE = 2;

/** What happens to complaints on their way out; set with the terminal. */
let complaintFilter = (text: string): string => text;

/** Ends quietly when the pipe is closed: before anything is written, help included. */
export function mindPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (stream === process.stdout) complain(`recall-lab: cannot write: ${error.message}`);
      process.exit(TROUBLE);
    });
  }
}

/** The terminal of this process; installs the handlers for Ctrl-C. */
export function openTerminal({ quiet, filter = (text) => text }: TerminalOptions): Terminal {
  complaintFilter = filter;
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
    process.once('SIGINT', () => process.exit(130));
  });
  process.once('SIGTERM', () => {
    interrupted = true;
  });
  const env = process.env;
  const plain = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '';
  const colour = process.stdout.isTTY === true && !plain && env['TERM'] !== 'dumb';
  const showsProgress = process.stderr.isTTY === true && !quiet;
  let progressShown = false;
  const clearProgress = (): void => {
    if (progressShown) process.stderr.write('\r\x1b[K');
    progressShown = false;
  };
  const columns = process.stdout.columns ?? (Number(env['COLUMNS']) || 100);
  return {
    out: (text) => {
      clearProgress();
      process.stdout.write(withNewline(text));
    },
    remark: (text) => {
      if (quiet) return;
      clearProgress();
      process.stderr.write(withNewline(filter(text)));
    },
    progress: (text) => {
      if (!showsProgress) return;
      // A line that wraps could not be overwritten.
      process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      progressShown = true;
    },
    isSeen: process.stdout.isTTY === true && !quiet,
    width: Math.max(40, columns),
    colour,
    style: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
    interrupted: () => interrupted,
  };
}

/** Prints a fault even when `--quiet` is set: errors are never silent. */
export function complain(text: string): void {
  process.stderr.write(withNewline(complaintFilter(text)));
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/**
 * Writes a result file whole or not at all: to a neighbour first, then renamed. Returns its path.
 *
 * @throws FaultError  when the folder cannot be made or written
 */
export function writeResult(folder: string, name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  const partial = `${path}.partial-${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix = 'name a folder that can be written';
    throw new FaultError({
      code: 'usage',
      path: ['--out'],
      message: `cannot write: ${reason}`,
      fix,
    });
  }
  return path;
}

/** Lets signals and output through between two pieces of work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
