/**
 * The answer to one request for a read receipt: one machine for each copy that asks.
 *
 * Why a machine: how often somebody answers is a matter of state. A program answers one opening
 * and no other; a not-read receipt goes only while nothing has been answered and the owner has not
 * read; the server answers downloads whatever the program does.
 *
 * States: `asked` · `seen`: marked read without being opened · `served`: the server has answered a
 * download · `answered`, `declined`: its program was asked · `lost`: reported as not read.
 */
import { setup } from 'xstate';
import { and, cite, declare, dialect, not } from './dialect.ts';

const vocabulary = {
  events: ['DOWNLOAD', 'READ', 'PREVIEW', 'PANE_READ', 'MARK_UNREAD', 'REMOVE', 'EXPIRE'],
  facts: {
    server: ['none', 'once', 'each'],
    client: ['ignore', 'decline', 'send'],
    removal: ['none', 'byServer', 'byClient'],
  },
  effects: ['answerByServer', 'answerByClient', 'unreadByServer', 'unreadByClient'],
  timers: [],
} as const;

const answer = { target: '#receipt.answered', actions: ['answerByClient'] } as const;
const decline = { target: '#receipt.declined' } as const;
const opened = [
  { guard: 'client.send', ...answer },
  { guard: 'client.decline', ...decline },
] as const;
/** The first time that anybody takes the item from the server, which may answer as well. */
const openedFirst = [
  {
    guard: and(['client.send', 'server.once']),
    target: '#receipt.answered',
    actions: ['answerByServer', 'answerByClient'],
  },
  {
    guard: and(['client.decline', 'server.once']),
    target: '#receipt.declined',
    actions: ['answerByServer'],
  },
  ...opened,
] as const;
const firstDownload = {
  guard: not('server.none'),
  target: '#receipt.served',
  actions: ['answerByServer'],
} as const;
/** A download by a further device, or after the item was opened elsewhere. */
const furtherDownload = { guard: 'server.each', actions: ['answerByServer'] } as const;
/** Nothing of what was answered is taken back. */
const readBefore = { actions: [cite('RR-034')] } as const;
/** Whoever marks it as unread takes back no answer. */
const unread = { actions: [cite('RR-051')] } as const;
const shown = { actions: [cite('RR-027')] } as const;

export const receiptMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'receipt',
    initial: 'asked',
    states: {
      asked: {
        on: {
          DOWNLOAD: firstDownload,
          READ: openedFirst,
          PREVIEW: shown,
          PANE_READ: { target: 'seen', actions: [cite('RR-027')] },
          EXPIRE: { target: 'lost', actions: [cite('RR-055'), 'unreadByServer'] },
          REMOVE: [
            { guard: 'removal.byServer', target: 'lost', actions: ['unreadByServer'] },
            { guard: 'removal.byClient', target: 'lost', actions: ['unreadByClient'] },
          ],
        },
      },
      seen: {
        on: {
          DOWNLOAD: firstDownload,
          READ: openedFirst,
          MARK_UNREAD: { target: 'asked', actions: [cite('RR-050')] },
          REMOVE: readBefore,
        },
      },
      served: {
        on: { DOWNLOAD: furtherDownload, READ: opened, MARK_UNREAD: unread, REMOVE: readBefore },
      },
      answered: { on: { DOWNLOAD: furtherDownload, MARK_UNREAD: unread, REMOVE: readBefore } },
      declined: { on: { DOWNLOAD: furtherDownload, MARK_UNREAD: unread, REMOVE: readBefore } },
      // What was downloaded before can still be opened.
      lost: { on: { READ: opened } },
    },
  }),
);
