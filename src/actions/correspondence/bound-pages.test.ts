import sharp from 'sharp';
import { expect, it } from 'vitest';
import { debianProgram } from '../../../scripts/debian-programs.ts';
import { textOfPdf } from '../../../test/text-of-pdf.ts';
import { boundPages } from './bound-pages.ts';
import { textReader } from './read-text.ts';

const none = { reader: null, painter: null };

const pagesOf = async (pdf: Buffer) => {
  const { PDF } = await import('@libpdf/core');
  return (await PDF.load(pdf)).getPages().map(({ width, height }) => [Math.round(width), Math.round(height)]);
};

function picture(words: string, { width, height } = { width: 1000, height: 1300 }): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="white"/>
    <text x="60" y="200" font-size="52" font-family="DejaVu Sans, sans-serif">${words}</text></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}
const photo = async (words: string, size?: { width: number; height: number }) => ({
  media_type: 'image/jpeg',
  bytes: await picture(words, size),
});

it('binds pictures and PDF in their order, one to a page, a wide one on a wide page', async () => {
  const first = (await boundPages([await photo('Uno')], none))!;
  const wide = await photo('Dos', { width: 1300, height: 900 });
  const bound = (await boundPages([{ media_type: 'application/pdf', bytes: first.bytes }, wide], none))!;
  expect(await pagesOf(bound.bytes)).toEqual([
    [612, 792],
    [792, 612],
  ]);
  expect(bound.is_searchable).toBe(false);
});

it('turns a photograph as its camera held it', async () => {
  const lying = await sharp(await picture('Acostada', { width: 1300, height: 900 }))
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const bound = (await boundPages([{ media_type: 'image/jpeg', bytes: lying }], none))!;
  expect(await pagesOf(bound.bytes)).toEqual([[612, 792]]);
});

it('says that it cannot bind what is no picture', async () => {
  expect(await boundPages([{ media_type: 'image/jpeg', bytes: Buffer.from('no') }], none)).toBeNull();
});

it('finds no reader of text where the machine has none', async () => {
  expect(await textReader('/nowhere:/nowhere/else')).toBeNull();
});

it('binds a page without its words where the reader fails', async () => {
  const bound = (await boundPages([await photo('Sin lector')], { reader: '/bin/false', painter: null }))!;
  expect(bound.is_searchable).toBe(false);
  expect(await pagesOf(bound.bytes)).toHaveLength(1);
});

// Skipped where the reader of text cannot be set up; `scripts/debian-programs.ts` says why.
it.skipIf(debianProgram('tesseract') === undefined)(
  'lets the Spanish words of a photograph be sought',
  { timeout: 120_000 },
  async () => {
    const pages = [await photo('Solicito lámpara nueva'), await photo('Segunda hoja')];
    const bound = (await boundPages(pages, { reader: debianProgram('tesseract')!, painter: null }))!;
    expect(bound.is_searchable).toBe(true);
    expect(await pagesOf(bound.bytes)).toHaveLength(2);
    const text = await textOfPdf(bound.bytes);
    for (const word of ['Solicito', 'lámpara', 'Segunda']) expect(text).toContain(word);
  },
);

const both = { reader: debianProgram('tesseract') ?? null, painter: debianProgram('pdftoppm') ?? null };
it.skipIf(both.reader === null || both.painter === null)(
  'lets the words of a scanned PDF be sought, and leaves one that was written as it is',
  { timeout: 120_000 },
  async () => {
    const scan = (await boundPages([await photo('Pido un semáforo'), await photo('Anexo dos')], none))!;
    expect((await textOfPdf(scan.bytes)).trim()).toBe('');
    const pdf = { media_type: 'application/pdf', bytes: scan.bytes };
    expect((await boundPages([pdf], none))!.is_searchable).toBe(false);
    const read = (await boundPages([pdf], both))!;
    expect(read.is_searchable).toBe(true);
    expect(await pagesOf(read.bytes)).toHaveLength(2);
    const text = await textOfPdf(read.bytes);
    for (const word of ['semáforo', 'Anexo']) expect(text).toContain(word);
  },
);

it('takes a PDF that was written for one whose words can be sought', async () => {
  const { PDF, StandardFonts } = await import('@libpdf/core');
  const document = PDF.create();
  const page = document.addPage({ width: 612, height: 792 });
  page.drawText('Solicitamos que se reparen las luminarias de la calle', {
    x: 50,
    y: 700,
    font: StandardFonts.Helvetica,
  });
  const bytes = Buffer.from(await document.save());
  expect((await boundPages([{ media_type: 'application/pdf', bytes }], none))!.is_searchable).toBe(true);
});
