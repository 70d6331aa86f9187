import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../client/world/agenda.ts';
import { shortAnswer } from '../../../client/world/capsules.ts';
import { hasWallSign } from '../../../client/world/wall-signs.ts';
import { signOf } from '../../../client/world/words.ts';
import type { ProcessView } from '../../../shared/protocol/view.ts';
import { WALLS } from '../../../shared/walls.ts';

const edit: ProcessView = {
  pid: 15,
  ppid: 1,
  program: 'edit',
  seat: 's1',
  nickname: 'Mila',
  bot: false,
  state: 'R',
  core: -1,
  inKernel: false,
  syscall: '',
  pages: 3,
  waiting: '',
  frozen: false,
  tired: 0,
  container: '',
};

describe('the sign over a building', () => {
  it('tells ready, running and in the kernel apart', () => {
    expect(signOf(edit).sign).toBe('ready');
    expect(signOf({ ...edit, core: 0 }).sign).toBe('run');
    expect(signOf({ ...edit, core: 0, inKernel: true }).sign).toBe('kernel');
  });

  it('says what a blocked process waits for, and never an empty word', () => {
    expect(signOf({ ...edit, state: 'S', waiting: 'keyboard' })).toEqual({ sign: 'wait', word: 'KEYS' });
    expect(signOf({ ...edit, state: 'D', waiting: 'something new' }).word).toBe('WAIT');
  });
});

describe('a frozen process', () => {
  it('is told apart from a stopped and a waiting one, whatever it was doing', () => {
    for (const state of ['R', 'S', 'D', 'T'] as const) {
      expect(signOf({ ...edit, state, frozen: true })).toEqual({ sign: 'frozen', word: 'FROZEN' });
    }
    expect(signOf({ ...edit, state: 'Z', frozen: true }).sign).toBe('zombie');
  });
});

describe('the walls', () => {
  it('have a sign each', () => {
    expect(WALLS.filter(({ id }) => !hasWallSign(id))).toEqual([]);
  });
});

describe('the answer of a call, in short', () => {
  it('is the errno of a refusal and the value of a success', () => {
    expect(shortAnswer(false, '= -1 EACCES (Permission denied)')).toBe('EACCES');
    expect(shortAnswer(false, '-1 ENOMEM')).toBe('ENOMEM');
    expect(shortAnswer(true, '= 4096')).toBe('4096');
  });
});

describe('the agenda of movements', () => {
  it('acts in order of time, and drops what a flood puts on top', () => {
    const agenda = new Agenda();
    const acted: number[] = [];
    for (let i = 0; i < 500; i++) agenda.later(500 - i, () => acted.push(500 - i));
    agenda.run(1000);
    expect(acted.length).toBe(160);
    expect(acted).toEqual(acted.toSorted((a, b) => a - b));
  });
});
