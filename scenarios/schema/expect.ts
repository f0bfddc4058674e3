/**
 * Expectations: which fields each form may name, and which words their values may be.
 *
 * Why closed: an expectation on a field that does not exist would fail for the wrong reason, or,
 * negated, hold for it. Values stay as written, so that partial matches, nulls and time ranges are
 * the comparison's business.
 */
import { type Path, showFound } from '../../model/fault.ts';
import { type Expectation, expectationForms } from '../scenario.ts';
import { parseInstant } from '../time.ts';
import { resolveMailbox } from './directory.ts';
import {
  copyFields,
  filterFields,
  type Kind,
  outerFields,
  recallFields,
  rowFields,
  type Shape,
  tipFields,
} from './expect-fields.ts';
import { type Finding, type Findings, nearestOf, unknownKey } from './findings.ts';
import { type Resolving, resolveId } from './ids.ts';
import { type Fields, isFields } from './properties.ts';
import { instantForm, normaliseAddress } from './words.ts';

/** Checks the expectations and makes their addresses primary ones. */
export function readExpectations(value: unknown, path: Path, to: Resolving): Expectation[] {
  if (!Array.isArray(value)) {
    const message = 'is not a list of expectations';
    to.into.faults.push({ code: 'wrong-type', message, path, found: showFound(value) });
    return [];
  }
  return value.flatMap((one, i) => readExpectation(one, [...path, i], to) ?? []);
}

function readExpectation(value: unknown, path: Path, to: Resolving): Expectation | undefined {
  const { into } = to;
  const expected = `one of the forms ${expectationForms.join(', ')}`;
  if (!isFields(value)) {
    const message = `is not ${expected}`;
    into.faults.push({ code: 'wrong-type', message, path, found: showFound(value), expected });
    return undefined;
  }
  const forms = expectationForms.filter((form) => Object.hasOwn(value, form));
  const [form] = forms;
  if (form === undefined || forms.length > 1) {
    const keys = Object.keys(value);
    const near = keys.length === 0 ? {} : nearestOf(keys[0] ?? '', expectationForms);
    const message =
      form === undefined ? 'is of no known form' : `is ${forms.join(' and ')} at once`;
    const code = form === undefined ? 'missing' : 'wrong-type';
    into.faults.push({ code, message, path, found: showFound(value), expected, ...near });
    return undefined;
  }
  const isRow = Object.hasOwn(value, 'recipient');
  const shape =
    form === 'recall' ? (isRow ? rowFields : recallFields) : (outerFields[form] ?? copyFields);
  const checked = checkFields(value, shape, path, ` of an expectation on ${form}`, to);
  checkCount(checked['count'], [...path, 'count'], into);
  if (isRow && form === 'recall' && typeof checked['recipient'] !== 'string') {
    into.faults.push(wrong([...path, 'recipient'], value['recipient'], 'an address'));
  }
  if (form === 'recall') return { form, value: checked };
  if (form === 'draft') return { form, value: readDraft(checked, path, to) };
  if (form === 'inspection') return readInspection(checked, path, to);
  const filter = checkFilter(form, checked[form], [...path, form], to);
  const isCounted = form === 'receipts' || form === 'notices' || form === 'audit';
  if (isCounted && checked['count'] === undefined) {
    const message = 'needs the key "count"';
    into.faults.push({ code: 'missing', message, path, expected: 'how many are expected' });
  }
  return { form, value: { ...checked, [form]: filter } };
}

/** How many: a whole number from 0 on, where it is given. */
function checkCount(count: unknown, path: Path, into: Findings): void {
  if (count === undefined || (Number.isInteger(count) && Number(count) >= 0)) return;
  into.faults.push(wrong(path, count, 'a whole number from 0 on'));
}

/** `tips: { present: […], absent: […] }`, each item partial. */
function readDraft(value: Record<string, unknown>, path: Path, to: Resolving): Fields {
  const at = [...path, 'tips'];
  const tips = value['tips'];
  if (tips === undefined) return value;
  if (!isFields(tips)) {
    to.into.faults.push(wrong(at, tips, '{ present: […], absent: […] }'));
    return value;
  }
  const checked = Object.entries(tips).map(([key, list]) => {
    const where = [...at, key];
    if (key !== 'present' && key !== 'absent')
      to.into.faults.push(unknownKey(at, key, ['present', 'absent'], ' of "tips"'));
    else if (!Array.isArray(list)) to.into.faults.push(wrong(where, list, 'a list of tips'));
    else return [key, list.map((tip, i) => readTip(tip, [...where, i], to))];
    return [key, []];
  });
  return { ...value, tips: Object.fromEntries(checked) };
}

