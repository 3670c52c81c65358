import { h, svg } from './dom.js';
import { moment, number, shortDay } from './format.js';
import { WORDS } from './words.js';

export interface Point {
  scannedAt: string;
  summary: { accounts: number; compliant: number; nonCompliant: number; unknown: number };
}

const HEIGHT = 200;
const EDGE = { left: 44, right: 16, top: 12, bottom: 26 };
const LINES = [['nonCompliant', '✕'], ['unknown', '?']] as const;

/** Accounts with a gap, and unknown ones, scan by scan; with the same as a table. */
export function trendChart(points: readonly Point[]): HTMLElement {
  const frame = h('div', { class: 'chart' });
  const draw = (): void => frame.replaceChildren(drawing(points, Math.max(280, frame.clientWidth || 640)));
  new ResizeObserver(draw).observe(frame);
  return h('div', {}, legend(), frame, asTable(points));
}

function legend(): HTMLElement {
  return h('p', { class: 'legend' }, ...LINES.map(([line, mark]) => h('span', { class: `key ${line}` }, h('span', { class: 'swatch', 'aria-hidden': 'true' }), `${mark} ${WORDS.verdicts[line]}`)));
}

function drawing(points: readonly Point[], width: number): SVGSVGElement {
  const times = points.map(({ scannedAt }) => Date.parse(scannedAt));
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const top = niceTop(Math.max(1, ...points.flatMap(({ summary }) => [summary.nonCompliant, summary.unknown])));
  const x = (time: number): number => EDGE.left + ((time - start) / Math.max(1, end - start)) * (width - EDGE.left - EDGE.right);
  const y = (value: number): number => HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const grid = [0, top / 2, top].flatMap((value) => [
    svg('line', { class: 'gridline', x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
    svg('text', { class: 'axis', x: EDGE.left - 8, y: y(value) + 4, 'text-anchor': 'end' }, number(value)),
  ]);
  const drawn = LINES.map(([line]) => svg('g', { class: `line ${line}` },
    svg('path', { d: points.map(({ summary }, index) => `${index === 0 ? 'M' : 'L'}${x(times[index]!).toFixed(1)} ${y(summary[line]).toFixed(1)}`).join('') }),
    ...points.map(({ summary }, index) => svg('circle', { cx: x(times[index]!), cy: y(summary[line]), r: points.length > 40 ? 1.5 : 3 }))));
  return svg('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', 'aria-label': alternative(points) },
    ...grid, ...drawn, svg('text', { class: 'axis', x: EDGE.left, y: HEIGHT - 6 }, shortDay(points[0]!.scannedAt)),
    svg('text', { class: 'axis', x: width - EDGE.right, y: HEIGHT - 6, 'text-anchor': 'end' }, shortDay(points.at(-1)!.scannedAt)));
}

/** The next even, round number. */
function niceTop(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [2, 4, 6, 8, 10].map((step) => Math.max(2, step * unit)).find((top) => top >= value) ?? 10 * unit;
}

function alternative(points: readonly Point[]): string {
  const told = ({ scannedAt, summary }: Point): string => `${moment(scannedAt)}: ${number(summary.nonCompliant)} ${WORDS.verdicts.nonCompliant.toLowerCase()}, ${number(summary.unknown)} ${WORDS.verdicts.unknown.toLowerCase()}`;
  return [points[0]!, points.at(-1)!].map(told).join('; ');
}

const MOST_ROWS = 60;

function asTable(points: readonly Point[]): HTMLElement {
  const cells = ({ scannedAt, summary }: Point): string[] => [moment(scannedAt), number(summary.nonCompliant), number(summary.unknown), number(summary.compliant), number(summary.accounts)];
  const heads = [WORDS.overview.when, WORDS.verdicts.nonCompliant, WORDS.verdicts.unknown, WORDS.verdicts.compliant, WORDS.overview.howMany];
  return h('details', {}, h('summary', {}, WORDS.overview.asTable), h('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': WORDS.overview.trend },
    h('table', {}, h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...points.slice(-MOST_ROWS).toReversed().map((point) => h('tr', {}, ...cells(point).map((cell) => h('td', {}, cell))))))));
}
