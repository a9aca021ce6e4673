import type pg from 'pg';

/** Removes the offices of those cities with their numbers, which name interactions and users: they go before them. */
export async function purgeTickets(client: pg.Client, cities: string): Promise<void> {
  const tickets = `SELECT id FROM tickets WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM ticket_events WHERE ticket_id IN (${tickets})`);
  await client.query(`DELETE FROM ticket_addresses WHERE ticket_id IN (${tickets})`);
  await client.query(`UPDATE tickets SET next_ticket_id = NULL WHERE city_id IN (${cities})`);
  await client.query(`DELETE FROM tickets WHERE city_id IN (${cities})`);
  const offices = `SELECT id FROM offices WHERE city_id IN (${cities})`;
  await client.query(`DELETE FROM office_days WHERE office_id IN (${offices})`);
  await client.query(`DELETE FROM offices WHERE city_id IN (${cities})`);
}
