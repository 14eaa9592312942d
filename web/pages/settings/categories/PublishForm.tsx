import { Button, Input, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Draft, publishDraft } from '#contract/categories.ts'
import { faultOf } from '../../../app/fault.ts'
import { useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useZone } from '../../../ui/InZone.tsx'
import { TextField } from '../../../ui/inputs.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { momentAt } from '../../../ui/zone.ts'
import { useWhyNot } from '../allowed.ts'
import { Changes } from './Changes.tsx'

/** More than so many stand folded, so that the rest of the form is in reach. */
const FEW = 20

/** Everything that will change, looked at before it does; now, or from a day on. */
export const PublishForm = ({ shown, onDone }: { readonly shown: Draft; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const { zone } = useZone()
  const [note, setNote] = useState('')
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [on, setOn] = useState('')
  const publishing = useDo(publishDraft, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publishing.mutate({ stamp: shown.stamp, note, effectiveAt: when === 'later' && on ? momentAt(zone, `${on}T00:00`) : null })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={publishing.error} fieldsBeside />
      <details className='cat-h' open={shown.changes.length <= FEW}><summary>{t('categories.changes', { count: shown.changes.length })}</summary><Changes changes={shown.changes} items={shown.items} /></details>
      <Field label={t('categories.when')}><Radio.Group aria-label={t('categories.when')} value={when} onChange={(event) => setWhen(event.target.value as 'now')} options={[{ value: 'now', label: t('categories.now') }, { value: 'later', label: t('categories.later') }]} /></Field>
      {when === 'later' && <TextField label={t('categories.on')} type='date' required value={on} onChange={setOn} error={faultOf(publishing.error, 'effectiveAt')} />}
      <Field id='publish-note' label={t('categories.note')}><Input id='publish-note' maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} /></Field>
      <p className='muted'>{t('categories.publishHint')}</p>
      <div className='form-end'><ActionButton label={t('categories.publishDo')} kind='primary' submit whyNot={whyNot('packs.publishCategories') ?? (when === 'later' && !on ? t('categories.onMissing') : null)} loading={publishing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
