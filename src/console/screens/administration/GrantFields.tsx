import { useQuery } from '@tanstack/react-query';
import type { NewGrant } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useWords } from '../../language/words.ts';
import { UnitPicker } from '../../parts/UnitPicker.tsx';
import { SelectField } from '../../ui/Field.tsx';

interface Props {
  readonly value: NewGrant;
  readonly onChange: (grant: NewGrant) => void;
}

export const noGrant: NewGrant = { role_code: '', authority_id: null, unit_id: null };

/** A role says what, its place says where: the city, one authority, or one unit with those below it. */
export function GrantFields({ value, onChange }: Props) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const { data: roles } = useQuery({
    queryKey: ['roles'],
    queryFn: ({ signal }) => call('list_roles', { signal }),
  });
  return (
    <>
      <SelectField
        {...{ label: t('console.admin.user.role'), value: value.role_code, none: t('console.choose') }}
        options={(roles?.items ?? [])
          .filter(({ may_grant }) => may_grant)
          .map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(event) => onChange({ ...value, role_code: event.target.value })}
      />
      <SelectField
        {...{
          label: t('console.filter.authority'),
          value: value.authority_id ?? '',
          none: t('console.user.whole_city'),
        }}
        options={(catalogue?.authorities ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => onChange({ ...value, authority_id: event.target.value || null, unit_id: null })}
      />
      {value.authority_id !== null && (
        <UnitPicker
          label={t('console.admin.user.unit')}
          value={value.unit_id ?? ''}
          authority_id={value.authority_id}
          onChange={(unit_id) => onChange({ ...value, unit_id: unit_id || null })}
        />
      )}
    </>
  );
}
