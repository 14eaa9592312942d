import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Customer, changeCustomer, Degree, RelationKind } from '#contract/customer.ts'
import { installed, Temperament } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { mergeEdits } from '../../modules/customer-card/merge-edits.ts'
import { useDraft } from '../../ui/draft.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useClassNames } from './class-names.ts'

const TEXTS = ['name', 'phone', 'email', 'memberNumber', 'address', 'relation', 'note'] as const
type TextName = typeof TEXTS[number]
type Draft = Record<TextName, string> & Pick<Customer, 'classCode' | 'temperament' | 'relationKind' | 'repeatChance' | 'wordOfMouth'>

const draftOf = (customer: Customer): Draft => ({
  name: customer.name, phone: customer.phone ?? '', email: customer.email ?? '', memberNumber: customer.memberNumber ?? '', address: customer.address ?? '', relation: customer.relation ?? '', note: customer.note ?? '',
  classCode: customer.classCode, temperament: customer.temperament, relationKind: customer.relationKind, repeatChance: customer.repeatChance, wordOfMouth: customer.wordOfMouth,
})

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

const inputOf = (customer: Customer, draft: Draft) => ({
  id: customer.id, version: customer.version, name: draft.name.trim(), phone: orNull(draft.phone), email: orNull(draft.email), memberNumber: orNull(draft.memberNumber), address: orNull(draft.address),
  relation: orNull(draft.relation), note: orNull(draft.note), classCode: draft.classCode, temperament: draft.temperament, relationKind: draft.relationKind, repeatChance: draft.repeatChance, wordOfMouth: draft.wordOfMouth,
})

interface Props { readonly customer: Customer; readonly onDone: () => void }
type Change = <K extends keyof Draft>(name: K) => (value: Draft[K]) => void

const Contacts = ({ draft, set, fault }: { readonly draft: Draft; readonly set: Change; readonly fault: (name: string) => string | undefined }) => {
  const { t } = useTranslation('customer')
  return (
    <>
      <TextField label={t('field.name')} required value={draft.name} onChange={set('name')} error={fault('name')} />
      <TextField label={t('field.phone')} type='tel' inputMode='tel' value={draft.phone} onChange={set('phone')} error={fault('phone')} hint={t('edit.phoneHint')} />
      <TextField label={t('field.email')} type='email' inputMode='email' value={draft.email} onChange={set('email')} error={fault('email')} />
      <TextField label={t('field.memberNumber')} value={draft.memberNumber} onChange={set('memberNumber')} error={fault('memberNumber')} />
      <TextField label={t('field.address')} value={draft.address} onChange={set('address')} error={fault('address')} />
    </>
  )
}

const TERMS: Partial<Record<keyof Draft, string>> = { temperament: 'temperament', relationKind: 'relationKind', repeatChance: 'degree', wordOfMouth: 'degree' }

/** A field as it is read. */
const useFieldWords = () => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const className = useClassNames()
  return (name: keyof Draft, value: string | null) => {
    if (!value) return t('edit.nothing')
    if (name === 'classCode') return className(value)
    const group = TERMS[name]
    return group ? term(group, value) : value
  }
}

/** What was typed, on the record as it is now: where somebody else changed it meanwhile, their words stand in the fields that were not touched here. */
const useMergedDraft = (customer: Customer) => {
  const now = draftOf(customer)
  const [typed, setTyped, clear, restored] = useDraft(`customer.${customer.id}`, { base: now, mine: now })
  const merged = mergeEdits(typed.base, typed.mine, now)
  const set: Change = (name) => (value) => setTyped((before) => ({ ...before, mine: { ...before.mine, [name]: value } }))
  const take = (name: keyof Draft) => setTyped(({ base, mine }) => ({ base: { ...base, [name]: now[name] }, mine: { ...mine, [name]: now[name] } }))
  return { draft: merged.draft, set, merged, take, clear, restored }
}

interface MeanwhileProps { readonly taken: readonly (keyof Draft)[]; readonly clashes: readonly (keyof Draft)[]; readonly now: Draft; readonly onTake: (name: keyof Draft) => void }

/** What somebody else changed while this form was open. */
const Meanwhile = ({ taken, clashes, now, onTake }: MeanwhileProps) => {
  const { t } = useTranslation('customer')
  const label = (name: keyof Draft) => t(`field.${name === 'classCode' ? 'class' : name}`)
  const words = useFieldWords()
  return (
    <div role='status'>
      {taken.length > 0 && <p className='note-line'>{t('edit.taken', { fields: taken.map(label).join(t('edit.and')) })}</p>}
      {clashes.map((name) => (
        <p key={name} className='note-line'>{t('edit.clash', { field: label(name), now: words(name, now[name]) })} <Button size='small' onClick={() => onTake(name)}>{t('edit.take')}</Button></p>
      ))}
    </div>
  )
}

/** What is worth knowing before something is decided for this customer (B4). */
const About = ({ draft, set }: { readonly draft: Draft; readonly set: Change }) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const degrees = Degree.options.map((one) => ({ value: one, label: term('degree', one) }))
  const degree = (value: string | null) => Degree.options.find((one) => one === value) ?? null
  return (
    <>
      <SelectField label={t('field.relationKind')} clear value={draft.relationKind} options={RelationKind.options.map((one) => ({ value: one, label: term('relationKind', one) }))} onChange={(value) => set('relationKind')(RelationKind.options.find((one) => one === value) ?? null)} />
      <SelectField label={t('field.repeatChance')} clear value={draft.repeatChance} options={degrees} onChange={(value) => set('repeatChance')(degree(value))} />
      <SelectField label={t('field.wordOfMouth')} clear value={draft.wordOfMouth} options={degrees} hint={t('edit.wordOfMouthHint')} onChange={(value) => set('wordOfMouth')(degree(value))} />
    </>
  )
}

/** Corrected once, current everywhere. Two people editing never overwrite each other: the server refuses the later one. */
export const EditCustomer = ({ customer, onDone }: Props) => {
  const { t } = useTranslation('customer')
  const term = useTerm()
  const classes = useAsk(installed, {}).data?.classes ?? []
  const { draft, set, merged, take, clear, restored } = useMergedDraft(customer)
  const saving = useDo(changeCustomer, () => {
    clear()
    onDone()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate(inputOf(customer, draft))
  }
  return (
    <form onSubmit={submit} noValidate>
      {restored && <p className='muted restored'>{t('edit.restored')} <Button type='link' size='small' onClick={clear}>{t('edit.forget')}</Button></p>}
      <ProblemNote error={saving.error} fieldsBeside />
      <Meanwhile {...merged} now={draftOf(customer)} onTake={take} />
      <Contacts draft={draft} set={set} fault={(name) => faultOf(saving.error, name)} />
      <SelectField label={t('field.class')} clear value={draft.classCode} onChange={set('classCode')} options={classes.map((one) => ({ value: one.code, label: say(one.label) }))} />
      <SelectField label={t('field.temperament')} clear value={draft.temperament} hint={t('edit.temperamentHint')} options={Temperament.options.map((one) => ({ value: one, label: term('temperament', one) }))} onChange={(value) => set('temperament')(Temperament.options.find((one) => one === value) ?? null)} />
      <About draft={draft} set={set} />
      <LongField label={t('field.relation')} value={draft.relation} onChange={set('relation')} hint={t('edit.relationHint')} rows={2} />
      <LongField label={t('field.note')} value={draft.note} onChange={set('note')} rows={2} />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={draft.name.trim() ? null : t('edit.nameMissing')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
