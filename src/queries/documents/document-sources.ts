import type { CityConfiguration } from '../../core/cities/configuration.ts';
import {
  languageOf,
  say,
  type Language,
  type SentenceKey,
  type Values,
} from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Reader } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import QRCode from 'qrcode';
import type { LetterheadData } from './typeset.ts';

/** What documents are made with; the application has all of it at hand. */
export interface DocumentSources {
  readonly keys: KeyRing;
  readonly public_url: string;
  readonly now: () => string;
}

/** A petition with what its documents say around it. */
export interface PetitionOnPaper {
  readonly row: PetitionRow;
  readonly city: CityConfiguration;
  readonly language: Language;
  readonly locale: string;
  /** Of the authority that has it now. */
  readonly time_zone: string;
  readonly address: string;
  readonly say: (key: SentenceKey, values?: Values) => string;
}

/** @returns null when there is no such petition for whoever reads */
export async function petitionOnPaper(
  reader: Reader,
  sources: DocumentSources,
  petition_id: string,
): Promise<PetitionOnPaper | null> {
  const row = await reader
    .selectFrom('petitions')
    .selectAll()
    .where('id', '=', petition_id)
    .executeTakeFirst();
  const city = row && (await cityConfiguration(reader, row.city_id));
  if (!row || !city) return null;
  const language = languageOf(city.city.locale);
  const address = `${sources.public_url}${citizenPaths(`/c/${city.city.code}`).petition(row.folio)}`;
  return {
    ...{ row, city, language, address, locale: city.city.locale },
    time_zone: city.authorities.get(row.current_authority_id)!.time_zone,
    say: (key, values) => say(language, key, values),
  };
}

interface Branding {
  readonly accent?: unknown;
  readonly seal_letters?: unknown;
}

/** The colour and the letters of the seal of an authority; those of Atiende where it is the whole city's. */
export function brandOf(
  authority: { readonly branding: unknown; readonly folio_code: string } | undefined,
): Pick<LetterheadData, 'accent' | 'seal_letters'> {
  const { accent, seal_letters } = (authority?.branding ?? {}) as Branding;
  return {
    accent: typeof accent === 'string' && /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#1f4e5f',
    seal_letters: typeof seal_letters === 'string' ? seal_letters : (authority?.folio_code ?? 'A'),
  };
}

/** The letterhead of the authority that has the petition. */
export function letterheadOf(
  paper: PetitionOnPaper,
  { title, is_draft }: { title: string; is_draft: boolean },
): LetterheadData {
  const { row, city, say: told } = paper;
  const authority = city.authorities.get(row.current_authority_id)!;
  return {
    ...{ lang: paper.language, region: paper.locale.split('-')[1] ?? 'MX', title, author: authority.name },
    ...brandOf(authority),
    ...{ authority: authority.name, city: city.city.name, footer: `${authority.name} · ${row.folio}` },
    pages: told('document.pages', {}),
    watermark: is_draft ? told('document.draft') : '',
  };
}

/** The QR of the tracking address, with words for who cannot see it. It holds no key: paper is read by others. */
export async function qrOf(paper: PetitionOnPaper): Promise<{ svg: string; alt: string }> {
  const svg = await QRCode.toString(paper.address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });
  return { svg, alt: paper.say('document.qr_alt', { folio: paper.row.folio }) };
}
