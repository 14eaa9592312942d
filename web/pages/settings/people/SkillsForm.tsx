import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setSkills, type Skills } from '#contract/assigning.ts'
import { LOCALES } from '#contract/common.ts'
import type { Person } from '#contract/identity.ts'
import { installed } from '#contract/packs.ts'
import { faultOf } from '../../../app/fault.ts'
import { say } from '../../../app/i18n.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { categoryPath } from '../../../modules/complaint/category-tree.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useForm } from '../../../ui/form.ts'
import { ManyField, TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { useWhyNot } from '../allowed.ts'
import { countIn } from '../giving-out/count.ts'

const useChoices = () => {
  const { t } = useTranslation('assigning')
  const pack = useAsk(installed, {}).data
  const categories = pack?.categories ?? []
  return {
    categories: categories.filter((one) => !one.retired).map((one) => ({ value: one.code, label: categoryPath(categories, one.code, say, t('common:pathSeparator')) })),
    languages: LOCALES.map((value) => ({ value, label: t(`language.${value}`) })), classes: (pack?.classes ?? []).map((one) => ({ value: one.code, label: say(one.label) })),
  }
}

/** What somebody is good at and how much they can carry: who gives cases out goes by it. */
export const SkillsForm = ({ person, known, onDone }: { readonly person: Person; readonly known: Skills | undefined; readonly onDone: () => void }) => {
  const { t } = useTranslation('assigning')
  const whyNot = useWhyNot()
  const choices = useChoices()
  const [most, setMost] = useState(known && known.mostOpen !== null ? String(known.mostOpen) : '')
  const form = useForm({ categories: known?.categories ?? [], languages: known?.languages ?? [], classes: known?.classes ?? [] })
  const saving = useDo(setSkills, onDone)
  const count = countIn(most)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (count !== undefined) saving.mutate({ id: person.id, version: known?.version ?? 0, mostOpen: count, ...form.values })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='form-lead'>{t('skills.lead')}</p>
      <ProblemNote error={saving.error} fieldsBeside />
      <ManyField label={t('skills.categories')} value={form.values.categories} onChange={form.set('categories')} options={choices.categories} hint={t('skills.categoriesHint')} />
      <ManyField label={t('skills.languages')} value={form.values.languages} onChange={form.set('languages')} options={choices.languages} />
      {choices.classes.length > 0 && <ManyField label={t('skills.classes')} value={form.values.classes} onChange={form.set('classes')} options={choices.classes} />}
      <TextField label={t('skills.most')} inputMode='numeric' value={most} onChange={setMost} error={count === undefined ? t('notCount') : faultOf(saving.error, 'mostOpen')} hint={t('skills.mostHint')} />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('routing.setSkills')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
