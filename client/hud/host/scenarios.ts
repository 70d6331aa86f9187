import { useEffect, useState } from 'preact/hooks';
import type { ScenarioCard } from '../../../shared/scenarios/schema.ts';
import { api } from '../../net/api.ts';
import { room } from '../../net/store.ts';

/** What the next round can be played on: the scenario that was prepared for this room, and Userland's own. */
export function useScenarios(): ScenarioCard[] {
  const [cards, setCards] = useState<ScenarioCard[]>([]);
  useEffect(() => {
    api.scenarios().then(
      (answer) => setCards(answer.scenarios),
      () => undefined,
    );
  }, []);
  const prepared = room.value?.prepared ?? null;
  return prepared === null ? cards : [prepared, ...cards];
}
