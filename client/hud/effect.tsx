import { t } from '../i18n/t.ts';
import { kernel, station } from '../net/store.ts';
import { Panel } from './frame.tsx';
import { Trend } from './trend.tsx';

function Waits() {
  const queue = kernel.value?.queue ?? [];
  return (
    <>
      <Trend name={t('trendReady')} value={queue.length} testid="trend-ready" />
      <Trend
        name={t('trendLongest')}
        value={Math.max(0, ...queue.map(({ waited }) => waited))}
        testid="trend-longest"
      />
    </>
  );
}

/** What a station's choices come to, tick by tick: of the scheduler, the memory manager, or interrupts and the disk. */
export function Effect() {
  const view = station.value;
  return (
    <Panel title={t('lastMinute')} class="effect">
      {view === null && <Waits />}
      {view?.station === 'memory' && (
        <>
          <Trend name={t('trendFree')} value={view.free} testid="trend-free" />
          <Trend name={t('trendFaults')} value={view.major} testid="trend-faults" />
        </>
      )}
      {view?.station === 'io' && (
        <>
          <Trend
            name={t('trendRing')}
            value={view.lines.filter(({ line, pending }) => pending && line !== 'timer').length}
            testid="trend-ring"
          />
          <Trend name={t('trendDisk')} value={view.disk.queue.length} testid="trend-disk" />
        </>
      )}
    </Panel>
  );
}
