import { event } from '../../core/petitions/events.ts';
import { openContacts } from '../../store/people.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../store/secrets.ts';
import { Refused } from '../refused.ts';
import { petitionAction } from './petition-action.ts';

/**
 * A new key for who lost theirs; the old one opens nothing any more. It goes only to the e-mail that the petition
 * was filed with, whoever asks for it, and is never shown to staff.
 */
export const reissueAccessKey = petitionAction({
  name: 'reissue-access-key',
  action: 'reissue_key',
  async run({ tx, app, petition }) {
    const { id } = petition.row;
    const contacts = await openContacts(tx, app.keys, id);
    if (!contacts.some(({ part, email }) => part === 'petitioner' && email !== null)) {
      throw new Refused('contact_required');
    }
    const issue = petition.row.access_key_issue + 1;
    const key = accessKeyFor(app.keys, id, issue);
    return {
      events: [event('access_key_reissued', 'citizen', { issue })],
      columns: { access_key_issue: issue, access_key_hash: hashSecret(normaliseAccessKey(key)) },
      notices: [{ template: 'access_key_reissued', values: { key }, asked_for: true }],
      result: { access_key_issue: issue },
    };
  },
});
