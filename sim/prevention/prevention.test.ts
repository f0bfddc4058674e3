/**
 * Prevention in studies: heeding by tip and draw, send delay, each kind of workload; whatever is
 * done before sending, everybody who was written to is accounted for.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../model/assert.ts';
import { createModel, tabulateAll } from '../../model/model.ts';
import { emptyTenant } from '../../model/org/tenant.ts';
import { parseStudy } from '../../scenarios/parse-study.ts';
import { preventionChoices } from '../../scenarios/prevention.ts';
import type { Study } from '../../scenarios/study.ts';
import { workloadKinds } from '../../scenarios/workloads.ts';
import { type CompiledStudy, compileStudy, withNumbers } from '../arms.ts';
import { type Chunk, worldsOf } from '../chunk.ts';
import { type Fate, isPrevented } from '../fates.ts';
import { newPlayer, playChunk, type WorldOrder } from '../player.ts';
import { playReplication } from '../workload.ts';

const model = createModel(tabulateAll());

const least = `version: 1
name: A small study
profile: cloud-2026-08
tenant: { generate: { mailboxes: 20 } }
`;
const noTips = 'OrganizationConfig: { MailTipsAllTipsEnabled: false }';
const external = 'OrganizationConfig: { MailTipsExternalRecipientsTipsEnabled: true }';

function parsed(text: string): Study {
  const read = parseStudy(`${least}${text}`, 'study.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

const faultsOf = (text: string) => {
  const read = parseStudy(`${least}${text}`, 'study.yaml');
  return read.ok ? [] : read.faults.map(({ message, position }) => `${position?.line} ${message}`);
};

/** The study of a workload under policies, its other lines as written. */
const studyOf = (workload: string, policies: string, more = ''): Study =>
  parsed(`workload: { recallAfter: noticed-late, ${workload} }\npolicies: ${policies}\n${more}`);

function play(compiled: CompiledStudy, count: number, order: WorldOrder = 'whole'): Chunk {
  return playChunk(newPlayer(compiled, model, playReplication, order), 0, count);
}

const run = (study: Study, count: number): Chunk => play(compileStudy(study, emptyTenant), count);

/** The fates of each message of a policy. */
const fatesOf = (chunk: Chunk, policy: number): (readonly Fate[])[] =>
  [...worldsOf(chunk, policy)].map(({ tallied }) => tallied?.fates ?? []);

const preventedIn = (fates: readonly Fate[]): number[] =>
  fates.filter(isPrevented).map(({ recipient }) => recipient);

const wordsIn = (chunk: Chunk, policy: number): Set<string> =>
  new Set(fatesOf(chunk, policy).flatMap((fates) => fates.map(({ words }) => words)));

const incidentsIn = (chunk: Chunk, policy: number): string[] =>
  [...worldsOf(chunk, policy)].flatMap(
    ({ tallied }) => tallied?.incidents.map(({ word }) => word) ?? [],
  );

describe('heeding', () => {
  const written = 'kind: wrong-recipient, recipients: 4, external: 0.4, mailTips: true';
  const base = compileStudy(studyOf(written, `{ tips: { ${external} } }`), emptyTenant);
  const withChance = (chance: number): CompiledStudy => {
    const chances = preventionChoices.map((name) => `${name}: ${chance}`).join(', ');
    const behaviours = `behaviours: { ${chances} }`;
    return withNumbers(base, studyOf(written, `{ tips: { ${external} } }`, behaviours));
  };

  it('with a chance of 0 leaves every byte of the outcome as it is without tips', () => {
    const never = play(withChance(0), 20);
    const untold = run(studyOf(written.replace('true', 'false'), `{ tips: { ${external} } }`), 20);
    expect(at(never.arms, 0).fates).toEqual(at(untold.arms, 0).fates);
    expect(at(never.arms, 0).reportMs).toEqual(at(untold.arms, 0).reportMs);
    expect(never.cited).toEqual(untold.cited);
  });

  it('with a higher chance prevents all that a lower one does, message by message', () => {
    let more = 0;
    const chances = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.2, 1));
    fc.assert(
      fc.property(chances, ([low, up]) => {
        const [few, many] = [low, low + (1 - low) * up].map((chance) =>
          fatesOf(play(withChance(chance), 12), 0).map(preventedIn),
        );
        few?.forEach((prevented, message) => {
          const other = many?.[message] ?? [];
          expect(other).toEqual(expect.arrayContaining(prevented));
          if (other.length > prevented.length) more++;
        });
      }),
      { numRuns: 4 },
    );
    expect(more).toBeGreaterThan(5);
  });

  it('depends on which tips the settings of a policy show', () => {
    const policies = `{ off: { ${noTips} }, on: { ${external} } }`;
    const chances = 'noticesTip: 1, heedsExternalRecipients: 1, findsWrongRecipient: 1';
    const always = `behaviours: { ${chances} }`;
    const chunk = run(studyOf(written, policies, always), 30);
    expect([...wordsIn(chunk, 0)].filter((words) => words.startsWith('prevented'))).toEqual([]);
    const outside = fatesOf(chunk, 1).flatMap((fates) => fates.filter(({ isInside }) => !isInside));
    // Programs of POP and IMAP show no tips.
    const spared = outside.filter(isPrevented);
    expect(spared.length).toBeGreaterThan(0.8 * outside.length);
    expect(new Set(spared.map(({ words }) => words))).toEqual(
      new Set(['prevented reviewed external-recipients']),
    );
  });
});

