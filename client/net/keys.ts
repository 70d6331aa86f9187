/**
 * What the browser keeps: a seat's secret for the session of this tab; a host's key, the player's key and preferences beyond it. No cookies.
 * A browser that keeps nothing (private mode, blocked storage) plays on until the page is closed.
 */
function kept(store: () => Storage, key: string): string | undefined {
  try {
    return store().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(store: () => Storage, key: string, value: string | undefined): void {
  try {
    if (value === undefined) store().removeItem(key);
    else store().setItem(key, value);
  } catch {
    // Without storage a reload asks for the name again; the game goes on.
  }
}

const session = (): Storage => window.sessionStorage;
const local = (): Storage => window.localStorage;

export const seatSecret = {
  get: (code: string) => kept(session, `userland.seat.${code}`),
  set: (code: string, secret: string | undefined) => keep(session, `userland.seat.${code}`, secret),
};

export const hostKey = {
  get: (code: string) => kept(local, `userland.host.${code}`),
  set: (code: string, key: string | undefined) => keep(local, `userland.host.${code}`, key),
};

/** The lesson that a room was hosted with, as it stands in a link. */
export const preparedLesson = {
  get: (code: string) => kept(local, `userland.lesson.${code}`),
  set: (code: string, lesson: string | undefined) => keep(local, `userland.lesson.${code}`, lesson),
};

/** Key under which the server keeps this browser's progress. */
export const playerKey = {
  get: () => kept(local, 'userland.player'),
  set: (key: string | undefined) => keep(local, 'userland.player', key),
};

const ASSIGNED = 'userland.assigned.';

/** Key of the results of an assignment, in the browser in which it was made, or to which its teacher brought it. */
export const assignmentKey = {
  /** Codes of all of which this browser has the key. */
  codes(): string[] {
    try {
      const names = Object.keys(window.localStorage).filter((name) => name.startsWith(ASSIGNED));
      return names.map((name) => name.slice(ASSIGNED.length)).sort();
    } catch {
      return [];
    }
  },
  get: (code: string) => kept(local, `${ASSIGNED}${code}`),
  set: (code: string, key: string | undefined) => keep(local, `${ASSIGNED}${code}`, key),
};

/** The assignment whose levels are being played in this tab: the way back leads there. */
export const assignmentInPlay = {
  get: () => kept(session, 'userland.assignment'),
  set: (code: string | undefined) => keep(session, 'userland.assignment', code),
};

/** What a room for one plays, by its code: its server may forget it before its player does. */
export const soloPlay = {
  get: (code: string) => kept(session, `userland.solo.${code}`),
  set: (code: string, scenario: string) => keep(session, `userland.solo.${code}`, scenario),
};

/** Nickname and role typed on the page before, for the join that follows. */
export const intent = {
  get(code: string): { nickname?: string; role?: string } {
    try {
      return JSON.parse(kept(session, `userland.intent.${code}`) ?? '{}') as {
        nickname?: string;
        role?: string;
      };
    } catch {
      return {};
    }
  },
  set: (code: string, value: { nickname?: string; role?: string }) =>
    keep(session, `userland.intent.${code}`, JSON.stringify(value)),
};

export const preference = {
  get: (name: string) => kept(local, `userland.${name}`),
  set: (name: string, value: string) => keep(local, `userland.${name}`, value),
};

/** The same page's address with a key, for its owner's other devices: what stands behind the # no server sees. */
export const withKey = (url: string, key: string): string => `${url}#key=${key}`;

/** The key with which this page was opened, if any; it does not stay in the address. */
export function takeKey(): string | undefined {
  const key = /^#key=([\w-]{22})$/.exec(window.location.hash)?.[1];
  if (key !== undefined) window.history.replaceState(null, '', window.location.pathname);
  return key;
}
