import { expect, it } from 'vitest';
import { whyNotFile } from './filing-files.ts';
import { emptyFiling, requestOf, withChange, type Service } from './filing.ts';

const service = { code: 'alumbrado', location: 'required', questions: [] } as unknown as Service;
const asked = { privacy_version: 1, manner: { locale: 'es-MX', time_zone: 'America/Tijuana' } };
const photo = { id: 'f1', name: 'carta.jpg', media_type: 'image/jpeg', bytes: 10, url: '/f1' };

it('names the files that were stored for it', () => {
  const filing = { ...emptyFiling, service_code: 'alumbrado', files: [photo] };
  expect(requestOf(filing, service, asked).file_ids).toEqual(['f1']);
  expect(requestOf(emptyFiling, service, asked).file_ids).toEqual([]);
});

it('was received by the clock of the city, wherever the browser stands', () => {
  const filing = { ...emptyFiling, received_at: '2026-11-20T23:30' };
  expect(requestOf(filing, service, asked).received_at).toBe('2026-11-21T07:30:00.000Z');
  expect(requestOf(emptyFiling, service, asked).received_at).toBeNull();
});

it('sends only what the city takes: a document beside as many photos as there may be', () => {
  const limits = { at_most: 2, max_bytes: 100 };
  const jpeg = { size: 100, type: 'image/jpeg' };
  expect(whyNotFile(jpeg, { photos: 1, limits })).toBe(null);
  expect(whyNotFile(jpeg, { photos: 2, limits })).toBe('too_many');
  expect(whyNotFile({ ...jpeg, size: 101 }, { photos: 0, limits })).toBe('too_large');
  expect(whyNotFile({ size: 100, type: 'application/pdf' }, { photos: 2, limits })).toBe(null);
});

it('asks again whether it is correct once anything that was read aloud changes', () => {
  expect(withChange({ description: 'Otra cosa' })).toEqual({ description: 'Otra cosa', is_read_back: false });
  expect(withChange({ files: [photo] })).toMatchObject({ is_read_back: false });
  expect(withChange({ is_notice_read: true })).toEqual({ is_notice_read: true });
  expect(withChange({ is_read_back: true, is_copy_asked: true })).toMatchObject({ is_read_back: true });
});

it('tells of what was spoken that it was read back, and nothing of the kind of a letter', () => {
  const told = {
    ...emptyFiling,
    channel: 'counter' as const,
    is_read_back: true,
    spoken_language: ' wayuu ',
  };
  expect(requestOf(told, service, asked).spoken).toEqual({
    read_back: true,
    copy_asked: false,
    language: 'wayuu',
  });
  expect(requestOf({ ...told, channel: 'letter' }, service, asked).spoken).toBeNull();
});
