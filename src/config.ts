import { z } from 'zod';
import type { S3Settings } from './store/s3-file-store.ts';

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
  DATABASE_DIRECT_URL: z.url().optional(),
  DATABASE_OWNER_URL: z.url().optional(),
  DATABASE_HOSTS: z
    .string()
    .regex(/^[^\s,/@]+(\s*,\s*[^\s,/@]+)*$/, 'host:port,host:port')
    .optional(),
  DATABASE_READ_URL: z.url().optional(),
  DATABASE_NAMED_STATEMENTS: onOff,
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  PUBLIC_URL: z.url().optional(),
  TRUSTED_PROXIES: optional,
  MASTER_KEY_FILE: optional,
  FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  FILES_S3_REGION: z.string().min(1).default('us-east-1'),
  FILES_S3_ACCESS_KEY_ID: optional,
  FILES_S3_SECRET_ACCESS_KEY: optional,
  RECORDINGS_DIRECTORY: optional,
  QUEUE_LOG_DIRECTORY: optional,
  SMTP_URL: z.url().optional(),
  MAIL_FROM: optional,
  WEB: onOff,
  WORKER: onOff,
  METRICS_TOKEN: z.string().min(16).optional(),
  OPERATIONS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The variables that are read. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

/** What a machine needs, read once at the start. What a city decides is in the database. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly data_directory: string;
  /** Absent: the PostgreSQL that comes with the clone is started in the data directory. */
  readonly database: {
    readonly url: string;
    /** For whoever listens and locks: no pooler in between. */
    readonly direct_url: string;
    readonly owner_url: string;
    /** Servers of which one is the primary, `host:port` each; none: the addresses say where it is. */
    readonly hosts: readonly string[];
    /** A streaming standby for long reads. */
    readonly read_url: string | null;
  } | null;
  /** Off behind a pooler that lends a connection for one transaction. */
  readonly named_statements: boolean;
  readonly pool_size: number;
  /** Without a trailing slash; null until the port is known. */
  readonly public_url: string | null;
  /** Addresses or networks whose X-Forwarded-* headers are believed. */
  readonly trusted_proxies: readonly string[];
  readonly master_key_file: string | null;
  /** A bucket for the files; absent: the data directory. */
  readonly files_in: S3Settings | null;
  /** Where exchanges leave their recordings; null: none are taken in. */
  readonly recordings_directory: string | null;
  /** Where exchanges write their queue_log; null: it is not read. */
  readonly queue_log_directory: string | null;
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly web: boolean;
  readonly worker: boolean;
  readonly log_level: string;
  /** Whoever bears it may read the metrics from anywhere; without it only this machine may. */
  readonly metrics_token: string | null;
  /** A port of its own for health and metrics; what a process without doors is asked at. */
  readonly operations_port: number | null;
  /** Where traces are sent, OTLP over HTTP. */
  readonly traces_to: string | null;
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
    database: databaseOf(e),
    named_statements: e.DATABASE_NAMED_STATEMENTS,
    pool_size: e.DATABASE_POOL,
    public_url: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    trusted_proxies: e.TRUSTED_PROXIES?.split(',').map((address) => address.trim()) ?? [],
    master_key_file: e.MASTER_KEY_FILE ?? null,
    files_in: filesOf(e),
    recordings_directory: e.RECORDINGS_DIRECTORY ?? null,
    queue_log_directory: e.QUEUE_LOG_DIRECTORY ?? null,
    mail: e.SMTP_URL === undefined ? null : { url: e.SMTP_URL, from: e.MAIL_FROM! },
    web: e.WEB,
    worker: e.WORKER,
    log_level: e.LOG_LEVEL,
    metrics_token: e.METRICS_TOKEN ?? null,
    operations_port: e.OPERATIONS_PORT ?? null,
    traces_to: e.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  };
}

function databaseOf(e: z.output<typeof environment>): Config['database'] {
  const { DATABASE_URL: url } = e;
  if (url === undefined) return null;
  const direct_url = e.DATABASE_DIRECT_URL ?? url;
  return {
    ...{ url, direct_url, owner_url: e.DATABASE_OWNER_URL ?? direct_url },
    hosts: e.DATABASE_HOSTS?.split(',').map((host) => host.trim()) ?? [],
    read_url: e.DATABASE_READ_URL ?? null,
  };
}

/** @throws ConfigProblem when a bucket is set and something of it is missing */
function filesOf(e: z.output<typeof environment>): S3Settings | null {
  const given = {
    FILES_S3_ENDPOINT: e.FILES_S3_ENDPOINT,
    FILES_S3_BUCKET: e.FILES_S3_BUCKET,
    FILES_S3_ACCESS_KEY_ID: e.FILES_S3_ACCESS_KEY_ID,
    FILES_S3_SECRET_ACCESS_KEY: e.FILES_S3_SECRET_ACCESS_KEY,
  };
  const missing = Object.entries(given).filter(([, value]) => value === undefined);
  if (missing.length === Object.keys(given).length) return null;
  if (missing.length > 0)
    throw new ConfigProblem(
      missing.map(([name]) => `${name}: required with the other FILES_S3_…`).join('\n'),
    );
  return {
    ...{ endpoint: given.FILES_S3_ENDPOINT!, bucket: given.FILES_S3_BUCKET!, region: e.FILES_S3_REGION },
    access_key_id: given.FILES_S3_ACCESS_KEY_ID!,
    secret_access_key: given.FILES_S3_SECRET_ACCESS_KEY!,
  };
}
