/**
 * A tenant as written by hand or exported: nouns of the cmdlets and their objects, to the model's
 * `Tenant`.
 *
 * Why lenient with exports and strict with hands: an export has hundreds of properties that nobody
 * typed, so those that the model does not read are counted; a hand typed each word, so a word that
 * nothing reads is a fault.
 *
 * Never: apply a default. Absent and null stay what they are.
 */
import { type Path, showFound } from '../model/fault.ts';
import { type Noun, nounNames, nounSpec } from '../model/org/settings.ts';
import {
  type CmdletObject,
  type PropertyValue,
  recipientNouns,
  type Tenant,
} from '../model/org/tenant.ts';
import { isAddress } from './schema/directory.ts';
import {
  type Finding,
  type Findings,
  listWords,
  nearestOf,
  noFindings,
} from './schema/findings.ts';
import {
  caseBlind,
  type Fields,
  type Ignored,
  ignoreUnread,
  isExported,
  isFields,
  propertyNamed,
  readProperty,
  refuseUnread,
} from './schema/properties.ts';
import { checkTenant } from './schema/tenant-references.ts';
import { normaliseAddress } from './schema/words.ts';

/**
 * Where a tenant comes from. `written`: a scenario, where every word counts · `tenant-file`: a file
 * of its own, which may hold nouns that are not modelled · `exported`: what Exchange wrote.
 */
export type TenantSource = 'written' | 'tenant-file' | 'exported';

export type TenantReading = {
  readonly tenant: Tenant;
  readonly faults: Finding[];
  readonly warnings: Finding[];
};

/** An object while it is read: its place, and whether Exchange wrote it. */
export type TenantEntry = {
  readonly noun: Noun;
  readonly object: Record<string, PropertyValue>;
  readonly path: Path;
  readonly isExport: boolean;
};

/**
 * Reads the objects of a tenant, collecting faults; objects with faults keep what could be read.
 *
 * @param at      the path of the value in its file
 * @param source  how strict to be; an object that carries an export's marks is one in any of them
 */
export function parseTenantObject(
  value: unknown,
  at: Path = [],
  source: TenantSource = 'written',
): TenantReading {
  const into = noFindings();
  const entries: TenantEntry[] = [];
  let tenantId: string | null = null;
  if (!isFields(value)) {
    const expected = 'a mapping of nouns such as OrganizationConfig to objects';
    const message = 'is not a tenant';
    into.faults.push({ code: 'wrong-type', message, path: at, found: showFound(value), expected });
  } else {
    const seen = new Set<string>();
    for (const [key, objects] of Object.entries(value)) {
      const path = [...at, key];
      if (key.toLowerCase() === 'tenantid') tenantId = readTenantId(objects, path, into);
      else entries.push(...readNoun(key, objects, path, seen, into, source));
    }
  }
  checkTenant(entries, into);
  const nouns: Partial<Record<Noun, CmdletObject[]>> = {};
  for (const { noun, object } of entries) {
    nouns[noun] ??= [];
    nouns[noun].push(object);
  }
  return { tenant: { tenantId, nouns }, ...into };
}

function readTenantId(value: unknown, path: Path, into: Findings): string | null {
  if (value === null || typeof value === 'string') return value;
  const expected = 'the GUID of the tenant';
  const message = 'is not text';
  into.faults.push({ code: 'wrong-type', message, path, found: showFound(value), expected });
  return null;
}

function readNoun(
  key: string,
  value: unknown,
  path: Path,
  seen: Set<string>,
  into: Findings,
  source: TenantSource,
): TenantEntry[] {
  if (key.includes('@')) return [];
  const noun = caseBlind(nounNames, key);
  if (noun === undefined) {
    refuseNoun(key, path, into, source);
    return [];
  }
  if (seen.has(noun)) {
    const message = `noun ${noun} stands here twice`;
    into.faults.push({ code: 'duplicate', message, path, onKey: true });
    return [];
  }
  seen.add(noun);
  const objects = listObjects(value, path);
  const entries: TenantEntry[] = [];
  const ignored: Ignored = { count: 0, acting: new Set(), matchesLess: false };
  for (const [fields, at] of objects) {
    if (isFields(fields)) {
      const entry = readObject(noun, fields, at, into, ignored, source);
      if (entry !== undefined) entries.push(entry);
    } else {
      const expected = `an object with properties of ${noun}`;
      const message = `is not ${expected}`;
      into.faults.push({
        code: 'wrong-type',
        message,
        path: at,
        found: showFound(fields),
        expected,
      });
    }
  }
  if (nounSpec(noun).single && entries.length > 1) {
    const message = `a tenant has one ${noun}, and here are ${entries.length}`;
    into.faults.push({ code: 'duplicate', message, path, onKey: true });
  }
  if (ignored.count > 0) into.warnings.push(ignoredWarning(noun, ignored, objects.length, path));
  return entries;
}

function refuseNoun(key: string, path: Path, into: Findings, source: TenantSource): void {
  (source === 'exported' ? into.warnings : into.faults).push({
    code: 'unknown-key',
    message: `unknown noun "${key}"`,
    path,
    onKey: true,
    expected: listWords(nounNames),
    ...nearestOf(key, nounNames),
  });
}

