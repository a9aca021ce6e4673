/** A file that is stored already and waits for the filing. */
export interface FilingFile {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly url: string;
}

interface Room {
  /** Photos that are there already. */
  readonly photos: number;
  /** The city's limits: photos, and bytes of one file. */
  readonly limits: { readonly at_most: number; readonly max_bytes: number };
}

/** Why a file is not even sent: the server would refuse it for the same reason. Null: it is sent. */
export function whyNotFile(
  file: { readonly size: number; readonly type: string },
  { photos, limits }: Room,
): 'too_large' | 'too_many' | null {
  if (file.size > limits.max_bytes) return 'too_large';
  return file.type.startsWith('image/') && photos >= limits.at_most ? 'too_many' : null;
}
