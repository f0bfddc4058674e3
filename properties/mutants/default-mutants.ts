/**
 * Mutants of defaults: what Exchange takes where a tenant says nothing, replaced by another value
 * that is legal, one at a time, and asked of the library.
 */

import type { Property } from '../../model/org/property.ts';
import { nounNames, nounSpec } from '../../model/org/settings.ts';
import { compileScenario } from '../../scenarios/compile.ts';
import { endless, model } from '../harness.ts';
import { firstFailure, readLibrary } from '../library.ts';

export type DefaultMatrix = {
  readonly mutants: number;
  readonly noticed: number;
  /** `Mailbox.ModerationEnabled: false -> true`, and nobody notices. */
  readonly survivors: readonly string[];
};

type Default = Property['default'];

/** Replaces every default, one at a time, and asks the library about it. */
export function measureDefaults(progress: (done: number, all: number) => void): DefaultMatrix {
  const { entries } = readLibrary();
  const mutants = everyDefault();
  const survivors = mutants.filter(({ property, instead }, done) => {
    progress(done + 1, mutants.length);
    const restore = replaced(property, instead);
    try {
      return entries.every((entry) => holds(entry));
    } finally {
      restore();
    }
  });
  return {
    mutants: mutants.length,
    noticed: mutants.length - survivors.length,
    survivors: survivors.map(({ name, property, instead }) => {
      return `${name}: ${String(property.default)} -> ${String(instead)}`;
    }),
  };
}

type DefaultMutant = {
  readonly name: string;
  readonly property: Property;
  readonly instead: Default;
};

/** Nouns that share a property share its default. */
function everyDefault(): DefaultMutant[] {
  const seen = new Set<Property>();
  return nounNames.flatMap((noun) =>
    Object.entries(nounSpec(noun).properties).flatMap(([name, property]) => {
      const instead = another(property);
      if (instead === null || seen.has(property)) return [];
      seen.add(property);
      return [{ name: `${noun}.${name}`, property, instead }];
    }),
  );
}

/** Another legal value; null where nothing acts by default, or a text does. */
function another({ type, default: own, min, max }: Property): Default {
  if (typeof own === 'boolean') return !own;
  if (typeof own === 'number') {
    const candidates = [max, min, own * 2, type === 'size' ? 1e12 : own + 1];
    return candidates.find((value) => value !== undefined && value !== own) ?? null;
  }
  if (typeof type === 'string' || own === null) return null;
  return type[(type.indexOf(own) + 1) % type.length] ?? null;
}

function replaced(property: Property, instead: Default): () => void {
  const writable = property as { default: Default };
  const before = property.default;
  writable.default = instead;
  return () => {
    writable.default = before;
  };
}

function holds(entry: ReturnType<typeof readLibrary>['entries'][number]): boolean {
  try {
    const setting = compileScenario(entry.scenario);
    return firstFailure(model, { ...entry, setting }, endless()) === null;
  } catch {
    return false;
  }
}
