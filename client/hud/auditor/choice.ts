import { computed, signal } from '@preact/signals';
import type { AuditorView } from '../../../shared/protocol/stations.ts';
import { station } from '../../net/store.ts';

/** The auditor's view, while that is one's station. */
export const auditor = computed<AuditorView | null>(() =>
  station.value?.station === 'auditor' ? station.value : null,
);

export type ProcessRow = AuditorView['processes'][number];

/** The process that was pointed at last. */
export const pointed = signal(0);

/** The row of the process pointed at; the first one where that is gone: whom to suspect is the auditor's to find out. */
export const chosen = computed<ProcessRow | undefined>(() => {
  const rows = auditor.value?.processes ?? [];
  return rows.find(({ pid }) => pid === pointed.value) ?? rows[0];
});
