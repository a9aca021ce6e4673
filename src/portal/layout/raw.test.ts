import { expect, it } from 'vitest';
import { html, trusted } from './raw.ts';

it('escapes whatever is interpolated, in text and in attributes', () => {
  const typed = `"><script>alert('1')</script>`;
  const page = html`<a title="${typed}">${typed}</a>`.text;
  expect(page).not.toContain('<script');
  expect(page.match(/"/g)).toHaveLength(2);
});

it('takes other templates and lists of them as they are, and nothing as nothing', () => {
  const items = ['<1>', '<2>'].map((text) => html`<li>${text}</li>`);
  const list = html`${items}${null}${undefined}${false}${0}`;
  expect(list.text).toBe('<li>&#60;1&#62;</li><li>&#60;2&#62;</li>0');
});

it('trusts only what it is told to', () => {
  expect(html`${trusted('<b>x</b>')}${'<b>x</b>'}`.text).toBe('<b>x</b>&#60;b&#62;x&#60;/b&#62;');
});
