/**
 * `npm run -s bench -- [--only name] [--format text|json]`: measures the costs that matter.
 *
 * Exit status: 1 when a side computes something else than it has to, whatever it took, or when a
 * time grows in a worse class than it may; 2 when there is no case of that name. No time of one
 * size fails anything.
 */
import { cases } from './cases.ts';
import { type Measured, Mismatch, measure, Worse, withGrowth } from './harness.ts';

function flag(name: string): string | null {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? null : (process.argv[index + 1] ?? null);
}

function line({ growth, name, nsPerOperation, ratios, rssBytes, size }: Measured): string {
  const compared = Object.entries(ratios).map(([side, ratio]) => `${side} ${ratio}x`);
  const sizes = Object.entries(size).map(([unit, count]) => `${count} ${unit}`);
  const title = `${name}, ${sizes.join(', ')}`.padEnd(44);
  const memory = `${Math.round(rssBytes / 1024 / 1024)} MiB`;
  const grows = growth && `grows ^${growth.exponent} [${growth.low}, ${growth.high}]`;
  return [`${title} ${nsPerOperation} ns`, ...compared, memory, ...(grows ? [grows] : [])].join(
    '; ',
  );
}

const only = flag('only');
const chosen = Object.entries(cases).filter(([name]) => only === null || name === only);
if (chosen.length === 0) {
  process.stderr.write(`bench: no case "${only}"; there are ${Object.keys(cases).join(', ')}\n`);
  process.exitCode = 2;
} else {
  try {
    const measured: Measured[] = [];
    for (const [, load] of chosen) {
      const made = await load();
      const ones: Measured[] = [];
      for (const one of made) ones.push(await measure(one));
      measured.push(...withGrowth(made, ones));
    }
    const isJson = flag('format') === 'json';
    const text = isJson ? JSON.stringify(measured, null, 2) : measured.map(line).join('\n');
    process.stdout.write(`${text}\n`);
  } catch (error) {
    if (!(error instanceof Mismatch || error instanceof Worse)) throw error;
    process.stderr.write(`bench: ${error.message}\n`);
    process.exitCode = 1;
  }
}
