import pg from 'pg';
import { purgeTickets } from './purge-tickets.ts';

/** Tables that hang on a petition, then those that hang on a city, each after what points to it. */
const byPetition = [
  'spoken_copies',
  'spoken_petitions',
  'petition_events',
  'clock_entries',
  'assignments',
  'contacts',
  'replies',
  'supporters',
  'recount_refusals',
  'presences',
  'surveys',
  'petition_facts',
];
const byCity = [
  'subscriptions',
  'missing_answers',
  'articles',
  'open311_tokens',
  'import_rows',
  'api_keys',
  'interactions',
  'routing_rules',
  'reply_templates',
  'texts',
  'outcomes',
  'zones',
  'services',
  'service_groups',
  'terms',
  'kinds',
  'configuration_changes',
  'roles',
  'recounts',
  'survey_cells',
  'survey_cell_changes',
  'report_templates',
  'city_reports',
  'open_data_files',
  'statistics_words',
  'open_data_publications',
];
const byAuthority = ['signing_certificates', 'sealed_events', 'seals', 'opening_hours', 'channel_addresses'];

/**
 * Removes the demonstration: its cities with everything in them, its users, and the mark. History may be deleted only
 * by the owner, so this needs the owner's address; what was not of the demonstration stays.
 * @returns storage names of the files to remove
 */
