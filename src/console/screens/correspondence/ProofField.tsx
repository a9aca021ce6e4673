import { useState } from 'react';
import { upload, type ApiError } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';
import { TextField } from '../../ui/Field.tsx';

interface Props {
  readonly petition_id: string;
  readonly onStored: (file_id: string) => void;
}

/** The signed receipt, the carrier's slip or the list as it hung: stored with the petition as soon as it is chosen. */
export function ProofField({ petition_id, onStored }: Props) {
  const words = useWords();
  const { t } = words;
  const [told, setTold] = useState<{ problem?: string; name?: string }>({});
  const store = async (file: File) => {
    const stored = await upload(`/petitions/${petition_id}/files`, file);
    onStored(stored.id);
    setTold({ name: stored.display_name });
  };
  return (
    <>
      <TextField
        {...{ label: t('console.letters.proof'), help: t('console.letters.proof_help'), type: 'file' }}
        {...{ accept: 'image/jpeg,image/png,image/webp,application/pdf', error: told.problem }}
        onChange={(event) => {
          const [file] = [...(event.target.files ?? [])];
          if (file === undefined) return;
          setTold({});
          void store(file).catch((error: ApiError) => setTold({ problem: sentenceOf(error, words) }));
        }}
      />
      <p aria-live="polite" className="soft small" hidden={told.name === undefined}>
        {t('console.letters.proof_stored', { name: told.name ?? '' })}
      </p>
    </>
  );
}
