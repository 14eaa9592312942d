import { Select } from 'antd'
import { units } from '#contract/identity.ts'
import { useAsk } from './query.ts'
import { Field } from '../ui/Field.tsx'

interface Props { readonly id: string; readonly label: string; readonly hint?: string | undefined; readonly value: readonly string[]; readonly onChange: (ids: readonly string[]) => void; readonly error?: string | undefined; readonly optional?: boolean }

/** One or several units, found by typing; what was chosen is shown once their names are known. */
export const UnitPick = ({ id, label, hint, value, onChange, error, optional = false }: Props) => {
  const all = useAsk(units, {}).data?.items
  return (
    <Field id={id} label={label} hint={hint} error={error} required={!optional}>
      <Select<string[]> id={id} mode='multiple' showSearch={{ optionFilterProp: 'label' }} loading={!all} value={all ? [...value] : []} onChange={onChange} options={all?.map((unit) => ({ value: unit.id, label: unit.name })) ?? []} className='wide-select' />
    </Field>
  )
}
