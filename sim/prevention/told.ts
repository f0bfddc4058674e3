/**
 * A replication under a policy as a scenario, with what was done before sending: what replays and
 * explains it.
 */
import { at } from '../../model/assert.ts';
import type { Model } from '../../model/model.ts';
import type { Happenings } from '../../scenarios/compile.ts';
import type { Action, Scenario, TimelineEntry } from '../../scenarios/scenario.ts';
import type { CompiledStudy } from '../arms.ts';
import { isAnybodyCurious, type Lived, nobody, settled } from '../curiosity.ts';
import { afterDetours } from '../detours.ts';
import { coupledHappenings, simulateCoupled } from '../load/coupled.ts';
import { type Plays, playCoupled, playWhole } from '../player.ts';
import { drawsFor } from '../streams.ts';
import { happeningsOf, MESSAGE, type Played, replicationScenario } from '../workload.ts';
import { beforeSending } from './before.ts';
import { deskOf, draftOf } from './desk.ts';

/** The draft, where its sender is shown tips; then what is left of the message, if anything. */
export function toldScenario(
  model: Model,
  compiled: CompiledStudy,
  arm: number,
  replication: number,
  plays: Plays,
): Scenario {
  const view = compiled.viewOf(arm);
  const { base, policy } = at(compiled.arms, arm);
  const { load } = policy;
  const play = (one: Played): Lived =>
    load === undefined
      ? { outcome: playWhole(model, view, base, one), late: nobody }
      : playCoupled(model, view, base, one, load);
  const happeningsIn = (drawn: Played): Happenings => {
    const given = afterDetours(model, base, drawn);
    const { played } = isAnybodyCurious(view) ? settled(view, given, play) : { played: given };
    if (load === undefined) return happeningsOf(played);
    return coupledHappenings(simulateCoupled(model, view, base, played, load));
  };
  const written = plays(view, replication);
  const empty = replicationScenario(compiled, arm, replication, plays);
  const whole = { ...empty, ...happeningsIn(written) };
  const desk = deskOf(model, view, at(compiled.arms, arm));
  if (desk === null || !written.isMeasured) return whole;
  const draws = drawsFor(compiled.seed, written.replication);
  const found = beforeSending(desk, draws, written, (change) => plays(view, replication, change));
  const draft = draftOf(desk, written);
  // The groups that no row of the tenant counts were counted the night before.
  const counted: Action = { kind: 'refreshGroupMetrics' };
  const before = desk.base === at(compiled.arms, arm).base || !written.isToGroup ? [] : [counted];
  const asked = view.study.workload.mailTips ? [...before, draft] : [];
  const composed = asked.map((action): TimelineEntry => ({ at: 0, action }));
  if (found.played !== null) {
    const happenings = happeningsIn(found.played);
    return { ...whole, ...happenings, timeline: [...composed, ...happenings.timeline] };
  }
  const cancel: Action = { kind: 'cancel', message: MESSAGE };
  const withdrawn =
    found.withdrawn === null
      ? []
      : [
          { at: 0, action: found.withdrawn.send },
          { at: found.withdrawn.noticedMs, action: cancel },
        ];
  return { ...whole, faults: [], timeline: [...composed, ...withdrawn] };
}
