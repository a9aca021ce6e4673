import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { mergePerson } from '../people/merge-person.ts';
import { splitPerson } from '../people/split-person.ts';
import { claimMessage } from './claim-message.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const personOf = async (petition_id: string) => (await petitionRow(town, petition_id)).person_id!;

/** The messages with a reply, as if they had waited for the mail server. */
function waiting(petition_id: string): Promise<string[]> {
  return town.asSystem(async (tx) => {
    const rows = await tx
      .updateTable('outbox')
      .set({ state: 'queued' })
      .where('petition_id', '=', petition_id)
      .where('reply_id', 'is not', null)
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  });
}

async function claimed(outbox_id: string) {
  const message = await claimMessage(town.app, { kind: 'system' }, { outbox_id });
  return message!.reply;
}

it('sends the letter with a reply whose person was merged with others meanwhile, and after they are apart', async () => {
  const supervisor = town.staff['supervisor.iztapalapa']!;
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  const [message] = await waiting(petition_id);
  const another = async (email: string) => {
    const filed = await aPetition(town, { contact: { name: 'Rosa Ejemplo', email } });
    return personOf(filed.petition_id);
  };
  const [rosa, second, third] = [
    await personOf(petition_id),
    await another('r2@correo.example'),
    await another('r3@correo.example'),
  ];
  const merge = (person_id: string, into: string) => mergePerson(town.app, supervisor, { person_id, into });
  await merge(rosa, second);
  await merge(second, third);
  expect(await personOf(petition_id)).toBe(third);
  expect(await claimed(message!)).toMatchObject({ petition_id });
  await splitPerson(town.app, supervisor, { person_id: third, merged_id: second });
  expect(await personOf(petition_id)).toBe(second);
  expect(await claimed(message!)).toMatchObject({ petition_id });
});

it('sends no letter with a message to somebody else', async () => {
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  const [message] = await waiting(petition_id);
  const other = await aPetition(town, { contact: { name: 'Otra', email: 'otra@correo.example' } });
  const person_id = await personOf(other.petition_id);
  await town.asSystem((tx) =>
    tx.updateTable('petitions').set({ person_id }).where('id', '=', petition_id).execute(),
  );
  expect(await claimed(message!)).toBeNull();
});

it('dates a person, and that they were entered, by the clock of the application', async () => {
  town.on('2026-05-05');
  const { petition_id } = await aPetition(town, {
    contact: { name: 'Nueva', email: 'nueva@correo.example' },
  });
  const id = await personOf(petition_id);
  const dated = await town.asSystem((tx) =>
    tx
      .selectFrom('persons as r')
      .innerJoin('person_changes as c', 'c.person_id', 'r.id')
      .select(['r.created_at', 'c.at', 'c.change'])
      .where('r.id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  const at = '2026-05-05T16:00:00.000Z';
  expect(dated).toEqual({ created_at: at, at, change: 'created' });
});
