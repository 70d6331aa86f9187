import { type AssignmentStore, createAssignments } from './assignments.ts';
import { postgres, sqlite } from './connect.ts';
import { createDaily, type DailyStore } from './daily.ts';
import { forget } from './forget.ts';
import { createJournal, type Journal } from './journal.ts';
import { createProgress, type ProgressStore } from './progress.ts';
import { createReports, type ReportStore } from './reports.ts';
import { createRooms, type RoomStore } from './rooms.ts';
import { Store, type StoreOptions } from './store.ts';

/** Where to keep things, and how long. */
export interface KeepConfig {
  dataDir: string;
  databaseUrl: string | undefined;
  retentionDays: number;
}

/** Everything that outlasts a room. */
export interface Keeping {
  /** False while nothing can be saved. */
  readonly saving: boolean;
  journal: Journal;
  progress: ProgressStore;
  daily: DailyStore;
  reports: ReportStore;
  assignments: AssignmentStore;
  rooms: RoomStore;
  close(): Promise<void>;
}

/** Milliseconds between two looks for what is too old. */
const FORGET_EVERY = 6 * 3_600_000;

/** Opens the database that the settings name. Never rejects: where it can't be had, games go on without it. */
export async function openKeeping(
  config: KeepConfig,
  options: StoreOptions,
  today: () => number = Date.now,
): Promise<Keeping> {
  const { dataDir, databaseUrl, retentionDays } = config;
  const store = new Store(databaseUrl === undefined ? sqlite(dataDir) : postgres(databaseUrl), options);
  await store.open();
  forget(store, retentionDays);
  const timer = setInterval(() => forget(store, retentionDays), FORGET_EVERY);
  timer.unref();
  return {
    get saving() {
      return store.saving;
    },
    journal: createJournal(store),
    progress: createProgress(store),
    daily: createDaily(store),
    reports: createReports(store),
    assignments: createAssignments(store),
    rooms: createRooms(store, today),
    async close() {
      clearInterval(timer);
      await store.close();
    },
  };
}
