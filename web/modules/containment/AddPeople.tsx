import { Button, Checkbox, Input } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type Hold, type SoldOrder, addRecipientTable, addRecipients, addSold, alsoAffected, soldOrders } from '#contract/containment.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { SilentSystems } from '../../app/SilentSystems.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useSettled } from '../../ui/settled.ts'

interface Props { readonly hold: Hold }

/** Customers of complaints in sight that are about the same. */
const FromCases = ({ hold }: Props) => {
  const { t } = useTranslation('containment')
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const asked = useSettled(q.trim())
  const query = useAsk(alsoAffected, { id: hold.id, ...(asked && { q: asked }) })
  const doing = useDo(addRecipients, () => setChosen([]))
  const choose = (id: string, on: boolean) => setChosen((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
  return (
    <section className='hold-f'>
      <h3 className='sub-h'>{t('people.cases')}</h3>
      <p className='hint'>{t('people.casesHint')}</p>
      <Input type='search' value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('people.q')} aria-label={t('people.q')} />
      <Asked query={query} rows={4}>{({ items }) => (items.length === 0 ? <p className='muted'>{t('people.none')}</p> : (
        <div className='hold-c'>{items.map((one) => (
          <Checkbox key={one.complaintId} className='block' disabled={one.added} checked={one.added || chosen.includes(one.complaintId)} onChange={(event) => choose(one.complaintId, event.target.checked)}>
            <b>{one.customerName}</b>　<span className='no'>{one.number}</span>　{one.same.map((same) => <Chip key={same}>{t(`people.same.${same}`)}</Chip>)}{one.added && <Chip tone='good'>{t('people.already')}</Chip>}<span className='block muted'>{[one.product, one.lot, one.order, one.unitName].filter(Boolean).join('　')}</span>
          </Checkbox>
        ))}</div>
      ))}</Asked>
      <ProblemNote error={doing.error} />
      <ActionButton label={t('people.take', { count: chosen.length })} whyNot={hold.may['addRecipients'] ?? (chosen.length ? null : t('people.takeMissing'))} loading={doing.isPending} onPress={() => doing.mutate({ id: hold.id, complaintIds: [...chosen] })} />
    </section>
  )
}

const Nameless = ({ count }: { readonly count: number }) => {
  const { t } = useTranslation('containment')
  return count > 0 && `　${t('people.soldUnnamed', { count })}`
}

const Orders = ({ items, of }: { readonly items: readonly SoldOrder[]; readonly of: number }) => {
  const { t } = useTranslation('containment')
  return items.length > 0 && (
    <>
      <ul className='hold-c hold-s'>{items.map((one, at) => ({ one, at })).map(({ one, at }) => <li key={`${one.number} ${at}`}><b className='no'>{one.number}</b>　<span className='muted'>{[one.product, one.lot, one.quantity, one.unit, one.boughtOn].filter(Boolean).join('　')}</span></li>)}</ul>
      {of > items.length && <p className='muted'>{t('people.firstOf', { count: items.length })}</p>}
    </>
  )
}

const TakenSold = ({ done }: { readonly done: z.output<typeof addSold.output> }) => {
  const { t } = useTranslation('containment')
  return (
    <div role='status'>
      <p>{t('people.done', { added: done.added, known: done.known })}<Nameless count={done.unnamed} /></p>
      <SilentSystems asked={done.asked} />
      {done.asked.some(({ more }) => more) && <p className='fault'>{t('people.systemMore')}</p>}
    </div>
  )
}

/** Whoever bought it, by the orders that the firm has: everybody at once. */
const FromOrders = ({ hold }: Props) => {
  const { t } = useTranslation('containment')
  const query = useAsk(soldOrders, { id: hold.id })
  const doing = useDo(addSold)
  const done = doing.data
  return (
    <section className='hold-f'>
      <h3 className='sub-h'>{t('people.orders')}</h3>
      <p className='hint'>{t('people.ordersHint')}</p>
      <Asked query={query} rows={3}>{({ items, orders, unnamed, others, system }) => (
        <>
          <p>{t(orders ? 'people.sold' : 'people.unsold', { count: orders })}<Nameless count={unnamed} />{system && `　${t('people.system', { host: system })}`}</p>
          <Orders items={items} of={orders} />
          {others > 0 && <p className='muted'>{t('people.others', { count: others })}</p>}
          <ProblemNote error={doing.error} />
          {done && <TakenSold done={done} />}
          <ActionButton label={t('people.takeSold')} whyNot={hold.may['addSold'] ?? (orders > unnamed || system ? null : t('people.soldMissing'))} loading={doing.isPending} onPress={() => doing.mutate({ id: hold.id })} />
        </>
      )}</Asked>
    </section>
  )
}

const FIELDS = ['name', 'phone', 'order', 'quantity'] as const

const Typed = ({ hold }: Props) => {
  const { t } = useTranslation('containment')
  const form = useForm({ name: '', phone: '', order: '', quantity: '' }, ['name'])
  const doing = useDo(addRecipients, form.reset)
  const { name, phone, order, quantity } = form.values
  return (
    <section className='hold-f'>
      <h3 className='sub-h'>{t('people.typed')}</h3>
      <div className='form-grid'>{FIELDS.map((field) => <TextField key={field} label={t(`people.${field}`)} required={field === 'name'} value={form.values[field]} error={faultOf(doing.error, `people/0/${field}`)} onChange={form.set(field)} />)}</div>
      <ProblemNote error={doing.error} />
      <ActionButton label={t('people.addOne')} whyNot={hold.may['addRecipients'] ?? (name.trim() ? null : t('people.nameMissing'))} loading={doing.isPending} onPress={() => doing.mutate({ id: hold.id, people: [{ name: name.trim(), phone: phone || null, order: order || null, quantity: quantity || null }] })} />
    </section>
  )
}

/** Who got deliveries, as the warehouse has it. */
const Table = ({ hold }: Props) => {
  const { t } = useTranslation('containment')
  const [csv, setCsv] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const doing = useDo(addRecipientTable, () => setCsv(''))
  const done = doing.data
  return (
    <section className='hold-f'>
      <h3 className='sub-h'>{t('people.table')}</h3>
      <p className='hint'>{t('people.tableHint')}</p>
      <input ref={file} type='file' accept='.csv,.txt,text/csv,text/plain' hidden aria-label={t('people.tableFile')} onChange={(event) => { void event.target.files?.[0]?.text().then(setCsv); event.target.value = '' }} />
      <Button onClick={() => file.current?.click()}>{t('people.tableFile')}</Button>
      <LongField label={t('people.tableText')} rows={4} value={csv} error={faultOf(doing.error, 'csv')} onChange={setCsv} />
      <ProblemNote error={doing.error} />
      {done && <p role='status'>{t('people.done', { added: done.added, known: done.known })}{done.skipped.length > 0 && `　${t('people.skipped', { rows: done.skipped.join(t('common:listSeparator')) })}`}</p>}
      <ActionButton label={t('people.tableSave')} whyNot={hold.may['addRecipients'] ?? (csv.trim() ? null : t('people.tableMissing'))} loading={doing.isPending} onPress={() => doing.mutate({ id: hold.id, csv })} />
    </section>
  )
}

/** Who else has what is held: found in complaints, typed, or brought in. */
export const AddPeople = ({ hold }: Props) => <><FromCases hold={hold} /><FromOrders hold={hold} /><Typed hold={hold} /><Table hold={hold} /></>
