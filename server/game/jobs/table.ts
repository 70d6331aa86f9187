import type { Program } from '../../../shared/roles.ts';
import type { JobContext, JobSpec } from '../types.ts';
import { browserJob } from './browser.ts';
import { catJob } from './cat.ts';
import { ccJob } from './cc.ts';
import { cpJob } from './cp.ts';
import { editJob } from './edit.ts';
import { httpdJob } from './httpd.ts';
import { lsJob } from './ls.ts';
import { playerJob } from './player.ts';
import { shJob } from './sh.ts';

/** What the user in front of the machine wants of each program. */
export const JOBS: Record<Program, (context: JobContext) => JobSpec> = {
  ls: lsJob,
  cat: catJob,
  cp: cpJob,
  edit: editJob,
  browser: browserJob,
  httpd: httpdJob,
  cc: ccJob,
  player: playerJob,
  sh: shJob,
};
