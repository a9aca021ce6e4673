import { expect, test } from 'vitest';
import { ConfigProblem, readConfig } from './config.ts';

test('without settings it is a demonstration for this machine, with its own database', () => {
  expect(readConfig({})).toMatchObject({
    ...{ port: 3000, host: '127.0.0.1', database: null, web: true, worker: true, named_statements: true },
    ...{ metrics_token: null, operations_port: null, traces_to: null, mail: null, trusted_proxies: [] },
  });
});

test('the direct address serves listening, locks and migrations unless they have their own', () => {
  const pooled = 'postgres://app@pooler:6432/atiende';
  const direct = 'postgres://app@db:5432/atiende';
  const owner = 'postgres://owner@db:5432/atiende';
  const read = (env: Record<string, string>) => readConfig({ DATABASE_URL: pooled, ...env }).database;
  const alone = { hosts: [], read_url: null };
  expect(read({})).toEqual({ url: pooled, direct_url: pooled, owner_url: pooled, ...alone });
  expect(read({ DATABASE_DIRECT_URL: direct })).toEqual({
    url: pooled,
    direct_url: direct,
    owner_url: direct,
    ...alone,
  });
  expect(read({ DATABASE_DIRECT_URL: direct, DATABASE_OWNER_URL: owner })).toEqual({
    ...{ url: pooled, direct_url: direct, owner_url: owner, ...alone },
  });
  const hosts = 'db1:5432, db2:5432';
  expect(read({ DATABASE_HOSTS: hosts, DATABASE_READ_URL: direct })).toMatchObject({
    ...{ hosts: ['db1:5432', 'db2:5432'], read_url: direct },
  });
});

test('a wrong setting is named, and its value never said', () => {
  const wrong = {
    ...{ DATABASE_DIRECT_URL: 'secreto', DATABASE_NAMED_STATEMENTS: 'secreto', METRICS_TOKEN: 'secreto' },
    ...{
      OPERATIONS_PORT: 'secreto',
      DATABASE_HOSTS: 'app:secreto@db1',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'secreto',
      PORT: '70000',
    },
  };
  const problem = (() => {
    try {
      return void readConfig(wrong);
    } catch (error) {
      return error as Error;
    }
  })();
  expect(problem).toBeInstanceOf(ConfigProblem);
  for (const name of Object.keys(wrong)) expect(problem?.message).toContain(name);
  expect(problem?.message).not.toContain('secreto');
});

test('a bucket is set whole or not at all, and a variable that is missing is named', () => {
  const whole = {
    FILES_S3_ENDPOINT: 'https://s3.example.mx',
    FILES_S3_BUCKET: 'archivos',
    FILES_S3_ACCESS_KEY_ID: 'MUNICIPIO',
    FILES_S3_SECRET_ACCESS_KEY: 'secreta',
  };
  expect(readConfig({}).files_in).toBeNull();
  expect(readConfig(whole).files_in).toEqual({
    endpoint: 'https://s3.example.mx',
    bucket: 'archivos',
    region: 'us-east-1',
    access_key_id: 'MUNICIPIO',
    secret_access_key: 'secreta',
  });
  for (const name of Object.keys(whole))
    expect(() => readConfig({ ...whole, [name]: '' })).toThrow(`${name}: required`);
});
