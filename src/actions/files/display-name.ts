const longest = 80;

/**
 * The name under which a file is shown and downloaded: the last part of what the person's device said, without
 * control characters, direction marks and signs that mean something to a shell, a path or a header. It never names
 * anything on disk. The extension is that of what the bytes are, so `foto.php.jpg` is shown as `foto-php.jpg`.
 */
export function displayName(declared: string, extension: string, unnamed: string): string {
  const last = declared.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .replace(/(?<=.)\.[^.]{1,8}$/u, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"'`|?*;&$%{}[\]^~=#!,.]+/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s-]+|[\s-]+$/gu, '');
  const short = [...stem].slice(0, longest).join('').trim();
  return `${short === '' ? unnamed : short}.${extension}`;
}
