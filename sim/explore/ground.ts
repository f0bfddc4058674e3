/**
 * What a walk stands on: one setting, what people may do in it, who is interchangeable with whom,
 * and the instants beyond which the clock alone changes an answer.
 */
import type { Setting } from '../../model/setting.ts';

/** Something that may be done at any choice point, once, or never. */
export type Choice = {
  /** The index of the action in the setting. */
  readonly action: number;
  /** Whose mailbox it is about; -1: nobody's. */
  readonly owner: number;
  /** Its place among the choices of the same owner. */
  readonly bit: number;
  readonly isRecall: boolean;
  /** Whether it depends on nothing but its owner, and changes nothing else. */
  readonly isLocal: boolean;
};

export type Ground = {
  readonly setting: Setting;
  /** In the order in which they are tried. */
  readonly choices: readonly Choice[];
  /** [recipient] the set of interchangeable recipients that it belongs to; -1: none. */
  readonly classOf: Int32Array;
  /** Instants, ascending, that part the time in which somebody may recall. */
  readonly recallLandmarks: readonly number[];
  /** Instants, ascending, at which something about a person changes that no event tells. */
  readonly landmarks: readonly number[];
  /** Whether times and logs are part of the state. */
  readonly inFull: boolean;
};
