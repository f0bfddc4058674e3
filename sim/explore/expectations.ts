/**
 * What is expected of every small world, written once: over records and facts of the model, never
 * over the tables that are under test.
 *
 * Each expectation names the rules it rests on. Parts that concern the cloud agent say nothing
 * about classic recalls, which have no attempts, no deadline and no report.
 */
import { addressAt } from '../../model/address.ts';
import { at } from '../../model/assert.ts';
import { heldUntil } from '../../model/facts.ts';
import { kindOf } from '../../model/org/org.ts';
import { isShown } from '../../model/world/copies.ts';
import { placeOf } from '../../model/world/copy-states.ts';
import { copiesOfRow } from '../../model/world/examine.ts';
import { orgAt } from '../../model/world/run.ts';
import type { CopyRecord, RecallRecord, RowRecord } from '../../model/world/state.ts';
import type { Expectation as Expected } from '../../scenarios/scenario.ts';
import {
  type Expectation,
  type Judgement,
  judgeAll,
  type Part,
  type Scene,
} from './expectation.ts';

function isCloud({ world }: Scene, { recall }: RowRecord): boolean {
  return at(world.recalls, recall).agent === 'cloud';
}

/** Whether every recall that has been made was taken by the cloud agent, and there is one. */
function onlyCloud({ world }: Scene): boolean {
  const made = world.recalls.filter(({ requested }) => requested);
  return made.length > 0 && made.every(({ agent }) => agent !== 'classic');
}

function isUndecided({ decidedAt }: RowRecord): boolean {
  return Number.isNaN(decidedAt);
}

function kept(holds: boolean): Judgement {
  return holds ? 'kept' : 'broken';
}

/** A part about each row. */
function eachRow(sentence: string, judge: (scene: Scene, row: RowRecord) => Judgement): Part {
  return {
    kind: 'state',
    sentence,
    judge: (scene, whose) =>
      judgeAll(scene.world.rows, (row) => (row.recipient === whose ? judge(scene, row) : 'idle')),
  };
}

const recalledIsGone: Part = {
  ...eachRow('no copy of a recipient reported as recalled is in a folder', (scene, row) => {
    if (row.outcome !== 'recalled' || !isCloud(scene, row)) return 'idle';
    return kept(!copiesOfRow(scene.run, row).some((copy) => isShown(scene.run, copy)));
  }),
  wanted: (scene) =>
    scene.world.rows
      .filter(({ outcome }) => outcome === 'recalled')
      .flatMap((row) => copiesOfRow(scene.run, row))
      .map((copy) => copyIs(scene, at(scene.world.copies, copy), false)),
};

/** What a scenario file says of a copy that is there, or not. */
function copyIs({ run }: Scene, { message, recipient }: CopyRecord, present: boolean): Expected {
  const id = at(run.setting.messages, message).id;
  const mailbox = addressAt(run.setting.book, recipient);
  return { form: 'copy', value: { copy: { message: id, mailbox }, present } };
}

const failedIsNotRecalled: Part = {
  kind: 'row',
  sentence: 'a failure is not followed by a success',
  judge: (scene, before, after) => {
    if (before.outcome !== 'failed' || !isCloud(scene, before)) return 'idle';
    return kept(after.outcome === 'failed' && after.reason === before.reason);
  },
};

const recalledStays: Part = {
  kind: 'row',
  sentence: 'a success is followed by nothing else, unless another copy comes',
  judge: (scene, before, after) => {
    if (before.outcome !== 'recalled' || !isCloud(scene, before)) return 'idle';
    return kept(after.outcome === 'recalled' || copiesOfRow(scene.run, after).length > 1);
  },
};

const noOutsider = eachRow(
  'no recipient outside is reported as recalled',
  ({ run }, { recipient, outcome }) => {
    if (kindOf(orgAt(run, recipient), recipient) !== 'outside') return 'idle';
    return kept(outcome !== 'recalled');
  },
);

/** A part about copies that a recall takes away, or leaves, at one step. */
function taken(sentence: string, isMeant: (scene: Scene, before: CopyRecord) => boolean): Part {
  return {
    kind: 'copy',
    sentence,
    judge: (scene, before, after) => {
      const { model } = scene.run;
      if (placeOf(model, before.state) === 'recalled' || !onlyCloud(scene)) return 'idle';
      if (!isMeant(scene, before)) return 'idle';
      return kept(placeOf(model, after.state) !== 'recalled');
    },
    wanted: (scene) =>
      scene.world.copies
        .filter((copy) => placeOf(scene.run.model, copy.state) === 'recalled')
        .filter((copy) => isMeant(scene, copy))
        .map((copy) => copyIs(scene, copy, true)),
  };
}

