import { z } from 'zod';
import type { Action } from '../../actions/action.ts';
import { redactPhoto } from '../../actions/files/redact-photo.ts';
import { removePetitionFile } from '../../actions/files/remove-petition-file.ts';
import { acceptPetition } from '../../actions/petitions/accept-petition.ts';
import { addNote } from '../../actions/petitions/add-note.ts';
import { addPart, finishPart } from '../../actions/petitions/add-part.ts';
import { answerQuestionForCitizen } from '../../actions/petitions/answer-question.ts';
import { approveReply, rejectReply, submitReply } from '../../actions/petitions/approve-reply.ts';
import { askCitizen } from '../../actions/petitions/ask-citizen.ts';
import { assignPerson, takePetition } from '../../actions/petitions/assign-person.ts';
import { changeService } from '../../actions/petitions/change-service.ts';
import { draftReply } from '../../actions/petitions/draft-reply.ts';
import { extendTerm } from '../../actions/petitions/extend-term.ts';
import { mergePetition } from '../../actions/petitions/merge-petition.ts';
import { moderatePetition } from '../../actions/petitions/moderate-petition.ts';
import type { PetitionResult } from '../../actions/petitions/petition-action.ts';
import { publishUpdate } from '../../actions/petitions/publish-update.ts';
import { reissueAccessKey } from '../../actions/petitions/reissue-access-key.ts';
import { returnPetition } from '../../actions/petitions/return-petition.ts';
import { correctReply, sendReply } from '../../actions/petitions/send-reply.ts';
import { setPriority } from '../../actions/petitions/set-priority.ts';
import { setVisibility } from '../../actions/petitions/set-visibility.ts';
import { tacitWithdrawal } from '../../actions/petitions/tacit-withdrawal.ts';
import { transferAuthority } from '../../actions/petitions/transfer-authority.ts';
import { transferUnit } from '../../actions/petitions/transfer-unit.ts';
import { withdrawQuestion } from '../../actions/petitions/withdraw-question.ts';
import { lifecycle, type PetitionAction } from '../../core/petitions/lifecycle.ts';

type StaffKey = {
  [K in PetitionAction]: (typeof lifecycle)[K]['by'] extends 'staff' ? K : never;
}[PetitionAction];

/** What staff can do to a petition, by its name in addresses; a new action of the lifecycle does not compile until it is here. */
export const petitionActions = {
  accept: acceptPetition,
  return: returnPetition,
  assign_person: assignPerson,
  take: takePetition,
  transfer_unit: transferUnit,
  transfer_authority: transferAuthority,
  ask: askCitizen,
  withdraw_question: withdrawQuestion,
  tacit_withdrawal: tacitWithdrawal,
  extend: extendTerm,
  note: addNote,
  publish_update: publishUpdate,
  draft_reply: draftReply,
  submit_reply: submitReply,
  approve_reply: approveReply,
  reject_reply: rejectReply,
  // The reply says itself which of the two it is; a screen offers and explains them apart.
  send_first_reply: sendReply,
  send_reply: sendReply,
  correct_reply: correctReply,
  merge: mergePetition,
  add_part: addPart,
  finish_part: finishPart,
  change_service: changeService,
  set_priority: setPriority,
  set_visibility: setVisibility,
  moderate: moderatePetition,
  redact_photo: redactPhoto,
  remove_file: removePetitionFile,
  answer_for_citizen: answerQuestionForCitizen,
  reissue_key: reissueAccessKey,
} as const satisfies Record<StaffKey, unknown>;

export type StaffPetitionAction = keyof typeof petitionActions;

/** The action as the door calls it: whatever it takes, checked by the action's own schema. */
export function petitionActionNamed(name: StaffPetitionAction): Action<z.ZodType, PetitionResult> {
  return petitionActions[name] as unknown as Action<z.ZodType, PetitionResult>;
}

/** What an action asks for beyond the petition and its version. */
export function bodyOfAction(name: StaffPetitionAction): z.ZodType {
  const body = petitionActions[name].spec.input.def.right as z.ZodObject;
  return 'petition_id' in body.shape ? z.object({}) : body;
}
