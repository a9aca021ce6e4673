import type { ReportTemplate } from '../../api.generated.ts';
import type { ApiError } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Check, TextArea, TextField } from '../../ui/Field.tsx';

type Section = ReportTemplate['sections'][number];

interface Props {
  readonly section: Section;
  readonly at: number;
  readonly count: number;
  readonly faults: ApiError['fields'];
  readonly onChange: (section: Section) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** One section: its title and words in both languages, whether it is shown, and its place. */
export function TemplateSection({ section, at, count, faults, onChange, onMove, onRemove }: Props) {
  const { t, code } = useWords();
  const kind = code('console.report.section', section.kind);
  const fault = (field: string) => faults[`sections.${at}.${field}`]?.message ?? null;
  const missing = faults[`sections.${section.kind}`]?.message ?? fault('kind');
  return (
    <fieldset className="card template-section">
      <legend>
        {at + 1}. {kind}
      </legend>
      <div className="row wrap">
        <Check
          label={t('console.report.shown')}
          checked={section.is_shown}
          onChange={({ target }) => onChange({ ...section, is_shown: target.checked })}
        />
        <span className="grow" />
        <Button
          aria-label={t('console.report.up', { section: kind })}
          reason={at === 0 ? t('console.report.is_first') : null}
          onClick={() => onMove(at - 1)}
        >
          ↑
        </Button>
        <Button
          aria-label={t('console.report.down', { section: kind })}
          reason={at === count - 1 ? t('console.report.is_last') : null}
          onClick={() => onMove(at + 1)}
        >
          ↓
        </Button>
        {section.kind === 'note' && (
          <Button icon="close" onClick={onRemove}>
            {t('console.report.remove')}
          </Button>
        )}
      </div>
      {missing && (
        <p className="notice" data-tone="late">
          {missing}
        </p>
      )}
      <div className="two-languages">
        {(['es', 'en'] as const).map((language) => (
          <div key={language}>
            <TextField
              label={t(`console.report.title_${language}`)}
              value={section.title[language]}
              error={fault(`title.${language}`)}
              onChange={({ target }) =>
                onChange({ ...section, title: { ...section.title, [language]: target.value } })
              }
            />
            <TextArea
              label={t(`console.report.text_${language}`)}
              value={section.text[language]}
              rows={5}
              error={fault(`text.${language}`)}
              onChange={({ target }) =>
                onChange({ ...section, text: { ...section.text, [language]: target.value } })
              }
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