const outsideStays = taken('no copy outside is removed', ({ run }, { recipient }) => {
  return kindOf(orgAt(run, recipient), recipient) === 'outside';
});

const readStays = taken(
  'no read copy is removed where read messages are not recalled',
  ({ run }, { isRead, recipient }) => {
    const isAtAttempt = run.setting.assume.switchReadAt === 'attempt';
    return isRead && isAtAttempt && !orgAt(run, recipient).settings.readRecallable;
  },
);

const optedOutStays = taken(
  'no copy is removed from a mailbox that recalls do not act on',
  ({ run }, { recipient }) => {
    const isBlocking = run.setting.assume.mailboxSwitchBlocks === 'true';
    return isBlocking && at(orgAt(run, recipient).processesRecalls, recipient) === 0;
  },
);

/**
 * A part about each recall that has been made: what it says of the recall, and of what one
 * recipient has of it.
 */
function eachRecall(
  sentence: string,
  judge: (scene: Scene, recall: RecallRecord, whose: number, index: number) => Judgement,
): Part {
  return {
    kind: 'state',
    sentence,
    judge: (scene, whose) =>
      judgeAll(scene.world.recalls, (recall, index) =>
        recall.requested ? judge(scene, recall, whose, index) : 'idle',
      ),
  };
}

function isTaken({ requested, agent }: RecallRecord): boolean {
  return requested && agent === 'cloud';
}

/** The rows that a recipient has in a recall. */
function rowsIn({ world }: Scene, { rows }: RecallRecord, whose: number): RowRecord[] {
  return rows.map((row) => at(world.rows, row)).filter(({ recipient }) => recipient === whose);
}

const refusedDoesNothing = eachRecall(
  'a refused recall has no rows and no report',
  (scene, recall, whose) => {
    if (recall.status !== 'refused') return 'idle';
    return kept(rowsIn(scene, recall, whose).length === 0 && Number.isNaN(recall.reportAt));
  },
);

const acceptedHasRows = eachRecall(
  'an accepted recall has a row for each recipient',
  (scene, recall, whose, index) => {
    if (!isTaken(recall)) return 'idle';
    const { message } = at(scene.run.setting.recalls, index);
    const isAddressed = at(scene.world.messages, message).reached.includes(whose);
    if (!isAddressed || recall.permission !== null) return 'kept';
    return kept(rowsIn(scene, recall, whose).length > 0);
  },
);

const decidedInTime: Part = {
  kind: 'row',
  sentence: 'no verdict comes after the deadline',
  judge: ({ world }, before, after) => {
    const { deadline, agent } = at(world.recalls, after.recall);
    if (agent !== 'cloud' || !isUndecided(before) || isUndecided(after)) return 'idle';
    return kept(after.decidedAt <= deadline);
  },
};

const decidedByDeadline = eachRecall(
  'after its deadline no row is open',
  (scene, recall, whose) => {
    if (!isTaken(recall) || scene.now <= recall.deadline) return 'idle';
    return kept(!rowsIn(scene, recall, whose).some(isUndecided));
  },
);

function hasOpenRow({ world }: Scene, whose: number): boolean {
  return world.rows.some(
    (row) =>
      row.recipient === whose &&
      isUndecided(row) &&
      at(world.recalls, row.recall).agent === 'cloud',
  );
}

const openIsDecided: Part = {
  kind: 'leadsTo',
  sentence: 'a row that is open is decided later, on every path',
  from: hasOpenRow,
  to: (scene, whose) => !hasOpenRow(scene, whose),
};

const reportGoesOut: Part = {
  kind: 'leadsTo',
  sentence: 'the report goes out later, on every path',
  from: ({ world }) => world.recalls.some(isTaken),
  to: ({ world }) =>
    world.recalls.every((recall) => !isTaken(recall) || !Number.isNaN(recall.reportAt)),
};

