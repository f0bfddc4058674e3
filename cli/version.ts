/**
 * Which program this is: its version, and a fingerprint of what decides a row of results.
 *
 * Why a fingerprint: rows of two models do not belong into one folder, and between two releases the
 * version alone would not tell them apart. The bundle carries it; sources that run unbundled have
 * none.
 */
declare const RECALL_LAB_MODEL: string | undefined;

export const VERSION = '0.1.0';

/** Of the sources of model, scenarios and sim as bundled; `source` where they were not. */
export const MODEL_VERSION = typeof RECALL_LAB_MODEL === 'string' ? RECALL_LAB_MODEL : 'source';
