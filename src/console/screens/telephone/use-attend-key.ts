import { useEffect, useRef } from 'react';

type AttendKey = 'Enter' | 'F8';
const both: readonly AttendKey[] = ['Enter', 'F8'];

/**
 * Enter attends the call where Enter means nothing else; F8 also while something is being typed or chosen. Keys of the
 * screens themselves go on working.
 * @param keys only these
 */
export function useAttendKey(attend: () => void, keys: readonly AttendKey[] = both): void {
  const latest = useRef(attend);
  useEffect(() => {
    latest.current = attend;
  });
  const takesEnter = keys.includes('Enter');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
      const at = document.activeElement;
      const isFree = at === null || at === document.body || at.id === 'main';
      if (event.key !== 'F8' && !(event.key === 'Enter' && isFree && takesEnter)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [takesEnter]);
}
