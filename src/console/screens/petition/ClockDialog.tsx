import { useQuery } from '@tanstack/react-query';
import { longDate, shortInstant } from '../../../core/language/format.ts';
import type { ClockStrip } from '../../api.generated.ts';
import { clockQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { dayInWords } from '../../parts/due.ts';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

interface Props {
  readonly id: string;
  readonly clock: ClockStrip;
  readonly onClose: () => void;
}

/** «¿Por qué esta fecha?»: the law, the ledger, whose days were used, and every day counted or not. */
export function ClockDialog({ id, clock, onClose }: Props) {
  const { t, manner } = useWords();
  const { data, error, isPending } = useQuery(clockQuery(id, clock.clock));
  return (
    <DialogBox title={`${t('console.clock.why')} · ${clock.name}`} onClose={onClose} width="wide">
      <p>
        {clock.due_on && <strong>{longDate(clock.due_on, manner)}. </strong>}
        <span className="soft">{clock.citation}</span>
      </p>
      <div className="clock-columns">
        <section className="stack">
          <h3>{t('console.clock.ledger')}</h3>
          <ol className="ledger">
            {clock.entries.map((entry) => (
              <li key={`${entry.at}-${entry.type}`}>
                <span>{entry.text}</span>
                {entry.reason && <span className="soft"> «{entry.reason}»</span>}
                <span className="soft small">
                  {shortInstant(entry.at, manner)}
                  {entry.due_on && ` · ${t('console.clock.due', { day: dayInWords(entry.due_on, manner) })}`}
                </span>
              </li>
            ))}
          </ol>
          {clock.spans.length > 1 && (
            <>
              <h3>{t('console.clock.spans')}</h3>
              <ul className="ledger">
                {clock.spans.map((span) => (
                  <li key={`${span.from}-${span.kind}`}>
                    {span.authority_code ?? ''} · {t(`console.clock.span.${span.kind}`)}
                    <span className="soft small">
                      {dayInWords(span.from, manner)}
                      {span.to && ` – ${dayInWords(span.to, manner)}`}
                      {span.used !== null && ` · ${t('console.clock.used', { days: span.used })}`}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <section className="stack">
          <h3>{t('console.clock.days')}</h3>
          {isPending && <Waiting />}
          {error && <Problem error={error} />}
          <ol className="days">
            {data?.days.map((day) => (
              <li key={day.on} data-counted={day.counted || undefined}>
                <span className="days-number">
                  {day.number ?? (day.counted ? <Icon name="check" /> : '–')}
                </span>
                <span>{dayInWords(day.on, manner)}</span>
                <span className="soft">
                  {day.text}
                  {day.source && <span className="small"> ({day.source})</span>}
                </span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </DialogBox>
  );
}
