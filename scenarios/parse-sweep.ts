/**
 * A study file to a sweep: its study, its factors, and the study that each level makes of it.
 *
 * Every level is tried alone when the file is read, so that what it would break is told with the
 * line of the factor, before anything runs.
 *
 * Never: run anything, or accept a factor that acts on what a sweep holds fixed (seed, metrics,
 * precision, name).
 */
import { assumptionNamed } from '../model/assumptions.ts';
import type { Fault, Parsed, Path } from '../model/fault.ts';
import { nounNames } from '../model/org/settings.ts';
import { documentedFactors, isAssumed, STATED } from './default-factors.ts';
import type { Distribution } from './distribution.ts';
import { parseDocument } from './document.ts';
import {
  type Combination,
  type Factor,
  type FactorRange,
  type Level,
  levelOf,
  withLevel,
  withLevels,
} from './factors.ts';
import { studyOf } from './parse-study.ts';
import type { DesignWord } from './schema/factor-words.ts';
import { type FactorFile, factorForm, sweepForm } from './schema/factors.ts';
import {
  type Finding,
  type Findings,
  locate,
  nearestOf,
  noFindings,
  soundOf,
} from './schema/findings.ts';
import { readMetric } from './schema/study-metrics.ts';
import type { Metric, Study } from './study.ts';
import { type StudyChanges, withChanges } from './study-changes.ts';
import { parseDuration } from './time.ts';

/** What the command line changes of a file; absent: nothing. */
export type SweepChanges = StudyChanges & {
  readonly design?: DesignWord | undefined;
  readonly metric?: string | undefined;
  readonly replications?: number | undefined;
  readonly points?: number | undefined;
};

export type Sweep = {
  readonly study: Study;
  readonly factors: readonly Factor[];
  readonly design: DesignWord;
  /** What is ranked. */
  readonly metric: Metric;
  /** Messages in each cell. */
  readonly replications: number;
  /** Cells of a Latin hypercube, base points of Sobol indices. */
  readonly points: number;
  /** The study with some levels in place; all others as the file says. */
  readonly studyWith: (levels: Combination) => Study | readonly Fault[];
};

/** Used where a file does not say. */
export const SWEEP_DEFAULTS = { replications: 300, points: 64 } as const;

/** What a factor may act on, besides the nouns. */
const roots = [
  ...['behaviours', 'population', 'workload', 'load', 'spike', 'assume', 'policies'],
  ...['profile', 'tenant'],
];

/** Parses the text of a study as a sweep; `file` is how faults call it. */
export function parseSweep(text: string, file: string, changes: SweepChanges = {}): Parsed<Sweep> {
  const { document, faults } = parseDocument(text);
  const into: Findings = { faults: [...faults], warnings: [] };
  const positionOf = document?.positionOf ?? (() => undefined);
  const value = document === null ? null : withChanges(document.value, changes);
  const study = document === null ? undefined : studyOf(value, into);
  const sweep = study === undefined ? undefined : sweepOf(value, study, changes, into);
  const located = locate(into.faults, { positionOf }, file);
  if (sweep === undefined || located.length > 0) return { ok: false, faults: located };
  return { ok: true, value: sweep, warnings: locate(into.warnings, { positionOf }, file) };
}

function sweepOf(value: unknown, study: Study, changes: SweepChanges, into: Findings): Sweep {
  // The form was checked with the study; what is sound of it is read beside what is not.
  const { factors: listed, sweep: how, ...rest } = value as Record<string, unknown>;
  const isSound = into.faults.every(({ path: [key] }) => key === 'factors' || key === 'sweep');
  const written = listed === undefined ? undefined : soundOf(listed, factorForm);
  const sweep = sweepForm.safeParse(how ?? {}).data ?? {};
  const factors = readFactors(written ?? [[0, 'assumptions']], study, into);
  const name = changes.metric ?? sweep.metric;
  const metric =
    name === undefined ? study.precision.metric : readMetric(name, ['sweep', 'metric'], into);
  const whole: Sweep = {
    study,
    factors,
    design: changes.design ?? sweep.design ?? 'tornado',
    metric: metric ?? study.precision.metric,
    replications: changes.replications ?? sweep.replications ?? SWEEP_DEFAULTS.replications,
    points: changes.points ?? sweep.points ?? SWEEP_DEFAULTS.points,
    studyWith: (levels) => {
      const found = noFindings();
      const placed = levels.map(([{ set }, level]) => ({ set, value: level.value }));
      const patched = withLevels(rest, placed);
      const made = studyOf(patched, found);
      return made === undefined || found.faults.length > 0 ? found.faults : made;
    },
  };
  // Where the study itself has faults, every level would only say them again.
  if (written !== undefined && isSound) tryLevels(rest, factors, written, into);
  return whole;
}

/** The faults of each level alone, told at its factor. */
function tryLevels(
  value: unknown,
  factors: readonly Factor[],
  written: readonly Listed[],
  into: Findings,
): void {
  for (const factor of factors) {
    const found = written.find(([, one]) => typeof one === 'object' && nameOf(one) === factor.name);
    if (found === undefined) continue;
    const [index] = found;
    for (const { label, value: level } of factor.levels) {
      const faulty = noFindings();
      studyOf(withLevel(value, factor.set, level), faulty);
      into.faults.push(
        ...faulty.faults.map(
          ({ position: _, path: __, onKey: ___, ...fault }): Finding => ({
            ...fault,
            path: ['factors', index],
            message: `"${factor.name}" at ${label}: ${fault.message}`,
          }),
        ),
      );
    }
  }
}

