import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { DeskWordsToEdit } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CodeList } from './CodeList.tsx';
import { SectionHead } from './SectionHead.tsx';
import { SeeAlso } from './SeeAlso.tsx';
import { useSave } from './use-save.ts';

const refresh = [['desk-words-to-edit'], ['desk-words']];

/** What the desk offers and what is read aloud there: kinds of interaction, how one ends, and the scripts. */
export function DeskWords() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['desk-words-to-edit'],
    queryFn: ({ signal }) => call('get_desk_words_to_edit', { signal }),
  });
  return (
    <>
      <SectionHead title={t('console.admin.section.desk')} help={t('console.admin.desk.help')}>
        <SeeAlso to={['hours', 'telephony']} />
      </SectionHead>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && <DeskWordsForm current={data} onRefused={() => void refetch()} />}
    </>
  );
}

/** What was typed stays when somebody else saves meanwhile: that is said, and both can be chosen. */
function DeskWordsForm({ current, onRefused }: { current: DeskWordsToEdit; onRefused: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [saved, setSaved] = useState(current);
  const [edited, setEdited] = useState(current);
  const adopt = (words: DeskWordsToEdit) => {
    setSaved(words);
    setEdited(words);
  };
  const change = (part: Partial<DeskWordsToEdit>) => setEdited({ ...edited, ...part });
  const back = useSave('save_desk_words', { refresh });
  const { save, isBusy, problem } = useSave('save_desk_words', {
    refresh,
    done: adopt,
    undo: ({ version }) => back.save({ body: { ...saved, version } }),
  });
  const isChanged = JSON.stringify(edited) !== JSON.stringify(saved);
  const isBehind = current.version !== saved.version;
  if (isBehind && !isChanged && !isBusy) adopt(current);
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });
  useEffect(() => {
    if (problem !== null) refused.current();
  }, [problem]);
  const no_permission = may('configuration.edit') ? null : t('console.no_permission');
  const kinds = (catalogue?.kinds ?? []).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <form
      className="stack desk-words"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (no_permission === null && isChanged) save({ body: { ...edited, version: current.version } });
      }}
    >
      {problem && (
        <p className="notice" data-tone="late" role="alert">
          {problem}
        </p>
      )}
      {isBehind && isChanged && (
        <p className="notice" data-tone="soon">
          <output>{t('console.admin.desk.saved_meanwhile')}</output>{' '}
          <Button onClick={() => adopt(current)}>{t('console.admin.desk.take_saved')}</Button>
        </p>
      )}
      <fieldset className="card stack">
        <legend>{t('console.admin.desk.script')}</legend>
        {(['greeting', 'closing'] as const).map((part) => (
          <TextArea
            key={part}
            {...{ label: t(`console.admin.desk.${part}`), value: edited[part], rows: 2, maxLength: 600 }}
            onChange={(event) => change({ [part]: event.target.value })}
          />
        ))}
      </fieldset>
      <CodeList
        {...{
          title: t('console.admin.desk.kinds'),
          add: t('console.admin.desk.add_kind'),
          list: edited.kinds,
        }}
        empty={{ code: '', name: '', opens_kind: null, script: '' }}
        onChange={(list) => change({ kinds: list })}
      >
        {(one, edit) => (
          <>
            <SelectField
              {...{ label: t('console.admin.desk.opens_kind'), value: one.opens_kind ?? '', options: kinds }}
              none={t('console.none')}
              onChange={(event) => edit({ opens_kind: event.target.value || null })}
            />
            <TextField
              {...{ label: t('console.admin.desk.script_of_kind'), value: one.script, maxLength: 600 }}
              onChange={(event) => edit({ script: event.target.value })}
            />
          </>
        )}
      </CodeList>
      <CodeList
        {...{ title: t('console.admin.desk.wrap_ups'), add: t('console.admin.desk.add_wrap_up') }}
        {...{ list: edited.wrap_ups, empty: { code: '', name: '' } }}
        onChange={(list) => change({ wrap_ups: list })}
      />
      <div className="row row-end">
        <Button
          reason={isChanged ? null : t('console.admin.desk.nothing_changed')}
          onClick={() => setEdited(saved)}
        >
          {t('console.cancel')}
        </Button>
        <Button
          type="submit"
          look="primary"
          isBusy={isBusy}
          reason={no_permission ?? (isChanged ? null : t('console.admin.desk.nothing_changed'))}
        >
          {t('console.save')}
        </Button>
      </div>
    </form>
  );
}
