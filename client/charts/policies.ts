import { fonts, palette } from '../theme/palette.ts';
import type { ECharts } from './echarts.ts';
import { textSize } from './size.ts';

export interface PolicyBar {
  name: string;
  value: number;
  /** The round as it was played. */
  played: boolean;
}

/** Lying bars, the best on top; the class's own is hatched and says so in its name. */
export function drawPolicies(
  chart: ECharts,
  bars: readonly PolicyBar[],
  unit: string,
  animated: boolean,
): void {
  const fontSize = textSize(chart);
  const label = { color: palette.text, fontFamily: fonts.text, fontSize };
  chart.setOption({
    animation: animated,
    // The hatching needs it; the words are the page's own.
    aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals: { symbol: 'none' } } },
    grid: { left: 8, right: 4 * fontSize + 4, top: 8, bottom: 2 * fontSize + 8, containLabel: true },
    xAxis: {
      type: 'value',
      name: unit,
      nameLocation: 'middle',
      nameGap: 1.9 * fontSize,
      nameTextStyle: { color: '#A3B3D9', fontFamily: fonts.text, fontSize },
      axisLabel: { ...label, hideOverlap: true },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { ...label, width: 12 * fontSize, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 22,
        label: { show: true, position: 'right', ...label },
        data: bars.map(({ value, played }) => ({
          value,
          itemStyle: played
            ? {
                color: palette.ready,
                decal: {
                  symbol: 'rect',
                  dashArrayX: [1, 0],
                  dashArrayY: [3, 4],
                  rotation: -Math.PI / 4,
                  color: '#0008',
                },
              }
            : { color: '#56B4E9' },
        })),
      },
    ],
  } as never);
}
