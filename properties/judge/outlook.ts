/** When somebody's mail program could act on a request: runs, is connected, and of which kind. */
import { actsOf, type Case, once, personOf } from './case.ts';
import { compareMoments, isWithin, type Moment, moment, never } from './moments.ts';
import { lower } from './settings.ts';

/** A stretch in which nothing changes about a program. */
export type Stretch = {
  readonly from: Moment;
  readonly to: Moment;
  readonly client: string;
  readonly mode: 'cached' | 'online';
  /** Whether it runs and is connected. */
  readonly isUp: boolean;
};

const afterAll: Moment = { at: never, phase: never, order: never };

/** What happens to a program: windows begin and end, somebody starts or stops it. */
type Turn = {
  readonly moment: Moment;
  readonly runs?: boolean;
  readonly client?: string | null;
  readonly mode?: 'cached' | 'online' | null;
};

/** The life of the program at a mailbox, from the beginning. */
export function stretchesOf(of: Case, mailbox: string): Stretch[] {
  return once(of, `program ${mailbox}`, () => {
    const person = personOf(of, mailbox);
    const windows = person.running ?? [];
    const away = of.scenario.faults.flatMap((fault) =>
      fault.kind === 'mailbox-unavailable' && lower(fault.mailbox) === mailbox
        ? [fault.window]
        : [],
    );
    const cutOff = [...person.offline, ...away];
    const turns: Turn[] = [
      ...windows.flatMap(({ from, to }) => [
        { moment: moment(from, 'settings'), runs: true },
        { moment: moment(to, 'settings'), runs: isWithin(to, windows) },
      ]),
      ...cutOff.flatMap(({ from, to }) => [
        { moment: moment(from, 'settings') },
        { moment: moment(to, 'settings') },
      ]),
      ...actsOf(of, 'startClient', 'stopClient')
        .filter(({ action }) => action.mailbox.toLowerCase() === mailbox)
        .map(({ action, moment: at }): Turn => {
          if (action.kind !== 'startClient') return { moment: at, runs: false };
          return { moment: at, runs: true, client: action.client, mode: action.mode };
        }),
    ].sort((a, b) => compareMoments(a.moment, b.moment));
    let now = {
      client: person.client as string,
      mode: person.mode,
      runs: person.running === null || isWithin(0, windows),
    };
    let from = moment(0, 'settings', -1);
    const stretches: Stretch[] = [];
    for (const turn of [...turns, { moment: afterAll }] as Turn[]) {
      // A window that begins in another changes nothing; somebody who starts a program does.
      const isAct = turn.client !== undefined;
      if (turn.runs !== undefined && !isAct && turn.runs === now.runs) continue;
      const isUp = now.runs && !isWithin(from.at, cutOff);
      stretches.push({ from, to: turn.moment, client: now.client, mode: now.mode, isUp });
      from = turn.moment;
      now = {
        client: turn.client ?? now.client,
        mode: turn.mode ?? now.mode,
        runs: turn.runs ?? now.runs,
      };
    }
    return stretches;
  });
}
