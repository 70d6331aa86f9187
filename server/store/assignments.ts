import type { Kysely } from 'kysely';
import type { AssignmentReport, AssignmentView } from '../../shared/assignment.ts';
import { hashOf, newKey } from './secrets.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export interface NewAssignment {
  code: string;
  title: string;
  levels: readonly string[];
  /** ISO time until which results are on time. */
  due: string;
}

export type Joined = 'joined' | 'unknown' | 'nameTaken' | 'full';

/** Students that one assignment holds. */
export const MOST_STUDENTS = 200;

/** Levels set to a class, and what came of them. All throw StoreDown where the database is away. */
export interface AssignmentStore {
  /** Keeps an assignment; gives the key that opens its results, which is kept nowhere here. */
  make(made: NewAssignment): Promise<string>;
  /** An assignment as its students see it: with the own results where `player` takes part. Undefined: no such code. */
  read(code: string, player?: string): Promise<AssignmentView | undefined>;
  /** A player takes part under a nickname; stars won before count as they were reached. */
  join(code: string, player: string, nickname: string): Promise<Joined>;
  report(hostKey: string): Promise<AssignmentReport | undefined>;
  remove(hostKey: string): Promise<boolean>;
}

type Result = Tables['assignment_results'];

/** The best result before the time and the best after it; of equals the first. */
async function keepResult(db: Db, row: Result): Promise<void> {
  await db
    .insertInto('assignment_results')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['assignment', 'player', 'level', 'late'])
        .doUpdateSet({ stars: row.stars, measures: row.measures, reached: row.reached })
        .where('assignment_results.stars', '<', row.stars),
    )
    .execute();
}

type Reached = Pick<Result, 'player' | 'level' | 'stars' | 'measures' | 'reached'>;

/** Counts what a player has reached towards every assignment that asks for it of them. */
export async function countTowards(db: Db, result: Reached): Promise<void> {
  const rows = await db
    .selectFrom('assignment_students')
    .innerJoin('assignments', 'assignments.id', 'assignment_students.assignment')
    .select(['assignments.id', 'assignments.levels', 'assignments.due'])
    .where('assignment_students.player', '=', result.player)
    .execute();
  for (const { id, levels, due } of rows) {
    if (!(JSON.parse(levels) as string[]).includes(result.level)) continue;
    await keepResult(db, { ...result, assignment: id, late: result.reached > due ? 1 : 0 });
  }
}

/** A player becomes another one, who has moved here from a second device: what was assigned goes along. */
export async function moveAssigned(db: Db, from: string, to: string): Promise<void> {
  const students = await db
    .selectFrom('assignment_students')
    .selectAll()
    .where('player', '=', from)
    .execute();
  for (const row of students) {
    await db
      .insertInto('assignment_students')
      .values({ ...row, player: to })
      .onConflict((conflict) => conflict.columns(['assignment', 'player']).doNothing())
      .execute();
  }
  const results = await db.selectFrom('assignment_results').selectAll().where('player', '=', from).execute();
  for (const row of results) await keepResult(db, { ...row, player: to });
}

async function playerOf(db: Db, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('player_keys')
    .select('player')
    .where('hash', '=', hashOf(key))
    .executeTakeFirst();
  return row?.player;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function resultsOf(db: Db, assignment: string) {
  return db
    .selectFrom('assignment_results')
    .select(['player', 'level', 'late', 'stars', 'measures', 'reached'])
    .where('assignment', '=', assignment)
    .orderBy('level')
    .orderBy('late')
    .execute();
}

const shown = ({ level, late, stars, measures, reached }: Awaited<ReturnType<typeof resultsOf>>[number]) => ({
  level,
  late: late === 1,
  stars,
  measures: JSON.parse(measures) as Record<string, number>,
  reached,
});

async function joinAs(db: Db, code: string, key: string, nickname: string): Promise<Joined> {
  const player = await playerOf(db, key);
  const found = await db.selectFrom('assignments').select('id').where('code', '=', code).executeTakeFirst();
  if (player === undefined || found === undefined) return 'unknown';
  const others = await db
    .selectFrom('assignment_students')
    .select(['player', 'nickname'])
    .where('assignment', '=', found.id)
    .execute();
  if (others.some((other) => other.player !== player && same(other.nickname, nickname))) return 'nameTaken';
  if (others.length >= MOST_STUDENTS && others.every((other) => other.player !== player)) return 'full';
  await db
    .insertInto('assignment_students')
    .values({ assignment: found.id, player, nickname })
    .onConflict((conflict) => conflict.columns(['assignment', 'player']).doUpdateSet({ nickname }))
    .execute();
  const before = await db.selectFrom('levels').selectAll().where('player', '=', player).execute();
  for (const row of before) await countTowards(db, row);
  return 'joined';
}

export function createAssignments(store: Store): AssignmentStore {
  return {
    async make({ code, title, levels, due }) {
      const key = newKey();
      const made = new Date().toISOString();
      const row = { id: newKey(), host: hashOf(key), code, title, levels: JSON.stringify(levels), due, made };
      await store.read((db) => db.insertInto('assignments').values(row).execute());
      return key;
    },

    read: (code, key) =>
      store.read(async (db) => {
        const found = await db
          .selectFrom('assignments')
          .selectAll()
          .where('code', '=', code)
          .executeTakeFirst();
        if (found === undefined) return undefined;
        const player = key === undefined ? undefined : await playerOf(db, key);
        const own = await db
          .selectFrom('assignment_students')
          .select('nickname')
          .where('assignment', '=', found.id)
          .where('player', '=', player ?? '')
          .executeTakeFirst();
        const results = own === undefined ? [] : await resultsOf(db, found.id);
        return {
          code,
          title: found.title,
          levels: JSON.parse(found.levels) as string[],
          due: found.due,
          nickname: own?.nickname ?? null,
          results: results.filter((row) => row.player === player).map(shown),
        };
      }),

    join: (code, player, nickname) =>
      store.read((db) =>
        db.transaction().execute((transaction) => joinAs(transaction, code, player, nickname)),
      ),

    report: (hostKey) =>
      store.read(async (db) => {
        const found = await db
          .selectFrom('assignments')
          .selectAll()
          .where('host', '=', hashOf(hostKey))
          .executeTakeFirst();
        if (found === undefined) return undefined;
        const students = await db
          .selectFrom('assignment_students')
          .select(['player', 'nickname'])
          .where('assignment', '=', found.id)
          .orderBy('nickname')
          .execute();
        const results = await resultsOf(db, found.id);
        return {
          code: found.code,
          title: found.title,
          levels: JSON.parse(found.levels) as string[],
          due: found.due,
          made: found.made,
          students: students.map(({ player, nickname }) => ({
            nickname,
            results: results.filter((row) => row.player === player).map(shown),
          })),
        };
      }),

    remove: (hostKey) =>
      store.read(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('assignments')
          .where('host', '=', hashOf(hostKey))
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  };
}
