/**
 * The nearest valid word to a misspelt one, for the "nearest" line of a fault.
 *
 * Distance: optimal string alignment (insert, delete, replace, swap neighbours), case-blind. Own
 * code because it is thirty lines on which every error message rests; no kept library of that size
 * exists.
 */

/** Words longer than this are not compared: a cost bound for hostile input. */
const WORD_LENGTH_MAX = 120;

/** The number of edits between two words; case does not count. */
export function editDistance(left: string, right: string): number {
  const a = left.toLowerCase().slice(0, WORD_LENGTH_MAX);
  const b = right.toLowerCase().slice(0, WORD_LENGTH_MAX);
  let before: number[] = [];
  let row: number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      next.push(best);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The candidate closest to `word`, or undefined when none is near: at most a third of its letters
 * may differ (at least one, at most four).
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const allowed = Math.max(1, Math.min(4, Math.floor(word.length / 3)));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
