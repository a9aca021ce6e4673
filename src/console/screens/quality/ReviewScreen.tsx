import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { shortInstant } from '../../../core/language/format.ts';
import { answerReview, reviewIt, settleReview, takeReviewBack } from '../../../core/quality/review.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay, useMe } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/quality.css';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { AttendedFacts } from './AttendedFacts.tsx';
import { MarkForm } from './MarkForm.tsx';
import { Points, StateOfReview } from './Quality.tsx';
import { ReviewResult } from './ReviewResult.tsx';
import { RulingForm } from './RulingForm.tsx';

/** One review: what was said, how it is judged, and what came of it. */
export function ReviewScreen() {
  const { id } = useParams({ from: '/inside/calidad/$id' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['quality', 'review', id],
    queryFn: ({ signal }) => call('get_review', { params: { id }, signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return <Review review={data} />;
}

function Review({ review }: { review: QualityReviewPage }) {
  const { t, manner } = useWords();
  const me = useMe();
  const may = useMay();
  const title = t('console.quality.review_title', { name: review.agent.name });
  useTitle(title);
  const known = {
    ...{ state: review.state, agent_id: review.agent.id, reviewer_id: review.reviewer?.id ?? null },
    ...{ submitted_on: review.submitted_on, contest_until: review.contest_until },
  };
  const who = me.user.id;
  const judges = may('quality.review');
  const undo = takeReviewBack(known, { who, today: review.today });
  return (
    <div className="page">
      <p>
        <Link to="/calidad" search={who === review.agent.id && judges ? { list: 'mine' } : {}}>
          <Icon name="left" /> {t('console.quality.title')}
        </Link>
      </p>
      <div className="page-head">
        <h1>{title}</h1>
        <StateOfReview state={review.state} />
        {review.score !== null && (
          <strong>
            <Points review={review} />
          </strong>
        )}
        {judges && undo.accepted && <UndoButton id={review.id} />}
      </div>
      <div className="review-columns">
        <AttendedFacts review={review} />
        <div className="stack">
          {judges && reviewIt(known, who).accepted && <MarkForm review={review} />}
          {review.state !== 'to_review' && <ReviewResult review={review} />}
          {answerReview(known, { who, contests: false, today: review.today }).accepted && (
            <AnswerForm review={review} />
          )}
          {judges && settleReview(known, who).accepted && <RulingForm review={review} />}
        </div>
      </div>
      <section className="stack">
        <h2>{t('console.quality.history')}</h2>
        <ol className="review-events">
          {review.events.map((event) => (
            <li key={event.id}>
              <span className="soft small">{shortInstant(event.at, manner)}</span>{' '}
              <strong>{t(`console.quality.event.${event.type}`)}</strong>
              {event.by !== null && ` · ${event.by}`}
              {event.score !== null && ` · ${t('console.quality.result', { points: event.score })}`}
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

function UndoButton({ id }: { id: string }) {
  const { t } = useWords();
  const undo = useWrite('undo_review', {
    refresh: [['quality']],
    done: () => announce({ text: t('console.quality.undone') }),
  });
  return (
    <Button icon="undo" isBusy={undo.isPending} onClick={() => undo.mutate({ params: { id } })}>
      {t('console.quality.undo')}
    </Button>
  );
}
