import { useQuery } from '@tanstack/react-query';
import type { PetitionPage } from '../../api.generated.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { fillTemplate } from './fill-template.ts';
import type { ReplyText } from './reply-draft.ts';

interface Props {
  readonly page: PetitionPage;
  readonly text: ReplyText;
  readonly onChange: (part: Partial<ReplyText>) => void;
}

/** Standard words for this service and authority, added below what is written. */
export function TemplateMenu({ page, text, onChange }: Props) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const { authority, service } = page.petition;
  const templates = (catalogue?.templates ?? []).filter(
    ({ authority_id, service_code }) =>
      (authority_id === null || authority_id === authority.id) &&
      (service_code === null || service_code === service.code),
  );
  if (templates.length === 0) return null;
  return (
    <Menu
      label={t('console.reply.template')}
      look="quiet"
      entries={templates.map((one) => ({
        id: one.id,
        label: one.name,
        icon: 'file',
        run: () =>
          onChange({
            body: [text.body.trim(), fillTemplate(one.body, page)].filter(Boolean).join('\n\n'),
            ...(one.outcome_code !== null && text.outcome_code === ''
              ? { outcome_code: one.outcome_code }
              : {}),
          }),
      }))}
    >
      <Icon name="file" /> {t('console.reply.template')}
    </Menu>
  );
}
