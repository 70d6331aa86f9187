import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const made: string[] = [];

/** What the project's own lint rules say of one file with that text at that place in the tree. */
function lint(path: string, text: string): { passed: boolean; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'userland-lint-'));
  made.push(folder);
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  cpSync(join(root, 'lint'), join(folder, 'lint'), { recursive: true });
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  try {
    const output = execFileSync(
      join(root, 'node_modules/.bin/biome'),
      ['lint', '--vcs-enabled=false', '--colors=off', '.'],
      { cwd: folder, encoding: 'utf8', stdio: 'pipe' },
    );
    return { passed: true, output };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { passed: false, output: stdout + stderr };
  }
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const importing = (from: string) => `import { a } from '${from}';\n\nexport const b = a;\n`;

describe('the three spaces', () => {
  it.each([
    ['client/hud/x.ts', '../../server/kernel/machine.ts'],
    ['shared/x.ts', '../client/net/room.ts'],
    ['shared/x.ts', '../server/kernel/machine.ts'],
    ['server/kernel/x.ts', '../game/round.ts'],
    ['server/kernel/x.ts', 'node:fs'],
    ['server/game/x.ts', '../rooms/room.ts'],
    ['server/store/x.ts', '../rooms/room.ts'],
    ['server/rooms/x.ts', '../../client/net/room.ts'],
  ])('refuse that %s imports %s', (path, from) => {
    const { passed, output } = lint(path, importing(from));
    expect(passed).toBe(false);
    expect(output).toContain('noRestrictedImports');
  });

  it.each([
    ['client/hud/x.ts', '../../shared/walls.ts'],
    ['server/kernel/x.ts', '../../shared/abi/errno.ts'],
    ['server/game/x.ts', '../kernel/machine.ts'],
    ['server/rooms/x.ts', '../game/round.ts'],
  ])('let %s import %s', (path, from) => {
    expect(lint(path, importing(from)).output).not.toContain('noRestrictedImports');
  });
});

describe('the kernel and the game', () => {
  it.each(['Date.now()', 'Math.random()', 'setTimeout(() => {}, 1)', 'performance.now()', 'process.pid'])(
    'may not use %s',
    (expression) => {
      for (const folder of ['server/kernel', 'server/game']) {
        expect(lint(`${folder}/x.ts`, `export const b = ${expression};\n`).passed, folder).toBe(false);
      }
    },
  );

  it('may use exact arithmetic', () => {
    expect(lint('server/kernel/x.ts', 'export const b = Math.floor(7 / 2);\n').passed).toBe(true);
  });
});
