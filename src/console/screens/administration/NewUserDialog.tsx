import { useState } from 'react';
import type { PasswordLink } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextField } from '../../ui/Field.tsx';
import { EditDialog } from './EditDialog.tsx';
import { GrantFields, noGrant } from './GrantFields.tsx';
import { useSave } from './use-save.ts';

/** A new colleague; they set their own password with a link that works once. */
export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [job_title, setTitle] = useState('');
  const [grant, setGrant] = useState(noGrant);
  const [link, setLink] = useState<PasswordLink | null>(null);
  const { save, isBusy, problem } = useSave('create_user', { refresh: [['users']], done: setLink });
  if (link !== null) return <LinkDialog link={link} onClose={onClose} />;
  return (
    <EditDialog
      {...{ title: t('console.admin.user.new'), isBusy, problem, onClose }}
      reason={name === '' || email === '' || grant.role_code === '' ? t('console.fill_in') : null}
      onSave={() => save({ body: { email, name, job_title, grants: [grant] } })}
    >
      <TextField
        {...{ label: t('console.admin.user.name'), value: name }}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        {...{ label: t('console.sign_in.email'), type: 'email', value: email }}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        {...{ label: t('console.admin.user.job_title'), value: job_title }}
        onChange={(event) => setTitle(event.target.value)}
      />
      <GrantFields value={grant} onChange={setGrant} />
    </EditDialog>
  );
}

/** The one-time address, to hand over where there is no mail server. */
export function LinkDialog({ link, onClose }: { link: PasswordLink; onClose: () => void }) {
  const { t } = useWords();
  return (
    <DialogBox
      title={t('console.admin.user.link_title')}
      onClose={onClose}
      foot={<Button onClick={onClose}>{t('console.close')}</Button>}
    >
      <p>{t('console.admin.user.link_help')}</p>
      <TextField
        label={t('console.admin.user.link')}
        readOnly
        value={link.url}
        onFocus={(event) => event.target.select()}
      />
    </DialogBox>
  );
}
