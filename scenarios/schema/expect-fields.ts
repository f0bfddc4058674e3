/**
 * The fields that expectations may name, form by form, and what their values may be.
 *
 * To let an expectation name a new field of the outcome, add it here.
 */
import * as z from 'zod';
import { bounceReasons } from '../../model/decisions/transport.ts';
import { mailTipKinds } from '../../model/mailtips.ts';

const failureReasons =
  'external-recipient tenant-not-allowed on-premises-mailbox unsupported-recipient disabled ' +
  'disabled-on-mailbox already-read forwarded-copy not-found timed-out search-key-changed ' +
  'different-folder deleted client-cannot-process';
const refusalReasons =
  'not-sent-yet client-not-supported not-in-sent-items encrypted too-old not-permitted';
const causes =
  'mailbox-unavailable not-delivered quarantined awaiting-moderation connector-round-trip ' +
  'mailbox-gone recoverable-items-full agent-down';

/** What a field's value may be. */
export type Kind =
  | 'text'
  | 'flag'
  | 'number'
  | 'time'
  | 'texts'
  | 'address'
  | 'message'
  | 'recall'
  | 'draft'
  | 'any'
  | readonly string[];
export type Shape = Readonly<Record<string, Kind>>;

const words = (text: string): readonly string[] => text.split(' ');

export const recallFields: Shape = {
  recall: 'recall',
  status: words('accepted refused'),
  reason: words(refusalReasons),
  agent: words('cloud classic'),
  message: 'text',
  subject: 'text',
  http: 'number',
  requestedAt: 'time',
  reportAt: 'time',
  completedAt: 'time',
  recipients: 'any',
  permission: 'any',
  rules: 'texts',
  count: 'number',
};
export const rowFields: Shape = {
  recall: 'recall',
  recipient: 'address',
  outcome: words('recalled failed pending no-effect open deferred expanded'),
  reason: words(failureReasons),
  cause: words(causes),
  decidedAt: 'time',
  recipientNotified: 'flag',
  readBefore: 'flag',
  firstReadAt: 'time',
  via: 'texts',
  rules: 'texts',
  count: 'number',
};
export const copyFields: Shape = {
  copy: 'any',
  path: 'texts',
  present: 'flag',
  read: 'flag',
  folder: 'text',
  deliveredAt: 'time',
  firstReadAt: 'time',
  retained: 'flag',
  retainedIn: 'text',
  retainedUntil: 'time',
  exposed: words('opened previewed notification local-copy forwarded journaled replied archived'),
  exposures: 'any',
  modified: words('disclaimer wrapped protected'),
  searchKeyIntact: 'flag',
  notRecalledBecause: words(failureReasons),
  count: 'number',
};

/** A tip on display. */
export const tipFields: Shape = {
  tip: mailTipKinds,
  recipient: 'address',
  text: 'text',
  count: 'number',
  offers: words('remove-recipient'),
  rules: 'texts',
};

/** What the filter of a form may name. */
export const filterFields: Readonly<
  Record<'copy' | 'receipts' | 'notices' | 'audit' | 'changes', Shape>
> = {
  copy: { message: 'message', mailbox: 'address', path: 'texts' },
  receipts: {
    message: 'message',
    from: 'address',
    to: 'address',
    kind: words('read not-read'),
    sentBy: words('server client'),
    at: 'time',
  },
  notices: {
    kind: words(
      'recall-request recall-notice recall-told recall-alert recall-report recall-result ndr ' +
        'automatic-reply policy-notice',
    ),
    to: 'address',
    at: 'time',
    recall: 'recall',
    message: 'message',
    about: 'address',
    subject: 'text',
    contentType: 'text',
    senderShownAs: words('display-name smtp-address'),
    result: words('success failure'),
    reason: bounceReasons,
    text: 'text',
  },
  audit: {
    at: 'time',
    operation: 'text',
    actor: 'text',
    message: 'message',
    recall: 'recall',
    recipient: 'address',
    result: 'text',
    reason: 'text',
    kept: 'flag',
    keptUntil: 'time',
  },
  changes: { at: 'time', cmdlet: 'text', identity: 'text', reason: 'text', inForceAt: 'time' },
};

/** The fields beside the key of the form. */
export const outerFields: Readonly<Record<string, Shape>> = {
  receipts: { receipts: 'any', count: 'number' },
  notices: { notices: 'any', count: 'number' },
  audit: { audit: 'any', count: 'number' },
  changes: {
    changes: 'any',
    at: 'time',
    cmdlet: 'text',
    identity: 'text',
    result: words('applied rejected'),
    reason: 'text',
    inForceAt: 'time',
    count: 'number',
  },
  inspection: { inspection: 'any', properties: 'any' },
  draft: { draft: 'draft', at: 'any', lookups: 'number', tips: 'any' },
};

/**
 * A field as editors see it: its value, a list of values that must be contained, or null for
 * absent.
 */
function fieldSchema(kind: Kind): z.ZodType {
  const one = valueSchema(kind);
  return z.union([one, z.array(one), z.null()]).optional();
}

function valueSchema(kind: Kind): z.ZodType {
  if (typeof kind !== 'string') return z.enum(kind as [string, ...string[]]);
  if (kind === 'flag') return z.boolean();
  if (kind === 'number') return z.int();
  if (kind === 'any') return z.unknown();
  const range = z.strictObject({
    notBefore: z.string().optional(),
    notAfter: z.string().optional(),
  });
  return kind === 'time' ? z.union([z.string(), range]) : z.string();
}

function shapeSchema(shape: Shape): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(shape).map(([key, kind]) => [key, fieldSchema(kind)]));
}

const filterSchema = (form: keyof typeof filterFields) =>
  z.strictObject(shapeSchema(filterFields[form]));

/** An expectation as editors see it, one schema for each form. */
export function expectationSchema() {
  return z
    .union([
      z.strictObject({ ...shapeSchema(rowFields), recall: z.string(), recipient: z.string() }),
      z.strictObject({ ...shapeSchema(recallFields), recall: z.string() }),
      z.strictObject({ ...shapeSchema(copyFields), copy: filterSchema('copy') }),
      z.strictObject({ receipts: filterSchema('receipts'), count: z.int() }),
      z.strictObject({ notices: filterSchema('notices'), count: z.int() }),
      z.strictObject({ audit: filterSchema('audit'), count: z.int() }),
      z.strictObject({
        ...shapeSchema(outerFields['changes'] ?? {}),
        changes: filterSchema('changes'),
      }),
      z.strictObject({
        inspection: z.string(),
        properties: z.record(z.string(), z.unknown()).optional(),
      }),
    ])
    .describe('What must come of it; a match is partial, and null means null or absent');
}