/** A factor with its place in the file. */
type Listed = readonly [index: number, factor: FactorFile];

function readFactors(written: readonly Listed[], study: Study, into: Findings): Factor[] {
  const documented = documentedFactors(study);
  const found = written.flatMap(([index, one]): readonly Factor[] => {
    const path = ['factors', index];
    if (typeof one !== 'string') return readFactor(one, documented, study, path, into);
    if (one === 'assumptions') return documented.filter(isAssumed);
    const wanted = assumptionNamed(one) ?? one;
    const known = documented.filter(({ name }) => name === wanted);
    if (known.length === 0) {
      const names = documented.map(({ name }) => name);
      into.faults.push({
        code: 'unknown-word',
        message: `no factor is called "${one}"`,
        path,
        expected: `assumptions ${names.join(' ')}`,
        ...nearestOf(one, ['assumptions', ...names]),
      });
    }
    return known;
  });
  found.forEach(({ name }, index) => {
    if (found.findIndex((other) => other.name === name) === index) return;
    const message = `two factors are called "${name}"`;
    into.faults.push({ code: 'duplicate', message, path: ['factors'] });
  });
  return found;
}

type Written = Exclude<FactorFile, string>;

const nameOf = ({ name, set }: Written): string => name ?? set.split('.').at(-1) ?? set;

function readFactor(
  written: Written,
  documented: readonly Factor[],
  study: Study,
  path: Path,
  into: Findings,
): Factor[] {
  const set = written.set.split('.');
  const root = set[0] ?? '';
  const isKnown = roots.includes(root) || (nounNames as readonly string[]).includes(root);
  const isGrown = root !== 'tenant' || set[1] === 'generate';
  if (!isKnown || !isGrown || set.includes('')) {
    into.faults.push({
      code: 'unknown-word',
      message: `"${written.set}" is nothing that a factor acts on`,
      path: [...path, 'set'],
      expected: `${roots.join('… ')}.generate…, or a cmdlet noun such as OrganizationConfig`,
      ...nearestOf(root, [...roots, ...nounNames]),
    });
    return [];
  }
  if (root === 'policies' && !namesPolicy(set, study, path, into)) return [];
  const like = documented.find((one) => one.set.join('.') === written.set);
  const positions = readPositions(written, like, study, path, into);
  if (positions === null) return [];
  return [
    {
      name: nameOf(written),
      set,
      ...positions,
      base: like?.base ?? STATED,
      standing: like?.standing ?? null,
      source: written.because ?? like?.source ?? 'Stated by the study.',
    },
  ];
}

/** Whether a factor acts inside a policy of the study; a level never adds one or takes one away. */
function namesPolicy(
  [, name, ...rest]: readonly string[],
  { policies }: Study,
  path: Path,
  into: Findings,
): boolean {
  const names = policies.map((policy) => policy.name);
  if (name !== undefined && names.includes(name)) return true;
  const near = name === undefined ? {} : nearestOf(name, names);
  into.faults.push({
    code: 'unknown-reference',
    message: name === undefined ? 'names no policy' : `no policy is called "${name}"`,
    path: [...path, 'set'],
    expected: `policies. and one of ${names.join(' ')}`,
    ...near,
    fix: `write ${['policies', near.nearest ?? names[0] ?? 'today', ...rest].join('.')}`,
  });
  return false;
}

/** The positions of a factor: a list, a stretch, or multiples of what stands there. */
function readPositions(
  { values, low, high, scale }: Written,
  like: Factor | undefined,
  study: Study,
  path: Path,
  into: Findings,
): Pick<Factor, 'levels' | 'range'> | null {
  const refuse = (message: string, expected: string): null => {
    into.faults.push({ code: 'wrong-type', message, path, expected });
    return null;
  };
  const forms = [values, low ?? high, scale].filter((form) => form !== undefined);
  if (forms.length !== 1) {
    return refuse(
      'is not one form of a range',
      'one of values: […], low: and high:, scale: [a, b]',
    );
  }
  if (values !== undefined) {
    const levels = values.map((value): Level => ({ label: labelOf(value), value }));
    return { levels, range: null };
  }
  const range = scale ? scaleOf(scale, like, study) : rangeOf(low, high);
  if (typeof range === 'string') return refuse(range, 'two numbers or two durations that rise');
  return { levels: [levelOf(range, range.low), levelOf(range, range.high)], range };
}

function scaleOf(
  [low, high]: readonly [number, number],
  like: Factor | undefined,
  { workload }: Study,
): FactorRange | string {
  const isRecall = like?.name === 'recallAfter';
  const of: Distribution | undefined = isRecall
    ? workload.recallAfter
    : like?.range?.kind === 'scale'
      ? like.range.of
      : undefined;
  if (of === undefined) return 'has a scale where no distribution stands';
  return low < high ? { kind: 'scale', low, high, of } : 'has a scale that does not rise';
}

function rangeOf(
  low: string | number | undefined,
  high: string | number | undefined,
): FactorRange | string {
  if (typeof low === 'number' && typeof high === 'number') {
    return low < high ? { kind: 'number', low, high } : 'has a low that is not below its high';
  }
  const [from, to] = [low, high].map((end) =>
    typeof end === 'string' ? parseDuration(end) : null,
  );
  if (from === null || to === null || from === undefined || to === undefined) {
    return 'has ends that are not both numbers or both durations';
  }
  return from < to
    ? { kind: 'duration', low: from, high: to }
    : 'has a low that is not below its high';
}

/** A value as reports call it, short. */
function labelOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
