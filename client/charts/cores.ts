import { type Bar, barsIn, type CoreRow, type Window } from '../hud/logic/gantt.ts';
import { r } from '../i18n/r.ts';
import { fonts, palette } from '../theme/palette.ts';
import type { ECharts } from './echarts.ts';
import { textSize } from './size.ts';

type Library = typeof import('./echarts.ts');
type Rect = [x: number, y: number, width: number, height: number];

/** Heights of a bar in its row, by mode: kernel work is lower, so that colour is not alone. */
const SHARE = { user: 0.72, kernel: 0.4, idle: 0 } as const;
const KERNEL_OPACITY = 0.7;
/** Pixels below which slices are drawn together, as whoever had most of them. */
const NARROWEST = 2;

let registered = false;

/** Many rectangles as one shape: a chart of a whole round is some hundred shapes and not some ten thousand. */
function register({ graphic }: Library): void {
  if (registered) return;
  registered = true;
  const rectangles = graphic.extendShape({
    shape: { rects: [] as Rect[] },
    buildPath(context: CanvasRenderingContext2D, shape: { rects: Rect[] }) {
      for (const [x, y, width, height] of shape.rects) context.rect(x, y, width, height);
    },
  } as never);
  // Straight to the canvas: a path of its own would be written down, corner by corner, before each frame.
  Object.assign(rectangles.prototype, { autoBatch: true });
  graphic.registerShape('rectangles', rectangles);
}

export interface CoresOptions {
  rows: readonly CoreRow[];
  end: number;
  hueOf(pid: number): string;
  /** Processes of one's own are underlined. */
  own: ReadonlySet<number>;
  /** Called when the part that is shown changes, in ticks. */
  onWindow(window: Window): void;
  /** A click or tap on a slice's place. */
  onPick(core: number, tick: number): void;
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One row's rectangles by colour and mode, between the ticks that are in view. */
function shapesOf(
  bars: readonly Bar[],
  { hueOf, own }: CoresOptions,
  xOf: (tick: number) => number,
  top: number,
  height: number,
): object[] {
  const groups = new Map<string, { fill: string; opacity: number; rects: Rect[] }>();
  const underlined: Rect[] = [];
  for (const bar of bars) {
    const fill = hueOf(bar.pid);
    const key = `${fill} ${bar.mode}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { fill, opacity: bar.mode === 'kernel' ? KERNEL_OPACITY : 1, rects: [] };
      groups.set(key, group);
    }
    const tall = height * SHARE[bar.mode];
    const x = xOf(bar.from);
    const width = Math.max(1, xOf(bar.to) - x - (xOf(bar.to) - x > 4 ? 1 : 0));
    group.rects.push([x, top + (height - tall) / 2, width, tall]);
    if (own.has(bar.pid)) underlined.push([x, top + height * 0.9, width, Math.max(2, height * 0.08)]);
  }
  const shapes: object[] = [...groups.values()].map(({ fill, opacity, rects }) => ({
    type: 'rectangles',
    shape: { rects },
    style: { fill, opacity },
    silent: true,
  }));
  if (underlined.length > 0)
    shapes.push({
      type: 'rectangles',
      shape: { rects: underlined },
      style: { fill: palette.text },
      silent: true,
    });
  return shapes;
}

/** Draws who had the cores: a row a core, zoomed by pinch, by Ctrl and wheel, or by the handles below. */
export function drawCores(chart: ECharts, library: Library, options: CoresOptions): void {
  register(library);
  const { rows, end } = options;
  const fontSize = textSize(chart);
  const label = { color: palette.text, fontFamily: fonts.text, fontSize };
  chart.setOption(
    {
      animation: false,
      grid: { left: 4.8 * fontSize, right: 16, top: 8, bottom: 35 + 3 * fontSize },
      xAxis: {
        type: 'value',
        min: 0,
        max: end,
        axisLabel: { ...label, hideOverlap: true },
        splitLine: { lineStyle: { color: palette.line } },
        name: r('ticksAxis'),
        nameLocation: 'middle',
        nameGap: 1.9 * fontSize,
        nameTextStyle: { color: '#A3B3D9', fontFamily: fonts.text, fontSize },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map((_, core) => r('coreName', { core })),
        axisLabel: label,
        axisTick: { show: false },
        axisLine: { show: false },
      },
      dataZoom: [
        {
          type: 'inside',
          filterMode: 'none',
          zoomOnMouseWheel: 'ctrl',
          moveOnMouseWheel: 'shift',
          minValueSpan: 20,
        },
        {
          type: 'slider',
          filterMode: 'none',
          bottom: 8,
          height: 26,
          minValueSpan: 20,
          brushSelect: false,
          showDataShadow: false,
          borderColor: palette.line,
          fillerColor: '#3ce0ff33',
          handleSize: '120%',
          handleStyle: { color: palette.wall },
          textStyle: { color: palette.text },
          labelFormatter: (value: number) => String(Math.round(value)),
        },
      ],
      series: [
        {
          type: 'custom',
          clip: true,
          data: rows.map((_, core) => [0, core]),
          encode: { x: -1, y: 1 },
          renderItem(params: { coordSys: unknown; dataIndex: number }, api: CoordApi) {
            const place = params.coordSys as Place;
            const row = rows[params.dataIndex];
            if (row === undefined) return { type: 'group', children: [] };
            const [left, middle] = api.coord([0, params.dataIndex]) as [number, number];
            const [right] = api.coord([end, params.dataIndex]) as [number, number];
            const scale = (right - left) / Math.max(1, end);
            const from = Math.max(0, (place.x - left) / scale);
            const to = Math.min(end, (place.x + place.width - left) / scale);
            const height = (api.size([0, 1]) as [number, number])[1];
            const bars = barsIn(row, from, to, place.width / NARROWEST);
            const xOf = (tick: number) =>
              Math.min(place.x + place.width, Math.max(place.x, left + tick * scale));
            return {
              type: 'group',
              children: shapesOf(bars, options, xOf, middle - height / 2, height),
            };
          },
        },
      ],
    } as never,
    { notMerge: false },
  );
  chart.off('datazoom');
  chart.on('datazoom', () => options.onWindow(windowOf(chart, end)));
  const surface = chart.getZr();
  surface.off('click');
  surface.on('click', ({ offsetX, offsetY }) => {
    if (!chart.containPixel('grid', [offsetX, offsetY])) return;
    const [tick, core] = chart.convertFromPixel('grid', [offsetX, offsetY]) as [number, number];
    options.onPick(Math.round(core), Math.floor(tick));
  });
}

interface CoordApi {
  coord(point: number[]): number[];
  size(span: number[]): number[] | number;
}

/** The part of the round that the chart shows. */
export function windowOf(chart: ECharts, end: number): Window {
  const { dataZoom } = chart.getOption() as { dataZoom: { start: number; end: number }[] };
  const { start = 0, end: share = 100 } = dataZoom[0] ?? {};
  return { from: (start / 100) * end, to: (share / 100) * end };
}

export function showWindow(chart: ECharts, { from, to }: Window, end: number): void {
  chart.dispatchAction({ type: 'dataZoom', start: (100 * from) / end, end: (100 * to) / end });
}
