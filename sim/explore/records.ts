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
  /** A live record as it was stored. */
  readonly make: (stored: Stored) => Record<string, unknown>;
  /** Whether it names copies, whose indices are not the same on every path. */
  readonly namesCopies: (stored: Stored) => boolean;
  /** Whether what has changed names nobody but whose record it is, and is so said of another. */
  readonly isOwn: (before: Stored, after: Stored) => boolean;
  /** What is stored of another's record `then`, changed as that of `owner` was. */
  readonly transfer: (
    before: Stored,
    after: Stored,
    then: Stored,
    owner: number,
    other: number,
  ) => Stored;
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

/** Setting the length of a list would give its room back, and the next item takes it anew. */
const REFILL = `function refill(list, items) {
  while (list.length > items.length) list.pop();
  for (let i = 0; i < items.length; i++) list[i] = items[i];
}`;

function newRecordKind(fields: Readonly<Record<string, How>>): RecordKind {
  const names = Object.keys(fields);
  for (const name of names) assert(/^[A-Za-z]\w*$/.test(name), 'fields have plain names');
  const isGrown = (name: string): boolean => fields[name] === 'grown' || fields[name] === 'list';
  const grown = names.filter(isGrown);
  const coded = names.filter((name) => fields[name] !== 'grown' && fields[name] !== 'history');
  const same = names.map((name) => {
    const now = `live.${name}`;
    const then = `stored.${name}`;
    if (isGrown(name)) return `${now} === ${then} && ${now}.length === stored.$${name}.length`;
    return `(${now} === ${then} || (${now} !== ${now} && ${then} !== ${then}))`;
  });
  const stores = [
    ...names.map((name) => `${name}: live.${name}`),
    ...grown.map((name) => `$${name}: live.${name}.slice()`),
  ];
  const restores = names.map((name) =>
    isGrown(name)
      ? `live.${name} = stored.${name}; refill(live.${name}, stored.$${name});`
      : `live.${name} = stored.${name};`,
  );
  const copies = names.flatMap((name) => {
    if (fields[name] === 'copy') return [`stored.${name} >= 0`];
    return fields[name] === 'copies' ? [`stored.${name}.length > 0`] : [];
  });
  const lists = names.filter((name) => /^(recipients|copy|copies|path)$/.test(fields[name] ?? ''));
  const transfers = transferLines(names, fields);
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
    restore: compiled<RecordKind['restore']>('live, stored', [REFILL, ...restores].join('\n')),
    make: compiled<RecordKind['make']>(
      'stored',
      `return { ${names.map((name) => `${name}: stored.${name}`).join(', ')} };`,
    ),
    namesCopies: compiled<RecordKind['namesCopies']>(
      'stored',
      `return ${['false', ...copies].join(' || ')};`,
    ),
    isOwn: compiled<RecordKind['isOwn']>(
      'before, after',
      `return ${['true', ...lists.map((name) => `before.${name} === after.${name}`)].join(' && ')};`,
    ),
    transfer: compiled<RecordKind['transfer']>(
      'before, after, then, owner, other',
      `return { ${[...transfers, ...grown.map((name) => `$${name}: then.$${name}`)].join(', ')}, $id: after.$id };`,
    ),
    code: compiled<RecordKind['code']>(
      'live, stored, owner, codes, into, pool, from',
      codes.join('\n'),
    ),
  };
}

/** Fields of a record changed as another was; what names its recipient names the other. */
function transferLines(
  names: readonly string[],
  fields: Readonly<Record<string, How>>,
): readonly string[] {
  return names.map((name) => {
    const renamed =
      fields[name] === 'recipient'
        ? `(after.${name} === owner ? other : after.${name})`
        : fields[name] === 'kinds'
          ? `after.${name}.map((one) => (one.by === owner ? { ...one, by: other } : one))`
          : `after.${name}`;
    return `${name}: after.${name} === before.${name} ? then.${name} : ${renamed}`;
  });
}

function compiled<F>(parameters: string, body: string): F {
  return new Function(...parameters.split(', '), body) as F;
}
