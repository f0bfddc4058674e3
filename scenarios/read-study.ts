/**
 * A study file and the tenant it names.
 *
 * A path in `tenant` is relative to the study file; it is a folder of exports or one file of nouns.
 *
 * Never: throw for a path that a user wrote.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Fault } from '../model/fault.ts';
import { emptyTenant, objectsOf, type Tenant } from '../model/org/tenant.ts';
import { parseDocument } from './document.ts';
import { parseStudy } from './parse-study.ts';
import { decodeText, missingFault } from './read-files.ts';
import { readTenant } from './read-tenant.ts';
import { checkStudyRegions } from './schema/delivery.ts';
import { locate, noFindings } from './schema/findings.ts';
import { checkMeasures } from './schema/study-measures.ts';
import type { Study } from './study.ts';
import { goesToGroup } from './workloads.ts';

export const LIMITS = { BYTES: 5_000_000 } as const;

export type StudyReading = {
  /** Null when there is a fault. */
  readonly study: Study | null;
  /** Empty where the study grows its own. */
  readonly tenant: Tenant;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
};

/** Reads a study and its tenant, with all of their faults. */
export function readStudy(path: string): StudyReading {
  const nothing = { study: null, tenant: emptyTenant, warnings: [] };
  const text = readStudyText(path);
  if (typeof text !== 'string') return { ...nothing, faults: [text] };
  const parsed = parseStudy(text, path);
  if (!parsed.ok) return { ...nothing, faults: parsed.faults };
  const { value: study, warnings } = parsed;
  if (study.tenant.kind === 'generate') {
    return { study, tenant: emptyTenant, faults: [], warnings };
  }
  if (study.tenant.kind === 'object') return withPeople(study, study.tenant.tenant, path, warnings);
  const named = study.tenant.path;
  const whole = isAbsolute(named) ? named : join(dirname(path), named);
  const positionOf = parseDocument(text).document?.positionOf ?? (() => undefined);
  const read = readTenant(whole);
  if (!read.ok) {
    const atTenant = { path: ['tenant'], file: path, position: positionOf(['tenant']) };
    const own = read.faults.map((fault) => namedFault(fault, whole, named, atTenant));
    return { ...nothing, faults: own, warnings };
  }
  const found = noFindings();
  checkMeasures(study.policies, read.value, found);
  checkStudyRegions(study, read.value, found);
  if (found.faults.length > 0) {
    return { ...nothing, faults: locate(found.faults, { positionOf }, path), warnings };
  }
  return withPeople(study, read.value, path, [...warnings, ...read.warnings]);
}

/** A fault about a path that cannot be read, told where the study names it. */
function namedFault(
  fault: Fault,
  whole: string,
  named: string,
  at: Pick<Fault, 'path' | 'file'> & { readonly position: Fault['position'] | undefined },
): Fault {
  const isAboutPath = fault.code === 'unreadable' && fault.position === undefined;
  if (!isAboutPath || join(fault.file ?? '') !== join(whole)) return fault;
  const { position, ...place } = at;
  const message = `"${named}" ${fault.message}`;
  const expected = 'a folder of exports, or one file of nouns; relative to the study';
  return { ...fault, ...place, ...(position ? { position } : {}), message, expected };
}

/** Mailboxes are either listed by the tenant or grown: one of the two, and at least two of them. */
function withPeople(
  study: Study,
  tenant: Tenant,
  file: string,
  warnings: readonly Fault[],
): StudyReading {
  const listed = objectsOf(tenant, 'Mailbox').length;
  const { mailboxes } = study.population;
  const at = { path: ['population', 'mailboxes'], file };
  const fault = (message: string, fix: string): StudyReading => {
    const faults: Fault[] = [{ code: 'missing', message, ...at, fix }];
    return { study: null, tenant, faults, warnings };
  };
  if (listed === 0 && mailboxes === null) {
    return fault('the tenant lists no mailbox', 'say how many to grow: mailboxes: 1000');
  }
  if (listed === 1) return fault('the tenant lists one mailbox', 'list at least two');
  const isToGroups = goesToGroup(study.workload.kind);
  if (isToGroups && listed > 0 && objectsOf(tenant, 'DistributionGroup').length === 0) {
    const path = ['workload', 'kind'];
    const message = 'goes to a distribution group, and the tenant lists none';
    return { study: null, tenant, warnings, faults: [{ code: 'missing', message, path, file }] };
  }
  const unused: Fault = {
    code: 'duplicate',
    message: `is not used, because the tenant lists ${listed} mailboxes`,
    ...at,
  };
  const isUnused = listed > 0 && mailboxes !== null;
  return { study, tenant, faults: [], warnings: isUnused ? [...warnings, unused] : warnings };
}

/** The text of a file, or what keeps it from being read. */
export function readStudyText(path: string): string | Fault {
  const unreadable = (message: string): Fault => {
    return { code: 'unreadable', message, path: [], file: path };
  };
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return unreadable('is not a regular file');
    if (stats.size > LIMITS.BYTES) return unreadable(`is larger than ${LIMITS.BYTES} bytes`);
    return decodeText(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) return unreadable('is not text in UTF-8 or UTF-16');
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return code === 'ENOENT' ? missingFault(path) : unreadable(`cannot be read (${code})`);
  }
}
