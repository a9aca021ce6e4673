import type { PetitionPage } from '../../api.generated.ts';

/**
 * Puts what is known of the petition into the names of a template: `{{folio}}` as packs write them, or `{folio}`, in
 * Spanish or in English. What is not known stays as it is, for the one who writes to see.
 */
export function fillTemplate(template: string, { petition, composer }: PetitionPage): string {
  const { folio, unit, responsible_name } = composer;
  const address = petition.place.address_text ?? '';
  const known: Readonly<Record<string, string>> = {
    ...{ folio, service: petition.service.name, tema: petition.service.name },
    ...{ unit: unit.name, unidad: unit.name },
    ...{ authority: petition.authority.name, autoridad: petition.authority.name },
    ...{ responsible: responsible_name, responsable: responsible_name },
    ...{ address, direccion: address },
  };
  return template.replaceAll(
    /\{\{\s*(\w+)\s*\}\}|\{(\w+)\}/g,
    (whole, double?: string, single?: string) => known[double ?? single ?? ''] ?? whole,
  );
}

/** Whether something of a template is left to be written: a name that is not known, or a line to fill in. */
export function hasBlanks(text: string): boolean {
  return /_{3,}|\{\{?\s*\w+\s*\}/.test(text);
}
