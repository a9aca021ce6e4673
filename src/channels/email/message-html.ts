const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** An address stays an address: up to the first blank, without the full stop that ends its sentence. */
const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;

/**
 * The same message for readers that show HTML: paragraphs and links, nothing else. No image, style sheet or script,
 * so that opening it asks nothing of any server.
 */
export function messageHtml(text: string, { language }: { language: string }): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${linked(paragraph).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n');
  return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="font: 16px/1.5 system-ui, sans-serif; max-width: 36em; margin: 1em auto; padding: 0 1em">
${paragraphs}
</body></html>
`;
}

function linked(text: string): string {
  let html = '';
  let from = 0;
  for (const found of text.matchAll(address)) {
    const href = escaped(found[0]);
    html += `${escaped(text.slice(from, found.index))}<a href="${href}">${href}</a>`;
    from = found.index + found[0].length;
  }
  return html + escaped(text.slice(from));
}
