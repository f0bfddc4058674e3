/**
 * One for many: what was built for one representative of each class, spread over all that are of a
 * class.
 *
 * Never: look at what a value means; which values are kept by recipient is a matter of their form,
 * or of the names below.
 */
import { at } from '../model/assert.ts';

/** Lists that have an item for each recipient. */
const byRecipient: ReadonlySet<string> = new Set(['domain', 'inboxRules']);

/**
 * Spreads arrays over recipients, and maps from them, at any depth of plain objects. The rest is
 * shared.
 *
 * @param template  its recipients are numbered by class
 * @param classOf   [recipient] the class
 */
export function spreadOver<T extends object>(template: T, classOf: Uint8Array): T {
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) => [name, spread(name, value, classOf)]),
  ) as T;
}

function spread(name: string, value: unknown, classOf: Uint8Array): unknown {
  if (value instanceof Uint8Array) return filled(new Uint8Array(classOf.length), value, classOf);
  if (value instanceof Int32Array) return filled(new Int32Array(classOf.length), value, classOf);
  if (value instanceof Float64Array)
    return filled(new Float64Array(classOf.length), value, classOf);
  if (Array.isArray(value)) return byRecipient.has(name) ? listFor(value, classOf) : value;
  if (value instanceof Map)
    return typeof value.keys().next().value === 'number' ? spreadMap(value, classOf) : value;
  const isPlain = value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? spreadOver(value as object, classOf) : value;
}

type Numbers = Uint8Array | Int32Array | Float64Array;

/** Where all classes are alike there is nothing to look up; zeros are there already. */
function filled(into: Numbers, from: Numbers, classOf: Uint8Array): Numbers {
  const first = at(from, 0);
  if (from.every((value) => value === first)) return first === 0 ? into : into.fill(first);
  for (let one = 0; one < classOf.length; one++) into[one] = from[classOf[one]!]!;
  return into;
}

function listFor(from: readonly unknown[], classOf: Uint8Array): unknown[] {
  const list = new Array<unknown>(classOf.length).fill(from[0]);
  if (from.every((value) => value === from[0])) return list;
  for (let one = 0; one < classOf.length; one++) list[one] = from[classOf[one]!];
  return list;
}

function spreadMap(map: Map<number, unknown>, classOf: Uint8Array): Map<number, unknown> {
  const isThere = Uint8Array.from({ length: 1 + Math.max(...map.keys()) }, (_, kind) =>
    map.has(kind) ? 1 : 0,
  );
  const all = new Map<number, unknown>();
  for (let one = 0; one < classOf.length; one++) {
    const kind = classOf[one]!;
    if (isThere[kind] === 1) all.set(one, map.get(kind));
  }
  return all;
}
