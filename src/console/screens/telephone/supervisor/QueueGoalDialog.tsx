import { useState } from 'react';
import { serviceLevels, type ServiceLevel } from '../../../../core/telephony/metrics.ts';
import type { SupervisedQueue } from '../../../api.generated.ts';
import { useWrite } from '../../../api/writes.ts';
import { useWords } from '../../../language/words.ts';
import { Button } from '../../../ui/Button.tsx';
import { DialogBox } from '../../../ui/DialogBox.tsx';
import { Choices, TextField } from '../../../ui/Field.tsx';

const numbers = ['target_percent', 'answer_within_s', 'short_abandon_s'] as const;
const limits = { target_percent: [1, 100], answer_within_s: [1, 3600], short_abandon_s: [0, 120] } as const;

/** Changes what a queue promises; its figures, past days too, are counted by it from then on. */
export function QueueGoalDialog({ queue, onClose }: { queue: SupervisedQueue; onClose: () => void }) {
  const { t } = useWords();
  const [given, setGiven] = useState<Record<(typeof numbers)[number], string>>({
    target_percent: String(queue.target_percent),
    answer_within_s: String(queue.answer_within_s),
    short_abandon_s: String(queue.short_abandon_s),
  });
  const [level, setLevel] = useState<ServiceLevel>(queue.service_level);
  const { mutate, isPending, error } = useWrite('set_queue_goal', {
    refresh: [['telephony']],
    done: onClose,
    failed: (problem) => Object.keys(problem.fields).length > 0,
  });
  const save = () =>
    mutate({
      params: { id: queue.id },
      body: {
        target_percent: Number(given.target_percent),
        answer_within_s: Number(given.answer_within_s),
        ...{ short_abandon_s: Number(given.short_abandon_s), service_level: level },
      },
    });
  return (
    <DialogBox
      title={t('console.supervisor.change_goal_of', { name: queue.name })}
      onClose={onClose}
      foot={
        <Button look="primary" isBusy={isPending} onClick={save}>
          {t('console.supervisor.save_goal')}
        </Button>
      }
    >
      <div className="stack">
        {numbers.map((name) => (
          <TextField
            key={name}
            {...{ label: t(`console.supervisor.goal.${name}`), type: 'number', value: given[name] }}
            {...{ min: limits[name][0], max: limits[name][1], error: error?.fields[name]?.message }}
            onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
          />
        ))}
        <Choices
          {...{ legend: t('console.supervisor.goal.service_level'), name: 'service-level', value: level }}
          options={serviceLevels.map((value) => ({
            ...{ value, label: t(`console.supervisor.means.level_${value}`) },
          }))}
          onChange={(value) => setLevel(value as ServiceLevel)}
        />
        <p className="soft small">{t('console.supervisor.goal.past')}</p>
      </div>
    </DialogBox>
  );
}
