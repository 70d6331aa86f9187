import type { DiskAlgorithm, DiskPolicyName } from './disk/table.ts';

/** Interrupt lines, the most urgent first. */
export const LINES = ['timer', 'disk', 'keyboard', 'network'] as const;
export type LineName = (typeof LINES)[number];
/** `priority`: the most urgent line first; `fifo`: the one that has waited longest. */
export type LineAlgorithm = 'priority' | 'fifo';

/** How interrupts and devices are set up; the settings are copied into the state, where they may change. Times are ticks. */
export interface IrqSettings {
  /** Who chooses among pending lines: the controller by its algorithm, or a person. */
  policy: LineAlgorithm | 'human';
  /** The controller's algorithm where a person is silent or late. */
  fallback: LineAlgorithm;
  /** How long a pending line waits for a person before the controller serves it. */
  deadlines: Record<LineName, number>;
  /** How long nobody may act while something waits, before the controller takes over until the next act. */
  silence: number;
  /** Bytes that the keyboard's controller keeps until its interrupt is served. */
  keyboardBytes: number;
  /** Packets that the network card's ring keeps. */
  ringPackets: number;
  disk: { policy: DiskPolicyName; fallback: DiskAlgorithm; deadline: number };
}

export interface Line {
  name: LineName;
  masked: boolean;
  /** The device has asked and was not served yet; asking again changes nothing. */
  pending: boolean;
  /** Tick since which it is pending. */
  since: number;
  /** How often it was served, and how often the device asked. */
  served: number;
  raised: number;
}

/** What a top half leaves to be done with interrupts on. */
export interface SoftIrq {
  line: LineName;
  tick: number;
}

export interface Packet {
  port: number;
  from: string;
  bytes: Uint8Array;
  /** The part of a connection's stream that the packet carries; without one it is a datagram. */
  segment?: Segment;
}

/**
 * A segment of TCP (RFC 9293), less what a room does not need: segments are counted, not their bytes, and the other end sends the
 * next one only when the machine has taken this one.
 */
export interface Segment {
  kind: 'syn' | 'syn-ack' | 'data' | 'fin' | 'rst';
  /** Port from which it comes. */
  fromPort: number;
  /** How many segments of its connection came before it. */
  seq: number;
}

export interface IrqState extends Omit<IrqSettings, 'disk'> {
  lines: Line[];
  softirqs: SoftIrq[];
  /** Bytes typed that the keyboard's controller holds, with their terminal; and those it had no room for. */
  keyboard: { ring: { tty: string; byte: number }[]; lost: number };
  nic: { ring: Packet[]; received: number; lost: number; unclaimed: number };
  /** Tick of the last act of whoever has the station; whether the controller has taken over. */
  actedAt: number;
  silent: boolean;
}

export type DiskJob = 'read' | 'write' | 'swap';

export interface DiskRequest {
  id: number;
  /** Who sleeps until it is done; 0: nobody. */
  pid: number;
  kind: DiskJob;
  cylinder: number;
  /** Frame that the disk fills, which nobody may take meanwhile; −1: none. */
  frame: number;
  /** Tick at which it was asked for. */
  since: number;
}

export interface DiskState {
  arm: number;
  direction: 1 | -1;
  cylinders: number;
  policy: DiskPolicyName;
  fallback: DiskAlgorithm;
  /** How long a request waits for a person before the fallback chooses, in ticks. */
  deadline: number;
  /** Requests that wait, in the order of their arrival. */
  queue: DiskRequest[];
  /** The request that the disk is at work on. */
  active: DiskRequest | null;
  /** Done, and not yet told to those who wait. */
  done: DiskRequest[];
  nextId: number;
  /** Cylinders that the arm has crossed, and requests served. */
  seek: number;
  served: number;
}

/** Cylinders of the disk. */
export const CYLINDERS = 100;

export const DEFAULT_IRQ: IrqSettings = {
  policy: 'priority',
  fallback: 'priority',
  deadlines: { timer: 0, disk: 12, keyboard: 8, network: 6 },
  silence: 50,
  keyboardBytes: 4096,
  ringPackets: 64,
  disk: { policy: 'fcfs', fallback: 'fcfs', deadline: 12 },
};

const newLine = (name: LineName): Line => ({
  name,
  masked: false,
  pending: false,
  since: 0,
  served: 0,
  raised: 0,
});

export function newIrqState({ disk: _, ...settings }: IrqSettings): IrqState {
  return {
    ...settings,
    deadlines: { ...settings.deadlines },
    lines: LINES.map(newLine),
    softirqs: [],
    keyboard: { ring: [], lost: 0 },
    nic: { ring: [], received: 0, lost: 0, unclaimed: 0 },
    actedAt: 0,
    silent: false,
  };
}

export function newDiskState({ policy, fallback, deadline }: IrqSettings['disk']): DiskState {
  return {
    arm: 0,
    direction: 1,
    cylinders: CYLINDERS,
    policy,
    fallback,
    deadline,
    queue: [],
    active: null,
    done: [],
    nextId: 1,
    seek: 0,
    served: 0,
  };
}

/** After the reset button: settings and counts go on; lines, rings and what was left to do are as after power-on. */
export function rebootIrq(old: IrqState, fresh: IrqState): IrqState {
  const lines = fresh.lines.map((line, index) => ({
    ...line,
    served: old.lines[index]?.served ?? 0,
    raised: old.lines[index]?.raised ?? 0,
  }));
  const keyboard = { ...old.keyboard, ring: [] };
  return { ...old, lines, softirqs: [], keyboard, nic: { ...old.nic, ring: [] }, silent: false };
}

/** The same for the disk: its arm stands where it stood, its requests are gone. */
export function rebootDisk(old: DiskState, fresh: DiskState): DiskState {
  const { queue, active, done } = fresh;
  return { ...old, queue, active, done };
}
