/** The sentences of a text: placeholders stand for one word; a line is a sentence too. */
export function sentencesOf(text: string): string[] {
  return text
    .replace(/\{\w+\}/g, 'X')
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0);
}

/** The words of a text; a number with its separators is one. */
export function wordsOf(text: string): string[] {
  return text.match(/\p{L}+|\d[\d.,:%-]*/gu) ?? [];
}

/**
 * How easy a Spanish text is to read, from 0 (very hard) to 100 (very easy): the Szigriszt-Pazos formula that the
 * INFLESZ scale grades; 55 is where "normal" begins. Placeholders are left out: nobody knows what they will hold.
 */
export function readability(text: string): number {
  const plain = text.replace(/\{\w+\}/g, ' ').replace(/https?:\S+/g, ' ');
  const words = (plain.match(/\p{L}+/gu) ?? []).map((word) => word.toLowerCase());
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const sentences = Math.max(1, sentencesOf(plain).length);
  return 206.835 - (62.3 * syllables) / words.length - words.length / sentences;
}

/** The syllables of a Spanish word in small letters: vowels that stand together are one unless they break apart. */
export function syllablesOf(word: string): number {
  const sounded = word
    .replace(/qu(?=[eiéí])/g, 'q')
    .replace(/gu(?=[eiéí])/g, 'g')
    .replace(/y$/, 'i');
  const groups = sounded.match(/[aeiouáéíóúü]+/g) ?? [];
  // An open vowel or an accented i or u makes a syllable of its own; i and u beside them do not.
  const counts = groups.map((group) => Math.max(1, group.match(/[aeoáéíóú]/g)?.length ?? 0));
  return Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
}

/** Words that speak to a citizen as a friend: the portal says usted. */
export const familiar =
  /(?<!\p{L})(?:tú|tu|tus|te|ti|contigo|tuy[oa]s?|puedes|tienes|quieres|debes|eres|estás|necesitas|haz|escribe tu|elige|ingresa|envía tu|revisa tu)(?!\p{L})/iu;

/** Words of offices and of computers, each with what to say instead. */
export const jargon: readonly (readonly [RegExp, string])[] = [
  [/\busuari[oa]s?\b/iu, 'usted, persona'],
  [/\btickets?\b/iu, 'solicitud, folio'],
  [/\bcanaliz/iu, 'turnar, enviar a'],
  [/\bproces(?:ar|ad|amiento|ando)/iu, 'atender'],
  [/\bformulario inválido\b|\bdatos? inválid/iu, 'qué dato falta y cómo corregirlo'],
  [/\binválid[oa]s?\b/iu, 'qué está mal y cómo se corrige'],
  [/\bgestionar\b|\btramitar\b/iu, 'atender, hacer'],
  [/\bcoadyuva|\bpromovente\b|\bfehaciente|\ba la brevedad\b/iu, 'palabras de todos los días'],
  [
    /\b(?:mismo|misma)s? que (?:se|fue|será)\b|\bdich[oa] (?:solicitud|plazo)\b/iu,
    'nombrar la cosa otra vez',
  ],
  [/\b(?:login|loguear|password|backend|error 4\d\d|timeout|token)\b/iu, 'palabras en español'],
  [/\bfavor de\b|\bsírvase\b/iu, 'el verbo solo'],
];
