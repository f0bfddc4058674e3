/**
 * `npm run nightly`: the properties with a fresh seed and many more runs, every cell of every
 * table. The seed is printed first and last, as a command; a failing case lands in
 * properties/corpus and is replayed first from then on.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const seed = process.env['FC_SEED'] ?? String(randomInt(0x7fffffff));
const runs = process.env['FC_RUNS'] ?? '2000';
const again = `again: FC_SEED=${seed} FC_RUNS=${runs} npm run nightly`;
process.stdout.write(`${again}\n`);
const { status } = spawnSync('npx', ['vitest', 'run', '--testTimeout', '900000'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    FC_SEED: seed,
    FC_RUNS: runs,
    FC_TIME_MS: '800000',
    RECALL_LAB_NIGHTLY: '1',
  },
});
process.stdout.write(`${again}\n`);
process.exitCode = status ?? 2;
