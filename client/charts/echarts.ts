import { BarChart, CustomChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { graphic, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

/** The parts of the chart library that the results need. A chunk of its own: only who looks at a chart loads it. */
use([
  BarChart,
  CustomChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export type { ECharts } from 'echarts/core';
export { graphic, init };
