import { onlyList, type Policy, quantumTick, removeAnywhere, takeOut } from './policy.ts';
import { weightOf } from './weights.ts';

/**
 * Lottery scheduling (OSTEP chapter 9; Waldspurger and Weihl 1994): a process has as many tickets as its nice value has
 * weight, a draw decides each quantum. Fair in the long run, by chance alone.
 */
export const lottery: Policy = {
  enqueue: (scope, task) => void onlyList(scope).push(task.pid),
  pick(scope) {
    const list = onlyList(scope);
    const players = list.flatMap((pid) => {
      const task = scope.find(pid);
      return task === undefined || !scope.allows(task) ? [] : [{ pid, tickets: weightOf(task) }];
    });
    if (players.length === 0) return undefined;
    let counter = scope.draw(players.reduce((sum, { tickets }) => sum + tickets, 0));
    for (const { pid, tickets } of players) {
      counter -= tickets;
      if (counter >= 0) continue;
      takeOut(list, pid);
      return pid;
    }
    return undefined;
  },
  remove: removeAnywhere,
  slice: ({ sched }, task) => sched.quantum - task.sched.used,
  charge: ({ sched }, task, blocks) => quantumTick(sched, task, blocks),
  overtaken: () => false,
};