export async function purgeDemo(owner_url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: owner_url, application_name: 'atiende-purge' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('atiende.actor', 'system', true)`);
    await client.query('SET CONSTRAINTS ALL DEFERRED');
    const cities = `SELECT id FROM cities WHERE is_demo`;
    await purgeCorrespondence(client, cities);
    const files = await client
      .query<{ storage_name: string }>(`DELETE FROM outbox WHERE city_id IN (${cities})`)
      .then(() =>
        client.query<{ storage_name: string }>(
          `DELETE FROM files WHERE city_id IN (${cities}) RETURNING storage_name`,
        ),
      );
    const letters = await client.query<{ storage_name: string }>(
      `DELETE FROM letters WHERE petition_id IN (SELECT id FROM petitions WHERE city_id IN (${cities}))
       RETURNING storage_name`,
    );
    const published = await client.query<{ storage_name: string }>(
      `DELETE FROM open_data_pieces WHERE city_id IN (${cities}) RETURNING storage_name`,
    );
    const recordings = `SELECT id FROM recordings WHERE city_id IN (${cities})`;
    await client.query(`DELETE FROM recording_events WHERE recording_id IN (${recordings})`);
    const recorded = await client.query<{ storage_name: string }>(
      `WITH gone AS (DELETE FROM recordings WHERE city_id IN (${cities}) RETURNING storage_name)
       SELECT storage_name FROM gone WHERE storage_name IS NOT NULL`,
    );
    await purgePetitions(client, cities);
    await purgeCities(client, cities);
    await purgeUsers(client);
    await purgeWhatIsShared(client);
    await client.query('UPDATE installation SET is_demo = false');
    await client.query('COMMIT');
    return [...files.rows, ...letters.rows, ...published.rows, ...recorded.rows].map(
      ({ storage_name }) => storage_name,
    );
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    await client.end();
  }
}

/** Before the files that they name. */
async function purgeCorrespondence(client: pg.Client, cities: string): Promise<void> {
  const letters = `SELECT id FROM incoming_letters WHERE city_id IN (${cities})`;
  const petitions = `SELECT id FROM petitions WHERE city_id IN (${cities})`;
  const authorities = `SELECT id FROM authorities WHERE city_id IN (${cities})`;
  const piles = `SELECT id FROM scan_piles WHERE city_id IN (${cities})`;
  for (const table of ['scan_pile_parts', 'scan_pile_pages'])
    await client.query(`DELETE FROM ${table} WHERE pile_id IN (${piles})`);
  await client.query(`DELETE FROM letter_places WHERE letter_id IN (${letters})`);
  await client.query(`DELETE FROM reply_prints WHERE petition_id IN (${petitions})`);
  await client.query(`DELETE FROM letter_series WHERE authority_id IN (${authorities})`);
  for (const table of ['scan_piles', 'incoming_letters', 'paper_deliveries', 'cover_sheets'])
    await client.query(`DELETE FROM ${table} WHERE city_id IN (${cities})`);
}

async function purgePetitions(client: pg.Client, cities: string): Promise<void> {
  const petitions = `SELECT id FROM petitions WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM open311_tokens WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM import_rows WHERE city_id IN (${cities})`);
  await purgeTelephony(client, cities);
  await purgeTickets(client, cities);
  const reviews = `SELECT id FROM quality_reviews WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM quality_review_events WHERE review_id IN (${reviews})`);
  const calibrations = `SELECT id FROM quality_calibrations WHERE city_id IN (${cities})`;
  const judged = `SELECT id FROM quality_calibration_items WHERE calibration_id IN (${calibrations})`;
  await client.query(`DELETE FROM quality_calibration_scores WHERE item_id IN (${judged})`);
  await client.query(`DELETE FROM quality_calibration_items WHERE calibration_id IN (${calibrations})`);
  for (const table of ['quality_calibrations', 'quality_reviews', 'quality_samples', 'quality_forms'])
    await client.query(`DELETE FROM ${table} WHERE city_id IN (${cities})`);
  const interactions = `SELECT id FROM interactions WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM interaction_petitions WHERE interaction_id IN (${interactions})`);
  await client.query(`DELETE FROM interaction_articles WHERE interaction_id IN (${interactions})`);
  await client.query(`DELETE FROM interactions WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM drafts WHERE city_id IN (${cities})`);
  await client.query(
    `DELETE FROM idempotency_keys WHERE result->>'petition_id' IN (SELECT id::text FROM (${petitions}) AS p)`,
  );
  await client.query(`DELETE FROM privacy_consents WHERE petition_id IN (${petitions})`);
  await client.query(`DELETE FROM messages WHERE petition_id IN (${petitions}) AND answers_id IS NOT NULL`);
  await client.query(`DELETE FROM messages WHERE petition_id IN (${petitions})`);
  await client.query(`UPDATE replies SET corrects_id = NULL WHERE petition_id IN (${petitions})`);
  const points = `SELECT id FROM critical_points WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM critical_point_events WHERE critical_point_id IN (${points})`);
  await client.query(`DELETE FROM critical_points WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM critical_point_searches WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM survey_follow_ups WHERE city_id IN (${cities})`);
  const surveys = `SELECT id FROM surveys WHERE city_id IN (${cities})`;
  const campaigns = `SELECT id FROM survey_campaigns WHERE city_id IN (${cities})`;
  for (const table of ['survey_campaign_members', 'survey_campaign_strata'])
    await client.query(`DELETE FROM ${table} WHERE campaign_id IN (${campaigns})`);
  await client.query(`DELETE FROM survey_campaigns WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM survey_attempts WHERE survey_id IN (${surveys})`);
  for (const table of byPetition)
    await client.query(`DELETE FROM ${table} WHERE petition_id IN (${petitions})`);
  await client.query(`UPDATE petitions SET merged_into = NULL WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM petitions WHERE city_id IN (${cities})`);
  const persons = `SELECT id FROM persons WHERE city_id IN (${cities})`;
  for (const table of ['person_identities', 'person_name_words', 'person_changes', 'personal_data_views']) {
    await client.query(`DELETE FROM ${table} WHERE person_id IN (${persons})`);
  }
  await client.query(`UPDATE persons SET merged_into = NULL WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM persons WHERE city_id IN (${cities})`);
}

/** Calls name interactions, persons and users: they go before them. */
async function purgeTelephony(client: pg.Client, cities: string): Promise<void> {
  const exchanges = `SELECT id FROM telephone_exchanges WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM exchange_orders WHERE exchange_id IN (${exchanges})`);
  await client.query(`DELETE FROM softphones WHERE city_id IN (${cities})`);
  const calls = `SELECT id FROM calls WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM call_legs WHERE call_id IN (${calls})`);
  for (const table of ['call_backs', 'calls', 'agent_states', 'telephone_extensions', 'call_queues'])
    await client.query(`DELETE FROM ${table} WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM telephone_exchanges WHERE city_id IN (${cities})`);
}

async function purgeCities(client: pg.Client, cities: string): Promise<void> {
  const authorities = `SELECT id FROM authorities WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM role_grants WHERE city_id IN (${cities})`);
  const words = `SELECT id FROM statistics_words WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM statistics_cells WHERE a IN (${words})`);
  await client.query(`DELETE FROM statistics_cube WHERE authority IN (${words})`);
  const reports = `SELECT id FROM city_reports WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM report_papers WHERE report_id IN (${reports})`);
  const articles = `SELECT id FROM articles WHERE city_id IN (${cities})`;
  for (const table of ['article_votes', 'article_uses', 'article_events', 'article_versions'])
    await client.query(`DELETE FROM ${table} WHERE article_id IN (${articles})`);
  for (const table of byAuthority)
    await client.query(`DELETE FROM ${table} WHERE authority_id IN (${authorities})`);
  for (const table of byCity) await client.query(`DELETE FROM ${table} WHERE city_id IN (${cities})`);
  await client.query(
    `UPDATE authorities SET triage_unit_id = NULL, calendar_id = NULL WHERE city_id IN (${cities})`,
  );
  await client.query(`UPDATE units SET parent_id = NULL WHERE authority_id IN (${authorities})`);
  const units = `SELECT id FROM units WHERE authority_id IN (${authorities})`;
  await client.query(`DELETE FROM document_numbers WHERE unit_id IN (${units})`);
  await client.query(`DELETE FROM units WHERE authority_id IN (${authorities})`);
  await client.query(
    `DELETE FROM calendar_days WHERE calendar_id IN (SELECT id FROM calendars WHERE city_id IN (${cities}))`,
  );
  await client.query(`DELETE FROM calendars WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM authorities WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM cities WHERE is_demo`);
}

async function purgeUsers(client: pg.Client): Promise<void> {
  const users = `SELECT id FROM users WHERE is_demo`;
  for (const table of [
    'sessions',
    'one_time_tokens',
    'saved_views',
    'role_grants',
    'personal_data_views',
    'presences',
  ]) {
    await client.query(`DELETE FROM ${table} WHERE user_id IN (${users})`);
  }
  await client.query(`UPDATE users SET delegate_id = NULL WHERE delegate_id IN (${users})`);
  await client.query(`DELETE FROM users WHERE is_demo`);
}

/** What names no city: it goes as a whole when the demonstration was all there was. */
async function purgeWhatIsShared(client: pg.Client): Promise<void> {
  for (const table of ['idempotency_keys', 'sign_in_attempts'])
    await client.query(`DELETE FROM ${table} WHERE NOT EXISTS (SELECT FROM cities)`);
}
