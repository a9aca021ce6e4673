import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { own_said_later, said_here, said_later } from './language/late-sections.ts';

type Part = Readonly<Record<string, unknown>>;
const only = (part: Part, holds: (name: string) => boolean): Part =>
  Object.fromEntries(Object.entries(part).filter(([name]) => holds(name)));

/**
 * Ships only the sentences that the console says; English apart, and of Spanish what is said on few screens apart
 * (`?later`): the whole files would weigh on the first load.
 */
function onlyConsoleSentences(): Plugin {
  return {
    name: 'only-console-sentences',
    enforce: 'pre',
    transform: {
      filter: { id: /[\\/]locales[\\/]\w+\.json(\?later)?$/ },
      handler(source, id) {
        if (id.endsWith('en.json')) return { code: '{}', map: null };
        const all = JSON.parse(source) as Part;
        const own = all['console'] as Part;
        const isLate = (name: string) => own_said_later.includes(name);
        const first = only(all, (section) => said_here.includes(section));
        const rest = only(all, (section) => said_later.includes(section));
        if (id.endsWith('es.json'))
          return {
            code: JSON.stringify({ ...first, console: only(own, (name) => !isLate(name)) }),
            map: null,
          };
        const isSpanish = id.endsWith('es.json?later');
        const later = isSpanish ? { ...rest, console: only(own, isLate) } : { ...first, ...rest };
        return { code: `export default ${JSON.stringify(later)}`, moduleType: 'js', map: null };
      },
    },
  };
}

/** React Aria brings its own words in thirty languages; the console speaks two. */
function onlyOurLanguages(): Plugin {
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load: {
      filter: {
        id: /[\\/](react-aria|react-stately|react-aria-components)[\\/].*[\\/][a-z]{2}-[A-Z]{2}\.m?js/,
      },
      handler: (id) => (/(es-ES|en-US)\.m?js/.test(id) ? null : 'export default {};'),
    },
  };
}

/** Compresses each file once and as well as can be, instead of at every request: the server sends these. */
function compressedBeside(): Plugin {
  return {
    name: 'compressed-beside',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const bytes = readFileSync(join(dir, name));
        writeFileSync(join(dir, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [onlyConsoleSentences(), onlyOurLanguages(), react(), compressedBeside()],
  build: {
    outDir: join(import.meta.dirname, '..', '..', 'dist', 'console'),
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the server allows no inline code: no data: scripts, no preload shim.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // The map is one chunk of a megabyte, read only where somebody asks to see it; whatever else grows past this warns.
    chunkSizeWarningLimit: 1_100,
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
