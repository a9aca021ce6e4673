import { useState } from 'react';
import { mayStep, type CampaignStep } from '../../../core/satisfaction/campaign.ts';
import type { Campaign } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { CampaignForm } from './CampaignForm.tsx';

/** What can be done with a campaign now; what cannot is not offered, since each step comes once. */
export function CampaignSteps({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const [day, setDay] = useState('');
  const [isChanging, setChanging] = useState(false);
  const { id, version } = campaign;
  const after = {
    refresh: [['campaign', id], ['campaigns']],
    done: () => announce({ text: t('console.saved') }),
  };
  const draw = useWrite('draw_campaign', after);
  const open = useWrite('open_campaign', after);
  const close = useWrite('close_campaign', after);
  const publish = useWrite('publish_campaign', after);
  const given = { params: { id }, body: { version } };
  const may = (step: CampaignStep) => mayStep(campaign, step).accepted;
  const check = async () => {
    const { same_frame, same_people } = await call('check_campaign_draw', { params: { id } });
    announce({
      tone: same_people ? 'plain' : 'late',
      text: t(
        same_people
          ? 'console.campaign.same_people'
          : same_frame
            ? 'console.campaign.other_people'
            : 'console.campaign.other_frame',
      ),
    });
  };
  return (
    <div className="row row-low campaign-steps">
      {may('change') && (
        <Button icon="note" onClick={() => setChanging(true)}>
          {t('console.campaign.change')}
        </Button>
      )}
      {isChanging && <CampaignForm campaign={campaign} onClose={() => setChanging(false)} />}
      {may('draw') && (
        <Button
          look={campaign.drawn_at ? 'plain' : 'primary'}
          isBusy={draw.isPending}
          onClick={() => draw.mutate(given)}
        >
          {t(campaign.drawn_at ? 'console.campaign.draw_again' : 'console.campaign.draw')}
        </Button>
      )}
      {campaign.drawn_at && <Button onClick={() => void check()}>{t('console.campaign.check_draw')}</Button>}
      {may('open') && (
        <>
          <TextField
            type="date"
            label={t('console.campaign.closes_on')}
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <Button
            look="primary"
            icon="send"
            isBusy={open.isPending}
            reason={day === '' ? t('console.ask.day_required') : null}
            onClick={() => open.mutate({ params: { id }, body: { version, closes_on: day } })}
          >
            {t('console.campaign.open')}
          </Button>
        </>
      )}
      {may('close') && (
        <Button isBusy={close.isPending} onClick={() => close.mutate(given)}>
          {t('console.campaign.close')}
        </Button>
      )}
      {may('publish') && (
        <Button look="primary" isBusy={publish.isPending} onClick={() => publish.mutate(given)}>
          {t('console.campaign.publish')}
        </Button>
      )}
    </div>
  );
}
