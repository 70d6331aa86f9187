import type { Chair, StationPolicies } from '../../shared/policies.ts';
import type { Message } from '../../shared/protocol/messages.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { DEFAULT_CONFIG } from '../kernel/boot.ts';
import { DEFAULT_IRQ } from '../kernel/irq/state.ts';
import type { Machine } from '../kernel/machine.ts';
import { algorithmName, chosenByHand } from '../kernel/sched/queue.ts';
import type { RoundContext } from './round.ts';
import type { ProgramState } from './types.ts';

type AnyMachine = Machine<ProgramState>;

/** The algorithms that a scenario's machine boots with. */
export function policiesOf({ machine }: Scenario): StationPolicies {
  return {
    scheduler: machine.policy,
    memory: DEFAULT_CONFIG.replacement === 'human' ? 'clock' : DEFAULT_CONFIG.replacement,
    disk: DEFAULT_IRQ.disk.fallback,
    lines: DEFAULT_IRQ.fallback,
  };
}

/** The algorithms that choose on a machine where no person does. */
export function livePolicies({ state }: AnyMachine): StationPolicies {
  const { sched, memory, disk, irq } = state;
  return {
    scheduler: algorithmName(sched),
    memory: memory.policy === 'human' ? memory.fallback : memory.policy,
    disk: disk.policy === 'human' ? disk.fallback : disk.policy,
    lines: irq.policy === 'human' ? irq.fallback : irq.policy,
  };
}

/** Stations where a person chooses at this moment, and no algorithm. */
export function handsOn({ machine, state }: Pick<RoundContext, 'machine' | 'state'>): Chair[] {
  const { sched, memory, disk, irq } = machine.state;
  const hands: Record<Chair, boolean> = {
    scheduler: sched.queues.some(chosenByHand),
    memory: memory.policy === 'human' && !memory.silent,
    disk: disk.policy === 'human' && !irq.silent,
    lines: irq.policy === 'human' && !irq.silent,
    auditor: [...state.seats.values()].some(({ role, present }) => role === 'auditor' && present),
  };
  return (Object.keys(hands) as Chair[]).filter((chair) => hands[chair]);
}

/** From now on this algorithm chooses at the station, wherever no person does. */
export function setPolicyOf(machine: AnyMachine, message: Message<'policy'>): void {
  if (message.station === 'scheduler') machine.setAlgorithm(message.algorithm);
  else if (message.station === 'memory') machine.setReplacementAlgorithm(message.algorithm);
  else if (message.station === 'disk') machine.setDiskAlgorithm(message.algorithm);
  else machine.setLineAlgorithm(message.algorithm);
}
