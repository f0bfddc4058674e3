/**
 * Actions on drafts: resolved against who exists, and against the drafts that somebody composes.
 */
import type { Path } from '../../model/fault.ts';
import type { Action } from '../scenario.ts';
import type { ActionValue } from './actions.ts';
import {
  isAddress,
  isOutside,
  noteOutside,
  resolveMailbox,
  resolveRecipient,
} from './directory.ts';
import { type Resolving, resolveId } from './ids.ts';

type DraftForm =
  | 'compose'
  | 'observe'
  | 'reopen'
  | 'close'
  | 'removeRecipient'
  | 'refreshGroupMetrics';

/** A checked entry whose action is about a draft, or about what drafts read. */
export type DraftTyped = {
  readonly [K in DraftForm]: { readonly name: K; readonly value: ActionValue<K> };
}[DraftForm];

export function resolveDraft({ name, value }: DraftTyped, path: Path, to: Resolving): Action {
  switch (name) {
    case 'compose':
      return composeOf(value, path, to);
    case 'removeRecipient': {
      const { directory, into } = to;
      return {
        kind: name,
        draft: resolveId('draft', value.draft, [...path, 'draft'], to),
        recipient: addressee(value.recipient, [...path, 'recipient'], { directory, into }),
      };
    }
    case 'refreshGroupMetrics':
      return { kind: name };
    default:
      return { kind: name, draft: resolveId('draft', value.draft, [...path, 'draft'], to) };
  }
}

function composeOf(value: ActionValue<'compose'>, path: Path, to: Resolving): Action {
  const { directory, into } = to;
  const from = directory.primaryOf.get(value.from);
  // Somebody of a partner asks too: only an address that should be ours must exist.
  const isForeign = from === undefined && isOutside(directory, value.from);
  if (isForeign) noteOutside(directory, [value.from]);
  else if (from === undefined) resolveMailbox(directory, value.from, [...path, 'from'], into);
  const answered = (key: 'replyTo' | 'replyAllTo') => {
    const message = value[key];
    return message == null ? {} : { [key]: resolveId('message', message, [...path, key], to) };
  };
  const whom = (key: 'to' | 'cc' | 'bcc') =>
    value[key].map((one, i) =>
      addressee(one, value[key].length > 1 ? [...path, key, i] : [...path, key], to),
    );
  return {
    kind: 'compose',
    id: value.id,
    from: from ?? value.from,
    to: whom('to'),
    cc: whom('cc'),
    bcc: whom('bcc'),
    size: value.size,
    client: value.client ?? null,
    ...answered('replyTo'),
    ...answered('replyAllTo'),
    ...(value.receivedAsBcc == null ? {} : { receivedAsBcc: value.receivedAsBcc }),
  };
}

/** Whom a draft is addressed to: an address that nobody has is no mistake, a tip is about it. */
function addressee(
  address: string,
  path: Path,
  { directory, into }: Pick<Resolving, 'directory' | 'into'>,
): string {
  const isNobodys = isAddress(address) && !isOutside(directory, address);
  if (isNobodys && !directory.primaryOf.has(address)) return address;
  return resolveRecipient(directory, address, path, into);
}
