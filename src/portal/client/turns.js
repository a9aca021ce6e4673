// Keeps the page of a waiting room as the line stands: read again when the server says that it changed. On the display a
// new call is heard too: a chime, then the words where the machine can speak.

const again_ms = 20_000;
const rest_ms = 30_000;
const kiosk_rest_ms = 60_000;
/** @type {AudioContext | null} */
let audio = null;

/** Two soft tones, made here: no file to be fetched. */
function chime() {
  if (audio === null) return;
  for (const [at, pitch] of [
    [0, 880],
    [0.35, 659],
  ]) {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    const begins = audio.currentTime + at;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, begins);
    volume.gain.exponentialRampToValueAtTime(0.5, begins + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + 0.9);
    tone.connect(volume).connect(audio.destination);
    tone.start(begins);
    tone.stop(begins + 1);
  }
}

/**
 * @param {string} words
 * @param {string} lang
 */
function speak(words, lang) {
  if (!('speechSynthesis' in window)) return;
  const said = new SpeechSynthesisUtterance(words);
  said.lang = lang;
  said.rate = 0.9;
  speechSynthesis.speak(said);
}

const button = document.querySelector('[data-sound]');
if (button instanceof HTMLElement) {
  // A browser is silent until somebody touched the page.
  button.hidden = false;
  button.addEventListener('click', () => {
    audio ??= new AudioContext();
    void audio.resume().then(chime);
    button.hidden = true;
  });
}

/** @param {HTMLElement} room */
function announce(room) {
  const { announce: words } = room.dataset;
  if (words === undefined) return;
  room.dataset['fresh'] = '';
  setTimeout(() => delete room.dataset['fresh'], 8_000);
  if (audio === null) return;
  chime();
  setTimeout(() => speak(words, (button instanceof HTMLElement && button.dataset['lang']) || 'es'), 1_200);
}

const found = document.querySelector('[data-turn-stream]');
if (found instanceof HTMLElement) {
  const room = found;
  const isDisplay = button !== null;
  let reading = false;
  const read = async () => {
    if (reading) return;
    reading = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById('fila');
      if (fresh === null) return;
      const isNewCall = fresh.dataset['call'] !== room.dataset['call'];
      // The element stays, so that a screen reader is told of what changes within it.
      for (const name of ['version', 'call', 'announce']) {
        const value = fresh.dataset[name];
        if (value === undefined) delete room.dataset[name];
        else room.dataset[name] = value;
      }
      if (room.textContent !== fresh.textContent) room.replaceChildren(...fresh.childNodes);
      if (isDisplay && isNewCall) announce(room);
    } catch {
      // Away for a moment: the next look reads it.
    } finally {
      reading = false;
    }
  };
  /** @type {EventSource | null} */
  let source = null;
  const listen = () => {
    if (!isDisplay && document.visibilityState !== 'visible') {
      source?.close();
      source = null;
      return;
    }
    if (source !== null && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource(room.dataset['turnStream'] ?? '');
    source.addEventListener('version', ({ data }) => {
      if (data !== room.dataset['version']) void read();
    });
  };
  document.addEventListener('visibilitychange', () => {
    listen();
    if (document.visibilityState === 'visible') void read();
  });
  listen();
  // What the stream does not tell: minutes pass, a proxy cut it off.
  setInterval(() => {
    listen();
    if (source?.readyState !== EventSource.OPEN) void read();
  }, again_ms);
}

// The kiosk prints by itself and is ready for the next person soon after.
const print_it = document.querySelector('[data-print]');
if (print_it instanceof HTMLElement) {
  print_it.hidden = false;
  print_it.addEventListener('click', () => window.print());
}
const back = document.querySelector('[data-kiosk-back]');
if (back instanceof HTMLAnchorElement) setTimeout(() => location.replace(back.href), rest_ms);

// A kiosk that nobody touches is read again: whether numbers are given, how many wait, what was chosen and left there.
const kiosk = document.querySelector('[data-kiosk]');
if (kiosk !== null) {
  const home = kiosk instanceof HTMLFormElement ? document.querySelector('a.button') : null;
  const address = home instanceof HTMLAnchorElement ? home.href : location.href;
  let touched = Date.now();
  for (const kind of ['pointerdown', 'keydown', 'input'])
    document.addEventListener(kind, () => (touched = Date.now()), { capture: true });
  setInterval(async () => {
    if (Date.now() - touched < kiosk_rest_ms) return;
    touched = Date.now();
    // Only when the server answers: what stands there is better than a page that says that there is none.
    const answer = await fetch(address, { headers: { accept: 'text/html' } }).catch(() => null);
    if (answer?.ok === true) location.replace(address);
  }, 5_000);
}
