const name = 'atiende.softphone';

/**
 * Makes this tab the one with the telephone: two that ring at once would answer for each other.
 * @param take also where another tab has it, which loses it
 * @param lost is called when another tab took it
 * @returns what gives it back, or null where another tab has it
 */
export function holdTelephone(take: boolean, lost: () => void): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    let isGivenBack = false;
    const held = navigator.locks.request(name, take ? { steal: true } : { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((giveBack) => {
        resolve(() => {
          isGivenBack = true;
          giveBack();
        });
      });
    });
    // The lock is taken away by an error.
    held.catch(() => {
      if (!isGivenBack) lost();
    });
  });
}
