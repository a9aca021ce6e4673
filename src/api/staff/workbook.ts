import type { Table } from '../../queries/staff/export-petitions.ts';
import { zipped } from './zip-stream.ts';

const longestCell = 32_767;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of a workbook that are the same in every one (ECMA-376 part 1, 18.2 and 18.8). */
const parts = {
  '[Content_Types].xml': `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${media}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
} as const;

/** An Excel workbook with one sheet, written page by page; every text is a text, so that nothing is taken for a formula. */
export function xlsxOf(table: Table): AsyncGenerator<Buffer> {
  const fixed = Object.entries(parts).map(([name, xml]) => ({ name, text: [head + xml] }));
  return zipped([...fixed, { name: 'xl/worksheets/sheet1.xml', text: sheet(table) }]);
}

async function* sheet({ header, pages }: Table): AsyncGenerator<string> {
  // The heading stays in sight while the rows move.
  const view = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  const names = header.map((_, at) => columnName(at));
  let number = 1;
  const line = (row: readonly (string | number)[], style = '') =>
    rowOf(row, { style, names, number: number++ });
  yield `${head}<worksheet xmlns="${main}">${view}<sheetData>${line(header, ' s="1"')}`;
  for await (const rows of pages) yield rows.map((row) => line(row)).join('');
  yield '</sheetData></worksheet>';
}

/** `A` for the first, `AA` for the twenty-seventh. */
function columnName(at: number): string {
  const letter = String.fromCodePoint(65 + (at % 26));
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter;
}

function rowOf(
  row: readonly (string | number)[],
  { style, names, number }: { style: string; names: readonly string[]; number: number },
): string {
  const cells = row.map((value, at) => {
    const where = `r="${names[at]}${number}"${style}`;
    return typeof value === 'number'
      ? `<c ${where}><v>${value}</v></c>`
      : `<c ${where} t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

// What XML 1.0 cannot say at all (section 2.2), even escaped.
const unspeakable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function xmlText(value: string): string {
  return value
    .slice(0, longestCell)
    .toWellFormed()
    .replace(unspeakable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}
