/**
 * Determinism: steppers agree, runs agree, and what has nothing to do with a message does not touch
 * its recall.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { answeredBy } from '../model/model.ts';
import type { Scenario, TimelineEntry } from '../scenarios/scenario.ts';
import { checkTwice, replay } from '../sim/replay.ts';
import { ana, scenarios } from './arbitraries/scenario.ts';
import { agreement, always, describe, it, model, run, xstateModel } from './harness.ts';

describe('steppers', () => {
  agreement('recalls', scenarios);
  it('answers from the stepper that was asked for', () => {
    const [scenario] = fc.sample(scenarios, { numRuns: 1, seed: 1 });
    if (!scenario) throw new Error('a scenario is generated');
    const before = { table: answeredBy(model), xstate: answeredBy(xstateModel) };
    replay(xstateModel, scenario);
    expect(answeredBy(model)).toBe(before.table);
    expect(answeredBy(xstateModel)).toBeGreaterThan(before.xstate);
  });
});

describe('runs', () => {
  always([], 'two runs agree line by line', scenarios, (scenario) => {
    expect(checkTwice(model, scenario)).toBeNull();
  });
});

describe('bystanders and names', () => {
  const others = (scenario: Scenario): string => JSON.stringify(run(scenario).outcome.recalls);
  always([], 'an unrelated message between bystanders changes nothing', scenarios, (scenario) => {
    const zoe = { PrimarySmtpAddress: 'zoe@contoso.com' };
    const send: TimelineEntry = {
      at: 60_000,
      action: {
        kind: 'send',
        id: 'unrelated',
        from: 'zoe@contoso.com',
        to: ['zoe@contoso.com'],
        cc: [],
        bcc: [],
        subject: 'lunch',
        size: 1,
        encrypted: false,
        readReceipt: false,
        client: null,
        deferByMs: 0,
      },
    };
    const { nouns } = scenario.tenant;
    const tenant = {
      ...scenario.tenant,
      nouns: { ...nouns, Mailbox: [...(nouns.Mailbox ?? []), zoe] },
    };
    const crowded = { ...scenario, tenant, timeline: [send, ...scenario.timeline] };
    expect(others(crowded)).toBe(others(scenario));
  });
  always(
    [],
    'renaming everybody renames the outcome and changes nothing else',
    scenarios,
    (scenario) => {
      const rename = (text: string): string =>
        text.replace(/\b(ana|ben|cara|dan|olga|eve|team|everyone)@/g, 'x-$1@');
      const renamed = JSON.parse(rename(JSON.stringify(scenario))) as Scenario;
      const restored = { ...renamed, faults: withInfinity(renamed.faults, scenario.faults) };
      expect(JSON.stringify(run(restored).outcome)).toBe(
        rename(JSON.stringify(run(scenario).outcome)),
      );
      expect(ana).toContain('@');
    },
  );
});

/** JSON has no infinity: windows keep the ends they had. */
function withInfinity(
  renamed: Scenario['faults'],
  original: Scenario['faults'],
): Scenario['faults'] {
  return renamed.map((fault, index) => {
    const before = original[index];
    return before && 'window' in before && 'window' in fault
      ? { ...fault, window: before.window }
      : fault;
  });
}
