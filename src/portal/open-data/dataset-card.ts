import { fileSize, monthAndYear, shortDate, wholeNumber } from '../../core/language/format.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { fileNameOf, type DatasetShape } from '../../core/open-data/dataset.ts';
import { columnMeaning, datasetWords, typeWord } from '../../core/open-data/described.ts';
import { filesOfPart, type Publication, type PublishedFile } from '../../core/open-data/published-file.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

const formatNames: Readonly<Record<string, string>> = {
  csv: 'CSV',
  jsonl: 'JSON Lines',
  geojson: 'GeoJSON',
  parquet: 'Parquet',
};

/** One table: its whole files, those of its months, what its columns mean. */
export function datasetCard(visit: Visit, shape: DatasetShape, { files }: Publication): Html {
  const { say, language, manner } = visit;
  const { code } = shape;
  const { title, description } = datasetWords(language, code);
  const whole = filesOfPart(files, { dataset: code, month: null });
  const [first] = whole;
  const changed =
    first === undefined
      ? null
      : whole
          .map(({ modified_at }) => modified_at)
          .sort()
          .at(-1)!;
  return html`<article class="card" id="${code}">
    <h3>${title}</h3>
    <p>${description}</p>
    ${
      first === undefined || changed === null
        ? html`<p class="soft">${say('portal.open_data.no_rows')}</p>`
        : html`<p class="soft small">
              ${say('portal.open_data.rows')}: ${wholeNumber(first.rows, manner)} ·
              ${say('portal.open_data.changed')}: ${shortDate(localDateOf(changed, manner.time_zone), manner)}
            </p>
            <ul class="downloads">
              ${whole.map((file) => html`<li>${download(visit, file)}</li>`)}
              <li>
                <a href="${visit.paths.openDataFile(fileNameOf(code, null, 'csv'))}?excel=1" download
                  >${say('portal.open_data.excel')}</a
                >
              </li>
            </ul>`
    }
    ${months(visit, shape, files)} ${columns(visit, shape)}
  </article>`;
}

function download({ paths, manner }: Visit, file: PublishedFile, label?: string): Html {
  const name = fileNameOf(file.dataset, file.month, file.format);
  return html`<a href="${paths.openDataFile(name)}" download
    >${label ?? formatNames[file.format] ?? file.format}
    <span class="soft small">(${fileSize(file.bytes, manner)})</span></a
  >`;
}

function months(visit: Visit, { code }: DatasetShape, files: readonly PublishedFile[]): Html | null {
  const { say, manner } = visit;
  const own = files.filter(({ dataset, month }) => dataset === code && month !== null);
  if (own.length === 0) return null;
  const formats = [...new Set(own.map(({ format }) => format))];
  const byMonth = [...Map.groupBy(own, ({ month }) => month!)];
  const title = say('portal.open_data.by_month');
  return html`<details>
    <summary>${title}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${title}: ${code}">
      <table class="days">
        <thead>
          <tr>
            <th scope="col">${say('portal.open_data.month')}</th>
            <th scope="col">${say('portal.open_data.rows')}</th>
            ${formats.map((format) => html`<th scope="col">${formatNames[format] ?? format}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${byMonth.map(
            ([month, some]) =>
              html`<tr>
                <th scope="row">${monthAndYear(`${month}-01`, manner)}</th>
                <td class="number">${wholeNumber(some[0]!.rows, manner)}</td>
                ${formats.map((format) => {
                  const file = some.find((one) => one.format === format);
                  return html`<td>${file === undefined ? '—' : sizedLink(visit, file)}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function sizedLink({ paths, manner }: Visit, file: PublishedFile): Html {
  const name = fileNameOf(file.dataset, file.month, file.format);
  return html`<a href="${paths.openDataFile(name)}" aria-label="${name}" download
    >${fileSize(file.bytes, manner)}</a
  >`;
}

function columns({ say, language, paths }: Visit, { code, columns: list }: DatasetShape): Html {
  const title = say('portal.open_data.columns');
  return html`<details>
    <summary>${title}</summary>
    <dl>
      ${list.map(
        (column) =>
          html`<dt>
              <code>${column.name}</code> <span class="soft small">${typeWord(language, column)}</span>
            </dt>
            <dd>
              ${columnMeaning(language, code, column)}
              ${
                column.values === undefined
                  ? null
                  : html`<span class="soft small"
                      >${say('portal.open_data.values', { values: column.values.join(', ') })}</span
                    >`
              }
            </dd>`,
      )}
    </dl>
    <p>
      <a href="${paths.openDataDictionary(code, language)}" download>${say('portal.open_data.dictionary')}</a>
    </p>
  </details>`;
}
