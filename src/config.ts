import { z } from 'zod';

const onOff = z
  .enum(['on', 'off'])
  .default('on')
  .transform((value) => value === 'on');
const optional = z.string().min(1).optional();

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIRECTORY: z.string().default('data'),
  DATABASE_URL: z.url().optional(),
  DATABASE_OWNER_URL: z.url().optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  PUBLIC_URL: z.url().optional(),
  TRUSTED_PROXIES: optional,
  MASTER_KEY_FILE: optional,
  SMTP_URL: z.url().optional(),
  MAIL_FROM: optional,
  WEB: onOff,
  WORKER: onOff,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What a machine needs, read once at the start. What a city decides is in the database. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly data_directory: string;
  /** Absent: the PostgreSQL that comes with the clone is started in the data directory. */
  readonly database: { readonly url: string; readonly owner_url: string } | null;
  readonly pool_size: number;
  /** Without a trailing slash; null until the port is known. */
  readonly public_url: string | null;
  /** Addresses or networks whose X-Forwarded-* headers are believed. */
  readonly trusted_proxies: readonly string[];
  readonly master_key_file: string | null;
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly web: boolean;
  readonly worker: boolean;
  readonly log_level: string;
}

/** A setting that cannot be used; the message names the variable and what it may be. */
export class ConfigProblem extends Error {}

/** @throws ConfigProblem naming every variable at fault, never its value (it may be a password) */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigProblem(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
    );
  }
  const e = parsed.data;
  if (e.SMTP_URL !== undefined && e.MAIL_FROM === undefined)
    throw new ConfigProblem('MAIL_FROM: required with SMTP_URL');
  return {
    port: e.PORT,
    host: e.HOST,
    data_directory: e.DATA_DIRECTORY,
    database:
      e.DATABASE_URL === undefined
        ? null
        : { url: e.DATABASE_URL, owner_url: e.DATABASE_OWNER_URL ?? e.DATABASE_URL },
    pool_size: e.DATABASE_POOL,
    public_url: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trusted_proxies: e.TRUSTED_PROXIES?.split(',').map((address) => address.trim()) ?? [],
    master_key_file: e.MASTER_KEY_FILE ?? null,
    mail: e.SMTP_URL === undefined ? null : { url: e.SMTP_URL, from: e.MAIL_FROM! },
    web: e.WEB,
    worker: e.WORKER,
    log_level: e.LOG_LEVEL,
  };
}
