import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { LOCALES } from '#contract/common.ts'
import { changeCard, type CommentCard, makeCard } from '#contract/comment-card.ts'
import { units } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useTerm } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { useSession } from '../../../app/session.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useForm } from '../../../ui/form.ts'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { branches } from '../units/tree.ts'

const NO_GREETING = { 'zh-CN': '', 'zh-Hant': '', en: '' }
const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

const useValues = (card: CommentCard | null) => {
  const { person } = useSession()
  return useForm({
    unitId: card?.unitId ?? person.unitId, title: card?.title ?? '', counter: card?.counter ?? '', product: card?.product ?? '', lot: card?.lot ?? '', campaign: card?.campaign ?? '', greeting: card?.greeting ?? NO_GREETING,
  }, ['unitId', 'title'])
}
type Form = ReturnType<typeof useValues>

const DETAILS = ['counter', 'product', 'lot', 'campaign'] as const

const Details = ({ form, fault }: { readonly form: Form; readonly fault: (name: typeof DETAILS[number]) => string | undefined }) => {
  const { t } = useTranslation('cards')
  return (
    <fieldset className='card-f'>
      <legend>{t('details')}</legend>
      <p className='hint'>{t('detailsHint')}</p>
      {DETAILS.map((name) => <TextField key={name} label={t(name)} value={form.values[name]} onChange={form.set(name)} placeholder={t(`${name}Like`)} error={fault(name)} />)}
    </fieldset>
  )
}

const Greetings = ({ form, fault }: { readonly form: Form; readonly fault: (locale: string) => string | undefined }) => {
  const { t } = useTranslation('cards')
  const term = useTerm()
  const { greeting } = form.values
  return (
    <details className='card-f' open={LOCALES.some((locale) => greeting[locale])}>
      <summary>{t('greeting')}</summary>
      <p className='hint'>{t('greetingHint')}</p>
      {LOCALES.map((locale) => <TextField key={locale} label={term('locale', locale)} value={greeting[locale]} onChange={(words) => form.set('greeting')({ ...greeting, [locale]: words })} error={fault(locale)} />)}
    </details>
  )
}

/** A new card, or one changed: where it stands and what whoever scans it need not say any more. */
export const CardForm = ({ card, onDone }: { readonly card: CommentCard | null; readonly onDone: (made?: string) => void }) => {
  const { t } = useTranslation('cards')
  const whyNot = useWhyNot()
  const form = useValues(card)
  const making = useDo(makeCard, ({ id }) => onDone(id))
  const changing = useDo(changeCard, () => onDone())
  const saving = card ? changing : making
  const places = branches(useAsk(units, {}).data?.items ?? []).map(({ unit, depth }) => ({ value: unit.id, label: '　'.repeat(depth) + unit.name }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.ready()) return
    const { unitId, title, counter, product, lot, campaign, greeting } = form.values
    const values = { unitId: unitId ?? '', title: title.trim(), counter: orNull(counter), product: orNull(product), lot: orNull(lot), campaign: orNull(campaign), greeting }
    if (card) changing.mutate({ id: card.id, version: card.version, ...values })
    else making.mutate(values)
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={saving.error} fieldsBeside />
      <SelectField label={t('unit')} required search value={form.values.unitId} onChange={form.set('unitId')} options={places} error={form.missing('unitId') ? t('settings:missing') : faultOf(saving.error, 'unitId')} />
      <TextField label={t('name')} required value={form.values.title} onChange={form.set('title')} hint={t('nameHint')} error={form.missing('title') ? t('settings:missing') : faultOf(saving.error, 'title')} />
      <Details form={form} fault={(name) => faultOf(saving.error, name)} />
      <Greetings form={form} fault={(locale) => faultOf(saving.error, `greeting/${locale}`)} />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot(card ? 'comment-card.change' : 'comment-card.make')} loading={saving.isPending} /><Button onClick={() => onDone()}>{t('common:cancel')}</Button></div>
    </form>
  )
}
