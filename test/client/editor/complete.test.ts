import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { complete } from '../../../client/hud/editor/complete.ts';
import { eraseTypes, faultyLine } from '../../../client/hud/editor/erase.ts';

/** What is suggested at the ‸ of the code, as name and type. */
function at(code: string, explicit = false): Map<string, string> {
  const pos = code.indexOf('‸');
  const state = EditorState.create({
    doc: code.replace('‸', ''),
  });
  const result = complete(new CompletionContext(state, pos, explicit));
  return new Map(result?.options.map(({ label, detail }) => [label, detail ?? '']) ?? []);
}

/** The same in the body of pickNext. */
const inside = (line: string, explicit = false) =>
  at(`function pickNext(cores, ready, now) {\n  ${line}\n}\n`, explicit);

const READY = ['pid', 'program', 'waited', 'lastBurst', 'nice'];
const CORE = ['id', 'pid', 'quantumLeft'];

describe('completion in pickNext', () => {
  it('knows the members of an entry of ready, with their types', () => {
    const found = inside('return ready[0].‸');
    expect([...found.keys()]).toEqual(READY);
    expect(found.get('waited')).toBe(': number');
    expect(found.get('program')).toBe(': string');
  });

  it('knows the members of a core', () => {
    expect([...inside('if (cores[i].‸) return 1;').keys()]).toEqual(CORE);
  });

  it('knows the methods of an array, with the type of its entries', () => {
    const found = inside('ready.‸');
    expect(found.get('find')).toBe('((e: Ready) => boolean): Ready | undefined');
    expect(found.get('length')).toBe(': number');
    expect(inside('cores.‸').get('filter')).toBe('((e: Core) => boolean): Core[]');
  });

  it.each([
    ['const p = ready.find((p) => p.‸', READY],
    ['const p = ready.find(p => p.‸);', READY],
    ['ready.reduce((a, b) => a.‸', READY],
    ['ready.reduce((a, b) => (b.‸', READY],
    ['ready.reduce((a, b) => (b.waited > a.‸ ? b : a)).pid;', READY],
    ['return ready.reduce((a, b) => (b.waited > a.waited ? b : a)).‸', READY],
    ['cores.some((core) => core.‸', CORE],
    ['ready.filter((p) => p.nice > 0).sort((a, b) => { return a.‸', READY],
    ['[...ready].toSorted((a, b) => b.‸', READY],
    ['ready.map((p) => cores.find((c) => c.pid === p.pid)?.‸', CORE],
    ['for (const p of ready) { if (p.‸', READY],
    ['for (let i = 0; i < ready.length; i++) { ready[i].‸ }', READY],
    ['const [first] = ready;\n  first.‸', READY],
    ['let best = ready[0];\n  for (const p of ready) if (p.waited > best.‸) best = p;', READY],
    ['const best = ready.find((p) => p.nice < 0) ?? ready[0];\n  return best.‸', READY],
    ['const idle = cores.filter((c) => c.pid === 0);\n  idle[0].‸', CORE],
    ['const mine: Ready[] = [];\n  mine.at(-1)!.‸', READY],
    ['const oldest = (a: Ready, b: Ready) => a.‸', READY],
  ])('%s', (line, members) => {
    expect([...inside(line).keys()]).toEqual(members);
  });

  it('knows the parameters whatever the player calls them', () => {
    expect([...at('function pickNext(all, queue) {\n  queue[0].‸').keys()]).toEqual(READY);
  });

  it('offers the names that are known at the place, and no later ones', () => {
    const found = inside('const first = ready[0];\n  fi‸\n  const late = 1;');
    expect(found.get('first')).toBe(': Ready');
    expect(found.get('ready')).toBe(': Ready[]');
    expect(found.get('now')).toBe(': number');
    expect(found.has('late')).toBe(false);
    expect(found.has('return')).toBe(true);
  });

  it('says nothing where a name is invented, a number written, or the type unknown', () => {
    for (const line of ['const a‸', '1.‸', '"ready.‸"', '// ready.‸', 'now.‸', 'nobody.‸'])
      expect(inside(line).size, line).toBe(0);
  });

  it('comes to an end with names that are defined by themselves', () => {
    expect(inside('const a = b;\n  const b = a;\n  b.‸').size).toBe(0);
  });

  it('has a line of explanation for every member', () => {
    for (const line of ['ready[0].', 'cores[0].', 'ready.', 'Math.', 'ready[0].program.']) {
      const code = `function pickNext(cores, ready, now) {\n  ${line}`;
      const state = EditorState.create({ doc: code });
      const options = complete(new CompletionContext(state, code.length, false))?.options ?? [];
      expect(options.length).toBeGreaterThan(0);
      for (const { label, info } of options) expect(info, `${line}${label}`).toMatch(/^.{10,60}\.$/);
    }
  });
});

describe('types in the code', () => {
  it('are erased in their place, and the rest stays', () => {
    const code = [
      'interface Mine { pid: number }',
      'type Both = Core | Mine;',
      'function pickNext(cores: Core[], ready: Ready[], now?: number): number {',
      '  const best = ready.at(-1)! as Ready;',
      '  return now === 3 ? best.pid : (ready[0] satisfies Ready).pid;',
      '}',
    ].join('\n');
    const erased = eraseTypes(code);
    expect(erased.split('\n').map((line) => line.length)).toEqual(
      code.split('\n').map((line) => line.length),
    );
    const pick = new Function(`${erased}\nreturn pickNext;`)() as (...args: unknown[]) => number;
    expect(pick([], [{ pid: 4 }, { pid: 7 }], 3)).toBe(7);
    expect(pick([], [{ pid: 4 }, { pid: 7 }], 0)).toBe(4);
  });

  it('plain JavaScript stays as it is', () => {
    const code =
      'function pickNext(c, r) {\n  const a = !r[0] ? 1 : 2; // as is: fine!\n  return a < 2 ? r[1].pid : -a;\n}';
    expect(eraseTypes(code)).toBe(code);
  });

  it('what is no program is found at its line', () => {
    expect(faultyLine('function pickNext(c, r) {\n  return r[0.pid;\n}')).toBe(2);
    expect(faultyLine('function pickNext(c, r) {\n  return r[0].pid;\n}')).toBe(0);
  });
});
