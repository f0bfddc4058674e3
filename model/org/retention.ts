/**
 * Retention tags: what acts on the items of each mailbox, and at what age.
 */
import type { Read } from './effective.ts';
import type { Retention, RetentionTag } from './org.ts';
import { answersTo, type CmdletObject, listOf, objectsOf, type Tenant, textOf } from './tenant.ts';

const actions = {
  MoveToArchive: 'archive',
  DeleteAndAllowRecovery: 'delete',
  PermanentlyDelete: 'purge',
} as const satisfies Record<string, RetentionTag['action']>;

/** [mailbox] what the policy of the mailbox brings; absent where nothing acts. */
export function retentionOf(
  tenant: Tenant,
  indexOf: (name: string) => number,
  read: Read,
): Map<number, Retention> {
  const found = new Map<number, Retention>();
  for (const box of objectsOf(tenant, 'Mailbox')) {
    const name = textOf(box, 'RetentionPolicy');
    const policy = objectsOf(tenant, 'RetentionPolicy').find(
      (object) => name !== null && answersTo(object, name),
    );
    if (!policy) continue;
    const tags = listOf(policy, 'RetentionPolicyTagLinks').flatMap((link) =>
      objectsOf(tenant, 'RetentionPolicyTag').filter((tag) => answersTo(tag, link)),
    );
    found.set(indexOf(textOf(box, 'PrimarySmtpAddress') ?? ''), {
      suspended: read('Mailbox', box, 'RetentionHoldEnabled') === true,
      hasArchive: textOf(box, 'ArchiveStatus')?.toLowerCase() !== 'none',
      tags: tags.flatMap((tag) => tagOf(tag, read)),
    });
  }
  return found;
}

/** A tag without an age never acts. */
function tagOf(tag: CmdletObject, read: Read): RetentionTag[] {
  const age = tag['AgeLimitForRetention'];
  if (typeof age !== 'number' || !Number.isFinite(age)) return [];
  if (read('RetentionPolicyTag', tag, 'RetentionEnabled') === false) return [];
  const type = String(read('RetentionPolicyTag', tag, 'Type')).toLowerCase();
  const action =
    actions[read('RetentionPolicyTag', tag, 'RetentionAction') as keyof typeof actions];
  // Somebody would have to put a personal tag on the item.
  return type === 'personal' ? [] : [{ folder: type === 'all' ? null : type, ageMs: age, action }];
}
