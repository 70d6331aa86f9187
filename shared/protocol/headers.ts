/** Header with the anonymous key of a player, in requests about their own progress. */
export const PLAYER_HEADER = 'Userland-Player';
/** Header with a room's host key, in requests about its report. */
export const HOST_HEADER = 'Userland-Host-Key';
