/**
 * The life of one copy: one message on its way to, or in, one mailbox or at one address outside.
 *
 * Why: what changes is a state (delivered, read, in Deleted Items, recalled), what is configured is
 * a fact (how the mailbox forwards, whether removed items are kept). A recall is not part of it:
 * the recall's own row only sends RECALL once its verdict is to delete.
 */
import { setup } from 'xstate';
import { and, cite, declare, dialect, not } from './dialect.ts';

const vocabulary = {
  events: [
    'ROUTE', // transport chooses where the copy goes
    'ADD', // a mail flow rule adds recipients
    'EXPIRE', // it has waited in a queue for too long
    'APPROVE', // by whoever moderates
    'RELEASE', // from quarantine
    'RETURN', // a service hands it back
    'ARRIVE', // it reaches its destination
    'READ',
    'PREVIEW', // shown in a pane that leaves the read flag alone
    'MARK_UNREAD', // the read flag is taken away
    'PANE_READ', // shown in a pane that sets it
    'MOVE', // to an ordinary folder
    'DELETE', // to Deleted Items
    'ARCHIVE', // to the archive mailbox
    'TOUCH', // flagged, categorized
    'FORWARD', // by hand
    'DOWNLOAD', // by POP3 or IMAP4, the server keeps its copy
    'FETCH', // by an Outlook that delivers to a PST
    'TAKE', // by POP3, the server keeps none
    'REMOVE', // out of the visible folders, for good
    'RECALL', // the recall agent deletes it
  ],
  facts: {
    route: [
      'deliver',
      'outside',
      'onPremises',
      'service',
      'lost',
      'hop',
      'handOver',
      'oversize',
      'loop',
      'unknown',
      'refused',
      'moderated',
      'held',
      'redirected',
      'dropped',
    ],
    available: 'boolean', // the mailbox, or the connector the copy is routed to
    forwarding: ['stay', 'keepAndForward', 'forwardOnly', 'keepOnly', 'blocked', 'full'],
    kept: ['gone', 'deletions', 'purges'],
    downloaded: 'boolean',
  },
  effects: [
    'addRecipients',
    'redirect',
    'quarantine',
    'waitForConnector',
    'leaveThroughService',
    'handOver',
    'markRoundTrip',
    'reroute',
    'startDelivery',
    'waitForMailbox',
    'deliver',
    'arriveElsewhere',
    'forward',
    'bounceForward',
    'bounce',
    'open',
    'openLocal',
    'unflag',
    'preview',
    'file',
    'passOn',
    'download',
    'vanish',
    'discard',
  ],
  timers: ['approvalWindow'],
} as const;

const retained = { guard: 'kept.purges', target: '#copy.recalledKept' } as const;
const recalled = [
  { ...retained, actions: [cite('RC-048'), 'vanish'] },
  { target: '#copy.recalled', actions: [cite('RC-049'), 'vanish'] },
] as const;
/** A queue that holds it for longer than the organization says gives it back. [RT-050] */
const expires = { target: 'undeliverable', actions: [cite('RT-050', 'ND-001'), 'bounce'] } as const;
/** Whoever downloaded the item opens it without the server. */
const readLocally = { guard: 'downloaded', actions: [cite('RC-050'), 'openLocal'] } as const;
/** What anybody can do who holds a copy that this organization does not. */
const elsewhere = {
  READ: { actions: [cite('MB-020'), 'open'] },
  MARK_UNREAD: { actions: [cite('MB-070'), 'unflag'] },
  PREVIEW: { actions: [cite('MB-021'), 'preview'] },
  PANE_READ: { actions: [cite('MB-021'), 'preview'] },
  FORWARD: { actions: [cite('RC-037'), 'passOn'] },
  // The mailbox has moved to the cloud since. [RC-233]
  RECALL: recalled,
} as const;

