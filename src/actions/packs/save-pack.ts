import { z } from 'zod';
import { defineAction } from '../action.ts';
import { exportPack } from './export-pack.ts';
import { loadPack, type LoadResult } from './load-pack.ts';
import type { PackDocument } from './pack-document.ts';

/** Loads a checked pack. The document was validated by its reader, which can name file and line. */
export const savePack = defineAction({
  name: 'save-pack',
  permission: 'system',
  input: z.object({ document: z.custom<PackDocument>(), is_demo: z.boolean() }),
  run: ({ tx, input }): Promise<LoadResult> => loadPack(tx, input.document, { is_demo: input.is_demo }),
});

/** The city as a pack document, equal to the one it was loaded from. */
export const readPack = defineAction({
  name: 'read-pack',
  permission: 'system',
  input: z.object({ city_code: z.string() }),
  run: ({ tx, input }) => exportPack(tx, input.city_code),
});
