import { trusted, type Html } from './raw.ts';

// Drawn on a grid of 24 with one stroke, in the colour of the text around them.
const drawings = {
  agua: '<path d="M12 3.500c3.5 4.2 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.8 5.5-10z"/><path d="M9.5 14a2.5 2.5 0 0 0 2.5 2.5"/>',
  alumbrado:
    '<path d="M9 17.500h6M10 20.500h4"/><path d="M8.5 14.500a6 6 0 1 1 7 0c-.6.5-.9 1-1 1.800V17h-5v-.7c-.1-.8-.4-1.3-1-1.800z"/>',
  calle: '<path d="M7 20.5 9.5 3.500M17 20.5 14.5 3.500M12 4v2.500M12 10.500V13M12 17v3"/>',
  basura: '<path d="M5 7h14M10 7V4.500h4V7M7 7l.8 13h8.400L17 7M10.5 10.500v6M13.5 10.500v6"/>',
  arboles:
    '<path d="M12 21v-8M12 16.500l3-2.5"/><path d="M12 3a4.5 4.5 0 0 1 4.3 3.200A4.5 4.5 0 0 1 15.5 15h-7a4.5 4.5 0 0 1-.8-8.800A4.5 4.5 0 0 1 12 3z"/>',
  transporte:
    '<rect x="5" y="4" width="14" height="13" rx="2.5"/><path d="M5 11h14M8 20v-3M16 20v-3M8.5 14h.01M15.5 14h.01"/>',
  seguridad:
    '<path d="M12 3l7 2.500v5.500c0 4.5-3 8-7 10-4-2-7-5.5-7-10V5.500z"/><path d="m9 12 2.2 2.200L15.2 10"/>',
  negocio:
    '<path d="M4.5 9.5 6 4.500h12l1.5 5M5.5 10v10h13V10M4.5 9.500a2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0M10 20v-5h4v5"/>',
  vivienda: '<path d="M4 11.5 12 4l8 7.500M6 10v10h12V10M10 20v-6h4v6"/>',
  apoyo: '<path d="M12 20s-7.5-4.3-7.5-10A4.2 4.2 0 0 1 12 7.3 4.2 4.2 0 0 1 19.5 10c0 5.7-7.5 10-7.5 10z"/>',
  salud: '<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M12 8v8M8 12h8"/>',
  tramite: '<path d="M7 3.500h7l4 4v13H7z"/><path d="M14 3.500v4h4M10 12h5M10 15.500h5"/>',
  animales:
    '<path d="M12 12c-3 0-5 3-5 5.2 0 1.5 1.2 2.3 2.5 2.3 1 0 1.6-.5 2.5-.5s1.5.5 2.5.5c1.3 0 2.5-.8 2.5-2.300C17 15 15 12 12 12z"/><circle cx="7" cy="10" r="1.6"/><circle cx="10" cy="6.5" r="1.6"/><circle cx="14" cy="6.5" r="1.6"/><circle cx="17" cy="10" r="1.6"/>',
  ruido: '<path d="M5 10v4h3l4 3.500v-11L8 10zM15.5 9.500a4 4 0 0 1 0 5M18 7a7.5 7.5 0 0 1 0 10"/>',
  queja: '<path d="M4.5 5h15v11h-8l-4 3.500V16h-3z"/><path d="M12 8v3.500M12 13.500h.01"/>',
  informacion: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8h.01"/>',
  datos:
    '<rect x="5" y="10.5" width="14" height="10" rx="2.5"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500M12 14.500v2"/>',
  otro: '<circle cx="12" cy="12" r="8.5"/><path d="M8 12h.01M12 12h.01M16 12h.01"/>',
  phone:
    '<path d="M6.5 3.500h3l1.5 4-2 1.500a11 11 0 0 0 6 6l1.5-2 4 1.500v3a2 2 0 0 1-2.2 2A16 16 0 0 1 4.5 5.700a2 2 0 0 1 2-2.200z"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  arrow: '<path d="M5 12h13M13 6.5 18.5 12 13 17.5"/>',
  back: '<path d="M19 12H6M11 6.5 5.5 12l5.5 5.5"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
  check: '<path d="m5 12.5 4.5 4.500L19 7"/>',
  pin: '<path d="M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
  camera: '<path d="M4 8h4l1.5-2.500h5L16 8h4v11H4z"/><circle cx="12" cy="13" r="3.3"/>',
  person: '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20a7.5 7.5 0 0 1 15 0"/>',
  warning: '<path d="M12 4 2.8 19.500h18.400z"/><path d="M12 10v4.500M12 17h.01"/>',
  message: '<path d="M4.5 5h15v11h-8l-4 3.500V16h-3z"/>',
} as const;

export type IconName = keyof typeof drawings;

/** An icon that only decorates: the word beside it says the same. Unknown names draw three dots. */
export function icon(name: string): Html {
  const lines = drawings[(name in drawings ? name : 'otro') as IconName];
  return trusted(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${lines}</svg>`,
  );
}
