import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { parseCoverCode } from '../../core/correspondence/cover-sheet.ts';

let isPrepared = false;

/** The reader of bar codes with its program from the disk: left alone it would fetch it from somewhere. */
async function codeReader() {
  const reader = await import('zxing-wasm/reader');
  if (!isPrepared) {
    const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
    const program = await readFile(file);
    reader.prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(program).buffer } });
    isPrepared = true;
  }
  return reader.readBarcodes;
}

/** What of a page has light of another kind than this many steps of grey is written on. */
const blank_spread = 3;

/** The code of a cover sheet on a picture of a page, in its one way of writing, or null; and whether nothing is on it. */
export async function lookAtPage(picture: Buffer): Promise<{ code: string | null; is_blank: boolean }> {
  const readBarcodes = await codeReader();
  const found = await readBarcodes(new Uint8Array(picture), { formats: ['Code128'], tryHarder: true });
  const code = found.map(({ text }) => parseCoverCode(text)).find((one) => one !== null) ?? null;
  if (code !== null) return { code, is_blank: false };
  const { channels } = await sharp(picture).greyscale().blur(2).stats();
  return { code, is_blank: (channels[0]?.stdev ?? 255) < blank_spread };
}
