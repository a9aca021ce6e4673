/** What may be kept, by what the bytes are; the extension that its display name gets. */
export const keptMedia = {
  'image/jpeg': 'jpg',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
} as const;
export type KeptMedia = keyof typeof keptMedia;

/** Photographs that come in; all of them are kept as JPEG, drawn anew. */
export const photoMedia: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/avif',
]);

/** What Apple's telephones send unless asked for JPEG; the decoder at hand has no HEVC. */
export const heicMedia: ReadonlySet<string> = new Set([
  'image/heic',
  'image/heif',
  'image/heic-sequence',
  'image/heif-sequence',
]);

/** Other names under which the same formats are recognised. */
export const mediaAliases: Readonly<Record<string, KeptMedia>> = {
  'audio/opus': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/x-m4a': 'audio/mp4',
};
