import type { ColumnFacts } from './column-facts.ts';

/** Which column seems to be which part of a petition; undefined or empty where none does. */
export interface ColumnGuesses {
  readonly id: ColumnFacts | undefined;
  readonly received: ColumnFacts | undefined;
  readonly received_time: ColumnFacts | undefined;
  readonly closed: ColumnFacts | undefined;
  readonly closed_time: ColumnFacts | undefined;
  readonly channel: ColumnFacts | undefined;
  readonly service: ColumnFacts | undefined;
  readonly status: ColumnFacts | undefined;
  readonly description: ColumnFacts | undefined;
  readonly zone: readonly ColumnFacts[];
  readonly neighbourhood: readonly ColumnFacts[];
  readonly street: ColumnFacts | undefined;
  readonly number: ColumnFacts | undefined;
  readonly crossing: ColumnFacts | undefined;
  readonly postal_code: ColumnFacts | undefined;
  readonly latitude: ColumnFacts | undefined;
  readonly longitude: ColumnFacts | undefined;
  /** Latitude and longitude are named the wrong way round. */
  readonly swapped: boolean;
  readonly personal: readonly ColumnFacts[];
  readonly unused: readonly ColumnFacts[];
}

const CLOSED = /conclu|cierre|cerrad|termin|finaliz|atendid|atencion|solucion|respuesta|resol|clos|complet/;
const PERSONAL =
  /\b(nombres?|apellidos?|sexo|genero|edad|correo|e ?mail|telefono|celular|curp|rfc|dni|cedula|documento|solicitante|name|gender|sex|age|phone|birth|nacimiento|escolaridad|ocupacion)\b/;

const WORDS = {
  id: [
    /^(id )?folio\b/,
    /\b(nro|num|numero|no) (de )?(solicitud|folio|reporte|caso|ticket|radicado|expediente|queja)/,
    /service request (id|num)/,
    /radicado|expediente|ticket|consecutivo/,
    /^id( |$)| id$|record id|case (id|number)/,
    /^(no|num|nro|numero|n)$/,
  ],
  received: [
    /fecha (de )?(la )?(solicitud|ingreso|registro|recepcion|alta|creacion|reporte|radicacion|captura|entrada|inicio|apertura)/,
    /^(created|creation|requested|received|opened|open|submitted|reported|entry)\b/,
    /^fecha|^date$|^datetime$/,
    /fecha|date/,
  ],
  received_time: [
    /^hora (de )?(la )?(solicitud|ingreso|registro|recepcion|reporte|entrada|alta)/,
    /^hora|^time/,
    /hora|time/,
  ],
  closed: [
    /clos(e|ed)/,
    /fecha.*(conclu|cierre|cerrad|termin|finaliz)/,
    /fecha.*(atendid|atencion|solucion|respuesta|resol)/,
    /resolved|complet/,
  ],
  channel: [
    /tipo (de )?entrada|\bcanal\b|channel|method received/,
    /\bmedio\b|\bvia (de )?(ingreso|recepcion|entrada)|received via|submitted via/,
    /origen|source/,
  ],
  service: [
    /\btema\b/,
    /^(prestacion|concepto)/,
    /sr type|request type|service (name|type)|tipo (de )?(servicio|reporte|solicitud)/,
    /servicio|prestacion|^service$/,
    /asunto|motivo|subcategoria/,
    /categoria|category|rubro|subject/,
    /^tipo|^type$|^request$/,
  ],
  status: [
    /estatus|\bstatus\b/,
    /^estado( general)?$|^estado (de )?(la )?(solicitud|reporte)/,
    /situacion|state/,
  ],
  description: [
    /descripcion|description/,
    /detalle|observacion|comentario|narrativa|relato|hechos|comments|details/,
    /resumen|mensaje|texto|summary|^message$/,
  ],
  street: [
    /^(direccion|domicilio|address|ubicacion|street address)$/,
    /\bcalle\b|street|direccion|domicilio$/,
  ],
  number: [/\baltura\b|numero exterior|num ext|no ext|street number/],
  crossing: [/esquina|entre calle|cruce|cross street/],
  postal_code: [/codigo postal|\bc ?p\b|zip ?code|^zip$|postal/],
  latitude: [/lat.*wgs/, /latitud|latitude|^lat\b/, /\blat\b/, /^(coord(enada)? )?y$/],
  longitude: [
    /(lon|long|lng).*wgs/,
    /longitud|longitude|^(long|lon|lng)\b/,
    /\b(long|lon|lng)\b/,
    /^(coord(enada)? )?x$/,
  ],
  neighbourhood: [/colonia|barrio|neighbou?rhood|fraccionamiento/],
  zone: [
    /alcaldia|delegacion|comuna|borough/,
    /municipio|localidad/,
    /district|distrito|\bzona\b|sector|\bcgp\b/,
  ],
} satisfies Record<string, readonly RegExp[]>;

