import { type Deeds, NO_DEEDS } from '../../shared/report/view.ts';
import { playerOf } from './progress.ts';
import { hashOf, newKey } from './secrets.ts';
import type { Store } from './store.ts';

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
  /** Null where no answer is right: an opinion. */
  right: boolean | null;
}

/** A question that was put to the class, in its words. */
export interface AskedQuestion {
  /** Under which its answers stand. */
  question: string;
  /** Where it is from: `scenario/ID/PLACE`, `inventory/ID` or `typed`. */
  source: string;
  text: string;
  answers: readonly string[];
  /** Index of the right answer; −1: an opinion. */
  right: number;
}

export interface Report {
  room: string;
  name: string;
  begun: string;
  seats: { seat: string; nickname: string }[];
  /** Stars of the players who are behind the seats, as they stand now. */
  levels: { seat: string; level: string; stars: number }[];
  rounds: RoundDeeds[];
  answers: (Answer & { made: string })[];
  questions: AskedQuestion[];
}

/** Reports of hosted rooms, opened by the host key alone. `read` and `remove` throw StoreDown where the database is away. */
export interface ReportStore {
  /** Begins a room's report, by the hash of its host key; gives the id under which the rest goes. */
  begin(room: { host: string; code: string; name: string }): string;
  /** A seat's nickname, as it is now, and the key of the player whose stars are shown for it, if there is one. */
  seat(report: string, seat: string, nickname: string, playerKey?: string): void;
  /** What seats have done so far in a round; replaces what was written of it before. */
  deeds(report: string, rows: readonly RoundDeeds[]): void;
  /** A question that was put to the class; its words stay as they were first. */
  asked(report: string, question: AskedQuestion): void;
  /** The first answer to a question counts. */
  answer(report: string, answer: Answer): void;
  read(hostKey: string): Promise<Report | undefined>;
  remove(hostKey: string): Promise<boolean>;
}

/** As the column `right` has it, from −1. */
const RIGHT = [null, false, true] as const;

export function createReports(store: Store): ReportStore {
  return {
    begin({ host, code, name }) {
      const id = newKey();
      const row = { id, host, room: code, name, begun: new Date().toISOString() };
      store.write((db) => db.insertInto('reports').values(row).execute());
      return id;
    },

    seat(report, seat, nickname, playerKey) {
      store.write(async (db) => {
        if (!(await kept(db, report))) return;
        const player = playerKey === undefined ? undefined : await playerOf(db, playerKey);
        // Who comes back without the key is still the same student.
        const known = player === undefined ? {} : { player };
        await db
          .insertInto('report_seats')
          .values({ report, seat, nickname, player: player ?? null })
          .onConflict((conflict) => conflict.columns(['report', 'seat']).doUpdateSet({ nickname, ...known }))
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

    asked(report, question) {
      const row = { ...question, report, answers: JSON.stringify(question.answers) };
      store.write(async (db) => {
        if (!(await kept(db, report))) return;
        await db
          .insertInto('report_questions')
          .values(row)
          .onConflict((conflict) => conflict.columns(['report', 'question']).doNothing())
          .execute();
      });
    },

    answer(report, { right, ...answer }) {
      const row = { ...answer, report, right: RIGHT.indexOf(right) - 1, made: new Date().toISOString() };
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
        const levels = await db
          .selectFrom('report_seats')
          .innerJoin('levels', 'levels.player', 'report_seats.player')
          .select(['report_seats.seat', 'levels.level', 'levels.stars'])
          .where('report_seats.report', '=', found.id)
          .orderBy('report_seats.seat')
          .orderBy('levels.level')
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
        const asked = await db
          .selectFrom('report_questions')
          .select(['question', 'source', 'text', 'answers', 'right'])
          .where('report', '=', found.id)
          .orderBy('question')
          .execute();
        return {
          room: found.room,
          name: found.name,
          begun: found.begun,
          seats,
          levels,
          rounds: rounds.map((row) => ({ ...row, deeds: { ...NO_DEEDS, ...JSON.parse(row.deeds) } })),
          answers: answers.map((row) => ({
            ...row,
            asked: row.asked as Asked,
            right: RIGHT[row.right + 1] ?? null,
          })),
          questions: asked.map((row) => ({ ...row, answers: JSON.parse(row.answers) as string[] })),
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
