import { type Request, Router } from 'express';
import { z } from 'zod';
import { DAILY_STATIONS, type DailyStation, dayOf, daysBefore, isDay } from '../../shared/daily/day.ts';
import type { BoardView } from '../../shared/protocol/daily.ts';
import { prepareDaily, rivalsInThread } from '../rooms/daily-threads.ts';
import type { RoomKeeper } from '../rooms/keeper.ts';
import { AddressLimit } from '../rooms/limits.ts';
import { checkNickname } from '../rooms/names.ts';
import type { Keeping } from '../store/keep.ts';
import { asking, playerKeyOf } from './progress.ts';

const PLAY = z.object({ name: z.string().max(40) });
/** Days that the page goes back. */
const MOST_DAYS = 7;
const TOO_MANY = 'Too many requests from here: wait a minute and try again.';
const NO_BOARD = 'There is no such board: choose a day and a station.';

function stationOf(text: string): DailyStation | undefined {
  return DAILY_STATIONS.find((station) => station === text);
}

/** Routes of the daily machine: its boards, and a room to play it in. */
export function createDailyRoutes({ daily }: Keeping, keeper: RoomKeeper, now: () => number): Router {
  const routes = Router();
  const looks = new AddressLimit(240, 20);
  const creations = new AddressLimit(80, 1);
  const sender = (request: Request) => request.socket.remoteAddress ?? '';

  routes.get('/daily', (request, response) =>
    asking(response, async () => {
      if (!looks.take(sender(request))) {
        response.status(429).json({ error: TOO_MANY });
        return;
      }
      const today = dayOf(now());
      const played = await daily.days(MOST_DAYS);
      response.json({ today, days: [...new Set([today, ...played])].slice(0, MOST_DAYS) });
    }),
  );

  routes.get('/daily/:day/:station', (request, response) =>
    asking(response, async () => {
      if (!looks.take(sender(request))) {
        response.status(429).json({ error: TOO_MANY });
        return;
      }
      const { day } = request.params;
      const station = stationOf(request.params.station);
      if (station === undefined || !isDay(day) || day > dayOf(now())) {
        response.status(404).json({ error: NO_BOARD });
        return;
      }
      const { board, own } = await daily.board(day, station, playerKeyOf(request));
      // The algorithms take a moment to play: they are on the boards of the last days alone.
      const shown = day > daysBefore(dayOf(now()), MOST_DAYS);
      const rivals = shown ? await rivalsInThread({ day, station }) : [];
      const shownRivals = rivals.map(({ name, score }) => ({ name, score }));
      response.json({ day, station, board, own, rivals: shownRivals } satisfies BoardView);
      // Who looks at today's board will want to play.
      if (day === dayOf(now())) prepareDaily({ day, station }).catch(() => undefined);
    }),
  );

  routes.post('/daily/:station', async (request, response) => {
    const station = stationOf(request.params.station);
    if (station === undefined)
      return response
        .status(404)
        .json({ error: 'There is no such station: choose scheduler, memory or disk.' });
    const read = PLAY.safeParse(request.body);
    const name = read.success ? checkNickname(read.data.name) : undefined;
    if (name === undefined)
      return response.status(400).json({ error: 'Send the name that the board is to show.' });
    if (!name.ok) return response.status(400).json({ error: name.message });
    if (!creations.take(sender(request)))
      return response
        .status(429)
        .json({ error: 'Too many rooms were opened from here: wait a minute and try again.' });
    if (keeper.full)
      return response
        .status(503)
        .json({ error: 'All rooms of this server are in use: try again when a class has ended.' });
    const code = await keeper.daily(
      { station, day: dayOf(now()) },
      { player: playerKeyOf(request), name: name.name },
    );
    return response.status(201).json({ code });
  });

  return routes;
}
