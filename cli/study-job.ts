/**
 * What a run of a study needs: the study, its tenant and its traffic, with what the command line
 * changes in them; or everything that is wrong with any of it.
 *
 * Never: run anything.
 */
import { createHash } from 'node:crypto';
import { isAbsolute, resolve } from 'node:path';
import type { Fault } from '../model/fault.ts';
import type { Tenant } from '../model/org/tenant.ts';
import { parseAssumption } from '../scenarios/parse-assume.ts';
import { readStudy, readStudyText } from '../scenarios/read-study.ts';
import { readTraffic, unreadBesideTraffic } from '../scenarios/read-traffic.ts';
import { countsPrevention, type Study } from '../scenarios/study.ts';
import type { StudyChanges } from '../scenarios/study-changes.ts';
import type { Traffic } from '../scenarios/traffic.ts';
import { seedOf } from '../sim/arms.ts';
import { COUNTED, type RowFacts } from '../sim/rows-file.ts';
import { formatSeed, parseSeed } from '../sim/streams.ts';
import { type CommonOptions, usage } from './options.ts';
import { MODEL_VERSION, VERSION } from './version.ts';

export type RunOptions = CommonOptions & {
  readonly replications?: number;
  readonly gate?: true;
  /** False: what moves the headline is not looked for. */
  readonly tornado?: boolean;
  readonly traffic?: string;
};

/** So many replications can be told apart: rows number them with 32 bits and a sign. */
const REPLICATIONS_MAX = 2_147_483_648;

/** What a run needs, read and checked. */
export type Job = {
  readonly study: Study;
  readonly tenant: Tenant;
  readonly traffic: Traffic | null;
  readonly replications: number | null;
};

/** Reads the study with what the command line changes in it. */
export function readJob(
  path: string,
  options: RunOptions,
): { job: Job | null; faults: readonly Fault[]; warnings: readonly Fault[] } {
  const { changes, faults: unreadable } = changesIn(options);
  const reading = readStudy(path, changes);
  const faults: Fault[] = [...reading.faults, ...unreadable];
  const isGate = options.gate === true && reading.study !== null;
  const study = isGate ? asGate(reading.study, options, faults) : reading.study;
  const { replications } = options;
  const isCount = Number.isInteger(replications) && (replications ?? 0) >= 1;
  if (replications !== undefined && !(isCount && replications <= REPLICATIONS_MAX)) {
    faults.push(usage(`--replications: not a whole number from 1 to ${REPLICATIONS_MAX}`));
  }
  if (options.only !== undefined && options.only >= REPLICATIONS_MAX) {
    faults.push(usage(`--only: replications are numbered 0 to ${REPLICATIONS_MAX - 1}`));
  }
  let traffic: Traffic | null = null;
  if (options.traffic !== undefined) {
    const parsed = readTraffic(fromWhereCalled(options.traffic));
    if (parsed.ok) traffic = parsed.value;
    else faults.push(...parsed.faults);
  }
  const unread = traffic === null ? [] : unreadIn(path);
  const ignored = [...unread, ...reading.warnings];
  if (options.strict) faults.push(...ignored);
  const warnings = options.strict ? [] : ignored;
  if (study === null || faults.length > 0) return { job: null, faults, warnings };
  const job = { study, tenant: reading.tenant, traffic, replications: replications ?? null };
  return { job, faults, warnings };
}

/** What a study says that is not read where real mail is replayed. */
function unreadIn(path: string): readonly Fault[] {
  const text = readStudyText(path);
  return typeof text === 'string' ? unreadBesideTraffic(text, path) : [];
}

/** npm runs scripts in the package's folder; INIT_CWD is where the user called it. */
function fromWhereCalled(path: string): string {
  return isAbsolute(path) ? path : resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

/** What the command line changes in a study, as its file would say it. */
export function changesIn({ assume, profile, seed }: CommonOptions): {
  readonly changes: StudyChanges;
  readonly faults: readonly Fault[];
} {
  const readings = assume.map(parseAssumption);
  const faults: Fault[] = readings.flatMap((reading) => (reading.ok ? [] : reading.faults));
  const positions = readings.flatMap((one) => (one.ok ? [[one.name, one.written] as const] : []));
  const isSeed = seed === undefined || parseSeed(seed) !== undefined;
  if (!isSeed) {
    faults.push(usage(`--seed: "${seed}" is no seed of at most 64 bits, 0x… or decimal`));
  }
  const stated = isSeed && seed !== undefined ? { seed } : {};
  return { changes: { ...stated, profile, assume: Object.fromEntries(positions) }, faults };
}

/** A study that ends as soon as its requirements are answered. */
function asGate(study: Study, options: RunOptions, faults: Fault[]): Study {
  if (study.require.length === 0) {
    faults.push(usage(`--gate: "${study.name}" requires nothing, write require: […]`));
  }
  if (options.replications !== undefined || options.traffic !== undefined) {
    faults.push(usage('--gate: --replications and --traffic fix a number'));
  }
  return { ...study, precision: { ...study.precision, method: 'gate' } };
}

/** The hash of a value: of its JSON. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex');

/**
 * Fingerprints of a job: `configurationHash` of all that was read, `rowsHash` of what decides the
 * row of a replication. Precision, metrics and requirements read rows and change none.
 */
export function fingerprintsOf(
  { study, tenant, traffic, replications }: Job,
  { anonymise }: CommonOptions,
): { readonly configurationHash: string; readonly rowsHash: string } {
  // Where the tenant was read from says nothing about it.
  const read = study.tenant.kind === 'generate' ? study.tenant : tenant;
  const { tenant: _read, metrics, name, precision, require, ...rest } = study;
  const decides = { ...rest, seed: seedIn(study) };
  const rows = [MODEL_VERSION, decides, read, traffic, anonymise === true];
  return {
    configurationHash: hashOf([rows, name, metrics, precision, require, replications]),
    rowsHash: hashOf(rows),
  };
}

/** The seed in one form, however it was written. */
const seedIn = ({ seed }: Study): string => formatSeed(seedOf(seed));

/** What every file of rows says of itself. */
export function factsOf(job: Job, options: CommonOptions): RowFacts {
  const { rowsHash } = fingerprintsOf(job, options);
  const versions = { productVersion: VERSION, modelVersion: MODEL_VERSION };
  const isCounted = countsPrevention(job.study) || job.study.spike !== undefined;
  const counted = isCounted ? COUNTED : {};
  return { ...versions, seed: seedIn(job.study), rowsHash, ...counted };
}

/** How a recipient of the address book is written into rows. */
export function writtenAs(
  addresses: readonly string[],
  { anonymise }: CommonOptions,
): (recipient: number) => string {
  if (anonymise) return (recipient) => `person${recipient + 1}@domain.example`;
  return (recipient) => addresses[recipient] ?? '';
}
