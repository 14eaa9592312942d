import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { askMark, decideMark, liftMark, MarkKind } from '#contract/customer.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { useForm } from '../../ui/form.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import type { CustomerView } from './CustomerPage.tsx'

type Mark = CustomerView['marks'][number]
interface OneProps { readonly customerId: string; readonly mark: Mark }

const One = ({ customerId, mark }: OneProps) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const deciding = useDo(decideMark)
  const lifting = useDo(liftMark)
  const on = { id: customerId, markId: mark.id }
  return (
    <li className='conduct'>
      <p><b>{term('markKind', mark.kind)}</b> <Chip tone={mark.state === 'standing' ? 'warn' : 'plain'}>{term('markState', mark.state)}</Chip></p>
      <p className='pre'>{mark.reason}</p>
      <p className='muted'>{t('marks.by', { asked: mark.askedBy.name, decided: mark.decidedBy?.name ?? t('marks.nobodyYet'), until: mark.until })}</p>
      <ProblemNote error={deciding.error ?? lifting.error} />
      {mark.state === 'asked' && <div className='conduct-a'><ActionButton size='small' kind='primary' label={t('marks.agree')} whyNot={mark.whyNotDecide} loading={deciding.isPending} onPress={() => deciding.mutate({ ...on, agree: true })} /><ActionButton size='small' label={t('marks.refuse')} whyNot={mark.whyNotDecide} loading={deciding.isPending} onPress={() => deciding.mutate({ ...on, agree: false })} /></div>}
      {mark.state === 'standing' && <div className='conduct-a'><ActionButton size='small' label={t('marks.lift')} whyNot={mark.whyNotLift} loading={lifting.isPending} onPress={() => lifting.mutate(on)} /></div>}
    </li>
  )
}

/** B3, B6: what two people said about this customer, for a time. It changes nothing about how a complaint is answered. */
export const Marks = ({ view, onAsk }: { readonly view: CustomerView; readonly onAsk: () => void }) => {
  const { t } = useTranslation('customer')
  return (
    <Section title={t('marks.title')} {...(view.marks.length > 0 && { count: view.marks.length })} extra={<Button size='small' onClick={onAsk}>{t('marks.add')}</Button>}>
      {view.marks.length === 0 ? <p className='muted card-p'>{t('marks.none')}</p> : <ul className='conducts'>{view.marks.map((mark) => <One key={mark.id} customerId={view.customer.id} mark={mark} />)}</ul>}
    </Section>
  )
}

export const AskMarkForm = ({ customerId, onDone }: { readonly customerId: string; readonly onDone: () => void }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const form = useForm({ kind: 'abusiveConduct', reason: '', until: '' }, ['reason', 'until'])
  const asking = useDo(askMark, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready()) asking.mutate({ id: customerId, kind: MarkKind.options.find((one) => one === form.values.kind) ?? 'abusiveConduct', reason: form.values.reason.trim(), until: form.values.until })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='merge-p'>{t('marks.hint')}</p>
      <ProblemNote error={asking.error} fieldsBeside />
      <SelectField label={t('marks.kind')} value={form.values.kind} options={MarkKind.options.map((one) => ({ value: one, label: term('markKind', one) }))} onChange={(value) => form.set('kind')(value ?? 'abusiveConduct')} />
      <LongField label={t('marks.reason')} hint={t('marks.reasonHint')} required value={form.values.reason} onChange={form.set('reason')} error={form.missing('reason') ? t('marks.reasonMissing') : faultOf(asking.error, 'reason')} rows={3} />
      <TextField label={t('marks.until')} type='date' required value={form.values.until} onChange={form.set('until')} error={form.missing('until') ? t('marks.untilMissing') : faultOf(asking.error, 'until')} />
      <div className='form-end'><ActionButton label={t('marks.ask')} kind='primary' submit whyNot={null} loading={asking.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
