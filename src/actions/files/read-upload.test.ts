import sharp from 'sharp';
import { deflateSync, crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { Refused } from '../refused.ts';
import { displayName } from './display-name.ts';
import { readUpload } from './read-upload.ts';

const refusal = (bytes: Buffer | string) =>
  readUpload(Buffer.from(bytes as string)).then(
    () => null,
    (error: Refused) => ({ code: error.code, ...error.details }),
  );

/** A telephone's photo held sideways: 40 wide and 20 high as stored, GPS of the Zócalo, a red left half. */
async function telephonePhoto(orientation = 6): Promise<Buffer> {
  const red = { create: { width: 20, height: 20, channels: 3 as const, background: '#f00' } };
  return sharp({ create: { width: 40, height: 20, channels: 3, background: '#00f' } })
    .composite([{ input: await sharp(red).png().toBuffer(), left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Telefono', Orientation: String(orientation) },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '19/1 25/1 57/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '99/1 7/1 59/1',
      },
    })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
}

test('a photograph stands upright and says nothing of where and with what it was taken', async () => {
  const photo = await telephonePhoto();
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const kept = await readUpload(photo);
  expect(kept).toMatchObject({ media_type: 'image/jpeg', width: 20, height: 40 });
  const { exif, orientation, icc, xmp } = await sharp(kept.bytes).metadata();
  expect({ exif, orientation, icc, xmp }).toEqual({});
  expect(kept.bytes.includes('Telefono')).toBe(false);
  // Turned by 90° clockwise, what was left is now on top.
  const top = await sharp(kept.bytes).extract({ left: 8, top: 4, width: 1, height: 1 }).raw().toBuffer();
  expect([top[0]! > 200, top[2]! < 60]).toEqual([true, true]);
});

test('other formats become JPEG, large ones are made smaller, transparency is white', async () => {
  const large = sharp({ create: { width: 2400, height: 1200, channels: 4, background: '#0000' } });
  for (const bytes of [
    await large.png().toBuffer(),
    await large.webp().toBuffer(),
    await large.gif().toBuffer(),
  ]) {
    const kept = await readUpload(bytes);
    expect(kept).toMatchObject({ media_type: 'image/jpeg', width: 2048, height: 1024 });
    const [r] = await sharp(kept.bytes).extract({ left: 9, top: 9, width: 1, height: 1 }).raw().toBuffer();
    expect(r).toBeGreaterThan(250);
  }
});

test('what hangs behind the picture does not survive', async () => {
  const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#0f0' } })
    .gif()
    .toBuffer();
  const polyglot = Buffer.concat([
    gif,
    Buffer.from('/*<script>alert(1)</script>*/=1;alert(document.domain)'),
  ]);
  const kept = await readUpload(polyglot);
  expect(kept.media_type).toBe('image/jpeg');
  expect(kept.bytes.includes('alert')).toBe(false);
});

test('a picture of 50,000 by 50,000 pixels is refused by its header', async () => {
  expect(await refusal(hugePng())).toEqual({ code: 'too_large', megapixels: 50 });
});

test('HEIC gets a clear word when it cannot be read', async () => {
  const header = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic'),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from('mif1heic'),
    Buffer.alloc(64),
  ]);
  expect(await refusal(header)).toEqual({ code: 'heic_not_readable' });
});

test('a photograph cut short is refused, not shown half grey', async () => {
  const photo = await sharp({
    create: {
      width: 900,
      height: 900,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
    .jpeg()
    .toBuffer();
  expect(await refusal(photo.subarray(0, photo.length / 3))).toMatchObject({ code: 'unsupported_file' });
});

const pdf = (inside: string) =>
  `%PDF-1.7\n1 0 obj\n<< /Type /Catalog ${inside} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n`;

test('a PDF is kept when it is only a PDF', async () => {
  expect(await readUpload(Buffer.from(pdf('')))).toMatchObject({ media_type: 'application/pdf' });
  expect(await refusal(pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'))).toMatchObject({
    reason: 'active',
  });
  expect(await refusal(pdf('/OpenAction << /S /Java#53cript >>'))).toMatchObject({ reason: 'active' });
  expect(await refusal(pdf('/Encrypt 5 0 R'))).toMatchObject({ reason: 'encrypted' });
  expect(await refusal(`${pdf('')}<html><script>alert(1)</script></html>`)).toMatchObject({
    reason: 'not_readable',
  });
});

test('a script in a compressed object stream of a PDF is found', async () => {
  const hidden = deflateSync(Buffer.from('<< /S /JavaScript /JS (x) >>'));
  const stream = Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length ${hidden.length} >>\nstream\n`,
    ),
    hidden,
    Buffer.from('\nendstream\nendobj\n%%EOF\n'),
  ]);
  expect(await refusal(stream)).toMatchObject({ reason: 'active' });
});

test.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['SVG with a header', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['HTML', '<!doctype html><title>x</title>'],
  ['HTML after blanks', '\n\n  <html><body onload=alert(1)>'],
  ['PHP', '<?php system($_GET["c"]); ?>'],
  ['a shell script', '#!/bin/sh\nrm -rf /\n'],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0])],
  ['an archive', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60)])],
  ['noise', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 89) % 256))],
  ['nothing', Buffer.alloc(0)],
])('%s is refused', async (_, bytes) => {
  expect(await refusal(bytes as Buffer)).toMatchObject({ code: 'unsupported_file' });
});

test('plain text stays text, also as old editors wrote it', async () => {
  const kept = await readUpload(Buffer.from('Señales de tránsito caídas en la colonia; 1 < 2.', 'latin1'));
  expect(kept.media_type).toBe('text/plain');
  expect(kept.bytes.toString('utf8')).toContain('Señales de tránsito');
});

test.each([
  ['foto.php.jpg', 'foto-php.jpg'],
  ['../../etc/passwd', 'passwd.jpg'],
  ['C:\\fotos\\mi calle.PNG', 'mi calle.jpg'],
  ['fac\u202egpj.exe', 'facgpj.jpg'],
  ['.htaccess', 'htaccess.jpg'],
  ['a"\r\nSet-Cookie: x=1.jpg', 'a-Set-Cookie- x-1.jpg'],
  ['', 'archivo.jpg'],
  ['Señalización núm. 3.jpeg', 'Señalización núm- 3.jpg'],
])('%j is shown as %j', (declared, shown) => {
  expect(displayName(declared, 'jpg', 'archivo')).toBe(shown);
});

test('a long name is cut by characters, not by bytes', () => {
  expect([...displayName(`${'😀'.repeat(300)}.jpg`, 'jpg', 'archivo')]).toHaveLength(84);
});

/** Only the header says 50,000 × 50,000; a decoder would want ten thousand million bytes. */
function hugePng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(50_000, 0);
  header.writeUInt32BE(50_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(150_001));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
