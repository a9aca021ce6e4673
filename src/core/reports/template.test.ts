import { expect, test } from 'vitest';
import { fillIn, fillInSentences, placeholders, type Placeholder } from './template.ts';

const values = (known: Partial<Record<Placeholder, string>>) => () =>
  Object.fromEntries(placeholders.map((name) => [name, known[name] ?? null])) as Record<
    Placeholder,
    string | null
  >;
const both = (text: string) => ({ es: text, en: text });

test('does not say a sentence about something of which nothing is known', () => {
  const text = both(
    'Según el Art. 8 se recibieron {received}. La mitad tuvo respuesta en {reply_median} o menos.\n\nQuedaban {open} pendientes.',
  );
  expect(fillInSentences(text, values({ received: '0', open: '47' })).es).toBe(
    'Según el Art. 8 se recibieron 0.\n\nQuedaban 47 pendientes.',
  );
  expect(fillInSentences(text, values({ received: '3', open: '1', reply_median: '2 días' })).es).toBe(
    'Según el Art. 8 se recibieron 3. La mitad tuvo respuesta en 2 días o menos.\n\nQuedaban 1 pendientes.',
  );
  expect(fillInSentences(both('En {reply_median}.'), values({})).es).toBe('');
});

test('says a dash in a title', () => {
  expect(fillIn(both('Lo de {reply_median}, {period}'), values({ period: '2025' })).es).toBe('Lo de —, 2025');
});
