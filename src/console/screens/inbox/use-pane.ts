import { useState } from 'react';

const key = 'atiende.inbox.pane';

/** Whether the preview beside the list is shown; this browser remembers. */
export function usePane(): [isShown: boolean, toggle: () => void] {
  const [isShown, setShown] = useState(
    () => (localStorage.getItem(key) ?? (globalThis.innerWidth >= 1360 ? 'yes' : 'no')) === 'yes',
  );
  return [
    isShown,
    () => {
      localStorage.setItem(key, isShown ? 'no' : 'yes');
      setShown(!isShown);
    },
  ];
}
