/**
 * Mutants of code that nobody can notice, by the reason. `excused.ts` holds those of rows.
 *
 * Never: an excuse for a mutant that somebody notices.
 */

/** [reason] the mutants, as their one line has them after `model/`. */
const byReason: Readonly<Record<string, readonly string[]>> = {
  'the second number of such an event is read by no handler, and orders none': [
    'world/classic.ts plan: 0 -> 0 + 1',
    'world/client-sync.ts arrivedAtClient: 0 -> 0 + 1',
    'world/client-sync.ts changedForClient: 0 -> 0 + 1',
    'world/copies.ts advanceCopy: 0 -> 0 + 1',
    'world/effects.ts effects: 0 -> 0 + 1',
    'world/effects.ts effects: 0 -> 0 + 1 (2)',
    'world/outbox.ts leave: 0 -> 0 + 1',
    'world/queue.ts waitInQueue: 0 -> 0 + 1',
    'world/queue.ts waitInQueue: 0 -> 0 + 1 (2)',
    'world/recall.ts open: 0 -> 0 + 1',
    'world/recall.ts addRow: 0 -> 0 + 1',
    'world/receipt.ts askForReceipt: 0 -> 0 + 1 (3)',
    'world/retention.ts planRetention: 0 -> 0 + 1',
    'world/step.ts newRun: 0 -> 0 + 1 (2)',
    'world/step.ts newRun: 0 -> 0 + 1 (3)',
    'world/step.ts newRun: 0 -> 0 + 1 (4)',
    'world/step.ts newRun: 1 -> 1 + 1',
    'world/step.ts newRun: 1 -> 1 - 1',
    'world/transport.ts send: 0 -> 0 + 1 (2)',
  ],
  'there is one of that name at most, or one row for each recipient': [
    'facts-routing.ts connectorFacts: org.connectors.find(({ name }) => name === copy.connector)' +
      ' -> findLast',
    'facts-routing.ts headerFacts: connectors.find(({ name }) => name === copy.exit) -> findLast',
    'world/classic-look.ts tell: classicFailures.find((word) => word === reason) -> findLast',
    'world/classic-look.ts verdictOf: classicFailures.find((word) => word === reason) -> findLast',
    'world/rows.ts rowFor: rows.find((row) => at(run.world.rows, row).recipient === recipient)' +
      ' -> findLast',
  ],
  'a shortcut: the long way comes to the same where there is one organization': [
    'facts-routing.ts handlerOf: orgs.length === 1 -> false',
    'facts-routing.ts handlerOf: 1 -> 1 - 1',
    'world/run.ts orgAt: epoch.orgs.length === 1 -> false',
    'world/run.ts orgAt: 1 -> 1 - 1',
    'world/run.ts tenantOf: orgs.length === 1 || recipient < 0 -> recipient < 0',
    'world/run.ts tenantOf: 1 -> 1 - 1',
  ],
  'a shortcut: nobody is on an empty list, and behind none of its groups': [
    'facts-permission.ts isAmong: list.length === 0 -> false',
  ],
  'what is remembered is computed again, and is the same': [
    'world/copy-states.ts meaningsOf: cache.set(table, made); -> nothing',
  ],
  'a rule is cited or not: how often is added up and read by nobody': [
    'world/run.ts cite: at(run.hits, index) + 1 -> at(run.hits, index) - 1',
    'world/run.ts cite: 1 -> 1 + 1',
  ],
  'every rule that is cited has an index: the other never acts': ['world/run.ts cite: 0 -> 0 + 1'],
  'where no row of RecallPermission counts, or it leaves nobody out, everybody is covered': [
    'world/step.ts newWorld: false -> true (2)',
    'facts-permission.ts isInScope: !at(run.world.recalls, recall).isNarrowed ||' +
      ' isCovered(run, recall, recipient) -> isCovered(run, recall, recipient)',
  ],
};

/** [mutant in one line] why it is equivalent to the model. */
export const excusedCode: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(byReason).flatMap(([why, mutants]) =>
    mutants.map((mutant): [string, string] => [`model/${mutant}`, why]),
  ),
);
