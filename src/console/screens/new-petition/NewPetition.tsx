import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Catalogue, FiledResult } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/filing.css';
import { useWords } from '../../language/words.ts';
import { useSubmitKey } from '../../layout/use-submit-key.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { noteOpened } from '../desk/note-opened.ts';
import { ChannelField } from './ChannelField.tsx';
import { emptyFiling, problemsOf, requestOf, type Filing } from './filing.ts';
import { FilingFiles, forgetFile } from './FilingFiles.tsx';
import { PersonFields } from './PersonFields.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { ReadBack } from './ReadBack.tsx';
import { Receipt } from './Receipt.tsx';
import { ServiceFields } from './ServiceFields.tsx';

const draftKey = 'atiende.new';

/** For who calls, visits or writes: one screen from top to bottom, read back at the side, filed with Ctrl+Enter. */
export function NewPetition() {
  const { t } = useWords();
  useTitle(t('console.nav.new'));
  const { data: catalogue, error, isPending, refetch } = useQuery(catalogueQuery);
  if (isPending) return <Waiting />;
  if (catalogue === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return <FilingForm catalogue={catalogue} />;
}

function FilingForm({ catalogue }: { catalogue: Catalogue }) {
  const { t } = useWords();
  const draft = useDraft<Filing>(draftKey, emptyFiling);
  const [filed, setFiled] = useState<FiledResult | null>(null);
  const [wasTried, setTried] = useState(false);
  const file = useWrite('file_petition', {
    done: (result) => {
      setFiled(result);
      noteOpened(draft.value.interaction_id, result.folio);
      setTried(false);
      draft.clear({ ...emptyFiling, channel: draft.value.channel });
    },
    failed: () => true,
  });
  const filing = draft.value;
  const service = catalogue.services.find(({ code }) => code === filing.service_code);
  const answerProblems = problemsOf(filing, service);
  const missing = [
    ...(service === undefined ? (['service'] as const) : []),
    ...(filing.description.trim() === '' ? (['description'] as const) : []),
    ...(service?.location === 'required' && !hasPlace(filing) ? (['place'] as const) : []),
    ...(answerProblems.length > 0 ? (['answers'] as const) : []),
    ...(filing.is_notice_read || catalogue.privacy === null ? [] : (['notice'] as const)),
  ];
  const send = () => {
    setTried(true);
    if (missing.length > 0 || service === undefined) return;
    file.mutate({ body: requestOf(filing, service, catalogue.privacy?.version ?? 1) });
  };
  useSubmitKey(send);
  const startOver = () => {
    for (const { id } of filing.files) forgetFile(id);
    draft.clear();
  };
  const form = useRef<HTMLFormElement>(null);
  const isAsking = filed === null;
  useEffect(() => {
    // The call is on: the first thing asked is the telephone.
    if (isAsking) form.current?.querySelector<HTMLInputElement>('input[type=tel]')?.focus();
  }, [isAsking]);
  if (filed !== null) return <Receipt filed={filed} onNext={() => setFiled(null)} />;
  const parts = { filing, catalogue, onChange: draft.change };
  return (
    <div className="filing">
      <form
        className="filing-form"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div className="page-head">
          <h1>{t('console.nav.new')}</h1>
          <Button look="quiet" icon="undo" onClick={startOver}>
            {t('console.new.start_over')}
          </Button>
        </div>
        <ChannelField {...parts} />
        <PersonFields {...parts} />
        <ServiceFields {...parts} service={service} problems={wasTried ? answerProblems : []} />
        {service?.location !== 'none' && <PlaceFields {...parts} />}
        <FilingFiles
          {...{ filing, catalogue }}
          onAdd={(one) => draft.change({ files: [...draft.latest.current.files, one] })}
          onRemove={(id) => draft.change({ files: filing.files.filter((one) => one.id !== id) })}
        />
      </form>
      <ReadBack
        {...parts}
        service={service}
        missing={missing}
        wasTried={wasTried}
        problem={file.error}
        isBusy={file.isPending}
        onSend={send}
      />
    </div>
  );
}

const hasPlace = ({ address_text, latitude, zone_code }: Filing): boolean =>
  address_text.trim() !== '' || latitude !== null || zone_code !== '';
