import { describe, expect, it } from 'vitest';
import { VOICES, voiceOf } from '../../../client/audio/voices.ts';
import type { GameEvent } from '../../../shared/protocol/view.ts';

const player = { pid: 7, far: false };
const projector = { pid: 0, far: true };
const ended = (pid: number, ok: boolean): GameEvent => ({ kind: 'return', pid, name: 'open', ok, text: '' });
const wall = (pid: number, first: boolean): GameEvent => ({
  kind: 'wall',
  id: 'file-mode',
  answer: 'EACCES',
  first,
  pid,
});

describe('what is heard', () => {
  it('is one’s own calls and jobs, and nobody else’s', () => {
    expect(voiceOf(ended(7, true), player)).toBe('ok');
    expect(voiceOf(ended(7, false), player)).toBe('error');
    expect(voiceOf(ended(8, true), player)).toBeUndefined();
    expect(voiceOf({ kind: 'job', pid: 8, title: '', outcome: 'done', points: 1 }, player)).toBeUndefined();
  });

  it('is no call at a seat without a process, whatever the event’s pid', () => {
    for (const pid of [0, 7]) {
      expect(voiceOf(ended(pid, true), projector)).toBeUndefined();
      expect(voiceOf(ended(pid, true), { pid: 0, far: false })).toBeUndefined();
    }
  });

  it('is a wall at its first hit for all, and later only for who ran into it', () => {
    expect(voiceOf(wall(0, true), player)).toBe('wall');
    expect(voiceOf(wall(0, false), player)).toBeUndefined();
    expect(voiceOf(wall(7, false), player)).toBe('wall');
  });

  it('is the panic and the boot for everybody', () => {
    for (const ear of [player, projector]) {
      expect(voiceOf({ kind: 'panic', pid: 3, comm: 'sh', reason: '' }, ear)).toBe('panic');
      expect(voiceOf({ kind: 'reboot' }, ear)).toBe('boot');
    }
  });
});

describe('a voice', () => {
  it('is short and never loud, even where its tones fall together', () => {
    for (const [name, tones] of Object.entries(VOICES)) {
      const loudest = tones.reduce((sum, { loud }) => sum + loud, 0);
      expect(loudest, name).toBeLessThan(0.7);
      for (const { at, ms } of tones) expect(at + ms, name).toBeLessThanOrEqual(1300);
    }
  });
});