const reportInTime = eachRecall('it is there when its time is over', ({ run, now }, recall) => {
  if (!isTaken(recall) || now <= recall.requestedAt + run.setting.assume.reportDelay) return 'idle';
  return kept(!Number.isNaN(recall.reportAt));
});

/** What a row waited for when its window closed must still have stood in its way. */
const timedOutForCause: Part = {
  kind: 'row',
  sentence: 'a recall times out only while its obstacle stands',
  judge: ({ run, world }, before, after) => {
    if (!isUndecided(before) || after.reason !== 'timed-out') return 'idle';
    const { deadline } = at(world.recalls, after.recall);
    if (after.cause === 'mailbox-unavailable')
      return kept(heldUntil(run.setting.mailboxDown.get(after.recipient), deadline) !== null);
    if (after.cause === 'agent-down')
      return kept(heldUntil(run.setting.agentDown, deadline) !== null);
    return kept(after.cause !== null);
  },
};

/** What holds in every small world. */
export const expectations: readonly Expectation[] = [
  {
    kind: 'always',
    sentence: 'What is reported as recalled is gone, and stays so',
    rules: ['RC-049', 'RC-051'],
    parts: [recalledIsGone, recalledStays, failedIsNotRecalled],
  },
  {
    kind: 'always',
    sentence: 'Nothing outside is recalled',
    rules: ['RC-031'],
    parts: [noOutsider, outsideStays],
  },
  {
    kind: 'always',
    sentence: 'What the settings protect stays',
    rules: ['RC-024', 'RC-033', 'RC-044'],
    parts: [readStays, optedOutStays],
  },
  {
    kind: 'always',
    sentence: 'A refused recall does nothing, an accepted one is about everybody',
    rules: ['RC-013', 'RC-022'],
    parts: [refusedDoesNothing, acceptedHasRows],
  },
  {
    kind: 'eventually',
    sentence: 'Each recall reaches a verdict within its 24 hours, for every recipient',
    rules: ['RC-020', 'RC-021', 'RC-022'],
    parts: [openIsDecided, decidedByDeadline, decidedInTime, timedOutForCause],
  },
  {
    kind: 'leads-to',
    sentence: 'An accepted recall is followed by its report',
    rules: ['RC-070', 'RC-071'],
    parts: [reportGoesOut, reportInTime],
  },
];

/** Where every fault passes before the deadline, its last attempt finds nothing in its way. */
export const nothingTimesOut: Expectation = {
  kind: 'eventually',
  sentence: 'After every fault has passed, each recall is decided by what it finds',
  rules: ['RC-020', 'RC-021'],
  parts: [
    eachRow('no row is reported as timed out', (_, row) =>
      isUndecided(row) ? 'idle' : kept(row.reason !== 'timed-out'),
    ),
  ],
};

/** Words that some path of a world is expected to give. */
export type Words = {
  readonly outcomes?: readonly RowRecord['outcome'][];
  readonly reasons?: readonly NonNullable<RowRecord['reason']>[];
  readonly causes?: readonly NonNullable<RowRecord['cause']>[];
  readonly refusals?: readonly NonNullable<RecallRecord['reason']>[];
};

/** *sometimes*: each of the words is given to somebody, on some path. */
export function wordsAreReached({ outcomes, reasons, causes, refusals }: Words): Expectation {
  const ofRow = (sentence: string, isFound: (row: RowRecord) => boolean): Part => ({
    kind: 'occurs',
    sentence,
    occurs: ({ world }, whose) => world.rows.some((row) => row.recipient === whose && isFound(row)),
  });
  const ofRecall = (sentence: string, isFound: (recall: RecallRecord) => boolean): Part => ({
    kind: 'occurs',
    sentence,
    occurs: ({ world }) => world.recalls.some((recall) => recall.requested && isFound(recall)),
  });
  return {
    kind: 'sometimes',
    sentence: 'Every word that this world can give is given',
    rules: [],
    parts: [
      ...(outcomes ?? []).map((word) =>
        ofRow(`outcome ${word}`, ({ outcome }) => outcome === word),
      ),
      ...(reasons ?? []).map((word) => ofRow(`reason ${word}`, ({ reason }) => reason === word)),
      ...(causes ?? []).map((word) => ofRow(`cause ${word}`, ({ cause }) => cause === word)),
      ...(refusals ?? []).map((word) =>
        ofRecall(`refusal ${word}`, ({ reason }) => reason === word),
      ),
    ],
  };
}