describe('a send delay', () => {
  const [half, two] = ['{ rule: 30s }', '{ rule: 2h, undo: 30s }'];
  const policies = `{ none: {}, short: { sendDelay: ${half} }, long: { sendDelay: ${two} } }`;
  const chunk = run(studyOf('recipients: 2', policies, 'behaviours: { cancelsInTime: 1 }'), 80);

  it('prevents what is noticed before it is over, and a longer one all that a shorter does', () => {
    const [, short, long] = [0, 1, 2].map((policy) => fatesOf(chunk, policy).map(preventedIn));
    short?.forEach((prevented, message) => {
      expect(long?.[message]).toEqual(expect.arrayContaining(prevented));
    });
    const messages = (all: typeof short) => (all ?? []).filter(({ length }) => length > 0).length;
    expect(messages(short)).toBeGreaterThan(5);
    expect(messages(long)).toBeGreaterThan(1.5 * messages(short));
    expect(wordsIn(chunk, 2)).toContain('prevented withdrawn send-delay');
  });

  it('is refused where no client offers it', () => {
    const of = (delay: string) =>
      faultsOf(`workload: { recallAfter: seconds }\npolicies: { a: { sendDelay: ${delay} } }`);
    expect(of('{ rule: 120m, undo: 30s }')).toEqual([]);
    expect(of('{ rule: 121m }')).toEqual([expect.stringMatching(/^6 .*120m/)]);
    expect(of('{ undo: 31s }')).toEqual([expect.stringMatching(/^6 .*30s/)]);
    expect(of('{ rules: 1m }')).toEqual([expect.stringMatching(/^6 .*rules/)]);
  });
});

describe('both orders, and all who were written to', () => {
  const delay = '{ sendDelay: { rule: 1m, undo: 10s } }';
  const policies = `{ plain: { ${noTips} }, tips: { ${external} }, delay: ${delay} }`;
  const drawn = 'recipients: { from: 1, to: 5 }, delivery: { uniform: { from: 0s, to: 2m } }';
  it.each(workloadKinds.map((kind) => [kind]))('agree for %s', (kind) => {
    const written = `kind: ${kind}, mailTips: true, ${drawn}`;
    const more = 'behaviours: { heedsAutomaticReplies: 0.6, forwards: 0.3, deletes: 0.3 }';
    const compiled = compileStudy(studyOf(written, policies, more), emptyTenant);
    const count = compiled.study.workload.groups > 0 ? 2 : 6;
    const apart = play(compiled, count, 'apart');
    // As another thread gets the study.
    const sent = compileStudy(structuredClone(compiled.study), emptyTenant);
    expect(apart).toEqual(play(sent, count, 'whole'));
    const [first, ...others] = [0, 1, 2].map((policy) =>
      fatesOf(apart, policy).map((fates) => fates.map(({ recipient }) => recipient)),
    );
    for (const other of others) expect(other).toEqual(first);
    expect((first ?? []).flat().length).toBeGreaterThan(6);
  });
});