function readTip(tip: unknown, path: Path, to: Resolving): Fields {
  if (isFields(tip)) return checkFields(tip, tipFields, path, ' of a tip', to);
  to.into.faults.push(wrong(path, tip, 'a tip, such as { tip: custom, recipient: … }'));
  return {};
}

function readInspection(value: Fields, path: Path, to: Resolving): Expectation {
  const id = value['inspection'];
  const at = [...path, 'inspection'];
  if (typeof id === 'string') resolveId('inspection', id, at, to);
  else to.into.faults.push(wrong(at, id, 'the id of an inspection'));
  const properties = value['properties'];
  if (properties !== undefined && !isFields(properties)) {
    to.into.faults.push(wrong([...path, 'properties'], properties, 'a mapping of properties'));
  }
  return { form: 'inspection', value };
}

function checkFilter(
  form: keyof typeof filterFields,
  filter: unknown,
  path: Path,
  to: Resolving,
): Fields {
  if (isFields(filter)) {
    const checked = checkFields(filter, filterFields[form], path, ` of "${form}"`, to);
    const missing = ['message', 'mailbox'].filter((key) => form === 'copy' && !(key in filter));
    for (const key of missing) {
      const expected = '{ message, mailbox }';
      const message = `needs the key "${key}"`;
      to.into.faults.push({ code: 'missing', message, path, expected });
    }
    return checked;
  }
  to.into.faults.push(wrong(path, filter, `a mapping of fields of ${form}`));
  return {};
}

function checkFields(
  value: Fields,
  shape: Shape,
  path: Path,
  of: string,
  to: Resolving,
): Record<string, unknown> {
  const checked: Record<string, unknown> = {};
  for (const [key, expected] of Object.entries(value)) {
    const kind = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (kind === undefined) to.into.faults.push(unknownKey(path, key, Object.keys(shape), of));
    else checked[key] = checkValue(expected, kind, [...path, key], to);
  }
  return checked;
}

function wrong(path: Path, value: unknown, expected: string): Finding {
  return {
    code: 'wrong-type',
    message: `is not ${expected}`,
    path,
    found: showFound(value),
    expected,
  };
}

/** A value, or null for "null or absent"; a list asks that all its items are contained. */
function checkValue(value: unknown, kind: Kind, path: Path, to: Resolving): unknown {
  if (value === null || kind === 'any') return value;
  if (Array.isArray(value)) {
    return value.map((item, i) => checkValue(item, kind, [...path, i], to));
  }
  const refuse = (expected: string) => {
    to.into.faults.push(wrong(path, value, expected));
    return value;
  };
  if (kind === 'flag') return typeof value === 'boolean' ? value : refuse('true or false');
  if (kind === 'number') return Number.isSafeInteger(value) ? value : refuse('a whole number');
  if (kind === 'time') return checkTime(value, path, to);
  if (typeof value !== 'string') {
    if (kind === 'text' && typeof value === 'number') return value;
    return refuse('text');
  }
  switch (kind) {
    case 'text':
    case 'texts':
      return value;
    case 'address':
      return resolveMailbox(to.directory, normaliseAddress(value), path, to.into);
    case 'message':
      return resolveId('message', value, path, to);
    case 'recall':
      return resolveId('recall', value, path, to);
    case 'draft':
      return resolveId('draft', value, path, to);
    default:
      return checkWord(value, kind, path, to.into);
  }
}

function checkWord(value: string, known: readonly string[], path: Path, into: Findings): string {
  if (known.includes(value)) return value;
  into.faults.push({
    code: 'unknown-word',
    message: `unknown word "${value}"`,
    path,
    found: value,
    expected: known.join(' '),
    ...nearestOf(value, known),
  });
  return value;
}

/** A time, or `{ notBefore, notAfter }`. */
function checkTime(value: unknown, path: Path, to: Resolving): unknown {
  const isTime = (one: unknown) =>
    typeof one === 'string' && parseInstant(one, to.startMs) !== null;
  if (!isFields(value)) {
    if (!isTime(value)) to.into.faults.push(wrong(path, value, instantForm));
    return value;
  }
  for (const [key, limit] of Object.entries(value)) {
    const at = [...path, key];
    if (key !== 'notBefore' && key !== 'notAfter') {
      to.into.faults.push(unknownKey(path, key, ['notBefore', 'notAfter'], ' of a time'));
    } else if (!isTime(limit)) to.into.faults.push(wrong(at, limit, instantForm));
  }
  return value;
}
