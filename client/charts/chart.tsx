import { useEffect, useRef } from 'preact/hooks';
import { r } from '../i18n/r.ts';
import { notify } from '../net/store.ts';
import type { ECharts } from './echarts.ts';

type Library = typeof import('./echarts.ts');

/**
 * A place for a chart: loads the library, keeps the chart as large as its place, and takes it away again. `draw` is called when
 * the chart is there and whenever `draw` is another one.
 */
export function Chart(props: {
  height: string;
  label: string;
  testid?: string;
  draw: (chart: ECharts, library: Library) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<{ chart: ECharts; library: Library } | undefined>(undefined);
  const draw = useRef(props.draw);
  draw.current = props.draw;
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    let gone = false;
    let observer: ResizeObserver | undefined;
    import('./echarts.ts').then(
      (library) => {
        if (gone) return;
        const chart = library.init(parent);
        made.current = { chart, library };
        draw.current(chart, library);
        observer = new ResizeObserver(() => chart.resize());
        observer.observe(parent);
        parent.dataset.drawn = 'yes';
      },
      () => notify(r('noCharts'), 'bad'),
    );
    return () => {
      gone = true;
      observer?.disconnect();
      made.current?.chart.dispose();
      made.current = undefined;
    };
  }, []);
  useEffect(() => {
    if (made.current !== undefined) props.draw(made.current.chart, made.current.library);
  }, [props.draw]);
  return (
    <div
      class="chart"
      role="img"
      aria-label={props.label}
      data-testid={props.testid}
      ref={place}
      style={{ height: props.height }}
    />
  );
}
