import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Catalogue, LetterAdded, LetterRegistered } from '../../api.generated.ts';
import type { ApiError } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/filing.css';
import { useWords } from '../../language/words.ts';
import { useSubmitKey } from '../../layout/use-submit-key.ts';
import { Button } from '../../ui/Button.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { PersonFields } from '../new-petition/PersonFields.tsx';
import { PlaceFields } from '../new-petition/PlaceFields.tsx';
import { ServiceFields } from '../new-petition/ServiceFields.tsx';
import { problemsOf, type Filing } from '../new-petition/filing.ts';
import { forgetFile } from '../new-petition/FilingFiles.tsx';
import { FolioField } from './FolioField.tsx';
import { addBody, emptyLetter, registerBody, type LetterDraft, type Missing } from './letter-draft.ts';
import { KeepingFields, LetterFields } from './LetterFields.tsx';
import { LetterReceipt } from './LetterReceipt.tsx';
import { LetterSummary } from './LetterSummary.tsx';
import { PageFiles } from './PageFiles.tsx';

const draftKey = 'letter';

/** From the sheet on the table to its entry, with the keyboard alone; Ctrl+Enter registers. */
export function RegisterLetter() {
  const { data: catalogue, error, isPending, refetch } = useQuery(catalogueQuery);
  if (isPending) return <Waiting />;
  if (catalogue === undefined) return <Problem error={error} onRetry={() => void refetch()} />;
  return <LetterForm catalogue={catalogue} />;
}

function LetterForm({ catalogue }: { catalogue: Catalogue }) {
  const { t, manner } = useWords();
  const [empty] = useState(() => emptyLetter(manner));
  const draft = useDraft<LetterDraft>(draftKey, empty);
  const [done, setDone] = useState<LetterRegistered | LetterAdded | null>(null);
  const [wasTried, setTried] = useState(false);
  const [problem, setProblem] = useState<ApiError | null>(null);
  const letter = draft.value;
  const after = {
    refresh: [['letters'], ['petitions'], ['counts']],
    done: (result: LetterRegistered | LetterAdded) => {
      setDone(result);
      setTried(false);
      setProblem(null);
      draft.clear(emptyLetter(manner));
    },
    failed: (error: ApiError) => {
      setProblem(error);
      return true;
    },
  };
  const register = useWrite('register_letter', after);
  const add = useWrite('add_letter', after);
  const service = catalogue.services.find(({ code }) => code === letter.service_code);
  const answerProblems = problemsOf(letter, service);
  const missing = missingOf(letter, { needsPlace: service?.location === 'required' })
    .concat(letter.leads_to === 'opens' && service === undefined ? ['service'] : [])
    .concat(letter.leads_to === 'opens' && answerProblems.length > 0 ? ['answers'] : []);
  const send = () => {
    setTried(true);
    if (missing.length > 0) return;
    if (letter.leads_to === 'adds') return add.mutate({ body: addBody(letter, manner) });
    const asked = { privacy_version: catalogue.privacy?.version ?? 1, manner };
    if (service !== undefined) register.mutate({ body: registerBody(letter, service, asked) });
  };
  useSubmitKey(send);
  if (done !== null) return <LetterReceipt done={done} onNext={() => setDone(null)} />;
  const parts = { filing: letter as Filing, catalogue, onChange: draft.change };
  const paper = { draft: letter, catalogue, onChange: draft.change };
  const startOver = () => {
    for (const { id } of letter.files) forgetFile(id);
    draft.clear(emptyLetter(manner));
    setProblem(null);
  };
  return (
    <div className="filing letter-filing">
      <form
        className="filing-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div className="row">
          <p className="soft grow">{t('console.letters.keeps_typed')}</p>
          <Button look="quiet" icon="undo" onClick={startOver}>
            {t('console.new.start_over')}
          </Button>
        </div>
        <LetterFields {...paper} />
        {letter.leads_to === 'adds' && <FolioField {...paper} />}
        <PersonFields {...parts} />
        {letter.leads_to === 'opens' && (
          <>
            <ServiceFields {...parts} service={service} problems={wasTried ? answerProblems : []} />
            {service !== undefined && service.location !== 'none' && <PlaceFields {...parts} />}
          </>
        )}
        <PageFiles
          {...{ files: letter.files, maxBytes: catalogue.photos.max_bytes }}
          help={t('console.letters.pages_help')}
          latest={() => draft.latest.current.files}
          onChange={(files) => draft.change({ files })}
        />
        <KeepingFields {...paper} />
      </form>
      <LetterSummary
        {...{ draft: letter, service, missing: wasTried ? missing : [], problem, onSend: send }}
        isBusy={register.isPending || add.isPending}
      />
    </div>
  );
}

function missingOf(letter: LetterDraft, { needsPlace }: { needsPlace: boolean }): Missing[] {
  const hasPlace = letter.address_text.trim() !== '' || letter.latitude !== null || letter.zone_code !== '';
  return [
    ...(letter.received_at === '' ? (['received_at'] as const) : []),
    ...(Number(letter.sheets) >= 1 ? [] : (['sheets'] as const)),
    ...(letter.subject.trim() === '' ? (['subject'] as const) : []),
    ...(letter.leads_to === 'adds' && letter.petition_id === '' ? (['folio'] as const) : []),
    ...(letter.leads_to === 'adds' && letter.signed_by === '' ? (['signed_by'] as const) : []),
    ...(letter.leads_to === 'opens' && needsPlace && !hasPlace ? (['place'] as const) : []),
  ];
}
