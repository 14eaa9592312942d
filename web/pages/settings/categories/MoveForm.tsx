import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DraftCategory, moveCategory } from '#contract/categories.ts'
import { faultOf } from '../../../app/fault.ts'
import { say } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { SelectField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { CategoryPicker } from '../../../modules/complaint/CategoryPicker.tsx'
import { lineage } from '../../../modules/complaint/category-tree.ts'
import { useWhyNot } from '../allowed.ts'

/** Under which category, and before which of its siblings. */
export const MoveForm = ({ items, item, onDone }: { readonly items: readonly DraftCategory[]; readonly item: DraftCategory; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const [parent, setParent] = useState(item.parent)
  const [before, setBefore] = useState<string | null>(null)
  const moving = useDo(moveCategory, onDone)
  const possible = items.filter((one) => !one.retired && !lineage(items, one.code).some((above) => above.code === item.code))
  const siblings = items.filter((one) => one.parent === parent && one.code !== item.code && !one.retired)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    moving.mutate({ code: item.code, version: item.version, parent, before })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='learn-lead'>{say(item.label)}</p>
      <ProblemNote error={moving.error} fieldsBeside />
      <Field id='move-parent' label={t('categories.under')} hint={t('categories.underHint')} error={faultOf(moving.error, 'parent')}><CategoryPicker id='move-parent' categories={possible} value={parent} onChange={(code) => { setParent(code); setBefore(null) }} /></Field>
      <SelectField label={t('categories.before')} clear search placeholder={t('categories.last')} value={before} onChange={setBefore} options={siblings.map((one) => ({ value: one.code, label: say(one.label) }))} error={faultOf(moving.error, 'before')} />
      <div className='form-end'><ActionButton label={t('categories.moveDo')} kind='primary' submit whyNot={whyNot('packs.moveCategory')} loading={moving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
