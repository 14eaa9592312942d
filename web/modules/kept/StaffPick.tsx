import { Select } from 'antd'
import { people } from '#contract/identity.ts'
import { useAsk } from '../../app/query.ts'
import { named } from '../../ui/named.ts'

interface Props { readonly id: string; readonly value: readonly string[]; readonly onChange: (ids: string[]) => void; readonly placeholder: string; /** Named already. */ readonly without?: readonly string[] }

/** Members of staff, found by name, post or unit. */
export const StaffPick = ({ id, value, onChange, placeholder, without = [] }: Props) => {
  const known = useAsk(people, {})
  const options = (known.data?.items ?? []).filter((person) => !person.retired && !without.includes(person.id)).map((person) => ({ value: person.id, label: [person.name, person.positionName, person.unitName].filter(Boolean).join('　') }))
  return <Select labelRender={named} id={id} mode='multiple' maxCount={10} loading={known.isPending} value={[...value]} placeholder={placeholder} showSearch={{ optionFilterProp: 'label' }} options={options} onChange={onChange} />
}
