/**
 * The lines of what shows only after a text was read: in the tenant it names, or when it is run.
 *
 * Never: parse the text again where nothing is wrong with it.
 */
import type { Fault } from '../model/fault.ts';
import { type Document, parseDocument } from './document.ts';
import { type Finding, locate } from './schema/findings.ts';

const nowhere: Pick<Document, 'positionOf'> = { positionOf: () => undefined };

/** What gives faults about the paths of a text their lines, in the order of the text. */
export function placesIn(text: string, file: string): (findings: readonly Finding[]) => Fault[] {
  return (findings) => {
    if (findings.length === 0) return [];
    return locate(findings, parseDocument(text).document ?? nowhere, file);
  };
}
