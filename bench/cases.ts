/**
 * Every case by its name. What a case needs is loaded when it is asked for, so that the memory of
 * the others is not counted as its own.
 */
import type { Case } from './harness.ts';

export const cases: Readonly<Record<string, () => Promise<readonly Case[]>>> = {
  // First, and its largest row first: what it shows of memory is then its own.
  reference: async () => (await import('./reference/cases.ts')).walkCases(),
  'reference-outcomes': async () => (await import('./reference/cases.ts')).outcomeCases(),
  'reference-global': async () => (await import('./reference/cases.ts')).scheduleCases(),
  study: async () => (await import('./study-case.ts')).studyCases(),
  'study-draws': async () => (await import('./study-case.ts')).studyDrawCases(),
  step: async () => [(await import('./model-cases.ts')).stepCase()],
  'event-list': async () => [(await import('./model-cases.ts')).eventListCase()],
  explore: async () => (await import('./explore-cases.ts')).exploreCases(),
  'tips-draft': async () => (await import('./tips/cases.ts')).draftCases(),
  'tips-lookups': async () => (await import('./tips/cases.ts')).lookupCases(),
  'tips-expansion': async () => (await import('./tips/cases.ts')).expansionCases(),
  'tips-organization': async () => (await import('./tips/cases.ts')).organizationCases(),
  'tips-organization-draft': async () => (await import('./tips/cases.ts')).organizationDraftCases(),
  replay: async () => [(await import('./model-cases.ts')).replayCase()],
};
