/**
 * `npm run -s bench -- [--only name] [--format text|json]`: measures the costs that matter.
 */
import { cases } from './cases.ts';
import { type Measured, measure } from './harness.ts';

function flag(name: string): string | null {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? null : (process.argv[index + 1] ?? null);
}

function line(measured: Measured): string {
  const ratios = Object.entries(measured.ratios).map(
    ([name, ratio]) => `${name} takes ${ratio} times as long`,
  );
  const cost = `${measured.nsPerOperation} ns an operation`;
  return `${measured.name.padEnd(12)} ${cost}; ${ratios.join('; ')}`;
}

const only = flag('only');
const chosen = Object.entries(cases).filter(([name]) => only === null || name === only);
if (chosen.length === 0) {
  process.stderr.write(`bench: no case "${only}"; there are ${Object.keys(cases).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const measured = chosen.map(([, make]) => measure(make()));
  const text =
    flag('format') === 'json' ? JSON.stringify(measured, null, 2) : measured.map(line).join('\n');
  process.stdout.write(`${text}\n`);
}
