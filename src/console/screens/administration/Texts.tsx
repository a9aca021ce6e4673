import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { TextInfo } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EditDialog } from './EditDialog.tsx';
import { SectionHead } from './SectionHead.tsx';
import { useSave } from './use-save.ts';

/** The city's own texts: every version stays, since people were shown it. */
export function Texts() {
  const { t, code, manner } = useWords();
  const [edited, setEdited] = useState<TextInfo | null>(null);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['texts'],
    queryFn: ({ signal }) => call('list_texts', { signal }),
  });
  return (
    <>
      <SectionHead title={t('console.admin.section.texts')} help={t('console.admin.text.help')} />
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      <ul className="stack">
        {data?.items.map((text) => (
          <li key={text.code} className="card">
            <div className="row text-head">
              <h2 className="grow">{code('console.admin.text.name', text.code)}</h2>
              <span className="soft small">
                {t('console.admin.text.version', {
                  version: text.version,
                  when: shortInstant(text.valid_from, manner),
                })}
              </span>
              <Button icon="note" onClick={() => setEdited(text)}>
                {t('console.edit')}
              </Button>
            </div>
            <p className="words soft text-start">{text.body.slice(0, 260)}</p>
          </li>
        ))}
      </ul>
      {edited && <TextDialog text={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function TextDialog({ text, onClose }: { text: TextInfo; onClose: () => void }) {
  const { t, code, manner } = useWords();
  const may = useMay();
  const [body, setBody] = useState(text.body);
  const { data: versions } = useQuery({
    queryKey: ['texts', text.code],
    queryFn: ({ signal }) => call('list_text_versions', { params: { code: text.code }, signal }),
  });
  const { save, isBusy, problem } = useSave('save_text', { refresh: [['texts']], done: onClose });
  return (
    <EditDialog
      {...{ title: code('console.admin.text.name', text.code), isBusy, problem, onClose }}
      reason={may('configuration.edit') ? null : t('console.no_permission')}
      onSave={() => save({ params: { code: text.code }, body: { body } })}
    >
      <div className="wide">
        <TextArea
          {...{ label: t('console.admin.text.body'), value: body, rows: 16 }}
          onChange={(event) => setBody(event.target.value)}
        />
      </div>
      <details className="wide">
        <summary>{t('console.admin.text.versions')}</summary>
        <ol className="stack">
          {versions?.items.map((one) => (
            <li key={one.version}>
              <p className="soft small">
                {t('console.admin.text.version', {
                  version: one.version,
                  when: shortInstant(one.valid_from, manner),
                })}
              </p>
              <p className="words small">{one.body}</p>
            </li>
          ))}
        </ol>
      </details>
    </EditDialog>
  );
}
