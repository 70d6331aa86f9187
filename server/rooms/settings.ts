/** What the host has set for a room, as plain data: all of it that outlasts a message. */
export interface RoomSettings {
  /** Newcomers stay out; seats with a secret come back. */
  locked: boolean;
  /** Everybody is shown by a made-up name. */
  generatedNames: boolean;
  /** Projectors show how the class answers while a poll is open. */
  bars: boolean;
}

export function newSettings(): RoomSettings {
  return { locked: false, generatedNames: false, bars: false };
}
