import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testServer, until } from './harness.ts';

it('a game goes on where nothing can be saved, and its players are told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'userland-'));
  writeFileSync(join(folder, 'userland.db'), 'this is no database. '.repeat(100));
  const poor = await testServer({ DATA_DIR: folder });
  const { body } = await poor.post('/api/play-now', { role: 'process' });
  const player = await poor.join(body.code ?? '');
  expect(player.room.state.saving).toBe(false);
  const room = poor.keeper.find(body.code ?? '');
  const before = player.room.state.tick;
  room?.step(50);
  await until(() => player.room.state.tick === before + 50);
  expect(poor.lines.join('\n')).toMatch(/Progress is not being saved: .+ Games go on/);
  await player.leave();
  await poor.stop();
  rmSync(folder, { recursive: true });
});
