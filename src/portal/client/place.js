// Two ways to fill the coordinates in: the device's location and a pin on a map. Both only fill the fields that stand
// in the form; without them the place is written or chosen from lists.

const tools = document.querySelector('.location-tools');
const latitude = document.querySelector('[name="latitud"]');
const longitude = document.querySelector('[name="longitud"]');

if (
  tools instanceof HTMLElement &&
  latitude instanceof HTMLInputElement &&
  longitude instanceof HTMLInputElement
) {
  tools.hidden = false;
  const says = tools.querySelector('[data-says]');
  /** @param {string} text */
  const say = (text) => {
    if (says !== null) says.textContent = text;
  };
  const fill = (/** @type {number} */ lat, /** @type {number} */ lon) => {
    latitude.value = lat.toFixed(6);
    longitude.value = lon.toFixed(6);
    const details = latitude.closest('details');
    if (details !== null) details.open = true;
  };
  /** @type {{ moveTo: (lat: number, lon: number) => void } | null} */
  let map = null;

  tools.querySelector('[data-do="locate"]')?.addEventListener('click', () => {
    say(tools.dataset['searching'] ?? '');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fill(coords.latitude, coords.longitude);
        map?.moveTo(coords.latitude, coords.longitude);
        say(tools.dataset['found'] ?? '');
      },
      () => say(tools.dataset['denied'] ?? ''),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });

  const opener = tools.querySelector('[data-do="map"]');
  opener?.addEventListener('click', async () => {
    const { openMap } = await import('./map.js');
    const at = { latitude: Number(latitude.value), longitude: Number(longitude.value) };
    map = await openMap(tools, latitude.value === '' ? null : at, (lat, lon) => {
      fill(lat, lon);
      say(tools.dataset['placed'] ?? '');
    });
    if (opener instanceof HTMLElement) opener.hidden = true;
  });

  for (const field of [latitude, longitude]) {
    field.addEventListener('change', () => {
      const [lat, lon] = [Number(latitude.value), Number(longitude.value)];
      if (latitude.value !== '' && longitude.value !== '') map?.moveTo(lat, lon);
    });
  }
}
