import type { ApiError } from '../../api/client.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { useWords } from '../../language/words.ts';

/** Why it was not written down, with what is wrong in which field. */
export function DeliveryProblem({ error }: { error: ApiError | null }) {
  const words = useWords();
  if (error === null) return null;
  const fields = Object.values(error.fields).map(({ message }) => message);
  return (
    <p className="field-error" role="alert">
      {[sentenceOf(error, words), ...fields].join(' ')}
    </p>
  );
}
