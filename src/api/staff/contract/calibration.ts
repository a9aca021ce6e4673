import { z } from 'zod';
import { directions } from '../../../core/interactions/interaction.ts';
import { most_calibrated } from '../../../core/quality/calibration.ts';
import { form, interactionSaid, marks } from './quality.ts';
import { reply, request } from './registry.ts';
import { channel, codeName, id, instant, namedRef, plainDate } from './wire.ts';

const shape = { id, place: z.string(), from_on: plainDate, until_on: plainDate, opened_at: instant };
const count = z.number().int();

export const calibrations = reply(
  'QualityCalibrations',
  z.object({
    items: z.array(
      z.object({
        ...shape,
        opened_by: z.string(),
        compared_at: instant.nullable(),
        ...{ items: count, kept: count },
        /** How many the asker has judged, and how many people have judged all. */
        ...{ mine: count, finished: count },
      }),
    ),
  }),
);

const agreement = {
  n: count,
  /** The share of pairs of judges who marked the same, 0 to 1. */
  share: z.number().nullable(),
  /** Cohen's for two judges, Fleiss' for more; null where it cannot be told. */
  kappa: z.number().nullable(),
};
const coded = z.array(z.object({ code: z.string(), ...agreement }));

export const calibrationPage = reply(
  'QualityCalibrationPage',
  z.object({
    ...shape,
    ...{ seed: z.string(), frame_size: count, frame_hash: z.string(), opened_by: z.string() },
    /** Whether the asker opened it, and may give it up. */
    is_mine: z.boolean(),
    ...{ compared_at: instant.nullable(), compared_by: z.string().nullable(), form_version: count, form },
    judges: z.array(namedRef.extend({ done: count })),
    items: z.array(
      z.object({
        ...{ id, number: count, at: instant, channel, direction: z.enum(directions), kind: codeName },
        ...{ seconds: count.nullable(), agent: namedRef, place: z.string(), interaction: interactionSaid },
        mine: marks.nullable(),
        /** Of those who judged everything, once they were compared. */
        scores: z.array(z.object({ judge: namedRef, marks, score: z.number(), passes: z.boolean() })),
        reference: z
          .object({
            ...{ marks, score: z.number(), passes: z.boolean(), words: z.string() },
            ...{ at: instant, by: z.string() },
          })
          .nullable(),
      }),
    ),
    agreement: z
      .object({ judges: count, criteria: coded, errors: coded, whole: z.object(agreement) })
      .nullable(),
  }),
);

export const calibrationOrder = request(
  'CalibrationOrder',
  z.object({
    authority_id: id,
    unit_id: id.nullable().optional(),
    ...{ from: plainDate, until: plainDate },
    size: z.number().int().min(1).max(most_calibrated),
  }),
);
export const calibrationOpened = reply(
  'CalibrationOpened',
  z.object({ calibration_id: id, drawn: z.number().int() }),
);
export const calibrationScoring = request('CalibrationScoring', z.object({ marks }));
export const calibrationReference = request(
  'CalibrationReference',
  z.object({ marks, words: z.string().max(2000) }),
);
export const calibrationScored = reply('CalibrationScored', z.object({ item_id: id, score: z.number() }));
export const calibrationCompared = reply('CalibrationCompared', z.object({ calibration_id: id }));
