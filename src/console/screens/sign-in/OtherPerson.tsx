import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SignFrame } from './SignFrame.tsx';

/** Somebody entered in another window while this one had something begun: it waits for its owner until they say so. */
export function OtherPerson({ name, onGoOn }: { name: string; onGoOn: () => void }) {
  const { t } = useWords();
  return (
    <SignFrame title={t('console.leaving.other_title', { name })}>
      <p>{t('console.leaving.other_why')}</p>
      <Button onClick={onGoOn}>{t('console.leaving.other_go_on', { name })}</Button>
    </SignFrame>
  );
}
