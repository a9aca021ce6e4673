import { permits, type StaffActor } from '../../core/access/actor.ts';
import type { Place } from '../../core/access/permissions.ts';
import { refusalSentence, type Voice } from '../../core/language/refusal-sentence.ts';
import {
  lifecycle,
  mayDo,
  type ActionRule,
  type PetitionAction,
  type Situation,
} from '../../core/petitions/lifecycle.ts';
import type { RefusalCode } from '../../core/refusals.ts';

export interface PermittedScope {
  readonly actor: StaffActor;
  /** Where the petition is. */
  readonly place: Place;
  /** Where contributing units are still at work. */
  readonly parts: readonly Place[];
  readonly situation: Situation;
  readonly voice: Voice;
  /** Why it cannot be returned, where it has nobody to go back to. */
  readonly no_return: RefusalCode | null;
  /** The authority that has it now, where that is none of the person's: they read their own period, and do nothing. */
  readonly now_with: string | null;
}

/** Every action of staff: whether this person may do it now, and if not, why. The same rule decides when it is done. */
export function permittedActions(scope: PermittedScope) {
  const actions = Object.entries(lifecycle) as [PetitionAction, ActionRule][];
  return actions
    .filter(([, rule]) => rule.by === 'staff')
    .map(([action, rule]) => judge(action, rule, scope));
}

function judge(action: PetitionAction, rule: ActionRule, scope: PermittedScope) {
  const told = { action, requires: [...rule.requires], notice: rule.notice };
  const because = (code: RefusalCode, details = {}) => ({
    ...told,
    allowed: false,
    reason: { code, message: refusalSentence(scope.voice, code, details) },
  });
  if (scope.now_with !== null) return because('with_another_authority', { authority: scope.now_with });
  if (!holds(action, rule, scope)) return because('forbidden');
  const decision = mayDo(action, scope.situation);
  if (!decision.accepted) return because(decision.code, decision.details ?? {});
  if (action === 'return' && scope.no_return !== null) return because(scope.no_return);
  return { ...told, allowed: true, reason: null };
}

function holds(action: PetitionAction, rule: ActionRule, { actor, place, parts }: PermittedScope): boolean {
  if (rule.permission === null) return true;
  const permission = rule.permission;
  // A part is finished by whoever works where the part lies.
  if (action === 'finish_part') return parts.some((part) => permits(actor, permission, part));
  return permits(actor, permission, place);
}
