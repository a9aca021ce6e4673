import { useEffect, useState } from 'react';
import { useWords } from '../language/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { dismissToast, useToasts, type Toast } from './toasts.ts';

/** Ten seconds where something can be undone, six otherwise; pointing at one keeps it. */
function ToastLine({ toast }: { toast: Toast }) {
  const { t } = useWords();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), toast.action ? 10_000 : 6_000);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  return (
    <div
      className="toast"
      data-tone={toast.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          onClick={() => {
            toast.action?.run();
            dismissToast(toast.id);
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button type="button" aria-label={t('console.close')} onClick={() => dismissToast(toast.id)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

export function ToastList() {
  const { t } = useWords();
  const toasts = useToasts();
  return (
    // Above any window: «undo» must stay in reach while a window tells which rows refused.
    <section
      className="toasts"
      data-react-aria-top-layer="true"
      aria-label={t('console.messages')}
      aria-live="polite"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  );
}
