import type { IncomingMessage } from 'node:http';
import { matchMaker, Protocol } from '@colyseus/core';
import { WebSocketClient, WebSocketTransport } from '@colyseus/ws-transport';
import { CLOSE, JOIN_ERRORS } from '../../shared/protocol/messages.ts';
import { TokenBucket } from './limits.ts';

type RawClient = Parameters<WebSocketTransport['onConnection']>[0];

/** Frames of the protocol that a client may send here: no binary messages, requests or input streams. */
const FRAMES: ReadonlySet<number> = new Set([
  Protocol.JOIN_ROOM,
  Protocol.LEAVE_ROOM,
  Protocol.ROOM_DATA,
  Protocol.PING,
]);

/** Bytes of a message that a client may send: sixteen program lines of 200 characters, and some. */
export const MAX_PAYLOAD = 16 * 1024;
const FRAME_BURST = 300;
const FRAMES_PER_SECOND = 60;

/** Whether a frame may go on to the room. */
export function wellFormed(frame: unknown): boolean {
  return Buffer.isBuffer(frame) && frame.length > 0 && FRAMES.has(frame[0] ?? -1);
}

/**
 * The WebSocket transport with a doorkeeper: a frame that is no message of ours, breaks the decoder or comes too often
 * costs its sender the connection and nobody else anything. A code without a room is answered as a wrong code.
 */
export class GuardedTransport extends WebSocketTransport {
  protected override async onConnection(
    raw: RawClient,
    request: IncomingMessage,
    upgrade?: Parameters<WebSocketTransport['onConnection']>[2],
  ): Promise<void> {
    guard(raw);
    const url = new URL(request.url ?? '/', 'ws://server');
    const roomId = /^\/[\w-]+\/([\w-]+)$/.exec(url.pathname)?.[1] ?? '';
    if (matchMaker.getLocalRoomById(roomId) === undefined) {
      raw.on('error', () => {});
      const client = new WebSocketClient(url.searchParams.get('sessionId') ?? '', raw);
      const message = 'There is no room with this code: check it with your teacher.';
      client.error(JOIN_ERRORS.wrongCode, message, () => raw.close(JOIN_ERRORS.wrongCode));
      return;
    }
    await super.onConnection(raw, request, upgrade);
  }
}

function guard(raw: RawClient): void {
  const frames = new TokenBucket(FRAME_BURST, FRAMES_PER_SECOND, () => performance.now());
  const emit = raw.emit.bind(raw);
  raw.emit = (event: string | symbol, ...details: unknown[]): boolean => {
    if (event !== 'message') return emit(event, ...details);
    if (!frames.take()) {
      raw.close(CLOSE.flooding, 'Too many messages: wait a moment and join again.');
      return false;
    }
    try {
      if (wellFormed(details[0])) return emit(event, ...details);
    } catch {
      // A frame that the decoder can't read: closed below like any other that is not ours.
    }
    raw.close(1003, 'This frame is no message of the game.');
    return false;
  };
}
