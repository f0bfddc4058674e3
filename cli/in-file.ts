/**
 * Faults of a file that show only when it is run, told with their line like all others.
 *
 * Never: read the file again where nothing is wrong with it.
 */
import { type Fault, FaultError } from '../model/fault.ts';
import { placesIn } from '../scenarios/places-in.ts';
import { readStudyText } from '../scenarios/read-study.ts';

/** Runs something about a study file. @throws FaultError  with the file and its line */
export async function inFile<T>(file: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    const { fault } = error;
    const isElsewhere = fault.file !== undefined || fault.path.length === 0;
    if (isElsewhere || fault.code === 'usage') throw error;
    throw new FaultError(placedIn(file, [fault])[0]!);
  }
}

/** Faults about the paths of a study file, with the file and their lines. */
export function placedIn(file: string, faults: readonly Fault[]): Fault[] {
  const text = readStudyText(file);
  return placesIn(typeof text === 'string' ? text : '', file)(faults);
}
