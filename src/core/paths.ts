/**
 * Every address a citizen can see, built here and never changed without a redirect. `base` is empty where the
 * installation has one city, else `/c/<city>`; the prefixed form always works.
 */
export function citizenPaths(base: string) {
  return {
    home: () => base || '/',
    search: (words?: string) => `${base}/buscar${words ? `?q=${encodeURIComponent(words)}` : ''}`,
    service: (code: string) => `${base}/temas/${code}`,
    group: (code: string) => `${base}/temas?grupo=${code}`,
    services: () => `${base}/temas`,
    /** Information: what a person is told who asks, with steps, requirements and places. */
    articles: () => `${base}/informacion`,
    article: (code: string) => `${base}/informacion/${code}`,
    articleVote: (code: string) => `${base}/informacion/${code}/sirvio`,
    start: (service?: string) => `${base}/solicitud${service ? `?tema=${service}` : ''}`,
    step: (step: string) => `${base}/solicitud/${step}`,
    receipt: () => `${base}/solicitud/acuse`,
    receiptPdf: (folio: string) => `${base}/seguimiento/${folio}/acuse.pdf`,
    follow: () => `${base}/seguimiento`,
    petition: (folio: string) => `${base}/seguimiento/${folio}`,
    petitionAct: (folio: string, act: string) => `${base}/seguimiento/${folio}/${act}`,
    petitionFile: (folio: string, file_id: string) => `${base}/seguimiento/${folio}/archivos/${file_id}`,
    /** The same photo, small. */
    petitionPhoto: (folio: string, file_id: string) =>
      `${base}/seguimiento/${folio}/archivos/${file_id}/chica`,
    clock: (folio: string, clock: string) => `${base}/seguimiento/${folio}/plazo/${clock}`,
    reply: (folio: string, reply_id: string) => `${base}/seguimiento/${folio}/respuesta/${reply_id}.pdf`,
    /** A capability: opens the private view once and is at once exchanged for a cookie. */
    openWithKey: (folio: string, key: string) => `${base}/s/${folio}/${key}`,
    lostFolio: () => `${base}/recuperar`,
    /** A capability too, once: opened by a button on the page it leads to, since scanners follow links. */
    recoverLink: (token: string) => `${base}/recuperar/${token}`,
    filesOfDraft: (file_id: string) => `${base}/solicitud/archivos/${file_id}`,
    /** A capability, once: opens the survey after a closing and is at once exchanged for a cookie. */
    surveyLink: (token: string) => `${base}/opinion/${token}`,
    survey: () => `${base}/opinion`,
    surveyAct: (act: string) => `${base}/opinion/${act}`,
    /** Studies of perception: those that are open to everybody and the results of those that are published. */
    campaigns: () => `${base}/encuestas`,
    campaign: (code: string) => `${base}/encuestas/${code}`,
    /** A capability: opens the questions of who was drawn and is at once exchanged for a cookie. */
    campaignLink: (token: string) => `${base}/encuestas/invitacion/${token}`,
    campaignForm: () => `${base}/encuestas/responder`,
    campaignDecline: () => `${base}/encuestas/no-mas`,
    campaignThanks: () => `${base}/encuestas/gracias`,
    satisfaction: () => `${base}/satisfaccion`,
    discardDraft: () => `${base}/solicitud/descartar`,
    /** One of the portal's own files; the version in the address lets it be kept for ever. */
    resource: (version: string, name: string) => `${base}/recursos/${version}/${name}`,
    branding: (version: string) => `${base}/recursos/marca/${version}.css`,
    nearby: () => `${base}/solicitud/cercanas`,
    join: (folio: string) => `${base}/seguimiento/${folio}/unirse`,
    zones: () => `${base}/mapa/zonas.json`,
    text: (code: string) => `${base}/textos/${code}`,
    ...publicPaths(base),
    ...ticketPaths(base),
    help: () => `${base}/ayuda`,
    accessibility: () => `${base}/accesibilidad`,
  } as const;
}

