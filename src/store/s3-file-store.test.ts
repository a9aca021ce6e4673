import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { s3Peer, signatureOf, type S3Peer } from '../../test/s3-peer.ts';
import { FileMissing, FilesAway, type FilePlace } from './file-store.ts';
import { s3FileStore } from './s3-file-store.ts';

let peer: S3Peer;
let files: FilePlace;
beforeEach(async () => {
  peer = await s3Peer();
  files = s3FileStore(peer.settings);
});
afterEach(() => peer.goAway());

test('the peer signs the example of the S3 reference as it is printed there', () => {
  const signature = signatureOf({
    ...{ method: 'GET', url: '/test.txt', names: ['host', 'range', 'x-amz-content-sha256', 'x-amz-date'] },
    headers: {
      ...{ host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9', 'x-amz-date': '20130524T000000Z' },
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    credential: '20130524/us-east-1/s3/aws4_request',
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  });
  expect(signature).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});

test('a file comes back as it was put, under a random name, and goes for good', async () => {
  expect(await files.isEmpty()).toBe(true);
  const bytes = randomBytes(300_000);
  const name = await files.put(bytes);
  expect(name).toMatch(/^([0-9a-f]{2})\/\1[0-9a-f]{38}$/);
  expect([...peer.objects.keys()]).toEqual([name]);
  expect(await files.isEmpty()).toBe(false);
  const found = await files.read(name);
  expect(found.bytes).toBe(bytes.length);
  expect((await buffer(found.stream)).equals(bytes)).toBe(true);
  await files.remove(name);
  await files.remove(name);
  expect(peer.objects.size).toBe(0);
  await expect(files.read(name)).rejects.toThrow(FileMissing);
});

test('nothing that is not a name of ours reaches the store', async () => {
  for (const name of ['../x', 'ab/cd', '', `ab/${'a'.repeat(40)}/../../x`])
    await expect(files.read(name)).rejects.toThrow('Not a storage name');
  expect(peer.asked).toEqual([]);
});

test.each(['slow_down', 'hang_up'] as const)('%s: it is tried again', async (fault) => {
  peer.faults.push(fault, fault);
  const name = await files.put(Buffer.from('una'));
  expect(peer.asked.map((one) => one.slice(0, 4))).toEqual(['PUT ', 'PUT ', 'PUT ']);
  peer.faults.push(fault);
  expect((await buffer((await files.read(name)).stream)).toString()).toBe('una');
});

test('a store that is away is an outage with its code, and after it everything goes on', async () => {
  const name = await files.put(Buffer.from('una'));
  await peer.goAway();
  const away = { name: 'FilesAway', code: 'ECONNREFUSED' };
  await expect(files.read(name)).rejects.toMatchObject(away);
  await expect(files.put(Buffer.from('otra'))).rejects.toMatchObject(away);
  await peer.comeBack();
  expect((await buffer((await files.read(name)).stream)).toString()).toBe('una');
});

test('a wrong secret, a wrong key id and a bucket that is not there are told by their codes', async () => {
  const wrong = [
    [{ secret_access_key: 'otra' }, '403 SignatureDoesNotMatch'],
    [{ access_key_id: 'NADIE' }, '403 InvalidAccessKeyId'],
    [{ bucket: 'ninguno' }, '404 NoSuchBucket'],
  ] as const;
  for (const [change, code] of wrong) {
    const store = s3FileStore({ ...peer.settings, ...change });
    await expect(store.put(Buffer.from('una'))).rejects.toMatchObject({ code });
    await expect(store.isEmpty()).rejects.toThrow(FilesAway);
    await expect(store.read(`ab/ab${'0'.repeat(38)}`)).rejects.toMatchObject({ code });
  }
});
