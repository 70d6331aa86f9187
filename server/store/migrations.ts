import { type Kysely, type Migration, Migrator } from 'kysely';
import type { Dialect } from './connect.ts';

/** A table with a number of its own for each row: the two databases spell it differently. */
function numbered(db: Kysely<unknown>, table: string, dialect: Dialect) {
  const create = db.schema.createTable(table).ifNotExists();
  return dialect === 'sqlite'
    ? create.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : create.addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity());
}

/** `ifNotExists`, for databases from before there were migrations have these two tables already. */
const rounds = (dialect: Dialect): Migration => ({
  async up(db) {
    await db.schema
      .createTable('rounds')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('room', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('scenario', 'text', (column) => column.notNull())
      .addColumn('seed', 'integer', (column) => column.notNull())
      .addColumn('seats', 'text', (column) => column.notNull())
      .addColumn('results', 'text')
      .addColumn('begun', 'text', (column) => column.notNull())
      .execute();
    await numbered(db, 'inputs', dialect)
      .addColumn('round', 'text', (column) => column.notNull().references('rounds.id').onDelete('cascade'))
      .addColumn('tick', 'integer', (column) => column.notNull())
      .addColumn('seat', 'text', (column) => column.notNull())
      .addColumn('input', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('inputs_of_round').ifNotExists().on('inputs').column('round').execute();
  },
});

const progress: Migration = {
  async up(db) {
    await db.schema
      .createTable('players')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('made', 'text', (column) => column.notNull())
      .addColumn('seen', 'text', (column) => column.notNull())
      .execute();
    const ofPlayer = (table: string) =>
      db.schema
        .createTable(table)
        .addColumn('player', 'text', (column) =>
          column.notNull().references('players.id').onDelete('cascade'),
        );
    await ofPlayer('player_keys')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .execute();
    await ofPlayer('transfers')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('expires', 'text', (column) => column.notNull())
      .execute();
    await ofPlayer('levels')
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('stars', 'integer', (column) => column.notNull())
      .addColumn('measures', 'text', (column) => column.notNull())
      .addColumn('reached', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('levels_key', ['player', 'level'])
      .execute();
    await ofPlayer('codex')
      .addColumn('page', 'text', (column) => column.notNull())
      .addColumn('met', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('codex_key', ['player', 'page'])
      .execute();
    await ofPlayer('daily')
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('station', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('score', 'double precision', (column) => column.notNull())
      .addColumn('round', 'text', (column) => column.notNull().references('rounds.id').onDelete('cascade'))
      .addColumn('made', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('daily_key', ['day', 'station', 'player'])
      .execute();
    await db.schema.createIndex('keys_of_player').on('player_keys').column('player').execute();
  },
};

const reports: Migration = {
  async up(db) {
    await db.schema
      .createTable('reports')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('host', 'text', (column) => column.notNull().unique())
      .addColumn('room', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('begun', 'text', (column) => column.notNull())
      .execute();
    const ofReport = (table: string) =>
      db.schema
        .createTable(table)
        .addColumn('report', 'text', (column) =>
          column.notNull().references('reports.id').onDelete('cascade'),
        )
        .addColumn('seat', 'text', (column) => column.notNull());
    await ofReport('report_seats')
      .addColumn('nickname', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('report_seats_key', ['report', 'seat'])
      .execute();
    await ofReport('report_rounds')
      .addColumn('round', 'integer', (column) => column.notNull())
      .addColumn('scenario', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('deeds', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('report_rounds_key', ['report', 'round', 'seat'])
      .execute();
    await ofReport('report_answers')
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('asked', 'text', (column) => column.notNull())
      .addColumn('given', 'integer', (column) => column.notNull())
      .addColumn('right', 'integer', (column) => column.notNull())
      .addColumn('made', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('report_answers_key', ['report', 'seat', 'question', 'asked'])
      .execute();
  },
};

/** The words of what was asked: questions typed on the spot stand nowhere else. */
const questions: Migration = {
  async up(db) {
    await db.schema
      .createTable('report_questions')
      .addColumn('report', 'text', (column) => column.notNull().references('reports.id').onDelete('cascade'))
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('answers', 'text', (column) => column.notNull())
      .addColumn('right', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('report_questions_key', ['report', 'question'])
      .execute();
  },
};

/** Rooms outlive their server: what they are, and how far their rounds have come. */
const rooms: Migration = {
  async up(db) {
    await db.schema.alterTable('rounds').addColumn('setup', 'text').execute();
    await db.schema
      .createTable('round_ticks')
      .addColumn('round', 'text', (column) => column.primaryKey().references('rounds.id').onDelete('cascade'))
      .addColumn('tick', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('rooms')
      .addColumn('code', 'text', (column) => column.primaryKey())
      .addColumn('data', 'text', (column) => column.notNull())
      .addColumn('seen', 'text', (column) => column.notNull())
      .execute();
  },
};

/** Levels set to classes, who takes part, and what they came to. Who deletes their progress takes their results along. */
const assignments: Migration = {
  async up(db) {
    await db.schema
      .createTable('assignments')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('host', 'text', (column) => column.notNull().unique())
      .addColumn('code', 'text', (column) => column.notNull().unique())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('levels', 'text', (column) => column.notNull())
      .addColumn('due', 'text', (column) => column.notNull())
      .addColumn('made', 'text', (column) => column.notNull())
      .execute();
    const ofStudent = (table: string) =>
      db.schema
        .createTable(table)
        .addColumn('assignment', 'text', (column) =>
          column.notNull().references('assignments.id').onDelete('cascade'),
        )
        .addColumn('player', 'text', (column) =>
          column.notNull().references('players.id').onDelete('cascade'),
        );
    await ofStudent('assignment_students')
      .addColumn('nickname', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assignment_students_key', ['assignment', 'player'])
      .execute();
    await ofStudent('assignment_results')
      .addColumn('level', 'text', (column) => column.notNull())
      .addColumn('late', 'integer', (column) => column.notNull())
      .addColumn('stars', 'integer', (column) => column.notNull())
      .addColumn('measures', 'text', (column) => column.notNull())
      .addColumn('reached', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assignment_results_key', ['assignment', 'player', 'level', 'late'])
      .execute();
    await db.schema.createIndex('assignments_of_player').on('assignment_students').column('player').execute();
  },
};

/** Whose stars a report shows for a seat: a report tells nothing of the player but these. */
const stars: Migration = {
  async up(db) {
    await db.schema
      .alterTable('report_seats')
      .addColumn('player', 'text', (column) => column.references('players.id').onDelete('set null'))
      .execute();
    await db.schema.createIndex('report_seats_of_player').on('report_seats').column('player').execute();
  },
};

/** Which server has a room open: two on one database are not to open the same. */
const leases: Migration = {
  async up(db) {
    await db.schema
      .createTable('leases')
      .addColumn('room', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('until', 'text', (column) => column.notNull())
      .execute();
  },
};

/** How a daily machine was played. */
const how: Migration = {
  async up(db) {
    await db.schema
      .alterTable('daily')
      .addColumn('how', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
  },
};

/** What players have unlocked by asking for it. */
const unlocks: Migration = {
  async up(db) {
    await db.schema
      .createTable('unlocks')
      .addColumn('player', 'text', (column) => column.notNull().references('players.id').onDelete('cascade'))
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('made', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('unlocks_key', ['player', 'what'])
      .execute();
  },
};

/** Brings a database up to this version. One way: a database of a later version is refused, and left as it is. */
export async function migrate(db: Kysely<never>, dialect: Dialect): Promise<void> {
  const migrations = {
    '001-rounds': rounds(dialect),
    '002-progress': progress,
    '003-reports': reports,
    '004-questions': questions,
    '005-rooms': rooms,
    '006-assignments': assignments,
    '007-stars': stars,
    '008-leases': leases,
    '009-how': how,
    '010-unlocks': unlocks,
  };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
