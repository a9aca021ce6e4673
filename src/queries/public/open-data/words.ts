import type { Channel } from '../../../core/cities/settings.ts';
import type { ClockStatus } from '../../../core/deadlines/clock.ts';
import type { ClockName, TermUnit } from '../../../core/deadlines/terms.ts';
import type { PlaceClass } from '../../../core/open-data/place-class.ts';
import type { OutcomeClass, Stage } from '../../../core/petitions/stages.ts';

// Codes as they stand in the files: part of what others build on, so they never change with a translation.

export const stageWords: Readonly<Record<Stage, string>> = {
  received: 'recibida',
  assigned: 'turnada',
  in_work: 'en_proceso',
  waiting_citizen: 'espera_ciudadania',
  replied: 'respondida',
  closed: 'cerrada',
};

export const outcomeWords: Readonly<Record<OutcomeClass, string>> = {
  resolved: 'resuelta',
  partly_resolved: 'resuelta_en_parte',
  refused: 'negada',
  not_competent: 'no_competente',
  withdrawn: 'desistida',
  duplicate: 'duplicada',
};

export const channelWords: Readonly<Record<Channel, string>> = {
  portal: 'portal',
  app: 'app',
  phone: 'telefono',
  counter: 'ventanilla',
  letter: 'escrito',
  whatsapp: 'whatsapp',
  chat: 'chat',
  email: 'correo',
  hearing: 'audiencia',
  open311: 'open311',
};

export const clockWords: Readonly<Record<ClockName, string>> = {
  accept: 'aceptar',
  reply: 'responder',
  resolve: 'resolver',
  completion: 'completar',
  transfer: 'trasladar',
};

export const clockStatusWords: Readonly<Record<ClockStatus, string>> = {
  running: 'en_curso',
  paused: 'suspendido',
  missed: 'vencido',
  met: 'cumplido',
  missed_then_met: 'cumplido_fuera_de_plazo',
  stopped: 'detenido',
};

export const termUnitWords: Readonly<Record<TermUnit, string>> = {
  business_days: 'dias_habiles',
  calendar_days: 'dias_naturales',
  months: 'meses',
  hours: 'horas',
};

export const placeClassWords: Readonly<Record<PlaceClass, string>> = {
  public_way: 'via_publica',
  near_home: 'cerca_de_vivienda',
  sensitive: 'sensible',
};

export const partWords = { answering: 'responde', contributing: 'colabora' } as const;

export const assignmentWords = {
  to_accept: 'por_aceptar',
  accepted: 'aceptado',
  returned: 'devuelto',
  transferred: 'trasladado',
  finished: 'terminado',
} as const;

export const dayWords = {
  holiday: 'festivo',
  closure: 'cierre',
  suspension: 'suspension',
  working_day: 'laborable',
} as const;

/** The word for a code of ours; one that nobody foresaw is told as it is. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

export const monthOf = (date: string | null): string | null => date?.slice(0, 7) ?? null;