/**
 * The objects behind a noun: a list, one object, or the envelope `{ value: [...] }`; nulls are
 * none.
 */
function listObjects(value: unknown, path: Path): [value: unknown, path: Path][] {
  if (value === null || value === undefined) return [];
  const keys = isFields(value) ? Object.keys(value).filter((key) => !key.includes('@')) : [];
  const isEnvelope = keys.length === 1 && keys[0] === 'value';
  if (isEnvelope) return listObjects((value as Fields)['value'], [...path, 'value']);
  if (!Array.isArray(value)) return isFields(value) && keys.length === 0 ? [] : [[value, path]];
  return value.flatMap((item, i): [unknown, Path][] =>
    item === null ? [] : [[item, [...path, i]]],
  );
}

function readObject(
  noun: Noun,
  fields: Fields,
  path: Path,
  into: Findings,
  ignored: Ignored,
  source: TenantSource,
): TenantEntry | undefined {
  const isExport = source === 'exported' || isExported(fields);
  const object: Record<string, PropertyValue> = {};
  const own: Ignored = { count: 0, acting: new Set(), matchesLess: false };
  for (const [key, written] of Object.entries(fields)) {
    const name = propertyNamed(noun, key);
    if (name === undefined) {
      if (isExport) ignoreUnread(noun, key, written, own);
      else refuseUnread(noun, key, written, path, into);
      continue;
    }
    if (Object.hasOwn(object, name)) {
      const message = `property ${name} stands here twice`;
      into.faults.push({ code: 'duplicate', message, path: [...path, key], onKey: true });
      continue;
    }
    const value = readProperty(noun, name, written, [...path, key], into, true);
    if (value !== undefined) object[name] = value;
  }
  ignored.count += own.count;
  for (const name of own.acting) ignored.acting.add(name);
  if (isDropped(noun, object, own, path, into)) return undefined;
  fillAddress(noun, object, fields);
  warnOfBody(noun, object, path, into);
  return { noun, object, path, isExport };
}

/**
 * An exported rule that would match, in the model, more than it does in Exchange, or do nothing at
 * all.
 */
function isDropped(
  noun: Noun,
  object: CmdletObject,
  ignored: Ignored,
  path: Path,
  into: Findings,
): boolean {
  if (ignored.acting.size === 0) return false;
  const isIdleRule = noun === 'TransportRule' && !flowRuleActions.some((name) => object[name]);
  const called = object['Name'] ?? object['Identity'] ?? '?';
  if (!ignored.matchesLess && !isIdleRule) return false;
  into.warnings.push({
    code: 'not-modelled',
    message: `${noun} "${called}" is ignored: ${[...ignored.acting].join(', ')} not modelled yet`,
    path,
  });
  return true;
}

/** Any of them makes a mail flow rule worth keeping. */
const flowRuleActions = [
  'RouteMessageOutboundConnector',
  'RejectMessageReasonText',
  'RejectMessageEnhancedStatusCode',
  'DeleteMessage',
  'Quarantine',
  'RedirectMessageTo',
  'AddToRecipients',
  'CopyTo',
  'BlindCopyTo',
  'ModerateMessageByUser',
  'ModerateMessageByManager',
  'PrependSubject',
  'SetHeaderName',
  'NotifySender',
  'ApplyHtmlDisclaimerText',
  'ApplyOME',
  'ApplyRightsProtectionTemplate',
  'StopRuleProcessing',
] as const;

function ignoredWarning(noun: Noun, ignored: Ignored, objects: number, path: Path): Finding {
  const acting = [...ignored.acting].sort();
  const matter = acting.length === 0 ? '' : `; set and not modelled yet: ${acting.join(', ')}`;
  const of = `${objects} ${noun} ${objects === 1 ? 'object' : 'objects'}`;
  const message = `${ignored.count} properties of ${of} are not read${matter}`;
  return { code: 'not-modelled', message, path, onKey: true };
}

/** A recipient's primary address, also where an object gives it in another way. */
function fillAddress(noun: Noun, object: Record<string, PropertyValue>, fields: Fields): void {
  if (!(recipientNouns as readonly string[]).includes(noun)) return;
  if (typeof object['PrimarySmtpAddress'] === 'string') return;
  const key = Object.keys(fields).find((name) => name.toLowerCase() === 'emailaddresses');
  const written = key === undefined ? [] : [fields[key]].flat();
  const primary = written.find((one) => typeof one === 'string' && one.startsWith('SMTP:'));
  const candidates = [primary, object['ExternalEmailAddress'], object['Identity'], object['Name']];
  for (const candidate of candidates) {
    const address = typeof candidate === 'string' ? normaliseAddress(candidate) : '';
    if (!isAddress(address)) continue;
    object['PrimarySmtpAddress'] = address;
    return;
  }
}

function warnOfBody(noun: Noun, object: CmdletObject, path: Path, into: Findings): void {
  const words = object['SubjectOrBodyContainsWords'];
  if (noun !== 'InboxRule' || !Array.isArray(words) || words.length === 0) return;
  into.warnings.push({
    code: 'not-modelled',
    message: 'looks at the subject only: bodies are not modelled yet',
    path: [...path, 'SubjectOrBodyContainsWords'],
  });
}
