import { CheckOutlined, CloseOutlined, FieldTimeOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PersonRef } from '#contract/common.ts'
import { people } from '#contract/identity.ts'
import type { SaidPromise } from '#contract/promise.ts'
import { useAsk } from '../../app/query.ts'
import { useZone } from '../../ui/InZone.tsx'
import { When } from '../../ui/When.tsx'
import { localAt, momentAt } from '../../ui/zone.ts'
import type { Taken } from './use-said.tsx'
import './promise.css'

interface Found { readonly one: SaidPromise; readonly taken: Taken | null }
interface Props { readonly found: readonly Found[]; readonly me: PersonRef; readonly apart?: readonly string[] | undefined; readonly onTake: (one: SaidPromise, taken: Taken) => void; readonly onDismiss: (one: SaidPromise) => void }

const Owner = ({ value, me, apart = [], label, onChange }: { readonly value: string | null; readonly me: PersonRef; readonly apart?: readonly string[] | undefined; readonly label: string; readonly onChange: (id: string | null) => void }) => {
  const { t } = useTranslation('case')
  const others = (useAsk(people, {}).data?.items ?? []).filter((person) => !person.retired && person.id !== me.id && !apart.includes(person.id))
  return <Select size='small' aria-label={label} value={value ?? me.id} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={false} onChange={(id: string) => onChange(id === me.id ? null : id)} options={[{ value: me.id, label: t('promise.me', { name: me.name }) }, ...others.map((person) => ({ value: person.id, label: person.name }))]} />
}

const Chip = ({ found: { one, taken }, me, apart, onTake, onDismiss }: Omit<Props, 'found'> & { readonly found: Found }) => {
  const { t } = useTranslation('promises')
  const { zone } = useZone()
  const dismiss = <Button size='small' type='text' icon={<CloseOutlined aria-hidden='true' />} aria-label={t('said.notOne', { quote: one.quote })} onClick={() => onDismiss(one)} />
  if (!taken) return (
    <li className='said'>
      <FieldTimeOutlined aria-hidden='true' /><span className='said-w'><b>{one.quote}</b><When at={one.dueAt} end /></span>
      <Button size='small' onClick={() => onTake(one, { dueAt: one.dueAt, ownerId: null })}>{t('said.take')}<span className='sr'>{one.quote}</span></Button>{dismiss}
    </li>
  )
  return (
    <li className='said on'>
      <CheckOutlined aria-hidden='true' /><span className='said-w'><b>{t('said.taken')}</b>{one.text}</span>
      <Input size='small' type='datetime-local' className='said-d' aria-label={t('said.due', { quote: one.quote })} value={localAt(zone, Date.parse(taken.dueAt))} onChange={(event) => { if (event.target.value) onTake(one, { ...taken, dueAt: momentAt(zone, event.target.value) }) }} />
      <Owner value={taken.ownerId} me={me} apart={apart} label={t('said.owner', { quote: one.quote })} onChange={(ownerId) => onTake(one, { ...taken, ownerId })} />{dismiss}
    </li>
  )
}

/** Each time that was found: to be made a promise with one press, with its moment and who keeps it, or to be let be. */
export const SaidChips = ({ found, ...rest }: Props) => {
  const { t } = useTranslation('promises')
  return <ul className='saids' aria-label={t('said.label')} aria-live='polite'>{found.map((each) => <Chip key={`${each.one.quote} ${each.one.dueAt}`} found={each} {...rest} />)}</ul>
}