describe('workloads', () => {
  const told = `{ tips: { ${external} } }`;
  const surely = 'behaviours: { noticesTip: 1, findsWrongContent: 1, findsWrongRecipient: 1 }';
  const surelyHeeded = surely.replace(
    '}',
    `, ${preventionChoices
      .filter((name) => name.startsWith('heeds'))
      .map((name) => `${name}: 1`)
      .join(', ')} }`,
  );
  const heeded = (workload: string, policies = told): Chunk =>
    run(studyOf(`${workload}, mailTips: true`, policies, surelyHeeded), 16);

  it('reply-all counts everybody but the one who was to be answered', () => {
    const compiled = compileStudy(studyOf('kind: reply-all, recipients: 3', told), emptyTenant);
    const played = Array.from({ length: 20 }, (_, index) => playReplication(compiled, index));
    expect(played.every(({ send }) => send.to.length >= 3)).toBe(true);
    fatesOf(play(compiled, 20), 0).forEach((fates, index) => {
      const { right, send } = at(played, index);
      expect(fates.map(({ recipient }) => recipient)).not.toContain(right);
      expect(fates).toHaveLength(send.to.length - 1);
    });
  });

  it('bcc-reply-all reveals a Bcc when somebody sees it, and the tip spares all but one', () => {
    const open = run(studyOf('kind: bcc-reply-all, recipients: 3', told), 20);
    const isSeen = fatesOf(open, 0).map((fates) => fates.some(({ seen }) => seen));
    const revealed = incidentsIn(open, 0).filter((word) => word === 'bcc-revealed');
    expect(revealed).toHaveLength(isSeen.filter(Boolean).length);
    expect(revealed.length).toBeGreaterThan(5);
    expect(wordsIn(heeded('kind: bcc-reply-all, recipients: 3'), 0)).toContain(
      'prevented answered-sender reply-all-bcc',
    );
  });

  it('all-staff goes to the largest group, and a large audience is reviewed', () => {
    const staff = 'workload: { kind: all-staff, recallAfter: seconds, mailTips: true }';
    const text = `${staff}\n${surelyHeeded}`;
    const read = parseStudy(
      `${least.replace('mailboxes: 20', 'mailboxes: 80')}${text}`,
      'study.yaml',
    );
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const chunk = run(read.value, 8);
    const sizes = fatesOf(chunk, 0).map(({ length }) => length);
    expect(new Set(sizes).size).toBeLessThanOrEqual(2); // without its sender, where one is in it
    expect(sizes[0]).toBeGreaterThan(25);
    expect([...wordsIn(chunk, 0)].some((words) => / large-audience$/.test(words))).toBe(true);
  });

  it('wrong-attachment and premature are right people: a review finds what is wrong or not', () => {
    for (const kind of ['wrong-attachment', 'premature']) {
      const chunk = heeded(`kind: ${kind}, recipients: 3, external: 0.5`);
      const withOutside = fatesOf(chunk, 0).filter((fates) => fates.some((one) => !one.isInside));
      const whole = withOutside.filter((fates) => fates.every(isPrevented)).length;
      expect(whole).toBeGreaterThan(0.8 * withOutside.length);
    }
    const compiled = compileStudy(studyOf('kind: premature', told), emptyTenant);
    expect(playReplication(compiled, 0).answer?.action).toMatchObject({ replace: { id: 'm2' } });
  });

  it('bad-recipients come back by kind, and tips spare what they offer to remove', () => {
    const open = run(studyOf('kind: bad-recipients, recipients: 3', told), 16);
    expect(new Set(incidentsIn(open, 0))).toEqual(
      new Set([
        'automatic-reply',
        'ndr:mailbox-full',
        'ndr:restricted-recipient',
        'ndr:unknown-recipient',
        ...incidentsIn(open, 0).filter((word) => word === 'ndr:forwarding-blocked'),
      ]),
    );
    const spared = wordsIn(heeded('kind: bad-recipients, recipients: 3'), 0);
    for (const tip of ['invalid-recipient', 'mailbox-full', 'restricted-recipient']) {
      expect(spared).toContain(`prevented removed ${tip}`);
    }
    expect(spared).toContain('prevented postponed automatic-replies');
    expect(incidentsIn(heeded('kind: bad-recipients, recipients: 3'), 0).length).toBeLessThan(
      0.5 * incidentsIn(open, 0).length,
    );
  });

  it('compromised-account loses what its recall takes away', () => {
    const chunk = run(studyOf('kind: compromised-account, recipients: 3', told), 10);
    const gone = fatesOf(chunk, 0).flatMap((fates) => fates.filter(({ success }) => success));
    expect(gone.length).toBeGreaterThan(20);
    expect(wordsIn(chunk, 0)).toContain('recalled - -');
  });

  it('oversize is refused whole with one report, or kept back', () => {
    const limited = '{ tips: { TransportConfig: { MaxSendSize: 35 MB } } }';
    const open = run(studyOf('kind: oversize, recipients: 3', limited), 20);
    expect(incidentsIn(open, 0)).toEqual(Array(20).fill('ndr:oversize-message'));
    expect(wordsIn(open, 0)).toEqual(new Set(['refused - -']));
    const chunk = heeded('kind: oversize, recipients: 3', limited);
    expect(wordsIn(chunk, 0)).toContain('prevented kept-back oversize-message');
  });

  it('too-many-recipients is refused whole, and no tip says so', () => {
    const boxes = [1, 2, 3, 4, 5].map(
      (n) => `{ PrimarySmtpAddress: a${n}@x.com, RecipientLimits: 2 }`,
    );
    const domain = 'AcceptedDomain: [{ DomainName: x.com }]';
    const tenant = `tenant: { ${domain}, Mailbox: [${boxes.join(', ')}] }`;
    const many = 'kind: too-many-recipients, recipients: 3, mailTips: true';
    const whole = least.replace(/tenant.*/, tenant);
    const text = `${whole}workload: { recallAfter: 1m, ${many} }\n${surely}`;
    const read = parseStudy(text, 'study.yaml');
    if (!read.ok || read.value.tenant.kind !== 'object') throw new Error(JSON.stringify(read));
    const chunk = play(compileStudy(read.value, read.value.tenant.tenant), 5, 'apart');
    expect(incidentsIn(chunk, 0)).toEqual(Array(5).fill('ndr:too-many-recipients'));
  });

  it('says what it cannot read, and the nearest word', () => {
    expect(faultsOf('workload: { kind: reply-al, recallAfter: seconds }')).toEqual([
      expect.stringMatching(/^5 .*reply-al/),
    ]);
    const purge = '{ a: { answer: { purge: { after: 1h } } } }';
    const answered = `workload: { kind: oversize, recallAfter: 1m }\npolicies: ${purge}`;
    expect(faultsOf(answered)).toEqual([expect.stringMatching(/^6 .*meant as it is/)]);
  });
});
