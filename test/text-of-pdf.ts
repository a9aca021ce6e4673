import { PDF } from '@libpdf/core';

/** The words of a PDF, line by line, in the order of its pages. */
export async function textOfPdf(bytes: Buffer): Promise<string> {
  const document = await PDF.load(bytes);
  return document
    .extractText()
    .flatMap(({ lines }) => lines.map(({ text }) => text))
    .join('\n');
}
