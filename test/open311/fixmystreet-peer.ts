import { XMLParser } from 'fast-xml-parser';

/** What the peer keeps of a report of its own, or of one that it imported. */
export interface Problem {
  external_id: string;
  state: string;
  detail: string;
  lastupdate: string;
  comments: { external_id: string; text: string }[];
}

const lists = ['service', 'attribute', 'value', 'request', 'error', 'request_update', 'media_url'];
type Node = Record<string, unknown>;

/**
 * A peer that behaves as FixMyStreet's client does (reference A.6): XML only, names of the outermost element ignored,
 * list elements forced to arrays, empty elements undefined, coordinates truncated to six decimals, repeated media_url,
 * a dash for a missing surname, a composed description, five looks at a token, and pull windows whose items it drops
 * when their time lies outside.
 */
export class FixMyStreet {
  readonly problems = new Map<string, Problem>();
  #endpoint: string;
  #key: string;
  #jurisdiction: string;

  constructor(endpoint: string, key: string, jurisdiction = '') {
    this.#endpoint = endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
    this.#key = key;
    this.#jurisdiction = jurisdiction;
  }

  async services(): Promise<
    { code: string; name: string; group: string; is_private: boolean; fields: Node[] }[]
  > {
    const found = await this.#get('services.xml');
    const services = [];
    for (const service of (found?.['service'] ?? []) as Node[]) {
      const code = String(service['service_code']);
      const definition = service['metadata'] === 'true' ? await this.#get(`services/${code}.xml`) : null;
      const held = definition?.['attributes'] as Node | undefined;
      services.push({
        code,
        name: String(service['service_name']),
        group: String(service['group'] ?? ''),
        is_private: String(service['keywords'] ?? '')
          .split(/\s*,\s*/)
          .includes('private'),
        fields: (held?.['attribute'] ?? []) as Node[],
      });
    }
    return services;
  }

