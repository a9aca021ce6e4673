import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { AreaFields } from './AreaFields.tsx';
import { asFractions, firstArea, leastSide, mostAreas, type Area } from './areas.ts';
import { CoverStage } from './CoverStage.tsx';
import { useFileAct, type FileAtHand, type PetitionAtHand } from './use-file-act.ts';

interface Props {
  readonly petition: PetitionAtHand;
  readonly file: FileAtHand;
  readonly onClose: () => void;
}

const isThere = ({ width, height }: Area) => width >= leastSide && height >= leastSide;

/** Covers parts of a photo: drawn by mouse or finger, moved by keys, or typed as numbers. */
export function CoverDialog({ petition, file, onClose }: Props) {
  const { t } = useWords();
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const [isPreview, setPreview] = useState(false);
  const before = file.alt_text ?? '';
  const [alt, setAlt] = useState(before);
  const act = useFileAct(petition, { said: t('console.files.saved'), onDone: onClose });
  const drawn = areas.filter(isThere);
  const missing = drawn.length === 0 ? t('console.files.no_area') : null;
  const save = () =>
    act.run('redact_photo', {
      ...{ file_id: file.id, areas: drawn.map(asFractions) },
      ...(alt.trim() === '' || alt.trim() === before ? {} : { alt_text: alt }),
    });
  return (
    <DialogBox
      title={`${t('console.act.redact_photo')} · ${file.display_name}`}
      width="wide"
      onClose={onClose}
      foot={
        <>
          <Button
            icon="eye"
            aria-pressed={isPreview}
            reason={isPreview ? null : missing}
            onClick={() => setPreview(!isPreview)}
          >
            {t(isPreview ? 'console.files.edit' : 'console.files.preview')}
          </Button>
          <span className="grow" />
          <Button onClick={onClose}>{t('console.cancel')}</Button>
          <Button look="primary" isBusy={act.isBusy} reason={missing} onClick={save}>
            {t('console.files.save')}
          </Button>
        </>
      }
    >
      {act.problem && (
        <p className="notice" data-tone="late" role="alert">
          {act.problem}
        </p>
      )}
      <p className="soft">{t('console.files.cover_help')}</p>
      <CoverStage
        {...{ url: file.url, name: file.display_name, areas, isPreview }}
        onChange={(changed) => setAreas(changed.slice(0, mostAreas))}
      />
      {!isPreview && (
        <>
          <AreaFields areas={areas} onChange={setAreas} />
          <p>
            <Button
              icon="plus"
              reason={areas.length >= mostAreas ? t('console.files.at_most', { count: mostAreas }) : null}
              onClick={() => setAreas([...areas, firstArea])}
            >
              {t('console.files.add_area')}
            </Button>
          </p>
          <TextField
            {...{ label: t('console.files.alt_text'), help: t('console.files.alt_help'), value: alt }}
            maxLength={300}
            onChange={(event) => setAlt(event.target.value)}
          />
        </>
      )}
    </DialogBox>
  );
}
