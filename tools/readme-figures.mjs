/**
 * Compares the figures that the README shows with those that `npm start` printed to a file:
 * `node tools/readme-figures.mjs FILE`. Says which lines differ, and exits with 1, when they do.
 *
 * Why here and not in a test: the study takes a while, and the build machine runs it anyway.
 */
import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, shown] = /^```text\n([\s\S]*?)^```/m.exec(readme) ?? [];
const printed = readFileSync(process.argv[2], 'utf8').split('\n');

/** The alignment of columns may differ, the words may not. */
const words = (line) => line.trim().split(/\s+/).join(' ');
const known = new Set(printed.map(words));
const lines = (shown ?? '').trim().split('\n');
const missing = lines.filter((line) => !known.has(words(line)));
if (lines.length < 5) console.log('README.md shows no figures of npm start');
for (const line of missing) console.log(`npm start does not print: ${line.trim()}`);
process.exitCode = missing.length > 0 || lines.length < 5 ? 1 : 0;
