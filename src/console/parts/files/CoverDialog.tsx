import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { AreaFields } from './AreaFields.tsx';
import { inCity } from '../../api/client.ts';
import { asFractions, firstArea, leastSide, mostAreas, type Area } from './areas.ts';
import { CoverStage } from './CoverStage.tsx';
import { useAreas } from './use-areas.ts';
import { useFileAct, type FileAtHand, type PetitionAtHand } from './use-file-act.ts';

interface Props {
  readonly petition: PetitionAtHand;
  readonly file: FileAtHand;
  readonly onClose: () => void;
  /** With the id of the covered copy. */
  readonly onDone: (copy_id: string | null) => void;
}

const isThere = ({ width, height }: Area) => width >= leastSide && height >= leastSide;

/** Covers parts of a photo: drawn by mouse or finger, moved by keys, or typed as numbers. */
export function CoverDialog({ petition, file, onClose, onDone }: Props) {
  const { t } = useWords();
  const { areas, draw, put, undo } = useAreas();
  const [isPreview, setPreview] = useState(false);
  const before = file.alt_text ?? '';
  const [alt, setAlt] = useState(before);
  const act = useFileAct(petition, { said: t('console.files.saved'), onDone });
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
        {...{ url: inCity(file.url), name: file.alt_text ?? file.display_name, areas, isPreview }}
        {...{ onDraw: draw, onChange: put, onUndo: undo }}
      />
      {!isPreview && (
        <>
          <AreaFields areas={areas} onChange={put} />
          <p className="row">
            <Button
              icon="plus"
              reason={areas.length >= mostAreas ? t('console.files.at_most', { count: mostAreas }) : null}
              onClick={() => put([...areas, firstArea])}
            >
              {t('console.files.add_area')}
            </Button>
            <Button
              icon="undo"
              reason={undo === null ? t('console.files.nothing_to_undo') : null}
              onClick={() => undo?.()}
            >
              {t('console.undo')}
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
