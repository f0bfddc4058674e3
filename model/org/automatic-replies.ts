/**
 * Automatic replies as configured: by mailbox, by remote domain, by group.
 *
 * A tenant without a configuration has none, and nothing is read or decided for it.
 */
import type { Read } from './effective.ts';
import type {
  allowedOofTypes,
  autoReplyStates,
  externalAudiences,
} from './settings-automatic-reply.ts';
import { type CmdletObject, objectsOf, type Tenant, textOf } from './tenant.ts';

export type AutoReply = {
  readonly state: (typeof autoReplyStates)[number];
  /** ms after the start of the scenario; infinite where nothing is set. */
  readonly from: number;
  readonly to: number;
  /** The text as written; null where there is none. */
  readonly internal: string | null;
  readonly external: string | null;
  readonly audience: (typeof externalAudiences)[number];
};

export type AutomaticReplies = {
  /** [recipient] mailboxes that have a configuration. */
  readonly mailboxes: ReadonlyMap<number, AutoReply>;
  /** [recipient] what may go to the domain of the recipient. */
  readonly allowed: readonly (typeof allowedOofTypes)[number][];
  /** [recipient] 1 where the domain stops automatic replies. */
  readonly stopped: Uint8Array;
  /** Mail contacts. */
  readonly contacts: ReadonlySet<number>;
};

/**
 * @param ownerOf   the index of the mailbox of a name; -1 where there is none
 * @param indexOf   the index of any recipient
 * @param remote    [recipient] the remote domain that counts
 * @param startMs   T0, ms since 1970
 */
export function automaticRepliesOf(
  tenant: Tenant,
  ownerOf: (name: string) => number,
  indexOf: (name: string) => number,
  remote: readonly (CmdletObject | undefined)[],
  startMs: number,
  read: Read,
): AutomaticReplies | null {
  const mailboxes = new Map<number, AutoReply>();
  for (const object of objectsOf(tenant, 'MailboxAutoReplyConfiguration')) {
    const owner = ownerOf(ownerName(object));
    if (owner >= 0) mailboxes.set(owner, replyOf(object, startMs, read));
  }
  if (mailboxes.size === 0) return null;
  return {
    mailboxes,
    allowed: remote.map(
      (object) =>
        read('RemoteDomain', object, 'AllowedOOFType') as (typeof allowedOofTypes)[number],
    ),
    stopped: Uint8Array.from(remote, (object) =>
      read('RemoteDomain', object, 'AutoReplyEnabled') === false ? 1 : 0,
    ),
    contacts: new Set(
      objectsOf(tenant, 'MailContact').map((contact) =>
        indexOf(textOf(contact, 'PrimarySmtpAddress') ?? ''),
      ),
    ),
  };
}

/** [recipient] whether a group lets automatic replies through; absent where it does not say. */
export function repliesThroughGroups(
  tenant: Tenant,
  indexOf: (name: string) => number,
): ReadonlyMap<number, boolean> {
  const groups = (['DistributionGroup', 'DynamicDistributionGroup'] as const).flatMap((noun) =>
    objectsOf(tenant, noun),
  );
  return new Map(
    groups.flatMap((group): [number, boolean][] => {
      const says = group['SendOofMessageToOriginatorEnabled'];
      const index = indexOf(textOf(group, 'PrimarySmtpAddress') ?? '');
      return typeof says === 'boolean' ? [[index, says]] : [];
    }),
  );
}

function replyOf(object: CmdletObject, startMs: number, read: Read): AutoReply {
  const get = (property: string): unknown =>
    read('MailboxAutoReplyConfiguration', object, property);
  return {
    state: get('AutoReplyState') as AutoReply['state'],
    from: instantOf(textOf(object, 'StartTime'), startMs) ?? Number.NEGATIVE_INFINITY,
    to: instantOf(textOf(object, 'EndTime'), startMs) ?? Number.POSITIVE_INFINITY,
    internal: textOf(object, 'InternalMessage'),
    external: textOf(object, 'ExternalMessage'),
    audience: get('ExternalAudience') as AutoReply['audience'],
  };
}

function ownerName(object: CmdletObject): string {
  const names = ['PrimarySmtpAddress', 'MailboxOwnerId', 'Identity'];
  return names.map((name) => textOf(object, name)).find((name) => name !== null) ?? '';
}

/** ms after the start of an instant as the property type `instant` keeps it. */
export function instantOf(text: string | null, startMs: number): number | null {
  if (text === null) return null;
  return text.startsWith('+') ? Number(text.slice(1)) : Date.parse(text) - startMs;
}

/** The mailboxes whose configuration differs between two epochs. */
export function changedReplies(
  before: AutomaticReplies | null,
  after: AutomaticReplies | null,
): number[] {
  const all = new Set([...(before?.mailboxes.keys() ?? []), ...(after?.mailboxes.keys() ?? [])]);
  const of = (replies: AutomaticReplies | null, mailbox: number): string => {
    const found = replies?.mailboxes.get(mailbox);
    return found === undefined ? '' : Object.values(found).join('\n');
  };
  return [...all].filter((mailbox) => of(before, mailbox) !== of(after, mailbox));
}
