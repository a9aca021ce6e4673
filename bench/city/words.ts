import { oneOf, type Draw } from './draw.ts';

const given =
  'Rosa María José Juan Guadalupe Luis Carmen Miguel Ana Carlos Elena Pedro Lucía Jorge Teresa Raúl Sofía Ángel Irma Hugo';
const family =
  'Hernández García Martínez López González Pérez Rodríguez Sánchez Ramírez Cruz Flores Gómez Morales Vázquez Reyes Jiménez Torres Díaz Gutiérrez Ruiz Mendoza Aguilar Ortiz Castillo Moreno Chávez Romero Álvarez Méndez Núñez';
const beginnings = [
  'Desde hace varias semanas',
  'Buenas tardes, le informo que',
  'Otra vez',
  'Como ya reporté',
  'En la esquina',
  'Frente a la escuela',
  'Los vecinos pedimos apoyo porque',
  'Es urgente:',
];
const matters = [
  'no hay luz en toda la cuadra',
  'hay un bache muy profundo y ya se dañaron dos coches',
  'se está tirando el agua potable',
  'la coladera no tiene tapa y es un peligro para los niños',
  'el árbol está seco y sus ramas tocan los cables',
  'nadie recoge la basura ni el cascajo',
  'el semáforo no funciona desde el lunes',
  'el puesto ambulante invade la banqueta',
  'hay un vehículo abandonado con vidrios rotos',
  'el drenaje está tapado y huele muy mal',
  'no ha llegado agua a la colonia',
  'hay perros sueltos que asustan a quienes pasan',
];
const places =
  'mercado parque iglesia clínica deportivo panteón kínder primaria secundaria paradero farmacia tortillería gasolinera puente canal plaza';
const ends = [
  'Ojalá puedan atenderlo pronto.',
  'Ya es el tercer reporte.',
  'Gracias por su atención.',
  'Por las noches no se puede pasar.',
  'Los adultos mayores son los más afectados.',
  '',
];

const words = (text: string): readonly string[] => text.split(' ');
const [given_names, family_names, near] = [words(given), words(family), words(places)];

export function fullName(draw: Draw): string {
  return `${oneOf(draw, given_names)} ${oneOf(draw, family_names)} ${oneOf(draw, family_names)}`;
}

/** What a person might write about that service; a number here and there, as in real addresses. */
export function describe(service_name: string, draw: Draw): string {
  const number = Math.floor(draw() * 900);
  const [start, matter, place, end] = [beginnings, matters, near, ends].map((from) => oneOf(draw, from));
  const street = `${oneOf(draw, family_names)} ${number}`;
  return `${service_name}. ${start} ${matter}, cerca de ${place}, calle ${street}. ${end}`.trim();
}
