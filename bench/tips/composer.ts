/** One world in which the first draft of a setting is composed as often as one likes. */
import { at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import type { Setting } from '../../model/setting.ts';
import type { ShownTip, Snapshot } from '../../model/world/state.ts';
import { newRun, step } from '../../model/world/step.ts';
import type { Found } from '../harness.ts';

/** Does what comes before the draft; then each call composes it, through the world step. */
export function composer(model: Model, setting: Setting): () => Snapshot {
  const run = newRun(model, setting, () => undefined, null);
  const act = (action: number): void => {
    step(run, { at: at(setting.actions, action).at, kind: 'act', a: action, b: 0 });
  };
  const compose = setting.actions.findIndex((action) => action.kind === 'draft');
  for (let before = 0; before < compose; before++) act(before);
  const [record] = run.world.drafts;
  return () => {
    act(compose);
    const snapshot = at(record?.snapshots ?? [], 0);
    if (record !== undefined) record.snapshots = [];
    return snapshot;
  };
}

/** What a snapshot comes to. */
export function foundIn({ lookups, tips }: Snapshot, recipients: number): Found {
  const mix = (sum: number, tip: ShownTip): number =>
    (Math.imul(sum, 31) + tip.recipient * 7 + (tip.count ?? 0) + (tip.text?.length ?? 0)) | 0;
  return { counts: { recipients, tips: tips.length, lookups }, checksum: tips.reduce(mix, 0) };
}
