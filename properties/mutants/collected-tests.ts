/**
 * Stands in for vitest in the bundle of code mutants: collects the tests that a file states instead
 * of running them, so that each can be asked about many mutants.
 */
import { expect, vi } from 'vitest';

type Body = (...values: never[]) => unknown;

export type CollectedTest = { readonly title: string; readonly run: () => Promise<void> };

type Hooks = { readonly before: Body[]; readonly after: Body[] };

let tests: CollectedTest[] = [];
let titles: string[] = [];
let hooks: Hooks = { before: [], after: [] };

/** The tests that `load` states. */
export async function collectTests(load: () => Promise<unknown>): Promise<CollectedTest[]> {
  const found: CollectedTest[] = [];
  tests = found;
  titles = [];
  hooks = { before: [], after: [] };
  await load();
  return found;
}

function add(title: string, body: Body, values: readonly unknown[]): void {
  const { before, after } = hooks;
  const run = async (): Promise<void> => {
    for (const hook of before) await hook();
    try {
      await body(...(values as never[]));
    } finally {
      for (const hook of after) await hook();
    }
  };
  tests.push({ title: [...titles, title].join(' > '), run });
}

function each<T extends (title: string, body: Body, values: unknown[]) => void>(act: T) {
  return (rows: readonly unknown[]) =>
    (title: string, ...stated: Stated): void => {
      rows.forEach((row, index) => {
        act(`${title} #${index}`, bodyOf(stated), Array.isArray(row) ? row : [row]);
      });
    };
}

function group(title: string, body: Body, values: unknown[] = []): void {
  const outer = { titles, hooks };
  titles = [...titles, title];
  hooks = { before: [...hooks.before], after: [...hooks.after] };
  body(...(values as never[]));
  titles = outer.titles;
  hooks = outer.hooks;
}

/** Options and a body, in either order. */
type Stated = readonly unknown[];

function bodyOf(stated: Stated): Body {
  return stated.find((one) => typeof one === 'function') as Body;
}

const one = (title: string, ...stated: Stated): void => add(title, bodyOf(stated), []);
const none = (): void => {};

export const describe = Object.assign(
  (title: string, ...stated: Stated) => group(title, bodyOf(stated)),
  { each: each(group) },
);
export const it = Object.assign(one, {
  each: each((title, body, values) => add(title, body, values)),
  skip: none,
  skipIf: (skipped: unknown) => (skipped ? none : one),
});
export const test = it;
export const beforeAll = (hook: Body): void => void hooks.before.push(hook);
export const beforeEach = beforeAll;
export const afterAll = (hook: Body): void => void hooks.after.push(hook);
export const afterEach = afterAll;
export { expect, vi };
