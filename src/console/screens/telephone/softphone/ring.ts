let ending: (() => void) | null = null;

/**
 * Rings until `stopRinging`: by ear, in the title of the tab, and as a notice of the system where that was allowed and
 * the tab is not in sight. The notice names nobody: it may be seen by whoever passes.
 */
export function startRinging(words: { readonly title: string; readonly body: string }): void {
  stopRinging();
  const title = document.title;
  const blink = setInterval(() => {
    document.title = document.title === words.title ? title : words.title;
  }, 1000);
  document.title = words.title;
  const silence = bell();
  const notice = noticeOf(words);
  ending = () => {
    clearInterval(blink);
    document.title = title;
    silence();
    notice?.close();
  };
}

export function stopRinging(): void {
  ending?.();
  ending = null;
}

/** Asks once whether the system may show notices; to be called from a click. */
export function askForNotices(): void {
  if ('Notification' in window && Notification.permission === 'default')
    void Notification.requestPermission();
}

function noticeOf({ title, body }: { title: string; body: string }): Notification | null {
  if (!('Notification' in window) || Notification.permission !== 'granted') return null;
  if (document.visibilityState === 'visible') return null;
  const notice = new Notification(title, { body, tag: 'atiende-call', requireInteraction: true });
  notice.addEventListener('click', () => {
    window.focus();
    notice.close();
  });
  return notice;
}

// Two tones, one second of three: made here, so that no file is needed.
function bell(): () => void {
  const context = new AudioContext();
  const loudness = context.createGain();
  loudness.gain.value = 0;
  loudness.connect(context.destination);
  const tones = [440, 480].map((frequency) => {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(loudness);
    tone.start();
    return tone;
  });
  const strike = () => {
    const now = context.currentTime;
    loudness.gain.setValueAtTime(0.15, now);
    loudness.gain.setValueAtTime(0, now + 1);
  };
  strike();
  const timer = setInterval(strike, 3000);
  return () => {
    clearInterval(timer);
    for (const tone of tones) tone.stop();
    void context.close();
  };
}
