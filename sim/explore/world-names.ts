/**
 * The names of the bundled worlds, as `explore --world` takes them: apart from the worlds, so that
 * the command line need not load those for a list of names.
 */
export const worldNames = ['core', 'roads', 'twice', 'messages', 'classic', 'liveness'] as const;
export type WorldName = (typeof worldNames)[number];
