import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isSpoken } from '../../../core/petitions/spoken.ts';
import type { Catalogue } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useDraft } from '../../api/use-draft.ts';
import { listsOfPetitions } from '../../api/writes.ts';
import '../../css/filing.css';
import { useWords } from '../../language/words.ts';
import { useSubmitKey } from '../../layout/use-submit-key.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { noteOpened } from '../desk/note-opened.ts';
import { ChannelField } from './ChannelField.tsx';
import { emptyFiling, problemsOf, requestOf, withChange, type Filing } from './filing.ts';
import { FilingFiles, forgetFile } from './FilingFiles.tsx';
import { PersonFields } from './PersonFields.tsx';
import { PlaceFields } from './PlaceFields.tsx';
import { ReadBack } from './ReadBack.tsx';
import { papersOf, type Handed } from './handed.ts';
import { Receipt } from './Receipt.tsx';
import { ServiceFields } from './ServiceFields.tsx';
import { useFilingOnce } from './use-filing-once.ts';

const draftKey = 'new';

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
  const { t, manner } = useWords();
  const draft = useDraft<Filing>(draftKey, emptyFiling);
  const client = useQueryClient();
  const question = useRef<HTMLFieldSetElement>(null);
  const [filed, setFiled] = useState<Handed | null>(null);
  const [wasTried, setTried] = useState(false);
  const filing = draft.value;
  const file = useFilingOnce({
    sent: filing.sent,
    keep: (sent) => draft.change({ sent }),
    done: (result) => {
      setFiled({ ...result, ...papersOf(draft.latest.current) });
      noteOpened(draft.latest.current.interaction_id, result.folio);
      setTried(false);
      draft.clear({ ...emptyFiling, channel: draft.latest.current.channel });
      for (const queryKey of listsOfPetitions) void client.invalidateQueries({ queryKey });
    },
  });
  const service = catalogue.services.find(({ code }) => code === filing.service_code);
  const answerProblems = problemsOf(filing, service);
  const missing = [
    ...(service === undefined ? (['service'] as const) : []),
    ...(filing.description.trim() === '' ? (['description'] as const) : []),
    ...(service?.location === 'required' && !hasPlace(filing) ? (['place'] as const) : []),
    ...(answerProblems.length > 0 ? (['answers'] as const) : []),
    ...(filing.is_notice_read || catalogue.privacy === null ? [] : (['notice'] as const)),
    ...(filing.is_read_back || !isSpoken(filing.channel) ? [] : (['read_back'] as const)),
  ];
  const send = () => {
    setTried(true);
    // All is there but «¿Es correcto?»: that is asked now, and the space bar answers it.
    if (missing.length === 1 && missing[0] === 'read_back') question.current?.querySelector('input')?.focus();
    if (missing.length > 0 || service === undefined) return;
    file.send(requestOf(filing, service, { privacy_version: catalogue.privacy?.version ?? 1, manner }));
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
  const onChange = (part: Partial<Filing>) => draft.change(withChange(part));
  const parts = { filing, catalogue, onChange };
  return (
    <div className="filing">
      <form
        className="filing-form"
        ref={form}
        noValidate
        inert={file.isWaiting}
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
          onAdd={(one) => onChange({ files: [...draft.latest.current.files, one] })}
          onRemove={(id) => onChange({ files: filing.files.filter((one) => one.id !== id) })}
        />
      </form>
      <ReadBack
        {...parts}
        service={service}
        missing={missing}
        wasTried={wasTried}
        question={question}
        problem={file.problem}
        isBusy={file.isSending}
        isWaiting={file.isWaiting && !file.isSending}
        onSend={send}
      />
    </div>
  );
}

const hasPlace = ({ address_text, latitude, zone_code }: Filing): boolean =>
  address_text.trim() !== '' || latitude !== null || zone_code !== '';
