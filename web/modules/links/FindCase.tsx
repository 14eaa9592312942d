import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { list, type ListItem } from '#contract/complaint.ts'
import { useAsk } from '../../app/query.ts'
import { Field } from '../../ui/Field.tsx'
import { useSettled } from '../../ui/settled.ts'

const PAUSE = 300
const SHORTEST = 2

interface Props {
  readonly except: string
  /** Given: only open complaints of this customer, all of them at once. */
  readonly customerId?: string | undefined
  readonly chosen: ListItem | null
  readonly onChoose: (item: ListItem | null) => void
  readonly error?: string | null | undefined
}

const wordsOf = (item: ListItem) => `${item.number}　${item.customerName}　${item.firstWords}`

const askedBy = (customerId: string | undefined, q: string) => (customerId ? { customerId, state: 'open' as const, limit: 20 } : { q, limit: 20 })

/** What fits, without the case at hand and those that were taken into others. */
const useFound = (except: string, customerId: string | undefined, typed: string) => {
  const q = useSettled(typed.trim(), PAUSE)
  const enabled = customerId !== undefined || q.length >= SHORTEST
  const { data, isFetching } = useAsk(list, askedBy(customerId, q), { enabled })
  return { items: enabled ? (data?.items ?? []).filter((item) => item.id !== except && item.state !== 'merged') : [], busy: enabled && isFetching, asked: enabled }
}

/** Another complaint, found by number, name or words. */
export const FindCase = ({ except, customerId, chosen, onChoose, error }: Props) => {
  const { t } = useTranslation('links')
  const [typed, setTyped] = useState('')
  const { items, busy, asked } = useFound(except, customerId, typed)
  const options = [...items, ...(chosen && !items.some((item) => item.id === chosen.id) ? [chosen] : [])].map((item) => ({ value: item.id, label: wordsOf(item) }))
  const search = customerId ? { optionFilterProp: 'label' } : { filterOption: false as const, onSearch: setTyped }
  return (
    <Field id='find-case' label={t('form.other')} hint={customerId ? t('form.sameCustomer') : undefined} error={error} required>
      <Select id='find-case' value={chosen?.id ?? null} placeholder={t(customerId ? 'form.otherMissing' : 'form.otherFind')} loading={busy} options={options} notFoundContent={asked && !busy ? t('form.otherNone') : null}
        showSearch={search} onChange={(id: string) => onChoose(items.find((item) => item.id === id) ?? null)} />
    </Field>
  )
}
