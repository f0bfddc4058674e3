/**
 * What an administrator removes by search in place of a recall: who may, what it reaches, and how
 * much one run takes from a mailbox.
 */
import { type Act, actsOf, type Case, once } from './case.ts';
import { copiesOf, isFull, isThere } from './copies.ts';
import { placeOf } from './directory.ts';
import { anyMessage } from './gate.ts';
import { isBefore, type Moment } from './moments.ts';
import type { Copy, Message, Removal } from './parcel.ts';
import { membersOfRole } from './roles.ts';
import { listOf, lower } from './settings.ts';

const ROLE = 'search and purge';
/** Role groups that have the role by default. */
const byDefault = ['organization management', 'data investigator'];
/** Items that one run removes from a mailbox. */
const ITEMS_MAX = { compliance: 10, graph: 100 } as const;

type Purge = Act<'purge'>;

/** The organization of an administrator; whom nobody names is one of the sender's. */
function homeOf(of: Case, { action: { by }, moment }: Purge, message: Message): string | null {
  return placeOf(of.settings, by ?? message.from, moment).tenant ?? null;
}

function mayPurge(of: Case, { action: { by }, moment }: Purge, home: string | null): boolean {
  if (by === null) return true;
  const written = of.settings.rows(home, 'RoleGroup', moment);
  const nameOf = (row: (typeof written)[number]) => lower(String(row['Name'] ?? row['Identity']));
  const unwritten = byDefault.filter((name) => !written.some((row) => nameOf(row) === name));
  const holders = written
    .filter((row) => {
      const roles = row['Roles'] === undefined ? null : listOf(row['Roles']).map(lower);
      return roles === null ? byDefault.includes(nameOf(row)) : roles.includes(ROLE);
    })
    .map(nameOf);
  return [...holders, ...unwritten].some((name) =>
    membersOfRole(of, name, moment, home).includes(lower(by)),
  );
}

/** What one run takes, in the order in which copies came. */
function takenBy(of: Case, purge: Purge): Copy[] {
  return once(of, `purge ${purge.moment.order}`, () => {
    const { message: id, how, type } = purge.action;
    const message = anyMessage(of, id);
    if (message === undefined) return [];
    const home = homeOf(of, purge, message);
    if (!mayPurge(of, purge, home)) return [];
    const found = copiesOf(of, message, purge.moment).filter((copy) => {
      const { kind, tenant } = placeOf(of.settings, copy.mailbox, purge.moment);
      const isOurs = tenant === home && !copy.isElsewhere && kind !== 'on-premises';
      return isOurs && isThere(of, copy, purge.moment);
    });
    const taken = new Map<string, number>();
    return found.filter(({ mailbox }) => {
      if (isFull(of, mailbox, type === 'SoftDelete' ? 'soft' : 'hard', purge.moment)) return false;
      const count = (taken.get(mailbox) ?? 0) + 1;
      taken.set(mailbox, count);
      return count <= ITEMS_MAX[how];
    });
  });
}

/** The copies that administrators took away before a moment. */
export function removedByPurge(of: Case, copy: Copy, before: Moment): Removal[] {
  return actsOf(of, 'purge')
    .filter(
      (purge) =>
        purge.action.message === copy.message.id &&
        isBefore(purge.moment, before) &&
        takenBy(of, purge).includes(copy),
    )
    .map(({ action, moment }) => {
      const how = action.type === 'SoftDelete' ? 'soft' : 'hard';
      return { copy, moment, how, recall: null, isPurge: true };
    });
}
