import type { Reader } from '../../store/database.ts';

/** Calendars with the pack's days, the console's above them, and the country's apart. */
export async function exportCalendars(reader: Reader, city_id: string) {
  const calendars = await reader.selectFrom('calendars').selectAll().where('city_id', '=', city_id).execute();
  const days = await reader
    .selectFrom('calendar_days')
    .innerJoin('calendars', 'calendars.id', 'calendar_days.calendar_id')
    .selectAll('calendar_days')
    .where('calendars.city_id', '=', city_id)
    .where('calendar_days.revoked_at', 'is', null)
    .orderBy('calendar_days.origin', 'desc')
    .execute();
  return calendars.map(({ id, city_id: _city, version: _version, ...calendar }) => {
    const own = days.filter((day) => day.calendar_id === id);
    const country_days = own
      .filter(({ origin }) => origin === 'country')
      .map(({ day, kind, name, source }) => ({ day, kind, name, source }));
    // Sorted pack before console: of two entries for one date the console's stays.
    const above = own
      .filter(({ origin }) => origin !== 'country')
      .map(({ day, kind, name, source, reason }) => ({ day, kind, name, source, reason }));
    return { ...calendar, country_days, days: [...new Map(above.map((day) => [day.day, day])).values()] };
  });
}

/** Authorities with units, hours and addresses, in the order people see. */
export async function exportAuthorities(reader: Reader, city: { id: string; time_zone: string }) {
  const authorities = await reader
    .selectFrom('authorities')
    .leftJoin('calendars', 'calendars.id', 'authorities.calendar_id')
    .selectAll('authorities')
    .select('calendars.code as calendar')
    .where('authorities.city_id', '=', city.id)
    .orderBy('position')
    .orderBy('authorities.code')
    .execute();
  const ids = authorities.map(({ id }) => id);
  const units = await unitsOf(reader, ids);
  const doors = await doorsOf(reader, ids);
  return {
    authorities: authorities.map((one) => ({
      code: one.code,
      folio_code: one.folio_code,
      name: one.name,
      short_name: one.short_name,
      level: one.level,
      calendar: one.calendar,
      time_zone: one.time_zone === city.time_zone ? null : one.time_zone,
      triage_unit: units.find(({ id }) => id === one.triage_unit_id)?.code,
      contact: one.contact,
      branding: one.branding,
      is_active: one.is_active,
      units: units
        .filter(({ authority_id }) => authority_id === one.id)
        .map(({ id: _id, authority_id: _authority, ...unit }) => unit),
      opening_hours: doors.hours
        .filter(({ authority_id }) => authority_id === one.id)
        .map(({ channel, weekday, opens, closes }) => ({
          channel,
          weekday,
          opens: opens.slice(0, 5),
          closes: closes.slice(0, 5),
        })),
      channel_addresses: doors.addresses
        .filter(({ authority_id }) => authority_id === one.id)
        .map(({ channel, label, value }) => ({ channel, label, value })),
    })),
  };
}

async function unitsOf(reader: Reader, authority_ids: readonly string[]) {
  return reader
    .selectFrom('units')
    .leftJoin('units as above', 'above.id', 'units.parent_id')
    .select([
      'units.id',
      'units.authority_id',
      'units.code',
      'units.name',
      'above.code as parent',
      'units.responsible_name',
      'units.responsible_title',
      'units.email',
      'units.phone',
      'units.address',
      'units.reply_needs_approval',
      'units.is_active',
    ])
    .where('units.authority_id', 'in', authority_ids)
    .orderBy('units.position')
    .orderBy('units.code')
    .execute();
}

async function doorsOf(reader: Reader, authority_ids: readonly string[]) {
  const hours = await reader
    .selectFrom('opening_hours')
    .selectAll()
    .where('authority_id', 'in', authority_ids)
    .execute();
  const addresses = await reader
    .selectFrom('channel_addresses')
    .selectAll()
    .where('authority_id', 'in', authority_ids)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return { hours, addresses };
}
