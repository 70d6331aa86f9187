import type { RoomView } from '../../shared/protocol/view.ts';
import { paintBackdrop } from './backdrop.ts';
import { Buildings } from './buildings.ts';
import { Capsules } from './capsules.ts';
import { Cores } from './cores.ts';
import { Cries } from './cries.ts';
import { Devices } from './devices.ts';
import { Flights } from './flights.ts';
import { KernelHall } from './kernel.ts';
import { Motes } from './motes.ts';
import { Packet } from './packet.ts';
import { Pages } from './pages.ts';
import { picture, type Stage, shared } from './plate.ts';
import { floorOf, paintRooms } from './rooms.ts';
import { Sparks } from './sparks.ts';
import { Tip } from './tip.ts';
import { Tokens } from './tokens.ts';
import { WallOfLight } from './wall.ts';

/** What a resize must not forget: who lives where, and the ready queue's order. */
export interface Keepsakes {
  lots: Map<number, number>;
  order: number[];
}

/** Everything on one stage, and how it follows the room's state. */
export class Parts {
  readonly stage: Stage;
  readonly town: Buildings;
  readonly wall: WallOfLight;
  readonly hall: KernelHall;
  readonly cores: Cores;
  readonly devices: Devices;
  readonly tokens: Tokens;
  readonly flights: Flights;
  readonly sparks: Sparks;
  readonly capsules: Capsules;
  readonly pages: Pages;
  readonly cries: Cries;
  readonly tip: Tip;
  readonly packet: Packet;
  private readonly motes: Motes;

  constructor(stage: Stage, keep: Keepsakes) {
    this.stage = stage;
    const { layout } = stage;
    const ground = shared(stage, 'backdrop', layout.width, layout.height, (brush) => {
      paintBackdrop(brush, layout);
      paintRooms(brush, layout);
    });
    picture(stage, ground, 0).setOrigin(0, 0);
    this.wall = new WallOfLight(stage);
    this.hall = new KernelHall(stage);
    this.cores = new Cores(stage);
    this.devices = new Devices(stage);
    this.town = new Buildings(stage, keep.lots);
    const queue = floorOf(layout.queue, layout);
    const blocked = floorOf(layout.blocked, layout);
    this.tokens = new Tokens(stage, keep.order, queue, blocked, layout.cells.length, this.cores.room);
    this.flights = new Flights(stage);
    this.sparks = new Sparks(stage);
    this.capsules = new Capsules(stage, this);
    this.pages = new Pages(stage, this);
    this.cries = new Cries(stage);
    this.tip = new Tip(stage);
    this.packet = new Packet(stage, this);
    this.motes = new Motes(stage);
  }

  update(room: RoomView, self: string, now: number): void {
    const programs = new Map(room.processes.map((process) => [process.pid, process.program]));
    const own = room.processes.filter((process) => self !== '' && process.seat === self);
    this.town.update(room.processes, self, now);
    this.packet.own = own[0]?.pid ?? 0;
    this.tokens.update(room, this.cores.spots);
    this.wall.protect(room.protections);
    this.cores.update(room.cores, room.quantum, programs);
    this.devices.update(room, programs, new Set(own.map((process) => process.pid)));
    this.hall.update(room.frames.filter((owner) => owner === 2).length);
    const asleep = room.processes.filter((process) => process.state !== 'R').map((process) => process.pid);
    this.capsules.update(new Set(asleep), new Set(programs.keys()), now);
  }

  frame(now: number, delta: number): void {
    this.motes.frame(now);
    this.town.frame(now);
    this.wall.frame(now);
    this.hall.frame(now, delta);
    this.cores.frame(now);
    this.devices.frame(now, delta);
    this.tokens.frame(delta);
    this.flights.frame(now);
    this.sparks.frame(delta);
    this.capsules.frame(now);
    this.cries.frame(now);
    this.packet.frame(now);
  }
}
