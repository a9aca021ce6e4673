import type { TicketTaken } from '../../api.generated.ts';

/** A number that was just given: what is read aloud, where it is not shown elsewhere, and its page. */
export function ToldOfTicket({ taken, isSaidHere }: { taken: TicketTaken | null; isSaidHere: boolean }) {
  return (
    <div aria-live="polite">
      {taken !== null && (
        <>
          {isSaidHere && <p className="notice">{taken.said}</p>}
          <p className="turns-link">
            <strong>{taken.number}</strong> <a href={taken.link}>{taken.link}</a>
          </p>
        </>
      )}
    </div>
  );
}
