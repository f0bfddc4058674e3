/**
 * What people do and when, as data: delays and choices, each with its source and its standing.
 *
 * Why: a study rests on these numbers, and most of them are guesses; a report has to be able to say
 * which. Nothing here was fitted to a published recall rate: those are what a study is tested with.
 *
 * Never: compute a draw; state a number without saying where it comes from.
 *
 * Source: each entry names its own. Press and vendor reports stand behind most published figures,
 * because the full papers were not at hand.
 */
import type { Distribution } from './distribution.ts';

/** S: a published figure. D: computed from a data set. A: assumed. I: inferred from S or D. */
export type Standing = 'S' | 'D' | 'A' | 'I';

/** Where a number comes from. */
export interface Origin {
  /** in words: who measured what, or why nobody did */
  readonly source: string;
  /** the weakest standing among its parts */
  readonly standing: Standing;
}

/** A delay, in milliseconds from the moment its name says. */
export interface DelayBehaviour extends Origin {
  readonly distribution: Distribution;
}

/** A choice, made once for each opportunity. */
export interface ChoiceBehaviour extends Origin {
  /** 0 to 1, both included */
  readonly probability: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Inputs of the attention model; published, see `personalRead`. */
const attention = {
  /** looks at the mailbox in a shift of 8.5 hours: one each 6.6 minutes */
  checksPerShift: 77,
  shift: 8.5 * HOUR,
  /** told by notifications: 31 % of people, and 28 % half of the time */
  notifiedShare: 0.31 + 0.28 / 2,
  /** of the notified, who look within 6 seconds */
  promptShare: 0.7,
  promptWithin: 6 * SECOND,
  /** chance that one look opens this mail: the middle of 0.6 to 0.9, assumed */
  openShare: 0.75,
} as const;

const promptlyOpened = attention.notifiedShare * attention.promptShare * attention.openShare;

/** Delays. The start of each is in its comment; to vary one, replace it in a study. */
export const DELAYS = {
  /** from delivery in working hours to the first look inside a personal mail, if it is opened */
  personalRead: {
    distribution: {
      mixture: [
        { weight: promptlyOpened, of: { uniform: { from: 0, to: attention.promptWithin } } },
        {
          // Looks come as a Poisson process and each opens with its chance: a thinned process.
          weight: 1 - promptlyOpened,
          of: {
            exponential: {
              mean: Math.round(attention.shift / attention.checksPerShift / attention.openShare),
            },
          },
        },
      ],
    },
    source:
      'Mark et al. (CHI 2016): 77 looks a day; 41 % unprompted, 31 % when notified, 28 % both. ' +
      'Jackson et al.: 70 % react within 6 s, an office of the late 1990s. How these combine is ' +
      'ours, and it is quick: meetings, evenings and absences come on top.',
    standing: 'A',
  },
  /** from delivery to the first look inside a mail to many, if it is opened */
  broadcastRead: {
    distribution: { lognormal: { median: 5.8 * HOUR, sigma: 2.26 } },
    source:
      'Fitted to opens by age of marketing mail, GetResponse 2020 (21.5 % in 1 h, 50.6 % in 6 h, ' +
      '73 % in 24 h of those who open). It predicts 93 % in a week where i-Emailer published 95; ' +
      'a quicker published curve exists (half within 3 h).',
    standing: 'S',
  },
  /** from reading to sending an answer, if one is sent */
  reply: {
    distribution: {
      mixture: [
        { weight: 0.8, of: { lognormal: { median: 27 * MINUTE, sigma: 1.6 } } },
        { weight: 0.2, of: { lognormal: { median: 20 * HOUR, sigma: 0.9 } } },
      ],
    },
    source:
      'Two log-normals (Stouffer, Malmgren, Amaral 2006) fitted to Kooti et al. 2015: median 47 ' +
      'min, mode 2 min, 90 % in a day. Those count from arrival, so reading counts twice here.',
    standing: 'S',
  },
  /** from sending to the recall, preset `seconds`: the sender sees it at once, 81 % within 10 s */
  recallSeconds: {
    distribution: { lognormal: { median: 5 * SECOND, sigma: 0.8 } },
    source:
      'Microsoft says only that most recalls come within 10 seconds of sending; shape and median ' +
      'are assumed. No measurement of this delay was found.',
    standing: 'A',
  },
  /** from sending to the recall, preset `noticed-late`: many learn of it from somebody else */
  recallNoticedLate: {
    distribution: {
      mixture: [
        { weight: 0.6, of: { lognormal: { median: 45 * SECOND, sigma: 1 } } },
        { weight: 0.4, of: { lognormal: { median: 2 * HOUR, sigma: 1.5 } } },
      ],
    },
    source:
      'A Japanese survey of 303 office users (2008) says that about a third were told by the ' +
      'recipient; that hints at the split only. Everything else is assumed.',
    standing: 'A',
  },
  /** from reading to forwarding by hand, if it is forwarded */
  forward: {
    distribution: { lognormal: { median: 10 * MINUTE, sigma: 2 } },
    source: 'No figure found. Assumed quicker than an answer, because nothing is written.',
    standing: 'A',
  },
  /** from reading to filing or deleting, if either happens */
  tidy: {
    distribution: { lognormal: { median: 11 * MINUTE, sigma: 2 } },
    source:
      'Alrashed et al. (CHIIR 2018): more than a third of mails are last visited within 5 min of ' +
      'the first visit; this law has 35 % there. Shape and tail are assumed.',
    standing: 'A',
  },
  /** from the first mail or word about the recall to opening the message, if that is why */
  curiousRead: {
    distribution: { lognormal: { median: 5 * MINUTE, sigma: 1.5 } },
    source: 'No figure found. Assumed: minutes, as with other mail that one has been told of.',
    standing: 'A',
  },
  /** length of a mailbox outage */
  outage: {
    distribution: { exponential: { mean: 30 * MINUTE } },
    source: 'No figure found for single mailboxes. Assumed, to be swept.',
    standing: 'A',
  },
  /** length of the outage of a database, which all of its mailboxes share */
  databaseDown: {
    distribution: { exponential: { mean: 20 * MINUTE } },
    source: 'No figure found. Assumed shorter than of a mailbox: another copy takes over.',
    standing: 'A',
  },
  /** length of the outage of a region */
  regionDown: {
    distribution: { exponential: { mean: 3 * HOUR } },
    source: 'No figure found. Assumed: incidents that are reported at all last for hours.',
    standing: 'A',
  },
} as const satisfies Record<string, DelayBehaviour>;

/** Choices, each made once a copy unless its comment says otherwise. */
export const CHOICES = {
  /** a personal work mail is opened at all */
  opensPersonal: {
    probability: 0.95,
    source: 'No figure found. Assumed near 1 for mail addressed to one person by a colleague.',
    standing: 'A',
  },
  /** an internal mail to many is opened at all */
  opensBroadcast: {
    probability: 0.66,
    source: 'PoliteMail 2026: 66 % of 2 G internal broadcasts, by sector 58 to 74 %; 2025: 64 %.',
    standing: 'S',
  },
  /** a personal mail is answered */
  replies: {
    probability: 0.25,
    source: 'Kooti et al. 2015: about 25 % at a low load, below 5 % at about 100 mails a day.',
    standing: 'S',
  },
  /** a reader forwards it by hand */
  forwards: {
    probability: 0.03,
    source: 'No figure found. Assumed, to be swept.',
    standing: 'A',
  },
  /** a reader files it in another folder */
  movesMail: {
    probability: 0.1,
    source: 'No figure found. Assumed, to be swept.',
    standing: 'A',
  },
  /** a reader deletes it */
  deletes: {
    probability: 0.15,
    source: 'No figure found. Assumed, to be swept.',
    standing: 'A',
  },
  /** once a recipient: a notice of the recall makes its reader open a copy that is still there */
  curiosity: {
    probability: 0,
    source: 'No figure found. Assumed: nobody, so that a result says so where anybody is.',
    standing: 'A',
  },
  /** once a person and day: away with an automatic reply; late December 0.4 to 0.9 */
  away: {
    probability: 0.06,
    source:
      'Away on 9 % of workdays (assumed) times 0.67 who set a reply: of 1,000 UK office workers ' +
      '21 % never do and 25 % only sometimes (Preply).',
    standing: 'A',
  },
  /** once a mailbox: an inbox rule forwards to an address outside */
  ruleForwardsOutside: {
    probability: 0.01,
    source: 'No prevalence found. Assumed; outbound policy blocks such mail by default.',
    standing: 'A',
  },
  /** once a mailbox: an administrator set forwarding to an address outside */
  adminForwardsOutside: {
    probability: 0.005,
    source: 'No prevalence found. Assumed; outbound policy blocks such mail by default.',
    standing: 'A',
  },
  /** the mailbox cannot be reached when the recall is first tried */
  mailboxOutage: {
    probability: 0.001,
    source: 'No figure found; a service level of 99.9 % would allow this much. Assumed.',
    standing: 'A',
  },
  /** once a database: it is down when the recall is first tried */
  databaseOutage: {
    probability: 0.0005,
    source: 'No figure found. Assumed: half of what a service level of 99.9 % would allow.',
    standing: 'A',
  },
  /** once a region: it is down when the recall is first tried */
  regionOutage: {
    probability: 0.0002,
    source: 'No figure found. Assumed: less than two hours a year.',
    standing: 'A',
  },
  /** once a message: it goes to somebody it was not meant for */
  mistaken: {
    probability: 0.00008,
    source:
      'About one a person and year (Tessian: 800 a year per 1,000 staff; 40 % of 303 office ' +
      'users within a year) over 35 sent mails a day (from Karagiannis and Vojnovic 2009).',
    standing: 'I',
  },
} as const satisfies Record<string, ChoiceBehaviour>;

/** Names a study may write for `recallAfter`. No published figure decides between the two. */
export const RECALL_AFTER = {
  seconds: DELAYS.recallSeconds,
  'noticed-late': DELAYS.recallNoticedLate,
} as const satisfies Record<string, DelayBehaviour>;
