/**
 * Ids of messages, recalls and inspections: claimed once, looked up by everything that names them.
 *
 * Why ids can be lost: an entry with a fault still brings its id, and a second fault for each use
 * of it would only hide the first.
 */
import type { Path } from '../../model/fault.ts';
import type { Directory } from './directory.ts';
import { type Findings, isHelped, listWords, nearestOf } from './findings.ts';
import { isFields } from './properties.ts';
import { duplicates } from './tenant-references.ts';

/** Ids that exist: a word and where it stands. */
export type Ids = {
  readonly messages: Map<string, Path>;
  readonly recalls: Map<string, Path>;
  readonly inspections: Map<string, Path>;
  readonly drafts: Map<string, Path>;
  /** Ids of entries with faults: they name something, but nobody knows what. */
  readonly lost: Set<string>;
};

export function noIds(): Ids {
  return {
    messages: new Map(),
    recalls: new Map(),
    inspections: new Map(),
    drafts: new Map(),
    lost: new Set(),
  };
}

/** What resolving a timeline needs and adds to. */
export type Resolving = {
  readonly startMs: number;
  readonly directory: Directory;
  readonly ids: Ids;
  readonly into: Findings;
};

/** Notes the ids of an entry that is left out. */
export function loseIds(entry: unknown, lost: Set<string>): void {
  if (!isFields(entry)) return;
  const bodies = Object.values(entry).filter(isFields);
  for (const { id, replace } of bodies) {
    if (typeof id === 'string') lost.add(id).add(`${id}-replacement`);
    if (isFields(replace) && typeof replace['id'] === 'string') lost.add(replace['id']);
  }
}

/** Enters an id; a second claim is a fault at both places. */
export function claim(
  ids: Map<string, Path>,
  kind: string,
  id: string,
  path: Path,
  into: Findings,
) {
  const first = ids.get(id);
  if (first === undefined) ids.set(id, path);
  else into.faults.push(...duplicates(`${kind} id`, id, first, path));
}

/** Checks that an id names something that the timeline brings. */
export function resolveId(
  kind: 'message' | 'recall' | 'inspection' | 'draft',
  id: string,
  path: Path,
  { ids, into }: Pick<Resolving, 'ids' | 'into'>,
): string {
  const known = ids[`${kind}s`];
  if (known.has(id) || ids.lost.has(id)) return id;
  into.faults.push({
    code: 'unknown-reference',
    message: `no ${kind} has the id "${id}"`,
    path,
    found: id,
    expected: known.size === 0 ? `a ${kind} of the timeline` : listWords([...known.keys()]),
    ...(isHelped(into) ? nearestOf(id, known.keys()) : {}),
  });
  return id;
}
