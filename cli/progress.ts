/**
 * Progress of a run in a line: how far it is, how fast, and about how long it will take.
 *
 * Never: say how long before it can be known, or draw more often than anybody reads.
 */

/** Milliseconds between two lines. */
const EVERY = 100;

/** So long is watched before a rate is told. */
const WATCHED = 500;

/**
 * What is called after every chunk.
 *
 * @param now  a clock, ms; replaced in tests
 */
export function newProgress(
  show: (line: string) => void,
  now: () => number = () => performance.now(),
): (done: number, planned: number) => void {
  const began = now();
  let first: number | null = null;
  let shownAt = Number.NEGATIVE_INFINITY;
  return (done, planned) => {
    const at = now();
    // What an earlier run had left comes at once: it says nothing of the rate.
    first ??= done;
    if (at - shownAt < EVERY) return;
    shownAt = at;
    const share = Math.floor((100 * done) / planned);
    const line = `${share} %  ${done} of ${planned}`;
    const rate = (1000 * (done - first)) / (at - began);
    if (at - began < WATCHED || rate <= 0) show(line);
    else show(`${line}, ${shortly(rate)} a second, ${timeOf((planned - done) / rate)} left`);
  };
}

const shortly = (rate: number): string => rate.toFixed(rate < 10 ? 1 : 0);

function timeOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
