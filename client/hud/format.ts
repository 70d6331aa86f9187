import type { RoomView } from '../../shared/protocol/view.ts';
import { t } from '../i18n/t.ts';

/** Ticks a second at speed 1. */
export const TICKS_PER_SECOND = 5;

/** Seconds that so many ticks last at the room's speed. */
export function seconds(ticks: number, room: RoomView): number {
  return Math.max(0, Math.ceil(ticks / (TICKS_PER_SECOND * room.speed)));
}

/** `2:41`. */
export function clock(total: number): string {
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}

/** Nickname of a process for people: its player's, or its program's name. */
export function nameOf(room: RoomView, pid: number): string {
  const process = room.processes.find((candidate) => candidate.pid === pid);
  if (pid === 0) return t('somebody');
  if (process === undefined) return `pid ${pid}`;
  return process.nickname === '' ? process.program : process.nickname;
}

export const POLICY_NAMES: Record<string, string> = {
  fcfs: 'FCFS',
  sjf: 'SJF',
  stcf: 'STCF',
  rr: 'Round robin',
  priority: 'Priorities',
  lottery: 'Lottery',
  stride: 'Stride',
  mlfq: 'MLFQ',
  cfs: 'CFS',
  eevdf: 'EEVDF',
  fifo: 'FIFO',
  lru: 'LRU',
  clock: 'The clock',
  'second-chance': 'Second chance',
  opt: 'OPT',
  random: 'Random',
  sstf: 'SSTF',
  scan: 'SCAN',
  look: 'LOOK',
  'c-scan': 'C-SCAN',
  'c-look': 'C-LOOK',
  human: 'Players',
  mixed: 'Several algorithms',
};

/** A share as people read it. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;
