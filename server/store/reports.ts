import { hashOf, newKey } from './secrets.ts';
import type { Store } from './store.ts';

/** What one seat did in one round, as plain data. */
export interface Deeds {
  program: string;
  jobsDone: number;
  jobsLate: number;
  points: number;
  /** Calls made by name. */
  calls: Record<string, number>;
  /** Errors by `call ERRNO`: how often met, and whether the same call succeeded later in the round. */
  errors: Record<string, { met: number; overcome: boolean }>;
  /** Walls that the seat ran into, and how often. */
  walls: Record<string, number>;
}

export interface RoundDeeds {
  round: number;
  seat: string;
  scenario: string;
  role: string;
  deeds: Deeds;
}

/** When a question was put: before or after a lesson, or in and after a round. */
export const ASKED = ['before', 'after', 'round'] as const;
export type Asked = (typeof ASKED)[number];

export interface Answer {
  seat: string;
  question: string;
  asked: Asked;
  given: number;
  right: boolean;
}

export interface Report {
  room: string;
  name: string;
  begun: string;
  seats: { seat: string; nickname: string }[];
  rounds: RoundDeeds[];
  answers: (Answer & { made: string })[];
}

/** Reports of hosted rooms, opened by the host key alone. `read` and `remove` throw StoreDown where the database is away. */
export interface ReportStore {
  /** Begins a room's report; gives the id under which the rest goes. */
  begin(room: { hostKey: string; code: string; name: string }): string;
  /** A seat's nickname, as it is now. */
  seat(report: string, seat: string, nickname: string): void;
  /** What seats have done so far in a round; replaces what was written of it before. */
  deeds(report: string, rows: readonly RoundDeeds[]): void;
  /** The first answer to a question counts. */
  answer(report: string, answer: Answer): void;
  read(hostKey: string): Promise<Report | undefined>;
  remove(hostKey: string): Promise<boolean>;
}

export function createReports(store: Store): ReportStore {
  return {
    begin({ hostKey, code, name }) {
      const id = newKey();
      const row = { id, host: hashOf(hostKey), room: code, name, begun: new Date().toISOString() };
      store.write((db) => db.insertInto('reports').values(row).execute());
      return id;
    },

    seat(report, seat, nickname) {
      store.write(async (db) => {
        if (!(await kept(db, report))) return;
        await db
          .insertInto('report_seats')
          .values({ report, seat, nickname })
          .onConflict((conflict) => conflict.columns(['report', 'seat']).doUpdateSet({ nickname }))
          .execute();
      });
    },

    deeds(report, rows) {
      if (rows.length === 0) return;
      const values = rows.map((row) => ({ ...row, report, deeds: JSON.stringify(row.deeds) }));
      store.write(async (db) => {
        if (!(await kept(db, report))) return;
        await db
          .insertInto('report_rounds')
          .values(values)
          .onConflict((conflict) =>
            conflict.columns(['report', 'round', 'seat']).doUpdateSet(({ ref }) => ({
              role: ref('excluded.role'),
              deeds: ref('excluded.deeds'),
            })),
          )
          .execute();
      }, rows.length);
    },

    answer(report, { right, ...answer }) {
      const row = { ...answer, report, right: right ? 1 : 0, made: new Date().toISOString() };
      store.write(async (db) => {
        if (!(await kept(db, report))) return;
        await db
          .insertInto('report_answers')
          .values(row)
          .onConflict((conflict) => conflict.columns(['report', 'seat', 'question', 'asked']).doNothing())
          .execute();
      });
    },

    read(hostKey) {
      return store.read(async (db) => {
        const found = await db
          .selectFrom('reports')
          .selectAll()
          .where('host', '=', hashOf(hostKey))
          .executeTakeFirst();
        if (found === undefined) return undefined;
        const seats = await db
          .selectFrom('report_seats')
          .select(['seat', 'nickname'])
          .where('report', '=', found.id)
          .orderBy('nickname')
          .execute();
        const rounds = await db
          .selectFrom('report_rounds')
          .select(['round', 'seat', 'scenario', 'role', 'deeds'])
          .where('report', '=', found.id)
          .orderBy('round')
          .orderBy('seat')
          .execute();
        const answers = await db
          .selectFrom('report_answers')
          .select(['seat', 'question', 'asked', 'given', 'right', 'made'])
          .where('report', '=', found.id)
          .orderBy('seat')
          .orderBy('question')
          .orderBy('asked')
          .execute();
        return {
          room: found.room,
          name: found.name,
          begun: found.begun,
          seats,
          rounds: rounds.map((row) => ({ ...row, deeds: JSON.parse(row.deeds) })),
          answers: answers.map((row) => ({ ...row, asked: row.asked as Asked, right: row.right === 1 })),
        };
      });
    },

    remove(hostKey) {
      return store.read(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('reports')
          .where('host', '=', hashOf(hostKey))
          .executeTakeFirst();
        return numDeletedRows > 0n;
      });
    },
  };
}

type Db = Parameters<Parameters<Store['write']>[0]>[0];

/** Whether a report is still there: its teacher may have deleted it while the room goes on. */
async function kept(db: Db, report: string): Promise<boolean> {
  const row = await db.selectFrom('reports').select('id').where('id', '=', report).executeTakeFirst();
  return row !== undefined;
}