/** Numbers in waiting rooms. */
const ticketPaths = (base: string) => ({
  offices: () => `${base}/turnos`,
  /** Where a number is taken: on the kiosk of the office, or from one's own telephone. */
  office: (code: string, from: 'kiosk' | 'phone' = 'kiosk') =>
    `${base}/turnos/${code}${from === 'phone' ? '?desde=telefono' : ''}`,
  /** The same for who comes for one service. */
  officeFor: (code: string, service_code: string) =>
    `${base}/turnos/${code}?desde=telefono&tema=${encodeURIComponent(service_code)}`,
  officeDisplay: (code: string) => `${base}/turnos/${code}/pantalla`,
  officeStream: (code: string) => `${base}/turnos/${code}/avisos`,
  officeTicket: (code: string) => `${base}/turnos/${code}/numero`,
  /** Where who has an appointment says at the kiosk that they came. */
  arrival: (code: string) => `${base}/turnos/${code}/llegada`,
  appointment: (code: string, question?: string) =>
    `${base}/turnos/${code}/cita${question ? `?${question}` : ''}`,
  /** A capability: opens the page of one's number and is at once exchanged for a cookie. */
  ticketLink: (token: string) => `${base}/turno/${token}`,
  ticket: () => `${base}/turno`,
  ticketAct: (act: string) => `${base}/turno/mio/${act}`,
});

/** What anybody may look at without having asked anything. */
const publicPaths = (base: string) => ({
  /** The public board; the question is the rest of the address. */
  board: (question?: string) => `${base}/tablero${question ? `?${question}` : ''}`,
  /** Reports; one of them by what core/reports/report-address.ts writes. */
  reports: (address = '') => `${base}/informes${address}`,
  boardStream: () => `${base}/tablero/avisos`,
  /** The public petitions of a question on a map. */
  boardMap: (question?: string) => `${base}/tablero/mapa${question ? `?${question}` : ''}`,
  /** Calls, visits and letters that somebody attended. */
  boardContacts: (question?: string) => `${base}/tablero/atenciones${question ? `?${question}` : ''}`,
  openData: () => `${base}/datos-abiertos`,
  openDataFile: (name: string) => `${base}/datos-abiertos/archivos/${name}`,
  openDataDictionary: (dataset: string, language: string) =>
    `${base}/datos-abiertos/diccionarios/${dataset}.csv?idioma=${language}`,
  dataPackage: () => `${base}/datos-abiertos/datapackage.json`,
  /** For programs: `data.json`, `catalog.jsonld`, `catalog.ttl`. */
  catalogue: (file: string) => `${base}/${file}`,
  /** The list of public petitions; the question is the rest of the address, of its feed and its file too. */
  petitionList: (question?: string) => `${base}/tablero/solicitudes${question ? `?${question}` : ''}`,
  petitionListFeed: (question?: string) => `${base}/tablero/solicitudes.xml${question ? `?${question}` : ''}`,
  petitionListFile: (question?: string) => `${base}/tablero/solicitudes.csv${question ? `?${question}` : ''}`,
  /** To ask to be called back. */
  callBack: () => `${base}/que-me-llamen`,
  subscribe: (question?: string) => `${base}/suscripcion${question ? `?${question}` : ''}`,
  /** A capability: opens a subscription and is at once exchanged for a cookie. */
  subscriptionLink: (token: string) => `${base}/suscripcion/abrir/${token}`,
  subscription: () => `${base}/suscripcion/mia`,
  subscriptionAct: (act: string) => `${base}/suscripcion/${act}`,
  /** A capability to end a subscription, for mail programs (RFC 8058). */
  unsubscribeLink: (token: string) => `${base}/suscripcion/baja/${token}`,
});

export type CitizenPaths = ReturnType<typeof citizenPaths>;
