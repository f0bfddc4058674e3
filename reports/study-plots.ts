/**
 * Pictures of a study for a terminal: the curves of reading and recall, bars of ranked reasons.
 *
 * Pure: made of characters that are one column wide; the width comes from whoever prints it.
 *
 * Never: draw where nobody was watched, or wider than asked.
 */
import type { CurvePoint, CurveResult } from '../sim/study-parts.ts';

const ROWS = 10;
/** Columns that the scale on the left takes, and the least that a picture is worth. */
const LEFT = 8;
const LEAST = 36;
const MOST = 72;

/** What is drawn where: one curve, the other, both. */
const marks = { unseen: '●', present: '○', both: '◉' } as const;
export const curveLegend = [
  `${marks.unseen} not seen yet`,
  `${marks.present} not gone yet`,
  `${marks.both} both`,
].join('   ');

/** `90s`, `10m`, `2h`, `4d`. */
export function shortTime(seconds: number): string {
  const units: [number, string][] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
  ];
  const [size, name] = units.find(([one]) => seconds >= one) ?? [1, 's'];
  return `${Number((seconds / size).toFixed(1))}${name}`;
}

/**
 * Two curves since sending: the share of recipients who have not seen the message, and of copies
 * that are not gone. One column an instant that is told, as far as there is room.
 */
export function curvePicture(unseen: CurveResult, present: CurveResult, width: number): string[] {
  const instants = [...new Set([...unseen.points, ...present.points].map(({ at }) => at))].sort(
    (a, b) => a - b,
  );
  const room = Math.min(width, MOST) - LEFT;
  if (instants.length < 2 || room < LEAST) return [];
  const step = Math.max(1, Math.floor(room / instants.length));
  const shown = instants.slice(-Math.floor(room / step));
  const rowOf = (points: readonly CurvePoint[], instant: number): number | null => {
    const point = points.find(({ at }) => at === instant);
    return point === undefined ? null : Math.round((1 - point.value) * ROWS);
  };
  const cells = shown.map((instant) => [
    rowOf(unseen.points, instant),
    rowOf(present.points, instant),
  ]);
  const lines = Array.from({ length: ROWS + 1 }, (_, row) => {
    const scale = row % 5 === 0 ? `${100 - (100 / ROWS) * row} %` : '';
    const drawn = cells.map(([one, other]) => {
      const isOne = one === row;
      const mark = isOne && other === row ? marks.both : isOne ? marks.unseen : marks.present;
      return (isOne || other === row ? mark : ' ').padEnd(step);
    });
    return `${scale.padStart(LEFT - 2)} │${drawn.join('')}`.trimEnd();
  });
  return [...lines, ...axis(shown, step)];
}

/** The instants below a picture, as many as there is room for. */
function axis(instants: readonly number[], step: number): string[] {
  const start = ' '.repeat(LEFT - 1);
  let line = start;
  instants.forEach((instant, index) => {
    const column = LEFT + index * step;
    if (column > line.length || index === 0) line = line.padEnd(column) + shortTime(instant);
  });
  const end = LEFT + instants.length * step;
  return [`${start}└${'─'.repeat(instants.length * step)}`, line.slice(0, end)];
}

/** A share as a bar of at most so many columns; anything above 0 shows. */
export function bar(share: number, room: number): string {
  const full = Math.round(share * room);
  return full > 0 ? '█'.repeat(full) : share > 0 ? '▏' : '';
}
