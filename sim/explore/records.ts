/**
 * Records of one kind, compared, stored, restored and coded field by field.
 *
 * The functions are generated from the list of fields, once: a loop over field names looks each one
 * up by its name, which is ten times as slow as the line that names it. Nothing but names of our
 * own fields goes into them.
 */
import { assert } from '../../model/assert.ts';
import type { Codes } from './codes.ts';
import type { How } from './fields.ts';

/** What a record was at some moment: its fields by name, and the number of their codes. */
export type Stored = { readonly $id: number };

export type RecordKind = {
  /** How many fields are part of the state. */
  readonly width: number;
  readonly isSame: (live: object, stored: Stored) => boolean;
  readonly store: (live: object, id: number) => Stored;
  readonly restore: (live: object, stored: Stored) => void;
  /** Codes a record. What is as stored keeps its code: those begin at `from` in `pool`. */
  readonly code: (
    live: object,
    stored: Stored | null,
    owner: number,
    codes: Codes,
    into: Int32Array,
    pool: Int32Array,
    from: number,
  ) => void;
};

/** Fields that name recipients, seen from whose record it is. */
const namesOthers: ReadonlySet<How> = new Set([
  'recipient',
  'recipients',
  'copy',
  'copies',
  'path',
  'kinds',
]);

const known = new Map<string, RecordKind>();

/** The functions of the records with these fields, made once. */
export function recordKind(fields: Readonly<Record<string, How>>): RecordKind {
  const key = JSON.stringify(fields);
  const found = known.get(key) ?? newRecordKind(fields);
  known.set(key, found);
  return found;
}

function newRecordKind(fields: Readonly<Record<string, How>>): RecordKind {
  const names = Object.keys(fields);
  for (const name of names) assert(/^[A-Za-z]\w*$/.test(name), 'fields have plain names');
  const isGrown = (name: string): boolean => fields[name] === 'grown' || fields[name] === 'list';
  const grown = names.filter(isGrown);
  const coded = names.filter((name) => fields[name] !== 'grown' && fields[name] !== 'history');
  const same = names.map((name) => {
    const now = `live.${name}`;
    const then = `stored.${name}`;
    if (isGrown(name)) return `${now} === ${then} && ${now}.length === stored.$${name}`;
    return `(${now} === ${then} || (${now} !== ${now} && ${then} !== ${then}))`;
  });
  const stores = [
    ...names.map((name) => `${name}: live.${name}`),
    ...grown.map((name) => `$${name}: live.${name}.length`),
  ];
  const restores = names.map((name) =>
    isGrown(name)
      ? `live.${name} = stored.${name}; live.${name}.length = stored.$${name};`
      : `live.${name} = stored.${name};`,
  );
  const codes = coded.map((name, index) => {
    const how = fields[name] as How;
    const fresh = `codes.${how}(live.${name}${namesOthers.has(how) ? ', owner' : ''})`;
    const isKept = isGrown(name) ? 'false' : `stored !== null && live.${name} === stored.${name}`;
    return `into[${index}] = ${isKept} ? pool[from + ${index}] : ${fresh};`;
  });
  return {
    width: coded.length,
    isSame: compiled<RecordKind['isSame']>('live, stored', `return ${same.join(' && ')};`),
    store: compiled<RecordKind['store']>('live, id', `return { ${stores.join(', ')}, $id: id };`),
    restore: compiled<RecordKind['restore']>('live, stored', restores.join('\n')),
    code: compiled<RecordKind['code']>(
      'live, stored, owner, codes, into, pool, from',
      codes.join('\n'),
    ),
  };
}

function compiled<F>(parameters: string, body: string): F {
  return new Function(...parameters.split(', '), body) as F;
}
