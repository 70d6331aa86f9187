import { describe, expect, it } from 'vitest';
import { CODEX, codexPage } from '../../shared/codex/index.ts';
import { pageOfWall } from '../../shared/codex/met.ts';
import { PAGE } from '../../shared/codex/schema.ts';
import { searchPages } from '../../shared/codex/search.ts';
import { CURRICULUM } from '../../shared/curriculum.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';
import { WALLS } from '../../shared/walls.ts';

describe('the codex', () => {
  it.each(CODEX.map((page) => [page.id, page] as const))('%s is a whole page', (_id, page) => {
    expect(PAGE.safeParse(page).error?.issues ?? []).toEqual([]);
    for (const id of page.see) {
      expect(codexPage(id), `${page.id} points to ${id}`).toBeDefined();
      expect(id).not.toBe(page.id);
    }
  });

  it('has each page once', () => {
    expect(new Set(CODEX.map(({ id }) => id)).size).toBe(CODEX.length);
    expect(new Set(CODEX.map(({ title }) => title)).size).toBe(CODEX.length);
  });

  it('draws no arrow to a box that is not there, and no slice beyond its axis', () => {
    for (const { id, figure } of CODEX) {
      if (figure.kind === 'map') {
        for (const [column, from, to] of figure.arrows) {
          expect(figure.columns[column]?.boxes[from], id).toBeDefined();
          expect(figure.columns[column + 1]?.boxes[to], id).toBeDefined();
        }
      }
      if (figure.kind === 'ring') {
        for (const [from, to] of figure.arrows) {
          expect(figure.nodes[from], id).toBeDefined();
          expect(figure.nodes[to], id).toBeDefined();
        }
      }
      if (figure.kind !== 'gantt') continue;
      for (const { slices } of figure.rows) {
        let last = 0;
        for (const [, from, to] of slices) {
          expect(from, id).toBeGreaterThanOrEqual(last);
          expect(to, id).toBeGreaterThan(from);
          last = to;
        }
        expect(last, id).toBeLessThanOrEqual(figure.length);
      }
    }
  });

  it.each(WALLS.map(({ id }) => id))('explains the wall %s', (id) => {
    expect(pageOfWall(id)).toBeDefined();
  });

  it('leaves no syllabus code without a page', () => {
    const taught = new Set(CODEX.flatMap(({ codes }) => codes));
    expect(Object.keys(CURRICULUM).filter((code) => !taught.has(code))).toEqual([]);
  });

  it('can be reached from any page by its links', () => {
    const seen = new Set(['userspace-kernel']);
    for (const id of seen) for (const next of codexPage(id)?.see ?? []) seen.add(next);
    expect(CODEX.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });
});

it('walls and scenarios carry codes of the curriculum only', () => {
  for (const { id, codes } of [...WALLS, ...SCENARIOS]) {
    expect(
      codes.filter((code) => !(code in CURRICULUM)),
      id,
    ).toEqual([]);
  }
});

describe('searching the codex', () => {
  const ids = (typed: string) => searchPages(CODEX, typed).map(({ id }) => id);
  it('finds words wherever they are, titles first', () => {
    expect(ids('convoy')[0]).toBe('fcfs');
    expect(ids('STCF')).toContain('sjf');
    expect(ids('strace -c')).toContain('syscall');
    expect(ids('A1.3.4')).toEqual(expect.arrayContaining(['interrupts', 'polling']));
    expect(ids('page table')[0]).toBe('page-table');
  });
  it('gives everything for nothing, and nothing for nonsense', () => {
    expect(ids('  ')).toHaveLength(CODEX.length);
    expect(ids('xyzzy')).toEqual([]);
  });
});
