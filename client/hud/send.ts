import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Message, MessageType } from '../../shared/protocol/messages.ts';

export type Send = <T extends MessageType>(type: T, message: Message<T>) => void;

/** How the interface talks to the server; the page provides it. */
export const SendContext = createContext<Send>(() => undefined);

export function useSend(): Send {
  return useContext(SendContext);
}
