import type { Role } from '../../../shared/roles.ts';
import { auditorBot } from './auditor.ts';
import { type BotRole, role } from './bot.ts';
import { ioBot } from './io.ts';
import { malwareBot } from './malware.ts';
import { memoryBot } from './memory.ts';
import { processBot } from './process.ts';
import { schedulerBot } from './scheduler.ts';

/** How each role is played by bots. */
export const BOTS: Readonly<Record<Role, BotRole>> = {
  process: role(processBot),
  scheduler: role(schedulerBot),
  memory: role(memoryBot),
  io: role(ioBot),
  auditor: role(auditorBot),
  malware: role(malwareBot),
};
