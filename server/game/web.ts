import { AF, parseInetAddress, SOCK, SOCKADDR_IN } from '../../shared/abi/socket.ts';
import type { Segment } from '../kernel/irq/state.ts';
import type { Machine } from '../kernel/machine.ts';
import type { OutsideEnd } from '../kernel/net/outside.ts';
import { TEXTS } from './files.ts';
import type { RoundContext } from './round.ts';
import type { Caller, ProgramState, RoundState, SeatState } from './types.ts';

/** The web server outside that browsers ask. Those who ask the machine's own servers come from addresses kept for examples (RFC 5737). */
export const WEB_HOST = '10.0.0.80';
export const WEB_PORT = 80;
const VISITORS = '198.51.100.';

/** Ports of the machine's web servers, one a seat, from this one on. */
const FIRST_PORT = 8080;

/** What a visitor asks for, and what the server outside sends. */
export const REQUEST = 'GET /index.html\n';
export const PAGE = '<h1>News</h1><p>The moon has pulled the sea up again.</p>\n';

/** Ticks after which what was not taken is sent again, and that a server outside takes for its answers. */
const AGAIN = 20;
const ROUND_TRIP = 3;
/** Ticks for which somebody outside waits for a page that does not come. */
const PATIENT = 240;

export const portOf = (index: number): number => FIRST_PORT + index;

/** Addresses outside to which the machine has a way. */
export const ROUTES: readonly number[] = [parseInetAddress(WEB_HOST) as number];

/**
 * A service of the machine (`man 5 systemd.socket`): its process begins with descriptor 3 listening at its port, opened by who
 * started it.
 */
export function listenFor(machine: Machine<ProgramState>, { pid, port }: SeatState): void {
  machine.quietly(() => {
    const made = machine.call(pid, 'socket', [AF.AF_INET, SOCK.SOCK_STREAM, 0]);
    if (made.kind !== 'returned' || made.ret < 0) return;
    machine.call(pid, 'bind', [made.ret, `0.0.0.0:${port}`, SOCKADDR_IN]);
    machine.call(pid, 'listen', [made.ret, 8]);
  });
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const wantsVisitor = ({ present, job }: SeatState): boolean =>
  present &&
  job?.goals.some(({ check }, index) => check.kind === 'served' && job.done[index] !== true) === true;

/** Sends a caller's next segment, or the same again where the card has lost it. */
function send({ machine, state }: RoundContext, caller: Caller, arrived: number): void {
  const { segments, address, port, to, sentAt } = caller;
  if (caller.sent > arrived && state.tick - sentAt < AGAIN) return;
  const next = segments[arrived];
  if (next === undefined) return;
  caller.sent = arrived + 1;
  caller.sentAt = state.tick;
  const segment: Segment = { kind: next.kind, fromPort: port, seq: arrived };
  machine.packetArrives({ port: to, from: address, bytes: new TextEncoder().encode(next.text), segment });
}

function newCaller(
  state: RoundState,
  caller: Pick<Caller, 'seat' | 'job' | 'address' | 'port' | 'to' | 'segments'>,
): void {
  state.callers.push({ ...caller, sent: 0, sentAt: -AGAIN, since: state.tick, got: '' });
}

/** Somebody comes for each web server whose user wants one served, if nobody is there yet. */
function comeVisitors({ state }: RoundContext): void {
  for (const seat of state.seats.values()) {
    if (!wantsVisitor(seat) || state.callers.some((caller) => caller.seat === seat.id)) continue;
    state.visits += 1;
    newCaller(state, {
      seat: seat.id,
      job: seat.job?.id ?? 0,
      address: `${VISITORS}${1 + (state.visits % 250)}`,
      port: 40_000 + (state.visits % 20_000),
      to: seat.port,
      segments: [
        { kind: 'syn', text: '' },
        { kind: 'data', text: REQUEST },
      ],
    });
  }
}

/** The server outside answers whom it has not answered yet. */
function answerCalls({ state }: RoundContext, ends: readonly OutsideEnd[]): void {
  for (const { state: phase, address, port, to } of ends) {
    if (phase !== 'asked' || state.callers.some((caller) => caller.to === to && caller.address === address))
      continue;
    newCaller(state, {
      seat: '',
      job: 0,
      address,
      port,
      to,
      segments: [{ kind: port === WEB_PORT ? 'syn-ack' : 'rst', text: '' }],
    });
    // The answer is on its way.
    Object.assign(state.callers.at(-1) as Caller, { sent: 1, sentAt: state.tick - AGAIN + ROUND_TRIP });
  }
}

/** What the server outside has been asked, it answers, and closes. */
function answerRequest(caller: Caller): void {
  if (caller.segments.length > 1 || !caller.got.includes('\n')) return;
  caller.segments.push({ kind: 'data', text: PAGE }, { kind: 'fin', text: '' });
}

const jobOf = (state: RoundState, { seat }: Caller): number => state.seats.get(seat)?.job?.id ?? 0;

/** Whether a visitor says goodbye: it has the page, or it was let in, and then nothing came of it. */
function isOver({ state }: RoundContext, caller: Caller, end: OutsideEnd): boolean {
  if (caller.got.includes(TEXTS.page)) return true;
  if (end.state === 'waiting') return false;
  return caller.job !== jobOf(state, caller) || state.tick - caller.since > PATIENT;
}

/** One step of one connection. False: it is over for who is outside. */
function step(context: RoundContext, caller: Caller, end: OutsideEnd | undefined): boolean {
  const { machine, state } = context;
  if (end === undefined) {
    // It was connected, and the machine knows nothing of it any more.
    if (caller.seat === '' || caller.sent > 1) return false;
    send(context, caller, 0);
    return true;
  }
  const bytes = text(machine.outside.take(end.id));
  caller.got += bytes;
  const job = state.seats.get(caller.seat)?.job;
  if (job != null) job.served += bytes;
  if (end.state === 'left') return false;
  // Who was not let in yet has all the patience there is, and comes for whatever job is at hand then.
  if (end.state === 'waiting') Object.assign(caller, { job: jobOf(state, caller), since: state.tick });
  const { segments } = caller;
  if (segments.at(-1)?.kind === 'fin') {
    if (end.arrived === segments.length) return false;
  } else if (caller.seat === '') answerRequest(caller);
  else if (isOver(context, caller, end))
    segments.splice(end.arrived, segments.length, { kind: 'fin', text: '' });
  send(context, caller, end.arrived);
  return true;
}

/** Once a tick: who is at the other end of the network cable. */
export function tickWeb(context: RoundContext): void {
  const { state, machine } = context;
  if (machine.state.panic !== null) return;
  comeVisitors(context);
  const ends = machine.outside.ends();
  answerCalls(context, ends);
  state.callers = state.callers.filter((caller) =>
    step(
      context,
      caller,
      ends.find(
        ({ address, port, to }) => address === caller.address && port === caller.port && to === caller.to,
      ),
    ),
  );
  for (const { id, state: phase } of ends) if (phase === 'left') machine.outside.forget(id);
}
