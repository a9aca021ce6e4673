const keys = { microphone: 'atiende.microphone', speaker: 'atiende.speaker' } as const;
export type DeviceKind = keyof typeof keys;

export interface SoundDevice {
  readonly id: string;
  readonly name: string;
}

/** The device that was chosen on this machine; empty for the one of the system. */
export const chosenDevice = (kind: DeviceKind): string => localStorage.getItem(keys[kind]) ?? '';

export function chooseDevice(kind: DeviceKind, id: string): void {
  if (id === '') localStorage.removeItem(keys[kind]);
  else localStorage.setItem(keys[kind], id);
}

/** Microphones or speakers; their names are told once the microphone was allowed. */
export async function soundDevices(kind: DeviceKind): Promise<SoundDevice[]> {
  const wanted = kind === 'microphone' ? 'audioinput' : 'audiooutput';
  const found = await navigator.mediaDevices.enumerateDevices();
  return found
    .filter((one) => one.kind === wanted && one.deviceId !== '' && one.deviceId !== 'default')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** What is asked of the microphone: the chosen one, or any where that is not plugged in. */
export function soundWanted(): MediaStreamConstraints {
  const id = chosenDevice('microphone');
  const clean = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return { audio: id === '' ? clean : { ...clean, deviceId: { ideal: id } }, video: false };
}

/** Whether somebody could be heard: asks for the microphone and lets go of it again. */
export async function checkMicrophone(): Promise<'fine' | 'microphone_denied' | 'microphone_missing'> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(soundWanted());
    for (const track of stream.getTracks()) track.stop();
    return 'fine';
  } catch (problem) {
    const isMissing = problem instanceof DOMException && problem.name === 'NotFoundError';
    return isMissing ? 'microphone_missing' : 'microphone_denied';
  }
}

/**
 * Measures how loud the microphone is, ten times a second, until it is ended.
 * @param tell of a level from 0 to 1
 * @returns what ends it
 */
export async function listenToLevel(tell: (level: number) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia(soundWanted());
  const context = new AudioContext();
  const meter = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
    // A voice at a desk is some -30 dB: that is half of the scale.
    tell(Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-9)) / 60)));
  }, 100);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
}
