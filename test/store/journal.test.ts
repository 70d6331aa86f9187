import { expect, it } from 'vitest';
import { createJournal } from '../../server/store/journal.ts';
import { overBoth } from './places.ts';

const begun = { room: 'ACDEFG', number: 1, scenario: 'first-boot', seed: 2 ** 31 - 1, seats: [{ id: 's1' }] };
const typed = (tick: number, text: string) => ({ tick, seat: 's1', input: { type: 'keys', text } });

overBoth('the journal', ({ store }) => {
  it('gives back a round with its inputs in the order they came', async () => {
    const { store: kept, lines } = await store();
    const journal = createJournal(kept);
    const round = journal.begin(begun);
    journal.append(round, [typed(3, 'b')]);
    journal.append(round, [typed(3, 'a'), typed(4, '\u0000 ☃ "')]);
    journal.end(round, { won: true });
    expect(await journal.read(round)).toEqual({
      ...begun,
      tick: 0,
      inputs: [typed(3, 'b'), typed(3, 'a'), typed(4, '\u0000 ☃ "')],
      results: { won: true },
    });
    expect(lines).toEqual([]);
    await kept.close();
  });

  it('takes a burst of more inputs than one statement may carry', async () => {
    const { store: kept } = await store();
    const journal = createJournal(kept);
    const round = journal.begin(begun);
    const burst = Array.from({ length: 1_201 }, (_, index) => typed(index, 'x'));
    journal.append(round, burst);
    expect((await journal.read(round))?.inputs).toEqual(burst);
    await kept.close();
  });

  it('knows nothing of a round that was never begun, and goes on after inputs for one', async () => {
    const { store: kept, lines } = await store();
    const journal = createJournal(kept);
    journal.append('nowhere', [typed(1, 'x')]);
    expect(await journal.read('nowhere')).toBeUndefined();
    const round = journal.begin(begun);
    expect(await journal.read(round)).toMatchObject(begun);
    expect(lines).toHaveLength(1);
    expect(kept.saving).toBe(true);
    await kept.close();
  });
});
