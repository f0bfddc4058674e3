/**
 * The reference workload in C++, where there is a compiler: built once into a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../model/assert.ts';
import type { Side } from '../harness.ts';
import type { Row } from './rows.ts';

const source = join(import.meta.dirname, '../bench/baselines/naive.cpp');

let program: string | null | undefined;

/** The path of the program; null without a compiler. */
function compile(): string | null {
  const beside = join(import.meta.dirname, '../baselines/naive.cpp');
  const file = existsSync(source) ? source : beside;
  const path = join(mkdtempSync(join(tmpdir(), 'recall-lab-bench-')), 'naive');
  const options = ['-O3', '-march=native', '-std=c++17', '-o', path, file];
  const { status } = spawnSync('g++', options, { stdio: 'ignore' });
  return status === 0 ? path : null;
}

/** Nothing where there is no compiler. Its time includes the start of a process, about 2 ms. */
export function compiledSide({ messages }: Row): Side[] {
  program ??= compile();
  if (program === null) return [];
  const path = program;
  const run = () => {
    const { status, stdout } = spawnSync(path, [String(messages)], { encoding: 'utf8' });
    assert(status === 0, 'the C++ program runs');
    const { checksum, ...counts } = JSON.parse(stdout) as Record<string, number>;
    return { counts, checksum: checksum ?? Number.NaN };
  };
  return [{ name: 'c++ priority_queue', isSlow: true, run }];
}
