/**
 * What explains a result is complete: each rule that a row or a recall of the library cites is told
 * with its evidence, and each decision says why the rows before its own did not apply.
 */
import { expect, it } from 'vitest';
import { explain, explainText } from '../reports/explain.ts';
import { replay } from '../sim/replay.ts';
import { newRecorder } from '../sim/story.ts';
import { model } from './harness.ts';
import { readLibrary } from './library.ts';

it('every rule that decided is told, and why not otherwise', () => {
  const missing: string[] = [];
  let decisions = 0;
  for (const { file, scenario } of readLibrary().entries) {
    const recorder = newRecorder();
    const replayed = replay(model, scenario, recorder.observer);
    const told = explain(replayed, recorder, { recall: null, recipient: null });
    for (const recall of replayed.outcome.recalls) {
      const cited = [recall, ...recall.recipients].flatMap(({ rules }) => rules);
      const untold = cited.filter((rule) => !(told.rules as readonly string[]).includes(rule));
      missing.push(...untold.map((rule) => `${file}: ${rule}`));
    }
    for (const { because, list, ruledOut, text } of told.entries) {
      if (list === null) continue;
      decisions++;
      if (because.length + ruledOut.length === 0) missing.push(`${file}: ${text}`);
    }
  }
  expect(missing).toEqual([]);
  expect(decisions).toBeGreaterThan(1000);
});

it('automatic replies and notices of policies stand at the end, of whom they concern', () => {
  const plain = { width: 200, style: (_: string, text: string) => text };
  const shown = new Set<string>();
  for (const { file, scenario } of readLibrary().entries) {
    const recorder = newRecorder();
    const replayed = replay(model, scenario, recorder.observer);
    const kinds = ['automatic-reply', 'policy-notice'];
    const sent = replayed.outcome.notices.filter(({ kind }) => kinds.includes(kind));
    const whole = explain(replayed, recorder, { recall: null, recipient: null });
    expect(whole.notices, file).toEqual(sent);
    for (const notice of sent) {
      const { kind, message, to, about } = notice;
      shown.add(kind);
      const own = explain(replayed, recorder, { recall: null, recipient: about ?? to });
      expect(own.notices, file).toContainEqual(notice);
      const [, end = ''] = explainText(own, plain).split('In the end');
      const what = kind === 'automatic-reply' ? 'automatic reply' : 'notice of a policy';
      const whose = about === null ? '' : ` for ${about}`;
      expect(end.replaceAll(/\s+/g, ' '), file).toContain(`${message}${whose}: ${what} to ${to}`);
    }
  }
  expect([...shown].sort()).toEqual(['automatic-reply', 'policy-notice']);
});
