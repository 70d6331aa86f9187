import { describe, expect, it } from 'vitest';
import { codexPage } from '../../shared/codex/index.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import { QUESTION } from '../../shared/questions/schema.ts';

describe('the concept inventory', () => {
  it('has twelve items, each once', () => {
    expect(new Set(INVENTORY.map(({ id }) => id)).size).toBe(12);
  });

  it.each(INVENTORY.map((question) => [question.id, question] as const))(
    '%s is a whole question',
    (_id, question) => {
      expect(QUESTION.safeParse(question).error?.issues ?? []).toEqual([]);
      expect(codexPage(question.page)).toBeDefined();
      expect(new Set(question.answers).size).toBe(question.answers.length);
      expect(question.shows.filter((text) => text !== '').length).toBe(question.answers.length - 1);
    },
  );

  it('can’t be passed by always choosing the same place or the longest answer', () => {
    for (let place = 0; place < 4; place++) {
      expect(INVENTORY.filter(({ right }) => right === place).length).toBeLessThanOrEqual(6);
    }
    const longest = INVENTORY.filter(({ answers, right }) =>
      answers.every((text) => text.length <= answers[right]!.length),
    );
    expect(longest.length).toBeLessThanOrEqual(8);
  });
});
