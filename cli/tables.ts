/**
 * The tables of the machines, as a command needs them: those that the bundle carries, made when it
 * was built; run from the sources, XState is asked.
 */
import { type Tables, tabulateAll } from '../model/model.ts';
import { unpackTables } from '../model/packed.ts';

/** Put in by the bundler. */
declare const RECALL_LAB_TABLES: string | undefined;

export function loadTables(): Tables {
  if (typeof RECALL_LAB_TABLES !== 'string') return tabulateAll();
  return unpackTables(RECALL_LAB_TABLES);
}
