/**
 * The reasons for which a fact of the evidence moves no outcome.
 */

/** Why a fact moves no outcome. */
export const recordedReasons = {
  history: 'a date or an announcement; the profiles carry what changed then',
  screen: 'what a person clicks or reads on a screen; the simulated action is the same',
  wire: 'a detail of headers, classes or properties on the wire; no decision reads it',
  figure: 'a figure to compare results with (docs/STATISTICS.md), not a rule',
  tool: 'another tool that removes or traces mail; it is not recall',
  undescribed: 'a setting that exists without a description of what it does',
  absent: 'its subject is not modelled: scenarios have no such item, store or setting',
  unverified: 'a recollection without a source; nothing may rest on it',
  same: 'it says in other words what a rule says, or says it of one case',
  service: 'how the service comes to an answer; the answer is the same',
  onPremises: 'a server on premises; what it tells is not modelled',
  fixed: 'no source says; one way is fixed, so that the same input gives the same bytes',
} as const;
export type RecordedReason = keyof typeof recordedReasons;

export type RecordedFacts = Readonly<Record<string, readonly [RecordedReason, string]>>;
