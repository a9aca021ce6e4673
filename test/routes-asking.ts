import { usualTemplate } from '../src/core/reports/template.ts';
import { newId } from '../src/store/ids.ts';
import { allMet } from './a-review.ts';
import { counterHall } from './an-office.ts';
import { dogLicence } from './articles.ts';
import type { RouteName } from './console.ts';
import { castPassword } from './routes-cast.ts';
import {
  asSystem,
  cast,
  compared_calibration,
  contested_review,
  judged_calibration,
  submitted_review,
  type Special,
} from './routes-stage.ts';
import {
  grantOfIztapalapa,
  aLink,
  asDeskWordsAre,
  ownFiling,
  inCampaignCall,
  after,
  inCall,
  changedArticle,
  retiredArticle,
  ownView,
  ownScan,
  telephoneOf,
  ownExtension,
  anExtensionOf,
  ownSoftphone,
  begun,
  codesOf,
  halfOpen,
  articleOwner,
} from './routes-steps.ts';

/** A call that was over before the cast began its day. */
const endedCall = {
  ...{ kind: 'information', wrap_up: 'answered' },
  ...{ started_at: '2026-04-29T15:00:00.000Z', ended_at: '2026-04-29T15:02:00.000Z' },
};

/** All that is asked after a closing. */
const answered = { satisfaction: 5, solved: 'yes' };

