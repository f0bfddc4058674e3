/**
 * `npx tsx tools/calibrate.ts`: writes the table of calibration into docs/STATISTICS.md, from as
 * many experiments as a night has. Some minutes; run it when a method or a case changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit, heading, lineOf } from '../properties/calibration/audit.ts';
import { cases } from '../properties/calibration/cases.ts';

const EXPERIMENTS = 20_000;

async function main(): Promise<void> {
  const lines: string[] = [];
  for (const one of cases) {
    const line = lineOf(await audit(one, EXPERIMENTS));
    process.stderr.write(`${line}\n`);
    lines.push(line);
  }
  const path = join(import.meta.dirname, '../docs/STATISTICS.md');
  const page = readFileSync(path, 'utf8');
  const start = page.indexOf(heading) + heading.length + 1;
  const end = page.indexOf('\n\n', start);
  writeFileSync(path, `${page.slice(0, start)}${lines.join('\n')}${page.slice(end)}`);
}

await main();
