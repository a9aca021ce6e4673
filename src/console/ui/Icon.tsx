/** Strokes on a grid of 24. `late`, `soon`, `fine`, `pause` and `done` are the shapes of the due date. */
const paths = {
  inbox: 'M3 13h5l1.500 3h5l1.500-3h5M5.500 5h13L21 13v6H3v-6z',
  plus: 'M12 5v14M5 12h14',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 20 20',
  close: 'M6 6l12 12M18 6 6 18',
  menu: 'M4 7h16M4 12h16M4 17h16',
  down: 'm6 9 6 6 6-6',
  right: 'm9 6 6 6-6 6',
  left: 'm15 6-6 6 6 6',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.8-4 4-6 7.500-6s6.700 2 7.500 6',
  people:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 19c.6-3.500 3.200-5 6.500-5s5.900 1.500 6.500 5M16 4.500a3.500 3.500 0 0 1 0 6.500M17.500 14.300c2.200.5 3.600 2 4 4.700',
  shield: 'M12 3 5 6v5c0 4.500 2.800 8 7 10 4.200-2 7-5.500 7-10V6z',
  signpost: 'M12 3v18M5 5h11l3 3-3 3H5zM8 21h8',
  gear: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M4.200 7.500l2.600 1.500M17.200 15l2.600 1.500M4.200 16.500 6.800 15M17.200 9l2.600-1.500',
  send: 'M4 12 20 4l-5 16-3.500-6.500zM11.500 13.500 20 4',
  outbox: 'M3 14h5l1.500 3h5l1.500-3h5v6H3zM12 3v9M8 7l4-4 4 4',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2',
  pin: 'M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21zM12 7a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5',
  question:
    'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .8-1 1.700M12 16.500v.2',
  merge: 'M6 4v4c0 4 6 4 6 8v4M18 4v4c0 4-6 4-6 8',
  split: 'M12 20v-6c0-4-6-4-6-8V4M12 14c0-4 6-4 6-8V4',
  move: 'M4 12h14M13 7l5 5-5 5',
  more: 'M5 12h.2M12 12h.2M19 12h.2',
  filter: 'M4 6h16M7 12h10M10 18h4',
  star: 'm12 4 2.500 5.200 5.700.8-4.100 4 1 5.700L12 17l-5.100 2.700 1-5.700-4.100-4 5.700-.8z',
  download: 'M12 4v11M7.500 11 12 15.500 16.500 11M5 20h14',
  panel: 'M4 5h16v14H4zM14 5v14',
  flag: 'M6 21V4h12l-2.500 4L18 12H6',
  phone:
    'M6 3.500h3l1.500 4-2 1.500a11 11 0 0 0 6 6l1.500-2 4 1.500v3c0 1-.8 1.700-1.700 1.600C11 18.600 5.400 13 4.400 5.700 4.300 4.600 5 3.500 6 3.500z',
  mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
  print: 'M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z',
  undo: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-6-.5l-3 3A4 4 0 0 0 10.700 18l1-1',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  spark: 'M12 4v4M12 16v4M4 12h4M16 12h4',
  late: 'M12 4 21.500 20h-19zM12 10v4.500M12 17v.2',
  soon: 'M12 3.500 20.500 12 12 20.500 3.500 12z',
  fine: 'M12 4.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15z',
  pause: 'M8 5v14M16 5v14',
  done: 'm4.500 12.500 5 5L20 6.500',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside words: hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