export const copyMachine = declare(
  vocabulary,
  setup(dialect(vocabulary)).createMachine({
    id: 'copy',
    initial: 'submitted',
    states: {
      submitted: {
        on: {
          ADD: { actions: [cite('RT-035'), 'addRecipients'] },
          EXPIRE: expires,
          ROUTE: [
            {
              guard: 'route.refused',
              target: 'undeliverable',
              actions: [cite('ND-001'), 'bounce'],
            },
            { guard: 'route.moderated', target: 'awaitingApproval', actions: [cite('MD-006')] },
            {
              guard: 'route.held',
              target: 'quarantined',
              actions: [cite('RT-040'), 'quarantine'],
            },
            {
              guard: 'route.redirected',
              target: 'redirected',
              actions: [cite('RT-034'), 'redirect'],
            },
            { guard: 'route.dropped', target: 'dropped', actions: [cite('RT-032')] },
            { guard: 'route.loop', target: 'undeliverable', actions: [cite('CN-004'), 'bounce'] },
            {
              guard: 'route.unknown',
              target: 'undeliverable',
              actions: [cite('RT-013'), 'bounce'],
            },
            {
              guard: 'route.deliver',
              target: 'inTransit',
              actions: [cite('RT-010'), 'startDelivery'],
            },
            {
              guard: and(['route.outside', 'available']),
              target: 'leaving',
              actions: [cite('RT-011'), 'startDelivery'],
            },
            {
              guard: and(['route.onPremises', 'available']),
              target: 'crossing',
              actions: [cite('RT-012'), 'startDelivery'],
            },
            { guard: 'route.lost', target: 'lost', actions: [cite('CN-001', 'CN-003')] },
            {
              guard: 'route.oversize',
              target: 'undeliverable',
              actions: [cite('CN-015', 'ND-001'), 'bounce'],
            },
            {
              guard: and(['route.handOver', 'available']),
              actions: [cite('RT-020'), 'handOver'],
            },
            {
              guard: and(['route.hop', 'available']),
              target: 'atService',
              actions: [cite('CN-006'), 'leaveThroughService'],
            },
            {
              guard: 'available',
              target: 'atService',
              actions: [cite('CN-001'), 'leaveThroughService'],
            },
            { actions: [cite('CN-005'), 'waitForConnector'] },
          ],
        },
      },
      awaitingApproval: {
        after: {
          approvalWindow: {
            target: 'undeliverable',
            actions: [cite('MD-008', 'ND-001'), 'bounce'],
          },
        },
        on: { APPROVE: { target: 'submitted', actions: [cite('MD-007'), 'reroute'] } },
      },
      quarantined: {
        on: { RELEASE: { target: 'submitted', actions: [cite('RT-041'), 'reroute'] } },
      },
      atService: {
        on: {
          RETURN: { target: 'submitted', actions: [cite('CN-002'), 'markRoundTrip', 'reroute'] },
        },
      },
      inTransit: {
        on: {
          EXPIRE: expires,
          ARRIVE: [
            { guard: not('available'), actions: [cite('RT-014'), 'waitForMailbox'] },
            {
              guard: 'forwarding.full',
              target: 'undeliverable',
              actions: [cite('ND-030'), 'bounce'],
            },
            {
              guard: 'forwarding.blocked',
              target: 'undeliverable',
              actions: [cite('MB-005'), 'bounceForward'],
            },
            {
              guard: 'forwarding.forwardOnly',
              target: 'passedOn',
              actions: [cite('MB-003'), 'forward'],
            },
            {
              guard: 'forwarding.keepOnly',
              target: 'mailbox',
              actions: [cite('MB-005', 'MB-002'), 'deliver', 'bounceForward'],
            },
            {
              guard: 'forwarding.keepAndForward',
              target: 'mailbox',
              actions: [cite('MB-002'), 'deliver', 'forward'],
            },
            { target: 'mailbox', actions: [cite('MB-001'), 'deliver'] },
          ],
        },
      },
      leaving: {
        on: {
          EXPIRE: expires,
          ARRIVE: { target: 'outside', actions: [cite('RT-011'), 'arriveElsewhere'] },
        },
      },
      crossing: {
        on: {
          EXPIRE: expires,
          ARRIVE: { target: 'onPremises', actions: [cite('RT-012'), 'arriveElsewhere'] },
        },
      },
      outside: { on: elsewhere },
      onPremises: { on: elsewhere },
      mailbox: {
        type: 'parallel',
        states: {
          reading: {
            initial: 'unread',
            states: {
              unread: {
                on: {
                  READ: { target: 'read', actions: [cite('MB-020'), 'open'] },
                  PREVIEW: { actions: [cite('MB-021'), 'preview'] },
                  PANE_READ: { target: 'read', actions: [cite('MB-021'), 'preview'] },
                  MARK_UNREAD: { actions: [cite('MB-070')] },
                  FETCH: { target: '#copy.pst.unread', actions: [cite('MB-095'), 'download'] },
                },
              },
              read: {
                on: {
                  READ: { actions: [cite('MB-020'), 'open'] },
                  PREVIEW: { actions: [cite('MB-021'), 'preview'] },
                  PANE_READ: { actions: [cite('MB-021'), 'preview'] },
                  MARK_UNREAD: { target: 'unread', actions: [cite('MB-070'), 'unflag'] },
                  FETCH: { target: '#copy.pst.read', actions: [cite('MB-095'), 'download'] },
                },
              },
            },
          },
          place: {
            initial: 'folder',
            states: {
              folder: { on: { MOVE: { actions: [cite('MB-022'), 'file'] } } },
              deletedItems: {
                on: { MOVE: { target: 'folder', actions: [cite('MB-022'), 'file'] } },
              },
              archive: { on: { MOVE: { target: 'folder', actions: [cite('MB-022'), 'file'] } } },
            },
            on: {
              DELETE: { target: '.deletedItems', actions: [cite('MB-023'), 'file'] },
              ARCHIVE: { target: '.archive', actions: [cite('MB-028'), 'file'] },
            },
          },
        },
        on: {
          TOUCH: { actions: [cite('MB-022')] },
          FORWARD: { actions: [cite('RC-037'), 'passOn'] },
          DOWNLOAD: { actions: [cite('MB-027'), 'download'] },
          TAKE: [
            {
              guard: 'kept.purges',
              target: 'purged',
              actions: [cite('MB-026'), 'download', 'vanish'],
            },
            { target: 'taken', actions: [cite('MB-026'), 'download'] },
          ],
          REMOVE: [
            { guard: 'kept.deletions', target: 'recoverable', actions: [cite('MB-024'), 'vanish'] },
            { guard: 'kept.purges', target: 'purged', actions: [cite('MB-025'), 'vanish'] },
            { target: 'gone', actions: [cite('MB-025'), 'vanish'] },
          ],
          RECALL: recalled,
        },
      },
      pst: {
        initial: 'unread',
        states: {
          unread: {
            on: {
              READ: { target: 'read', actions: [cite('MB-020'), 'open'] },
              PANE_READ: { target: 'read', actions: [cite('MB-021'), 'preview'] },
            },
          },
          read: {
            on: {
              READ: { actions: [cite('MB-020'), 'open'] },
              PANE_READ: { actions: [cite('MB-021'), 'preview'] },
              MARK_UNREAD: { target: 'unread', actions: [cite('MB-070'), 'unflag'] },
            },
          },
        },
        on: {
          PREVIEW: { actions: [cite('MB-021'), 'preview'] },
          MOVE: { actions: [cite('MB-022'), 'file'] },
          DELETE: { actions: [cite('MB-023'), 'file'] },
          FORWARD: { actions: [cite('RC-037'), 'passOn'] },
          REMOVE: { target: 'gone', actions: [cite('MB-096'), 'discard'] },
          RECALL: { target: 'recalled', actions: [cite('RC-311'), 'discard'] },
        },
      },
      passedOn: {},
      redirected: {},
      recoverable: { on: { READ: readLocally, RECALL: recalled } },
      purged: { on: { READ: readLocally } },
      gone: { on: { READ: readLocally } },
      taken: { on: { READ: readLocally } },
      recalled: { on: { READ: readLocally } },
      recalledKept: { on: { READ: readLocally } },
      lost: { type: 'final' },
      dropped: { type: 'final' },
      undeliverable: { type: 'final' },
    },
  }),
);
