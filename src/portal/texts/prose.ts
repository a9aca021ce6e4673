import { html, type Html, type Part } from '../layout/raw.ts';

/** A text of the city with its few marks (`## heading`, `- item`, `**bold**`) as HTML; everything else is escaped. */
export function prose(body: string): Html {
  const blocks = body.trim().split(/\n\s*\n/);
  return html`<div class="prose">${blocks.map(block)}</div>`;
}

function block(text: string): Html {
  const heading = /^#{1,3}\s+(.+)$/.exec(text);
  if (heading) return html`<h2>${heading[1]}</h2>`;
  const lines = text.split('\n');
  if (lines.every((line) => /^[-*]\s+/.test(line))) {
    return html`<ul>
      ${lines.map((line) => html`<li>${bold(line.replace(/^[-*]\s+/, ''))}</li>`)}
    </ul>`;
  }
  return html`<p>${bold(text)}</p>`;
}

function bold(text: string): Part[] {
  return text.split('**').map((part, index) => (index % 2 === 1 ? html`<strong>${part}</strong>` : part));
}
