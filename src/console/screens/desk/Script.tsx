import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../language/words.ts';
import { deskWordsQuery } from './desk-words.ts';

/** What the city asks to be said at the beginning of a conversation and at its end; nothing where it asks nothing. */
export function Script({ part, kind = '' }: { part: 'greeting' | 'closing'; kind?: string }) {
  const { t } = useWords();
  const { data } = useQuery(deskWordsQuery);
  const own = part === 'closing' ? data?.kinds.find(({ code }) => code === kind)?.script : '';
  const said = own || data?.[part];
  if (!said) return null;
  return (
    <p className="desk-script">
      <span className="label">{t(`console.desk.script_${part}`)}</span> {said}
    </p>
  );
}
