/**
 * A tenant from disk: one YAML or JSON file, or a folder of exports, one file for each noun.
 *
 * Why lenient: a real export holds nouns, properties and objects that the model does not read; they
 * are warnings, and the rest is used. What is wrong with a file itself is a fault.
 *
 * Never: change or complete what Exchange wrote.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type Fault, type Parsed, type Path, showFound, sortFaults } from '../model/fault.ts';
import { nounNames } from '../model/org/settings.ts';
import type { Tenant } from '../model/org/tenant.ts';
import { type Document, parseDocument, parsePlainJson } from './document.ts';
import { parseTenantObject, type TenantSource } from './parse-tenant.ts';
import { decodeText, missingFault } from './read-files.ts';
import { type Finding, locate } from './schema/findings.ts';
import { caseBlind, type Fields, isFields } from './schema/properties.ts';

export const LIMITS = {
  /** Bytes of one file of a tenant. */
  bytes: 200_000_000,
  /** Characters up to which faults get lines; larger JSON is read quickly and without. */
  positionedCharacters: 5_000_000,
} as const;

/** The noun behind each key of a security baseline's provider export. */
const baselineKeys: Readonly<Record<string, string>> = {
  remote_domains: 'RemoteDomain',
  accepted_domains: 'AcceptedDomain',
  org_config: 'OrganizationConfig',
  transport_config: 'TransportConfig',
  transport_rule: 'TransportRule',
  inbound_connectors: 'InboundConnector',
  outbound_connectors: 'OutboundConnector',
  org_relationships: 'OrganizationRelationship',
  tenant_id: 'TenantId',
};

/** One noun's objects, and where they stand. */
type Part = {
  readonly key: string;
  readonly value: unknown;
  readonly file: string;
  readonly document: Document;
  /** The path of the value in its file. */
  readonly at: Path;
};

/** Reads a tenant file, or a folder of exports whose files are named by noun (`Mailbox.json`). */
export function readTenant(path: string): Parsed<Tenant> {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const files = isFolder ? filesIn(path, faults) : [path];
  const parts = files.flatMap((file) => partsOf(file, isFolder, faults, warnings));
  if (isFolder && parts.length === 0 && faults.length === 0) {
    const expected = 'files named by noun, such as OrganizationConfig.json or Mailbox.json';
    const message = 'holds no part of a tenant';
    faults.push({ code: 'unreadable', message, path: [], file: path, expected });
  }
  const { whole, byKey } = unite(parts, faults);
  const source: TenantSource = isFolder || parts.some(isBaseline) ? 'exported' : 'tenant-file';
  const reading = parseTenantObject(whole, [], source);
  const place = (findings: readonly Finding[]) =>
    findings.flatMap((one) => placed(one, byKey, path));
  faults.push(...place(reading.faults));
  warnings.push(...place(reading.warnings));
  if (faults.length > 0) return { ok: false, faults: sortFaults(faults) };
  return { ok: true, value: reading.tenant, warnings };
}

const isBaseline = ({ at }: Part) => Object.hasOwn(baselineKeys, String(at[0] ?? ''));

function filesIn(folder: string, faults: Fault[]): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(json|ya?ml)$/i.test(name) && !name.startsWith('.'))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const message = `cannot be listed (${code})`;
    faults.push({ code: 'unreadable', message, path: [], file: folder });
    return [];
  }
}

/** Text to a value; large JSON without positions, because those cost more than all else. */
function readDocument(file: string, faults: Fault[]): Document | undefined {
  const text = readText(file, faults);
  if (text === undefined) return undefined;
  if (text.length > LIMITS.positionedCharacters) {
    const value = parsePlainJson(text);
    if (value !== undefined) return { value, positionOf: () => undefined };
  }
  const { document, faults: found } = parseDocument(text);
  faults.push(...locate(found, { positionOf: () => undefined }, file));
  return document ?? undefined;
}

function readText(file: string, faults: Fault[]): string | undefined {
  const refuse = (message: string) => {
    faults.push({ code: 'unreadable', message, path: [], file });
    return undefined;
  };
  try {
    const stats = statSync(file);
    if (!stats.isFile()) return refuse('is not a regular file');
    if (stats.size > LIMITS.bytes) return refuse(`is larger than ${LIMITS.bytes / 1e6} MB`);
    return decodeText(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) return refuse('is not text: its bytes are no UTF-8 or UTF-16');
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code !== 'ENOENT') return refuse(`cannot be read (${code})`);
    faults.push(missingFault(file));
    return undefined;
  }
}

const allNouns: readonly string[] = [...nounNames, 'TenantId'];

/**
 * The nouns of one file: by the file's name, by its keys, or by the keys of a baseline's export.
 */
function partsOf(file: string, isInFolder: boolean, faults: Fault[], warnings: Fault[]): Part[] {
  const document = readDocument(file, faults);
  if (document === undefined) return [];
  const named = basename(file, extname(file)).replace(/^get-?/i, '');
  const noun = isInFolder ? caseBlind(allNouns, named) : undefined;
  if (noun !== undefined) return [{ key: noun, value: document.value, file, document, at: [] }];
  const value = document.value;
  const keys = isFields(value) ? Object.keys(value) : [];
  const part = (key: string, at: string): Part => {
    return { key, value: (value as Fields)[at], file, document, at: [at] };
  };
  const baseline = keys.filter((key) => Object.hasOwn(baselineKeys, key));
  if (baseline.length > 0) return baseline.map((key) => part(baselineKeys[key] ?? key, key));
  if (!isInFolder) return readWhole(value, file, keys, part, faults);
  const nouns = keys.filter((key) => caseBlind(allNouns, key) !== undefined);
  if (nouns.length === 0) {
    const message = 'is not read: neither its name nor its keys are nouns of cmdlets';
    warnings.push({ code: 'unreadable', message, path: [], file });
  }
  return keys.length > 0 && nouns.length > 0 ? keys.map((key) => part(key, key)) : [];
}

/** A file that is the whole tenant: each of its keys, known or not, is judged with the others. */
function readWhole(
  value: unknown,
  file: string,
  keys: readonly string[],
  part: (key: string, at: string) => Part,
  faults: Fault[],
): Part[] {
  if (isFields(value)) return keys.map((key) => part(key, key));
  const expected = 'a mapping of nouns such as OrganizationConfig to objects';
  const message = 'is not a tenant';
  const found = showFound(value);
  faults.push({ code: 'wrong-type', message, path: [], file, found, expected });
  return [];
}

/** All parts as one tenant; a noun in two files is a fault. */
function unite(parts: readonly Part[], faults: Fault[]) {
  const byKey = new Map<string, Part>();
  for (const part of parts) {
    const first = byKey.get(part.key);
    if (first === undefined) byKey.set(part.key, part);
    else {
      const message = `${part.key} stands also in ${first.file}`;
      faults.push({ code: 'duplicate', message, path: part.at, file: part.file });
    }
  }
  const whole = Object.fromEntries([...byKey].map(([key, part]) => [key, part.value]));
  return { whole, byKey };
}

/** A finding about the whole, in the file that its noun came from. */
function placed(finding: Finding, byKey: ReadonlyMap<string, Part>, path: string): Fault[] {
  const part = byKey.get(String(finding.path[0] ?? ''));
  if (part === undefined) return locate([finding], { positionOf: () => undefined }, path);
  const inFile = [...part.at, ...finding.path.slice(1)];
  return locate([{ ...finding, path: inFile }], part.document, part.file);
}
