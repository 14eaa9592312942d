import { DeleteOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { feedback } from '#contract/feedback.ts'
import type { Story } from '#contract/pledge.ts'
import { search } from '#contract/search.ts'
import { useAsk } from '../../../app/query.ts'
import { Field, useFieldControl } from '../../../ui/Field.tsx'
import { useSettled } from '../../../ui/settled.ts'

type Link = Story['links'][number]

const MOST_WORDS = 30
const beginning = (text: string) => [...text].slice(0, MOST_WORDS).join('')

const Find = ({ onFound }: { readonly onFound: (link: Link) => void }) => {
  const { t } = useTranslation('pledge')
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const enough = [...q].length >= 2
  const cases = useAsk(search, { q, limit: 8 }, { enabled: enough }).data?.complaints.items ?? []
  const told = useAsk(feedback, { q, limit: 8 }, { enabled: enough }).data?.items ?? []
  const found: Link[] = enough ? [...cases.map((one) => ({ kind: 'complaint' as const, id: one.id, name: one.number.text })), ...told.map((one) => ({ kind: 'feedback' as const, id: one.id, name: beginning(one.text) }))] : []
  return (
    <Select<string>
      {...useFieldControl()} showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }} value={null} placeholder={t('find')} notFoundContent={enough ? t('findNone') : t('findMore')}
      options={found.map((one) => ({ value: one.id, label: one.name }))}
      onChange={(id) => {
        const link = found.find((one) => one.id === id)
        if (link) onFound(link)
        setTyped('')
      }}
    />
  )
}

/** Of which cases and feedback a change came: kept for us, never shown outside. */
export const CameOf = ({ links, onChange }: { readonly links: readonly Link[]; readonly onChange: (links: readonly Link[]) => void }) => {
  const { t } = useTranslation('pledge')
  return (
    <>
      <Field label={t('cameOf')} hint={t('cameOfHint')}><Find onFound={(link) => onChange([...links.filter((one) => one.id !== link.id), link])} /></Field>
      <ul className='came-of'>{links.map((one) => (
        <li key={one.id}><span>{t(`linkKind.${one.kind}`)} {one.name}</span><Button type='text' size='small' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('linkAway', { name: one.name })} onClick={() => onChange(links.filter((each) => each.id !== one.id))} /></li>
      ))}</ul>
    </>
  )
}
