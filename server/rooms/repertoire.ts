import { level as levelOf } from '../../shared/levels/index.ts';
import type { Level } from '../../shared/levels/schema.ts';
import { scenario as scenarioOf } from '../../shared/scenarios/index.ts';
import { type ReadScenario, readScenario, type Scenario } from '../../shared/scenarios/schema.ts';
import { levelAt } from '../game/levels/find.ts';
import { scenarioOfLevel } from '../game/levels/setup.ts';
import { isRude } from './names.ts';

/** What a room can play: every scenario and level of Userland's own, and the scenario that its teacher has prepared. */
export class Repertoire {
  readonly prepared: Scenario | undefined;

  constructor(prepared: Scenario | undefined) {
    this.prepared = prepared;
  }

  /** The level of that id; undefined for scenarios. */
  level(id: string): Level | undefined {
    return levelAt(id);
  }

  /** Whether a host may choose it: no level. */
  offers(id: string): boolean {
    return this.prepared?.id === id || scenarioOf(id) !== undefined;
  }

  /** The scenario of that id, or the one that a level is played on. */
  scenario(id: string): Scenario | undefined {
    if (this.prepared?.id === id) return this.prepared;
    const level = levelAt(id);
    return level === undefined ? scenarioOf(id) : scenarioOfLevel(level);
  }
}

/** A teacher's own scenario, as it came from outside; or one sentence that names the field that is wrong. */
export function readPrepared(value: unknown): ReadScenario {
  const read = readScenario(value);
  if (!read.ok) return read;
  const { id, name } = read.scenario;
  if (scenarioOf(id) !== undefined || levelOf(id) !== undefined) {
    const message = `The field scenario.id is wrong: ${id} is one of Userland’s own; give yours another name.`;
    return { ok: false, message, field: 'id' };
  }
  if (isRude(name)) {
    const message = 'The field scenario.name is wrong: that name is not for a classroom; choose another one.';
    return { ok: false, message, field: 'name' };
  }
  return read;
}
