/**
 * A study whose rate is known exactly: every way in which its people may read is walked through the
 * world step, and weighed with its chance.
 *
 * Never: take the rate from a run of the study, or from the rule that makes it.
 */
import { at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import { parseStudy } from '../../scenarios/parse-study.ts';
import type { Study } from '../../scenarios/study.ts';
import { compileStudy } from '../../sim/arms.ts';
import { replay } from '../../sim/replay.ts';
import { runStudy } from '../../sim/run.ts';
import { replicationScenario } from '../../sim/workload.ts';
import type { Case } from './audit.ts';

const READS = 0.45;
const RECIPIENTS = 3;

/** Three recipients, one client, nobody forwards or tidies: they read after a minute, or never. */
const text = `
version: 1
name: A world small enough to walk
profile: cloud-2026-08
tenant: { generate: { mailboxes: 12 } }
population: { clients: { owa: 1 } }
workload: { recipients: ${RECIPIENTS}, recallAfter: { constant: 5m } }
behaviours:
  { opensPersonal: ${READS}, personalRead: { constant: 1m }, away: 0, forwards: 0,
    movesMail: 0, deletes: 0, mailboxOutage: 0 }
policies: { unread: { OrganizationConfig: { RecallReadMessagesEnabled: false } } }
metrics: [ recall.success ]
precision: { method: sequential, halfWidth: 0.1, replications: { min: 32, max: 400 } }
`;

function smallStudy(): Study {
  const parsed = parseStudy(text, 'small.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { population } = parsed.value;
  const numbers = {
    ...population.numbers,
    forwardsOutsideShare: 0,
    forwardsInsideShare: 0,
    onPremisesShare: 0,
  };
  return { ...parsed.value, population: { ...population, numbers } };
}

const model = createModel(tabulateAll());

/** The expected share of recipients recalled. */
function walkedRate(study: Study): number {
  const compiled = compileStudy(study, emptyTenant);
  const world = replicationScenario(compiled, 0, 0);
  const [send, recall] = [at(world.timeline, 0), at(world.timeline.slice(-1), 0)];
  const to = send.action.kind === 'send' ? send.action.to : [];
  let [mean, all] = [0, 0];
  for (let subset = 0; subset < 1 << to.length; subset++) {
    const readers = to.filter((_, index) => (subset >> index) % 2 === 1);
    const reads = readers.map((mailbox) => ({
      at: 70_000,
      action: { kind: 'read', by: null, message: 'm1', mailbox } as const,
    }));
    const { outcome } = replay(model, { ...world, timeline: [send, ...reads, recall] });
    const rows = outcome.recalls.flatMap(({ recipients }) => recipients);
    const share = rows.filter((row) => row.outcome === 'recalled').length / to.length;
    const chance = READS ** readers.length * (1 - READS) ** (to.length - readers.length);
    mean += chance * share;
    all += chance;
  }
  if (Math.abs(all - 1) > 1e-12) throw new Error('not every way was walked');
  return mean;
}

/** The study run as a user runs it; it ends by itself, at the look that its precision picks. */
export function studyCase(): Case {
  const study = smallStudy();
  const mean = walkedRate(study);
  return {
    method: 'study, sequential',
    law: `${RECIPIENTS} recipients, every way walked`,
    n: 'as it ends',
    promise: 0.95,
    ideal: 2 * study.precision.halfWidth,
    share: 1 / 20,
    run: async (experiment) => {
      const seeded = { ...study, seed: String(900_000 + experiment) };
      const result = await runStudy(seeded, emptyTenant, { model, replications: null });
      const found = result.policies['unread']?.['recall.success'];
      if (!found) throw new Error('the study has no estimate');
      return { missed: mean < found.low || mean > found.high, width: found.high - found.low };
    },
  };
}
