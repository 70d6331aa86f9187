import { isIP } from 'node:net';
import { z } from 'zod';

/** A whole number written in decimal, between the two bounds. */
const whole = (from: number, to: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to)
    .default(fallback);

interface Variable {
  schema: z.ZodType;
  /** What the error line says is allowed. */
  allowed: string;
}

const address = z.string().refine((value) => isIP(value) !== 0 || value === 'localhost');
const databaseAddress = z
  .string()
  .refine((value) => /^postgres(ql)?:\/\/[^/]/.test(value) && URL.canParse(value));
const webAddress = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
  .transform((value) => value.replace(/\/+$/, ''));

/** Every variable of the environment that the server reads: how it is checked, and what may stand there. */
const variables = {
  PORT: { schema: whole(0, 65_535, 2567), allowed: 'a TCP port from 1 to 65535 (0 takes any free one)' },
  HOST: { schema: address.default('0.0.0.0'), allowed: 'an IP address of this computer, or localhost' },
  PUBLIC_URL: {
    schema: webAddress.optional(),
    allowed: 'an address that starts with http:// or https://',
  },
  HOST_PASSWORD: {
    schema: z.string().min(8).max(200).optional(),
    allowed: 'a password of 8 to 200 characters, or nothing',
  },
  DATA_DIR: { schema: z.string().min(1).default('data'), allowed: 'a folder the server may write to' },
  DATABASE_URL: {
    schema: databaseAddress.optional(),
    allowed: 'the address of a PostgreSQL database, postgres://USER:PASSWORD@HOST/DATABASE, or nothing',
  },
  RETENTION_DAYS: { schema: whole(1, 3_650, 30), allowed: 'a number of days from 1 to 3650' },
  TICKS_PER_SECOND: { schema: whole(1, 50, 5), allowed: 'a whole number from 1 to 50' },
  MAX_ROOMS: { schema: whole(1, 1_000, 200), allowed: 'a whole number from 1 to 1000' },
  MAX_SEATS: { schema: whole(1, 40, 40), allowed: 'a whole number from 1 to 40' },
} as const satisfies Record<string, Variable>;

/** Variables whose value no line may show. */
const SECRET: ReadonlySet<string> = new Set(['HOST_PASSWORD', 'DATABASE_URL']);

type Name = keyof typeof variables;
type Read = { [N in Name]: z.output<(typeof variables)[N]['schema']> };

/** Settings of a server, as read from the environment. */
export interface Config {
  port: number;
  host: string;
  /** What links and QR codes point to; undefined: the address the request came to. */
  publicUrl: string | undefined;
  /** Asked of whoever wants to host; undefined: anybody may. */
  hostPassword: string | undefined;
  /** Folder of the embedded database. */
  dataDir: string;
  /** PostgreSQL to use in its stead. */
  databaseUrl: string | undefined;
  /** Days that rounds, reports and boards are kept. */
  retentionDays: number;
  /** Ticks a second at speed 1. */
  ticksPerSecond: number;
  maxRooms: number;
  /** Players' seats in a room; the host and projectors are not counted. */
  maxSeats: number;
}

/** A setting that can't be used; the message is the one line to print. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads the settings from an environment; an empty variable counts as unset. Throws ConfigError at the first wrong one. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const values: Record<string, unknown> = {};
  for (const [name, { schema, allowed }] of Object.entries<Variable>(variables)) {
    const given = environment[name] === '' ? undefined : environment[name];
    const read = schema.safeParse(given);
    if (!read.success) {
      const shown = SECRET.has(name) ? 'the given value' : JSON.stringify(given);
      throw new ConfigError(`${name} is ${shown}, but must be ${allowed}.`);
    }
    values[name] = read.data;
  }
  const read = values as Read;
  return {
    port: read.PORT,
    host: read.HOST,
    publicUrl: read.PUBLIC_URL,
    hostPassword: read.HOST_PASSWORD,
    dataDir: read.DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    retentionDays: read.RETENTION_DAYS,
    ticksPerSecond: read.TICKS_PER_SECOND,
    maxRooms: read.MAX_ROOMS,
    maxSeats: read.MAX_SEATS,
  };
}
