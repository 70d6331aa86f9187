import { wakeup } from '../proc/sleep.ts';
import type { Kernel } from '../types.ts';
import { raise } from './lines.ts';

/** Keys are pressed: their bytes lie in the keyboard's buffer until its interrupt is served. What finds no room is lost. */
export function pressKeys(k: Kernel, tty: string, bytes: Uint8Array): void {
  const { keyboard, keyboardBytes } = k.state.irq;
  let lost = 0;
  for (const byte of bytes) {
    if (keyboard.ring.length < keyboardBytes) keyboard.ring.push({ tty, byte });
    else lost += 1;
  }
  keyboard.lost += lost;
  if (lost > 0) k.events.push({ kind: 'overrun', device: 'keyboard', tty, lost });
  raise(k, 'keyboard');
}

/** The keyboard's bottom half: bytes go to their terminals, and who sleeps in a read of one wakes. */
export function takeKeys(k: Kernel): void {
  const touched = new Set<string>();
  for (const { tty, byte } of k.state.irq.keyboard.ring.splice(0)) {
    k.state.ttys.get(tty)?.input.push(byte);
    touched.add(tty);
  }
  for (const tty of touched) wakeup(k, `tty:${tty}`);
}
