import { expect, it } from 'vitest';
import { brandingSheet, contrast } from './branding.ts';

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('takes an accent that can be read and leaves out one that cannot', () => {
  expect(brandingSheet({ accent: '#9f2241' })).toBe(':root{--accent:#9f2241;}');
  expect(brandingSheet({ accent: '#ffcc00', accent_dark: '#222222' })).toBe('');
  expect(brandingSheet({})).toBe('');
});

it('lets nothing but a colour into the style sheet', () => {
  expect(brandingSheet({ accent: '#000000;}body{display:none' })).toBe('');
});
