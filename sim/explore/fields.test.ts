/**
 * Every scenario of the library, stopped in the middle: taken back, it goes on as before; with all
 * that is no part of its state scrambled, it goes on as before in everything that is.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createModel, tabulateAll } from '../../model/model.ts';
import type { Setting } from '../../model/setting.ts';
import type { Run } from '../../model/world/run.ts';
import { newRun, step } from '../../model/world/step.ts';
import { compileScenario } from '../../scenarios/compile.ts';
import { parseScenario } from '../../scenarios/parse-scenario.ts';
import { type How, worldParts } from './fields.ts';
import { newPending, type Pending } from './pending.ts';
import { goBack, keep, measure, newShadow, type Shadow } from './shadow.ts';

const folder = new URL('../../scenarios/library/', import.meta.url);
const model = createModel(tabulateAll());
const settings = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((file): [string, Setting] => {
    const parsed = parseScenario(readFileSync(new URL(file, folder), 'utf8'), file);
    if (!parsed.ok) throw new Error(file);
    return [file, compileScenario(parsed.value)];
  })
  // Those with hundreds of recipients ask the same of each.
  .filter(([, { book }]) => book.addresses.length <= 16);

type Walk = { run: Run; pending: Pending; shadow: Shadow };

function begin(setting: Setting, inFull: boolean): Walk {
  const pending = newPending(() => false);
  const run = newRun(model, setting, pending.push, null);
  const classOf = new Int32Array(setting.book.addresses.length).fill(-1);
  const shadow = newShadow(
    run.world,
    { setting, choices: [], classOf, recallLandmarks: [], landmarks: [], inFull },
    pending,
  );
  return { run, pending, shadow };
}

/** States are numbered after every so many events: numbering all of one takes a while. */
const EVERY = 5;

/** Goes on for so many events; each of them, and what the state is after some, as numbers. */
function goOn({ run, pending, shadow }: Walk, events: number): string[] {
  const trail: string[] = [];
  for (let done = 0; done < events; done++) {
    const next = pending.first();
    if (next === undefined || pending.awaitedAt() === Number.POSITIVE_INFINITY) break;
    pending.shift();
    step(run, next.event);
    const { at, kind, a, b } = next.event;
    trail.push(`${at} ${kind} ${a} ${b}`);
    if (done % EVERY === 0) trail.push(stateOf(shadow, at));
  }
  trail.push(stateOf(shadow, -1));
  return trail;
}

function stateOf(shadow: Shadow, now: number): string {
  const taken = new Array(shadow.blockIds.length + 1).fill(0);
  measure(shadow, null, { taken, now, isMid: false });
  return `${shadow.commonId} ${shadow.blockIds.join()}`;
}

const MANY = 100_000;
const cuts = [2, 7];

/** Changes whatever is no part of the state. */
function scramble(record: Record<string, unknown>, fields: Readonly<Record<string, How>>): void {
  for (const [name, how] of Object.entries(fields)) {
    const value = record[name];
    if (how === 'history') {
      if (typeof value === 'number') record[name] = 12_345;
      else if (Array.isArray(value)) record[name] = [];
    }
    if (how === 'whether' && typeof value === 'number' && !Number.isNaN(value))
      record[name] = value + 777;
    if (how === 'kinds')
      record[name] = (value as { kind: string; at: number }[])
        .map((one) => ({ ...one, at: 7 }))
        .reverse();
  }
}

function scrambleWorld({ world }: Run): void {
  for (const [name, part] of Object.entries(worldParts)) {
    const live = world[name as keyof typeof world];
    if (part.kind === 'records')
      for (const record of live as unknown as Record<string, unknown>[])
        scramble(record, part.fields);
    if (part.kind === 'copyMap')
      for (const record of (live as unknown as Map<number, Record<string, unknown>>).values())
        scramble(record, part.fields);
    if (part.kind === 'log' && part.counts === null) (live as unknown[]).length = 0;
  }
}

describe('the fields of a world', () => {
  it('are all there: a state that is taken back goes on as it did', () => {
    for (const [file, setting] of settings) {
      for (const cut of cuts) {
        const walk = begin(setting, true);
        goOn(walk, cut);
        const here = stateOf(walk.shadow, -1);
        const shot = keep(walk.shadow);
        const first = goOn(walk, MANY);
        goBack(walk.shadow, shot);
        expect(stateOf(walk.shadow, -1), file).toBe(here);
        expect(goOn(walk, MANY), `${file} after ${cut} events`).toEqual(first);
      }
    }
  });

  it('decide nothing where they are no part of the state', () => {
    let scrambled = 0;
    for (const [file, setting] of settings) {
      for (const cut of cuts) {
        const walk = begin(setting, false);
        goOn(walk, cut);
        const here = stateOf(walk.shadow, -1);
        const shot = keep(walk.shadow);
        const first = goOn(walk, MANY);
        goBack(walk.shadow, shot);
        scrambleWorld(walk.run);
        expect(stateOf(walk.shadow, -1), file).toBe(here);
        const second = goOn(walk, MANY);
        expect(second, `${file} after ${cut} events`).toEqual(first);
        scrambled += second.length;
      }
    }
    expect(settings.length).toBeGreaterThan(150);
    expect(scrambled).toBeGreaterThan(settings.length);
  });

  it('are told apart: another read flag is another state', () => {
    const [, setting] = settings.find(([file]) => file.startsWith('recall-overtakes')) ?? [];
    if (!setting) throw new Error('the library has a scenario with a delay');
    const walk = begin(setting, false);
    goOn(walk, 3);
    const before = stateOf(walk.shadow, -1);
    const [copy] = walk.run.world.copies;
    if (!copy) throw new Error('a message has copies');
    copy.isRead = !copy.isRead;
    expect(stateOf(walk.shadow, -1)).not.toBe(before);
  });
});