type Field = keyof typeof WORDS;
type Fits = (column: ColumnFacts) => boolean;

/** A name of a colonia or of a service is nobody's name. */
const NOT_PERSONAL: readonly Field[] = ['service', 'zone', 'neighbourhood', 'channel', 'status'];

/** Guesses by the words of the headers, among the columns whose values fit. */
export function guessColumns(columns: readonly ColumnFacts[]): ColumnGuesses {
  const personal = columns.filter(isPersonal);
  const taken = new Set<ColumnFacts>(personal);
  const pick = (field: Field, fits: Fits) => pickColumn(columns, taken, { field, fits });
  const several = (field: Field) => pickSeveral(columns, taken, field);
  const guesses = {
    received: pick('received', (one) => one.date !== null && !CLOSED.test(one.words)),
    received_time: pick('received_time', (one) => one.is_time && !CLOSED.test(one.words)),
    closed: pick('closed', (one) => one.date !== null),
    closed_time: pick('received_time', (one) => one.is_time && CLOSED.test(one.words)),
    id: pick('id', (one) => one.unique),
    channel: pick('channel', (one) => isWords(one) && one.values.size <= 60),
    status: pick('status', (one) => isWords(one) && one.values.size <= 40),
    service: pick('service', (one) => isWords(one) && one.values.size <= 1000),
    description: pick('description', isWords),
    latitude: pick('latitude', isDegrees),
    longitude: pick('longitude', isDegrees),
    neighbourhood: several('neighbourhood'),
    zone: several('zone'),
    postal_code: pick('postal_code', (one) => one.date === null),
    street: pick('street', isText),
    number: pick('number', (one) => one.date === null),
    crossing: pick('crossing', isText),
  };
  return { ...guesses, ...pointOf(guesses), personal, unused: columns.filter((one) => !taken.has(one)) };
}

type Point = Pick<ColumnGuesses, 'latitude' | 'longitude'>;

/** Two columns named the wrong way round: no latitude is beyond 90 degrees. */
function pointOf({ latitude, longitude }: Point): Point & Pick<ColumnGuesses, 'swapped'> {
  if (latitude === undefined || longitude === undefined) return { latitude, longitude, swapped: false };
  const swapped = latitude.latitude < 0.2 && longitude.latitude > 0.8;
  return swapped
    ? { latitude: longitude, longitude: latitude, swapped }
    : { latitude: latitude.latitude > 0.8 ? latitude : undefined, longitude, swapped };
}

function pickColumn(
  columns: readonly ColumnFacts[],
  taken: Set<ColumnFacts>,
  { field, fits }: { field: Field; fits: Fits },
): ColumnFacts | undefined {
  for (const words of WORDS[field]) {
    const found = columns.find(
      (one) => !taken.has(one) && one.filled > 0 && words.test(one.words) && fits(one),
    );
    if (found === undefined) continue;
    taken.add(found);
    return found;
  }
  return undefined;
}

/** All columns that the same words name; what a catalogue says goes before what a person said. */
function pickSeveral(columns: readonly ColumnFacts[], taken: Set<ColumnFacts>, field: Field): ColumnFacts[] {
  const first = pickColumn(columns, taken, { field, fits: isWords });
  if (first === undefined) return [];
  const words = WORDS[field].find((one) => one.test(first.words))!;
  const more = columns.filter(
    (one) => !taken.has(one) && one.filled > 0 && words.test(one.words) && isWords(one),
  );
  for (const one of more) taken.add(one);
  return [first, ...more].sort((one, other) => Number(isCatalogue(other)) - Number(isCatalogue(one)));
}

function isPersonal(one: ColumnFacts): boolean {
  const about = NOT_PERSONAL.some((field) => WORDS[field].some((words) => words.test(one.words)));
  return PERSONAL.test(one.words) && !about;
}

const isWords = (one: ColumnFacts): boolean => one.date === null && !one.is_time;
const isText = (one: ColumnFacts): boolean =>
  isWords(one) && [...one.values.keys()].some((text) => /[a-z]/i.test(text));
const isDegrees = (one: ColumnFacts): boolean => one.longitude > 0.8;
const isCatalogue = (one: ColumnFacts): boolean => /catalog/.test(one.words);