/** What the schema alone does not tell about a body or an address. */
export const special: Readonly<Partial<Record<RouteName, Special>>> = {
  act: { params: { action: 'note' }, body: { body: 'Una nota' } },
  act_on_many: () => ({
    params: { action: 'note' },
    body: { on: [{ petition_id: cast.ids['petition_id'] }], input: { body: 'Una nota' } },
  }),
  undo: () => ({ body: { undo: cast.undo } }),
  file_petition: {
    body: {
      ...{ service_code: 'luminaria', identity: 'anonymous', channel: 'phone', description: 'Una lámpara' },
      ...{ privacy_version: 1, place: { zone_code: 'iztapalapa' } },
    },
  },
  send_receipt: ownFiling,
  get_spoken_record: ownFiling,
  give_spoken_copy: ownFiling,
  save_desk_words: asDeskWordsAre,
  preview_filing: { body: { service_code: 'luminaria', channel: 'phone' } },
  preview_reply: { body: { outcome_code: 'resolved', body: 'Ya quedó' } },
  create_service: { body: { kind_code: 'complaint' } },
  send_kept: { body: { state: 'kept' } },
  create_user: () => ({ body: { email: 'alguien@pueblo.example', grants: [grantOfIztapalapa()] } }),
  create_template: () => ({ body: { authority_id: cast.ids['authority_id'], code: 'otra' } }),
  order_report: () => ({ body: { period: '2026-T1', authority_id: cast.ids['authority_id'] } }),
  get_report_template: { params: { model: 'management' } },
  save_report_template: {
    params: { model: 'management' },
    body: { version: 0, sections: usualTemplate('management') },
  },
  save_text: { params: { code: 'means_of_appeal' } },
  list_text_versions: { params: { code: 'means_of_appeal' } },
  sign_in: ({ email }) => ({ body: { email, password: castPassword } }),
  change_password: { body: { current_password: castPassword, new_password: 'otra frase larga y distinta' } },
  begin_totp: { body: { password: castPassword } },
  remove_totp: { body: { password: castPassword } },
  confirm_totp: async (member) => ({ body: { code: (await codesOf(await begun(member))).now } }),
  verify_second_factor: async (member) => ({ body: { code: (await halfOpen(member)).next } }),
  use_recovery_code: async (member) => ({ body: { code: (await halfOpen(member)).recovery } }),
  set_password: async () => ({ body: { token: await aLink(), new_password: 'otra frase larga y distinta' } }),
  change_view: async (member) => ({ params: { id: await ownView(member) } }),
  remove_view: async (member) => ({ params: { id: await ownView(member) } }),
  make_campaign: { body: { closed_from: '2026-04-01', closed_until: '2026-04-30' } },
  change_campaign: { body: { closed_from: '2026-04-01', closed_until: '2026-04-30' } },
  check_campaign_draw: (member) => after(member, ['draw_campaign']),
  open_campaign: (member) => after(member, ['draw_campaign']),
  close_campaign: (member) => after(member, ['draw_campaign', 'open_campaign']),
  publish_campaign: (member) => after(member, ['draw_campaign', 'open_campaign', 'close_campaign']),
  get_campaign_call: inCampaignCall,
  note_campaign_attempt: inCampaignCall,
  record_campaign_answer: inCampaignCall,
  get_survey_call: inCall,
  note_survey_attempt: inCall,
  record_survey_answer: async (member) => ({ ...(await inCall(member)), body: answered }),
  copy_paper_answer: { body: answered },
  end_interaction: { body: endedCall },
  log_interaction: { body: endedCall },
  listen_to_recording: { body: { reason: 'Revisión de la atención' } },
  hold_recording: { body: { reason: 'Juicio en curso' } },
  release_recording: { body: { reason: 'El juicio terminó' } },
  create_article: () => ({ body: { ...articleOwner(), code: 'otro-articulo', contents: dogLicence } }),
  edit_article: () => ({ body: { ...articleOwner(), contents: dogLicence } }),
  publish_article: changedArticle,
  restore_article: retiredArticle,
  submit_review: { body: { form_version: 0, marks: allMet } },
  undo_review: async ({ browser }) => {
    const params = cast.own['quality']!;
    const body = { form_version: 0, marks: allMet, feedback: 'Bien' };
    await browser('submit_review', { params, body: body as never });
    return {};
  },
  answer_review: () => ({ params: { id: submitted_review } }),
  settle_review: () => ({ params: { id: contested_review }, body: { marks: null } }),
  draw_quality_sample: { body: { from: '2026-04-29', until: '2026-04-29', unit_id: null } },
  open_calibration: { body: { from: '2026-04-29', until: '2026-04-29', unit_id: null, size: 1 } },
  score_calibration: { body: { marks: allMet } },
  compare_calibration: () => ({ params: { id: judged_calibration.id } }),
  keep_reference: () => ({ params: compared_calibration, body: { marks: allMet } }),
  save_quality_form: {
    body: {
      version: 0,
      form: {
        criteria: [{ code: 'c1', name: 'Uno', weight: 1 }],
        critical_errors: [],
        passes_at: 50,
        contest_days: 5,
      },
    },
  },
  register_letter: {
    body: {
      ...{ service_code: 'luminaria', identity: 'anonymous', received_at: '2026-04-29T15:00:00.000Z' },
      ...{ description: 'Una lámpara', place: { zone_code: 'iztapalapa' }, cover_code: null },
      ...{ addressed_to: null, interaction_id: null, named_unit_id: null, on_behalf_of: null },
    },
  },
  move_letter: { body: { shelf: 'A' } },
  begin_scan_pile: async (member) => ({ body: { pile_id: newId(), file_ids: [await ownScan(member)] } }),
  bind_scan_pile: { body: { parts: [{ at: 1 }] } },
  undo_scan_pile: async () => {
    await asSystem((tx) => tx.updateTable('scan_piles').set({ state: 'bound' }).execute());
    return {};
  },
  get_letters_of_day: { query: { on: '2026-04-30' } },
  begin_paper_delivery: () => ({
    body: { way: 'in_person', receiver_name: 'Rosa', at: cast.app.now(), proof_file_id: null },
  }),
  end_paper_delivery: () => ({ body: { result: 'delivered', at: cast.app.now(), proof_file_id: null } }),
  add_letter: {
    body: { received_at: '2026-04-29T15:00:00.000Z', cover_code: null, addressed_to: null },
  },
  set_softphone_gateway: async () => {
    const user_id = cast.town.staff['agent.iztapalapa']!.user_id;
    const { exchange_id } = await anExtensionOf(user_id);
    return { params: { id: exchange_id }, body: { gateway: null } };
  },
  say_agent_state: async ({ user_id }) => {
    await telephoneOf(user_id);
    return {};
  },
  place_call: async ({ user_id }) => {
    await telephoneOf(user_id);
    return { body: { number: '449 965 0088' } };
  },
  handle_call: async ({ user_id }) => {
    const { call_id } = await telephoneOf(user_id, true);
    return { params: { id: call_id }, body: { verb: 'hang_up' } };
  },
  save_exchange: {
    body: {
      ...{ exchange_id: null, host: 'central.pueblo.example', port: 5038, secret: 'secreto' },
      tls_certificate: null,
      dial_context: 'salida',
    },
  },
  set_extension: async () => {
    const { exchange_id } = await telephoneOf(null);
    return { body: { exchange_id, extension: '109' } };
  },
  start_softphone: async (member) => {
    await ownExtension(member);
    return {};
  },
  end_softphone: ownSoftphone,
  create_office: () => ({
    body: { authority_id: cast.ids['authority_id'], code: 'otra-sede', settings: counterHall },
  }),
  edit_office: { body: { settings: counterHall } },
  book_hour: { body: { line_code: 'pagos', at: '2026-04-30T17:00:00Z', email: null, priority_code: null } },
  give_ticket: { body: { line_code: 'pagos' } },
  find_ticket: () => ({ query: { on: cast.app.now().slice(0, 10), typed: 'B-01' } }),
  call_next: { body: { counter_code: '2' } },
  cancel_ticket: async () => {
    await asSystem((tx) => tx.updateTable('tickets').set({ state: 'parked' }).execute());
    return {};
  },
  take_back_ticket: async () => {
    await asSystem((tx) => tx.updateTable('tickets').set({ state: 'parked' }).execute());
    return { body: { counter_code: '2' } };
  },
  arrive_ticket: async () => {
    const booked = { state: 'waiting', source: 'appointment', appointment_at: cast.app.now() } as const;
    await asSystem((tx) =>
      tx
        .updateTable('tickets')
        .set((eb) => ({ ...booked, place: eb.ref('number') }))
        .execute(),
    );
    return {};
  },
  transfer_ticket: { body: { line_code: 'reportes', for_counter: '2' } },
  attend_ticket: () => ({ body: { interaction_id: newId() } }),
  finish_ticket: () => ({ body: { interaction_id: newId(), kind: 'information', wrap_up: 'answered' } }),
  remove_file: async (member) => ({ params: { id: await ownScan(member) } }),
};
