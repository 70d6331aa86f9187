import type { ECharts } from './echarts.ts';

const LEAST = 13;

/** Size of a chart's words in pixels: near that of the words around it, so that a projector's are read from the last row. */
export function textSize(chart: ECharts): number {
  return Math.max(LEAST, Math.round(0.8 * Number.parseFloat(getComputedStyle(chart.getDom()).fontSize)));
}