  /** Sends a report; the id, or null when it failed and would be sent again by the daemon. */
  async send(report: {
    id: number;
    service: string;
    title: string;
    detail: string;
    latitude: number;
    longitude: number;
    name?: string;
    email?: string;
    images?: string[];
    extra?: Record<string, string>;
  }): Promise<string | null> {
    const [first = '', last = ''] = /(\w+)(?:\.?\s+(.+))?/.exec(report.name ?? '')?.slice(1) ?? [];
    const form = new URLSearchParams({
      service_code: report.service,
      lat: truncated(report.latitude),
      long: truncated(report.longitude),
      description: `title: ${report.title}\n\ndetail: ${report.detail}\n\nurl: http://fms.example/report/${report.id}\n\nSubmitted via FixMyStreet\n`,
      first_name: first,
      last_name: last,
      deviceid: 'FixMyStreet',
    });
    if (report.email !== undefined) form.append('email', report.email);
    for (const image of report.images ?? []) form.append('media_url', image);
    for (const [name, value] of Object.entries({ fixmystreet_id: String(report.id), ...report.extra }))
      form.append(`attribute[${name}]`, value);
    const answered = (await this.#post('requests.xml', form))?.['request'] as Node[] | undefined;
    const direct = answered?.[0]?.['service_request_id'];
    const external_id = direct ?? (await this.#byToken(String(answered?.[0]?.['token'] ?? '')));
    if (external_id == null || external_id === '') return null;
    const problem = {
      external_id: String(external_id),
      state: 'confirmed',
      detail: report.detail,
      comments: [],
    };
    this.problems.set(problem.external_id, { ...problem, lastupdate: '' });
    return problem.external_id;
  }

  async sendUpdate(update: {
    id: number;
    external_id: string;
    text: string;
    at: Date;
    status?: string;
    name?: string;
  }): Promise<string | null> {
    const [first = '', last = ''] = (update.name ?? '').split(' ');
    const form = new URLSearchParams({
      updated_datetime: w3c(update.at).replace('Z', '+00:00'),
      service_request_id: update.external_id,
      status: update.status ?? 'OPEN',
      description: update.text,
      first_name: first,
      last_name: last === '' ? '-' : last,
      update_id: String(update.id),
      service_request_id_ext: '4711',
      public_anonymity_required: 'FALSE',
    });
    const answered = (await this.#post('servicerequestupdates.xml', form))?.['request_update'] as
      Node[] | undefined;
    const id = answered?.[0]?.['update_id'];
    if (id === undefined) return null;
    this.problems.get(update.external_id)?.comments.push({ external_id: String(id), text: update.text });
    return String(id);
  }

  /** Imports requests of the last hour that it does not know. @returns the ids imported */
  async fetchReports(now: Date): Promise<string[]> {
    const window = { start_date: w3c(new Date(+now - 3_600_000)), end_date: w3c(now) };
    const found = await this.#get('requests.xml', window);
    const imported: string[] = [];
    for (const request of (found?.['request'] ?? []) as Node[]) {
      const id = request['service_request_id'];
      if (id === undefined || request['lat'] === undefined || request['long'] === undefined) continue;
      if (this.problems.has(String(id))) continue;
      const updated = String(request['updated_datetime']);
      if (updated < window.start_date || updated > window.end_date) continue;
      const detail = String(request['description'] ?? `${String(request['service_name'])} problem`);
      const state = stateOf(String(request['status']));
      this.problems.set(String(id), {
        external_id: String(id),
        state,
        detail,
        lastupdate: updated,
        comments: [],
      });
      imported.push(String(id));
    }
    return imported;
  }

  /** Takes over the updates of the last two hours that it does not have. @returns how many */
  async fetchUpdates(now: Date): Promise<number> {
    const window = { start_date: w3c(new Date(+now - 7_200_000)), end_date: w3c(now) };
    const found = await this.#get('servicerequestupdates.xml', { ...window, api_key: this.#key });
    let taken = 0;
    for (const update of (found?.['request_update'] ?? []) as Node[]) {
      const problem = this.problems.get(String(update['service_request_id']));
      const updated = String(update['updated_datetime']);
      if (problem === undefined || updated < window.start_date || updated > window.end_date) continue;
      const external_id = String(update['update_id']);
      if (problem.comments.some((comment) => comment.external_id === external_id)) continue;
      problem.comments.push({ external_id, text: String(update['description'] ?? '') });
      if (updated >= problem.lastupdate) problem.state = stateOf(String(update['status']));
      taken += 1;
    }
    return taken;
  }

  async #byToken(token: string): Promise<unknown> {
    for (let look = 0; look < 5 && token !== ''; look += 1) {
      const found = (await this.#get(`tokens/${token}.xml`))?.['request'] as Node[] | undefined;
      if (found?.[0]?.['service_request_id'] !== undefined) return found[0]['service_request_id'];
    }
    return null;
  }

  #get(path: string, params: Record<string, string> = {}): Promise<Node | null> {
    const query = new URLSearchParams(params);
    if (this.#jurisdiction !== '') query.set('jurisdiction_id', this.#jurisdiction);
    return this.#ask(`${path}?${query}`, {});
  }

  #post(path: string, form: URLSearchParams): Promise<Node | null> {
    if (this.#jurisdiction !== '') form.set('jurisdiction_id', this.#jurisdiction);
    form.set('api_key', this.#key);
    return this.#ask(path, { method: 'POST', body: form });
  }

  async #ask(path: string, init: RequestInit): Promise<Node | null> {
    const response = await fetch(this.#endpoint + path, init);
    const text = await response.text();
    if (!response.ok) return null;
    const parser = new XMLParser({
      isArray: (name) => lists.includes(name),
      parseTagValue: false,
      ignoreDeclaration: true,
    });
    const [root] = Object.values(parser.parse(text) as Node);
    return withoutEmpty(root) as Node;
  }
}

/** XML::Simple with SuppressEmpty: an element without content is undefined. */
function withoutEmpty(value: unknown): unknown {
  if (value === '') return undefined;
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutEmpty(one)]));
}

const truncated = (degrees: number): string => String(Math.trunc(degrees * 1e6) / 1e6);
const w3c = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

const states: Readonly<Record<string, string>> = {
  fixed: 'fixed - council',
  'not councils responsibility': 'not responsible',
  'no further action': 'unable to fix',
  open: 'confirmed',
  closed: 'closed',
};

function stateOf(status: string): string {
  const plain = status.toLowerCase().replaceAll('_', ' ');
  return states[plain] ?? plain;
}
