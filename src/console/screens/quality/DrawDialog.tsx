import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { PlaceAndPeriodDialog } from './PlaceAndPeriodDialog.tsx';

/** Draws interactions to review: so many of each agent and kind. */
export function DrawDialog({ onClose }: { onClose: () => void }) {
  const { t, count } = useWords();
  const draw = useWrite('draw_quality_sample', {
    refresh: [['quality']],
    done: ({ drawn }) => {
      announce({ text: count('console.quality.drawn', drawn) });
      onClose();
    },
  });
  return (
    <PlaceAndPeriodDialog
      title={t('console.quality.draw_title')}
      help={t('console.quality.draw_help')}
      submit={t('console.quality.draw')}
      size={{ label: t('console.quality.per_stratum'), usual: 2, most: 20 }}
      isBusy={draw.isPending}
      onDraw={(from, per_stratum) => draw.mutate({ body: { ...from, per_stratum } })}
      onClose={onClose}
    />
  );
}
