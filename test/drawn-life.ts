import { acceptPetition } from '../src/actions/petitions/accept-petition.ts';
import { askCitizen } from '../src/actions/petitions/ask-citizen.ts';
import { contestReply } from '../src/actions/petitions/contest-reply.ts';
import { mergePetition } from '../src/actions/petitions/merge-petition.ts';
import { sendReply } from '../src/actions/petitions/send-reply.ts';
import { transferAuthority } from '../src/actions/petitions/transfer-authority.ts';
import { withdrawPetition } from '../src/actions/petitions/withdraw-petition.ts';
import { Refused } from '../src/actions/refused.ts';
import { addDays } from '../src/core/deadlines/plain-date.ts';
import { aDraft, aPetition } from './builders.ts';
import { citizenOf, petitionRow, type Town } from './town.ts';

/**
 * Some weeks in a town, the same for the same seed: petitions come, are accepted, answered, contested, joined, taken back
 * and moved between two authorities. The clock stands on the last day.
 */
export async function aDrawnLife(
  town: Town,
  { from, days, seed }: { from: string; days: number; seed: number },
): Promise<readonly string[]> {
  const petitions: string[] = [];
  const draw = drawing(seed);
  for (let day = from, n = 0; n < days; n += 1, day = addDays(day, 1)) {
    town.on(`${day}T${String(14 + draw(8)).padStart(2, '0')}:30:00.000Z`);
    await liveOneDay({ town, draw }, petitions);
  }
  return petitions;
}

type Draw = (below: number) => number;
interface Life {
  readonly town: Town;
  readonly draw: Draw;
}

/** Numbers from a seed (mulberry32). */
function drawing(seed: number): Draw {
  let at = seed;
  return (below) => {
    at = (at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(at ^ (at >>> 15), at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

async function liveOneDay(life: Life, petitions: string[]): Promise<void> {
  const { town, draw } = life;
  const oneOf = <T>(list: readonly T[]): T => list[draw(list.length)]!;
  for (let n = draw(4); n > 0; n -= 1) {
    const filed = await aPetition(town, {
      service_code: oneOf(['luminaria', 'luminaria', 'luminaria', 'arbol']),
      channel: oneOf(['portal', 'portal', 'app', 'email']),
      place: { zone_code: oneOf(['iztapalapa', 'coyoacan']) },
    });
    petitions.push(filed.petition_id);
  }
  for (let n = draw(14); n > 0 && petitions.length > 1; n -= 1) {
    try {
      await doSomething(life, oneOf(petitions.slice(-9)), petitions);
    } catch (problem) {
      // What may not be done now is not done: the life is drawn.
      if (!(problem instanceof Refused)) throw problem;
    }
  }
}

async function doSomething(
  { town, draw }: Life,
  petition_id: string,
  petitions: readonly string[],
): Promise<unknown> {
  const oneOf = <T>(list: readonly T[]): T => list[draw(list.length)]!;
  const { app, staff } = town;
  const { current_authority_id } = await petitionRow(town, petition_id);
  const here = town.authorities['iztapalapa'] === current_authority_id ? 'iztapalapa' : 'coyoacan';
  const who = staff[`supervisor.${here}`]!;
  switch (draw(10)) {
    case 0:
    case 1:
    case 2:
      return acceptPetition(app, who, { petition_id });
    case 3:
    case 4:
      return sendReply(app, who, await aDraft(town, petition_id, { by: who }));
    case 5:
      return askCitizen(app, who, { petition_id, body: '¿Qué poste?', cause: 'incomplete' });
    case 6:
      return withdrawPetition(app, citizenOf(petition_id), { petition_id });
    case 7:
      return contestReply(app, citizenOf(petition_id), { petition_id, body: 'Sigue apagada' });
    case 8:
      return mergePetition(app, who, { petition_id, into: oneOf(petitions), reason: 'Es la misma' });
    default:
      return transferAuthority(app, who, {
        petition_id,
        authority_id: town.authorities[oneOf(['iztapalapa', 'coyoacan'])]!,
        reason: 'Le toca',
      });
  }
}
