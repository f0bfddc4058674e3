/**
 * The model as one value: the machines behind a stepper each, and the decision lists.
 *
 * Why a value and not globals: a run takes the model it is given, so tests run the same scenarios
 * on a model with one row missing, and the stepper is chosen once.
 */
import { mailboxAccess, recallActor } from './decisions/access.ts';
import { automaticReply } from './decisions/automatic-reply.ts';
import { classicResult, classicTold, classicVerdict } from './decisions/classic-verdict.ts';
import { clientSync, notification, opening } from './decisions/client.ts';
import { dataLoss, disclaimer, labelled } from './decisions/content.ts';
import { crossTenant } from './decisions/cross-tenant.ts';
import {
  connectorChoice,
  forwarding,
  forwardingAttribute,
  headers,
  retention,
  route,
  searchKey,
} from './decisions/flow.ts';
import {
  mobileExternal,
  tipAnswer,
  tipModerated,
  tipReply,
  tipShown,
  tipWithheld,
} from './decisions/mailtips.ts';
import { outbox, undoInterval } from './decisions/outbox.ts';
import { auditKept, recallPermission } from './decisions/permission.ts';
import { purge } from './decisions/purge.ts';
import { recallGate } from './decisions/recall-gate.ts';
import { recallVerdict } from './decisions/recall-verdict.ts';
import {
  clientReceipt,
  receiptRequest,
  serverReceipt,
  unreadReceipt,
} from './decisions/receipt.ts';
import { recipientAlert } from './decisions/recipient-alert.ts';
import { replyQuotes } from './decisions/reply.ts';
import { retentionTag } from './decisions/retention-tag.ts';
import {
  admission,
  flowRuleAction,
  moderation,
  recipientLimit,
  submission,
} from './decisions/transport.ts';
import { type Stepper, type StepperName, tableStepper, xstateStepper } from './interpret.ts';
import { classicRowMachine } from './machines/classic-row.ts';
import { copyMachine } from './machines/copy.ts';
import type { Dialect } from './machines/dialect.ts';
import { draftMachine } from './machines/draft.ts';
import { messageMachine } from './machines/message.ts';
import { recallRowMachine } from './machines/recall-row.ts';
import { receiptMachine } from './machines/receipt.ts';
import type { Table } from './table.ts';
import { tabulate } from './tabulate.ts';

export const lists = {
  recallGate,
  recallActor,
  recallPermission,
  auditKept,
  purge,
  undoInterval,
  outbox,
  recallVerdict,
  crossTenant,
  recipientAlert,
  classicVerdict,
  classicTold,
  classicResult,
  recipientLimit,
  submission,
  admission,
  moderation,
  flowRuleAction,
  connectorChoice,
  headers,
  route,
  forwardingAttribute,
  forwarding,
  searchKey,
  retention,
  mailboxAccess,
  clientSync,
  notification,
  opening,
  retentionTag,
  receiptRequest,
  serverReceipt,
  clientReceipt,
  unreadReceipt,
  automaticReply,
  replyQuotes,
  labelled,
  dataLoss,
  disclaimer,
  tipAnswer,
  tipWithheld,
  tipReply,
  tipModerated,
  tipShown,
  mobileExternal,
};
export type Lists = typeof lists;
export type ListName = keyof Lists;

export const machines = {
  message: messageMachine,
  copy: copyMachine,
  recallRow: recallRowMachine,
  classicRow: classicRowMachine,
  receipt: receiptMachine,
  draft: draftMachine,
} as const satisfies Record<string, Dialect>;
export type MachineName = keyof typeof machines;
export const machineNames = Object.keys(machines) as MachineName[];

export type Tables = Readonly<Record<MachineName, Table>>;

export type Model = {
  readonly stepperName: StepperName;
  readonly steppers: Readonly<Record<MachineName, Stepper>>;
  readonly lists: Lists;
};

/** Tabulates every machine; XState takes some tenths of a second, so done once and shared. */
export function tabulateAll(): Tables {
  const entries = machineNames.map((name) => [name, tabulate(machines[name])]);
  return Object.fromEntries(entries) as Tables;
}

/** The model behind one kind of stepper; `overrides` is for tests that alter a list. */
export function createModel(
  tables: Tables,
  stepperName: StepperName = 'table',
  overrides: Partial<Lists> = {},
): Model {
  const stepper = (name: MachineName): Stepper =>
    stepperName === 'table'
      ? tableStepper(tables[name])
      : xstateStepper(machines[name], tables[name]);
  return {
    stepperName,
    steppers: {
      message: stepper('message'),
      copy: stepper('copy'),
      recallRow: stepper('recallRow'),
      classicRow: stepper('classicRow'),
      receipt: stepper('receipt'),
      draft: stepper('draft'),
    },
    lists: { ...lists, ...overrides },
  };
}

/** How many steps the model's steppers have answered in all. */
export function answeredBy(model: Model): number {
  return machineNames.reduce((sum, name) => sum + model.steppers[name].answered, 0);
}
