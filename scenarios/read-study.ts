/**
 * A study file and the tenant it names.
 *
 * A path in `tenant` is relative to the study file; it is a folder of exports or one file of nouns.
 *
 * Never: throw for a path that a user wrote.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Fault, Parsed } from '../model/fault.ts';
import { emptyTenant, objectsOf, type Tenant } from '../model/org/tenant.ts';
import { parseStudy } from './parse-study.ts';
import { placesIn } from './places-in.ts';
import { decodeText, missingFault } from './read-files.ts';
import { readTenant } from './read-tenant.ts';
import { checkStudyRegions } from './schema/delivery.ts';
import { type Findings, noFindings } from './schema/findings.ts';
import { checkMeasures } from './schema/study-measures.ts';
import type { Study } from './study.ts';
import type { StudyChanges } from './study-changes.ts';
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
export function readStudy(path: string, changes: StudyChanges = {}): StudyReading {
  const nothing = { study: null, tenant: emptyTenant, warnings: [] };
  const text = readStudyText(path);
  if (typeof text !== 'string') return { ...nothing, faults: [text] };
  const parsed = parseStudy(text, path, changes);
  if (!parsed.ok) return { ...nothing, faults: parsed.faults };
  const { value: study, warnings } = parsed;
  const place = placesIn(text, path);
  const read = tenantOf(study, path);
  if (!read.ok) {
    const faults = read.faults.map((fault) =>
      fault.file === undefined ? place([fault])[0]! : fault,
    );
    return { ...nothing, faults, warnings };
  }
  const { value: tenant } = read;
  const into = noFindings();
  if (study.tenant.kind === 'path') {
    checkMeasures(study.policies, tenant, into);
    checkStudyRegions(study, tenant, into);
  }
  if (study.tenant.kind !== 'generate') checkPeople(study, tenant, into);
  const faults = place(into.faults);
  return {
    study: faults.length > 0 ? null : study,
    tenant,
    faults,
    warnings: [...warnings, ...read.warnings, ...place(into.warnings)],
  };
}

/** The tenant of a study; a fault without a file is one of the study. */
function tenantOf({ tenant }: Study, path: string): Parsed<Tenant> {
  if (tenant.kind !== 'path') {
    const value = tenant.kind === 'object' ? tenant.tenant : emptyTenant;
    return { ok: true, value, warnings: [] };
  }
  const { path: named } = tenant;
  const whole = isAbsolute(named) ? named : join(dirname(path), named);
  const read = readTenant(whole);
  if (read.ok) return read;
  return { ok: false, faults: read.faults.map((fault) => namedFault(fault, whole, named)) };
}

/** A fault about a path that cannot be read is one of the study, which names the path. */
function namedFault(fault: Fault, whole: string, named: string): Fault {
  const isAboutPath = fault.code === 'unreadable' && fault.position === undefined;
  if (!isAboutPath || join(fault.file ?? '') !== join(whole)) return fault;
  const { position, file, ...rest } = fault;
  const message = `"${named}" ${fault.message}`;
  const expected = 'a folder of exports, or one file of nouns; relative to the study';
  return { ...rest, path: ['tenant'], message, expected };
}

/** Mailboxes are either listed by the tenant or grown: one of the two, and at least two of them. */
function checkPeople(study: Study, tenant: Tenant, into: Findings): void {
  const listed = objectsOf(tenant, 'Mailbox').length;
  const { mailboxes } = study.population;
  const path = ['population', 'mailboxes'];
  const missing = (message: string, fix: string) => {
    into.faults.push({ code: 'missing', message, path, fix });
  };
  if (listed === 0 && mailboxes === null) {
    missing('the tenant lists no mailbox', 'say how many to grow: mailboxes: 1000');
  }
  if (listed === 1) missing('the tenant lists one mailbox', 'list at least two');
  const hasGroups = objectsOf(tenant, 'DistributionGroup').length > 0;
  if (goesToGroup(study.workload.kind) && listed > 0 && !hasGroups) {
    const message = 'goes to a distribution group, and the tenant lists none';
    into.faults.push({ code: 'missing', message, path: ['workload', 'kind'] });
  }
  if (listed > 0 && mailboxes !== null) {
    const message = `is not used, because the tenant lists ${listed} mailboxes`;
    into.warnings.push({ code: 'duplicate', message, path });
  }
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
