import { Button } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { type Wording, acceptWording, addWording } from '#contract/classification.ts'
import type { PackView } from '#contract/packs.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { CategoryPicker } from '../../../modules/complaint/CategoryPicker.tsx'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useForm } from '../../../ui/form.ts'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'

interface Props { readonly categories: PackView['categories']; readonly wording: Wording | null; readonly onDone: () => void }

/** An expression and the category it means: a new one, or a proposal that belongs to another category. */
export const WordingForm = ({ categories, wording, onDone }: Props) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const form = useForm<{ phrase: string; categoryCode: string | null }>({ phrase: wording?.phrase ?? '', categoryCode: wording?.categoryCode ?? null }, ['phrase', 'categoryCode'])
  const adding = useDo(addWording, onDone)
  const accepting = useDo(acceptWording, onDone)
  const doing = wording ? accepting : adding
  const fault = (name: 'phrase' | 'categoryCode') => (form.missing(name) ? t('missing') : faultOf(doing.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!form.ready()) return
    const categoryCode = form.values.categoryCode ?? ''
    if (wording) accepting.mutate({ id: wording.id, categoryCode })
    else adding.mutate({ phrase: form.values.phrase, categoryCode })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={doing.error} fieldsBeside />
      {wording ? <p className='learn-lead'>{t('pack.quote', { word: wording.phrase })}</p> : <TextField label={t('wording.phrase')} required value={form.values.phrase} onChange={form.set('phrase')} error={fault('phrase')} hint={t('wording.phraseHint')} />}
      <Field id='wording-category' label={t('wording.category')} required error={fault('categoryCode')}><CategoryPicker id='wording-category' categories={categories} value={form.values.categoryCode} onChange={form.set('categoryCode')} /></Field>
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot(wording ? 'classification.acceptWording' : 'classification.addWording')} loading={doing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
