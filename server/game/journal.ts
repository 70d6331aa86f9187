import { z } from 'zod';
import type { Level } from '../../shared/levels/schema.ts';
import { MESSAGES, type MessageType } from '../../shared/protocol/messages.ts';
import { ROLES } from '../../shared/roles.ts';
import { readScenario, type Scenario } from '../../shared/scenarios/schema.ts';
import { SKILLS } from '../../shared/skills.ts';
import { levelAt } from './levels/find.ts';
import { scenarioOfLevel } from './levels/setup.ts';
import type { JournalEntry, RoundSeat } from './types.ts';

/**
 * Version of the journal's form and of the rules that it was played by: a journal gives the same round again only under the
 * same ones. It goes up with every change of kernel or game that an old journal would notice.
 */
export const JOURNAL_VERSION = 4;
export const JOURNAL_FORMAT = 'userland-journal';

/** A round on file: all that it takes to play it again. */
export interface RoundJournal {
  scenario: Scenario;
  /** The level that was played, of the campaign or of a day; it is found by its id. */
  level?: Level;
  seed: number;
  seats: RoundSeat[];
  /** In the order in which they were taken. */
  inputs: JournalEntry[];
}

export type ReadJournal = { ok: true; journal: RoundJournal } | { ok: false; message: string };

const seat = z.object({
  id: z.string().min(1).max(64),
  nickname: z.string().max(64),
  role: z.enum(ROLES),
  bot: z.boolean(),
  skill: z.enum(SKILLS).optional(),
});

/** An input as `SeatInput` has it: what a player sends, or who comes and goes. */
const input = z.looseObject({ type: z.string() }).superRefine((value, context) => {
  const { type, ...message } = value;
  if (type === 'gone') return;
  const schema: z.ZodType | undefined =
    type === 'join'
      ? z.object({ seat })
      : Object.hasOwn(MESSAGES, type)
        ? MESSAGES[type as MessageType][0]
        : undefined;
  if (schema === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['type'],
      message: `there is no input ${JSON.stringify(type)}`,
    });
    return;
  }
  for (const issue of schema.safeParse(message).error?.issues ?? [])
    context.addIssue({ code: 'custom', path: issue.path as string[], message: issue.message });
});

const FILE = z.object({
  seed: z.number().int().min(0),
  seats: z.array(seat).min(1),
  inputs: z.array(z.object({ tick: z.number().int().min(0), seat: z.string(), input })),
});

const no = (message: string): ReadJournal => ({ ok: false, message });

/** The text of a journal's file. */
export function writeJournal({ level: _found, ...journal }: RoundJournal): string {
  return `${JSON.stringify({ format: JOURNAL_FORMAT, version: JOURNAL_VERSION, ...journal }, null, 1)}\n`;
}

type ReadSetup =
  | { ok: true; setup: Pick<RoundJournal, 'scenario' | 'level'> }
  | { ok: false; message: string };

/** The rules of the round: a level's by its id, where the file's are still those; or the scenario that stands in the file. */
function readSetup(value: unknown): ReadSetup {
  const id = (value as { id?: unknown } | null | undefined)?.id;
  const level = typeof id === 'string' ? levelAt(id) : undefined;
  if (level === undefined) {
    const read = readScenario(value);
    return read.ok ? { ok: true, setup: { scenario: read.scenario } } : { ok: false, message: read.message };
  }
  const scenario = scenarioOfLevel(level);
  if (JSON.stringify(value) === JSON.stringify(scenario)) return { ok: true, setup: { scenario, level } };
  return {
    ok: false,
    message: `The level ${level.id} was another one when this was played: use the Userland that it was played on.`,
  };
}

/** Reads a journal's file; what can't be read is told in one sentence. */
export function readJournal(text: string): ReadJournal {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text);
  } catch {
    return no('The file is not JSON: give a journal that was written by `npm run replay -- --export`.');
  }
  if (typeof value !== 'object' || value === null || value.format !== JOURNAL_FORMAT)
    return no(
      'The file is no journal of a round: give one that was written by `npm run replay -- --export`.',
    );
  if (value.version !== JOURNAL_VERSION) {
    const version = JSON.stringify(value.version ?? null);
    return no(
      `The journal is of version ${version}, and this Userland plays version ${JOURNAL_VERSION}: use the Userland that it was played on.`,
    );
  }
  const setup = readSetup(value.scenario);
  if (!setup.ok) return setup;
  const parsed = FILE.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return no(`The field ${(issue?.path ?? []).join('.')} is wrong: ${issue?.message.replace(/\.$/, '')}.`);
  }
  const { inputs } = parsed.data;
  const back = inputs.findIndex((entry, index) => entry.tick < (inputs[index - 1]?.tick ?? 0));
  if (back >= 0)
    return no(`The field inputs.${back}.tick is wrong: inputs stand in the order of their ticks.`);
  return {
    ok: true,
    journal: { ...parsed.data, inputs: inputs as JournalEntry[], ...setup.setup },
  };
}
