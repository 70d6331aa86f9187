import { type Request, type Response, Router } from 'express';
import { HOST_HEADER } from '../../shared/protocol/headers.ts';
import { CSVS, type CsvName, csvFile } from '../../shared/report/csv.ts';
import { AddressLimit } from '../rooms/limits.ts';
import type { Keeping } from '../store/keep.ts';
import { KEY } from '../store/secrets.ts';
import { asking } from './progress.ts';

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

const NONE = 'There is no report for this key: it was never begun, or it was deleted or is too old.';

/** Routes under /api/report, for whoever sends the host key in the header `Userland-Host-Key`: a room is not needed any more. */
export function createReportRoutes({ reports }: Keeping): Router {
  const routes = Router();
  const requests = new AddressLimit(60, 1);

  const keyOf = (request: Request, response: Response): string | undefined => {
    if (!requests.take(request.socket.remoteAddress ?? '')) {
      refuse(response, 429, 'Too many requests from here: wait a minute and try again.');
      return undefined;
    }
    const key = request.get(HOST_HEADER) ?? '';
    if (KEY.test(key)) return key;
    refuse(response, 403, 'A report is opened with the host key: open it where you hosted the room.');
    return undefined;
  };

  routes.get('/report', (request, response) =>
    asking(response, async () => {
      const key = keyOf(request, response);
      if (key === undefined) return;
      const report = await reports.read(key);
      if (report === undefined) return refuse(response, 404, NONE);
      response.json(report);
    }),
  );

  for (const name of Object.keys(CSVS) as CsvName[]) {
    routes.get(`/${name}.csv`, (request, response) =>
      asking(response, async () => {
        const key = keyOf(request, response);
        if (key === undefined) return;
        const report = await reports.read(key);
        if (report === undefined) return refuse(response, 404, NONE);
        response.attachment(csvFile(name, report)).type('text/csv').send(CSVS[name](report));
      }),
    );
  }

  routes.delete('/report', (request, response) =>
    asking(response, async () => {
      const key = keyOf(request, response);
      if (key === undefined) return;
      if (!(await reports.remove(key))) return refuse(response, 404, NONE);
      response.json({ removed: true });
    }),
  );

  return routes;
}
