import { prefixes, type Node, type Term } from './dcat.ts';

/** What begins with one of our prefixes is short for an address; every other one is written whole. */
const isShort = (iri: string): boolean => {
  const [prefix, rest = ''] = iri.split(':', 2);
  return prefix! in prefixes && !rest.startsWith('//');
};

/** Turtle (W3C): one block for each thing. */
export function turtle(nodes: readonly Node[]): string {
  const heads = Object.entries(prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .`);
  const blocks = nodes.map(({ id, says }) => {
    const lines = says.map(([predicate, object]) => `  ${predicate} ${inTurtle(object)}`);
    return `${turtleName(id)}\n${lines.join(' ;\n')} .`;
  });
  return `${heads.join('\n')}\n\n${blocks.join('\n\n')}\n`;
}

function inTurtle(term: Term): string {
  if ('iri' in term) return turtleName(term.iri);
  if ('value' in term) return `"${escaped(term.value)}"^^${term.type}`;
  return `"${escaped(term.text)}"${term.language === undefined ? '' : `@${term.language}`}`;
}

function turtleName(iri: string): string {
  if (iri.startsWith('_:') || isShort(iri)) return iri;
  return `<${iri.replace(/[<>"{}|^`\\\s]/g, (sign) => encodeURIComponent(sign))}>`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');

type JsonLdValue = string | { readonly '@id': string } | Readonly<Record<string, string>>;

/** JSON-LD 1.1 with the same prefixes as its context. */
export function jsonLd(nodes: readonly Node[]): object {
  return { '@context': prefixes, '@graph': nodes.map(inJson) };
}

function inJson({ id, says }: Node): object {
  const types = says.flatMap(([predicate, object]) =>
    predicate === 'rdf:type' && 'iri' in object ? [object.iri] : [],
  );
  const others = Map.groupBy(
    says.filter(([predicate]) => predicate !== 'rdf:type'),
    ([predicate]) => predicate,
  );
  const told = [...others].map(([predicate, list]): [string, JsonLdValue | JsonLdValue[]] => {
    const values = list.map(([, object]) => valueOf(object));
    return [predicate, values.length === 1 ? values[0]! : values];
  });
  return { '@id': id, '@type': types.length === 1 ? types[0] : types, ...Object.fromEntries(told) };
}

function valueOf(term: Term): JsonLdValue {
  if ('iri' in term) return { '@id': term.iri };
  if ('value' in term) return { '@value': term.value, '@type': term.type };
  return term.language === undefined ? term.text : { '@value': term.text, '@language': term.language };
}
