import { useEffect } from 'react';

/** The title of the window, which screen readers say when the screen changes. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Atiende`;
  }, [title]);
}
