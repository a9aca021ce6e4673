import { expect, test } from 'vitest';
import { guessDelimiter, LONGEST_ROW, readCsv, type Delimiter, type TableRow } from './read-csv.ts';

async function read(text: string, delimiter: Delimiter = ','): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of readCsv(text, delimiter)) rows.push(row);
  return rows;
}

test('each row has the line it begins on, whatever line ends, blank lines and quoted line breaks there are', async () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const rows = await read(['a,b', '1,"x', 'y"', '', '2,z'].join(end));
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x\ny'] },
      { line: 5, cells: ['2', 'z'] },
    ]);
  }
});

test('a quote that is never closed costs its own line only', async () => {
  const rows = await read('a,b,c\n1,"no cierra,x\n2,y,z\n3,"otra",z\n4,"y","no cierra');
  expect(rows).toEqual([
    { line: 1, cells: ['a', 'b', 'c'] },
    { line: 2, cells: null, broken: 'quotes' },
    { line: 3, cells: ['2', 'y', 'z'] },
    { line: 4, cells: ['3', 'otra', 'z'] },
    { line: 5, cells: null, broken: 'quotes' },
  ]);
});

test('a quote that another row happens to close does not swallow that row', async () => {
  const rows = await read('a,b,c\n1,"no cierra,x\n2,"",z\n3,y,z\n');
  expect(rows.slice(1)).toEqual([
    { line: 2, cells: null, broken: 'quotes' },
    { line: 3, cells: ['2', '', 'z'] },
    { line: 4, cells: ['3', 'y', 'z'] },
  ]);
});

test('a lone quote in a text harms nothing when the columns are all there', async () => {
  const rows = await read('a,b,c\n1,tubo de 3",z\n2,y,z\n');
  expect(rows.slice(1)).toEqual([
    { line: 2, cells: ['1', 'tubo de 3"', 'z'] },
    { line: 3, cells: ['2', 'y', 'z'] },
  ]);
});

test('an endless row is given up at its limit', async () => {
  const rows = await read(`a,b\n1,${'x'.repeat(LONGEST_ROW + 10)}\n2,y\n`);
  expect(rows.slice(1)).toEqual([
    { line: 2, cells: null, broken: 'row_too_long' },
    { line: 3, cells: ['2', 'y'] },
  ]);
});

test.each([
  ['a,b,c\n1,"x;y;z;w",3\n', ','],
  ['a;b;c\n1;2,5;3,5\n', ';'],
  ['a\tb\n1\t2\n', '\t'],
  ['a|b|c\n1|2|3\n', '|'],
  ['a\n1\n', ','],
])('finds the delimiter of %j', (text, delimiter) => {
  expect(guessDelimiter(text)).toBe(delimiter);
});
