import { expect, test } from 'vitest';
import { complaints } from './check-sentences.ts';

test.each([
  ['a letter', "const title = 'Petición recibida';"],
  ['small words', "const text = 'Escriba el nombre de la persona';"],
  ['a template', 'const text = `Recibimos ${what} de la unidad y se turna a ${unit}`;'],
  ['JSX', 'export const Page = () => <p>Vuelva a cargar la página</p>;'],
])('Spanish in code is named with its line: %s', (_, line) => {
  expect(complaints('src/portal/page.tsx', `// a comment\n${line}`)).toEqual([
    expect.stringMatching(/^src\/portal\/page\.tsx:2: /),
  ]);
});

test.each([
  ['English', "const text = 'No city has the code of the address';"],
  ['a comment', '// la unidad que responde\nconst answer = 1;'],
  [
    'SQL',
    "const query = 'select u.id, u.name from units u where u.city_id = p.city_id and u.id = a.unit_id';",
  ],
  [
    'an id in markup',
    'const page = `<section id="en-que-va" aria-labelledby="en-que-va-de-la">${body}</section>`;',
  ],
  ['the path of a sentence', "say(language, 'portal.track.de.la.en.que');"],
  ['an import', "import words from './palabras-de-la-ciudad-y-el-país.ts';"],
])('what is no Spanish sentence is left alone: %s', (_, text) => {
  expect(complaints('src/portal/page.ts', text)).toEqual([]);
});
