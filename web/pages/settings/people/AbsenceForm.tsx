import { Button, Checkbox } from 'antd'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelAbsence, type Person, recordAbsence, units } from '#contract/identity.ts'
import { faultOf } from '../../../app/fault.ts'
import { useAsk, useDo } from '../../../app/query.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { useForm } from '../../../ui/form.ts'
import { Confirm } from '../../../ui/Confirm.tsx'
import { useZone } from '../../../ui/InZone.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { useNow } from '../../../ui/now.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { localAt } from '../../../ui/zone.ts'
import { useWhyNot } from '../allowed.ts'

interface Props { readonly person: Person; readonly people: readonly Person[]; readonly onDone: () => void }

/** Today where the person works. */
const useToday = (unitId: string | null) => {
  const { zone } = useZone()
  const unit = useAsk(units, {}).data?.items.find((one) => one.id === unitId)
  return localAt(unit?.timeZone ?? zone, useNow()).slice(0, 10)
}

const Cancel = ({ person, absence, onDone }: { readonly person: Person; readonly absence: NonNullable<Person['absence']>; readonly onDone: () => void }) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const cancelling = useDo(cancelAbsence, onDone)
  return (
    <div className='retire'>
      <ProblemNote error={cancelling.error} />
      <p className='muted'>{t(absence.deputy ? 'absence.cancelHint' : 'absence.cancelAlone', { deputy: absence.deputy?.name })}</p>
      <Confirm label={t('absence.cancel')} question={t('absence.cancelSure', { name: person.name })} whyNot={whyNot('identity.cancelAbsence')} loading={cancelling.isPending} onConfirm={() => cancelling.mutate({ id: person.id, absenceId: absence.id })} />
    </div>
  )
}

/** Who is away until when, and who stands in: approvals and deadlines reach the deputy meanwhile. */
export const AbsenceForm = ({ person, people, onDone }: Props) => {
  const { t } = useTranslation('settings')
  const whyNot = useWhyNot()
  const today = useToday(person.unitId)
  const form = useForm({ from: person.absence?.from ?? today, until: person.absence?.until ?? today, deputyId: person.absence?.deputy?.id ?? '', comesBack: person.absence?.comesBack ?? false }, ['from', 'until'])
  const saving = useDo(recordAbsence, onDone)
  const others = people.filter((one) => one.id !== person.id && !one.retired)
  const backwards = form.values.from && form.values.until && form.values.until < form.values.from
  const fault = (name: keyof typeof form.values) => (form.missing(name) ? t('missing') : faultOf(saving.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (form.ready() && !backwards) saving.mutate({ id: person.id, ...form.values, deputyId: form.values.deputyId || null })
  }
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ProblemNote error={saving.error} fieldsBeside />
        <TextField label={t('absence.from')} required type='date' value={form.values.from} onChange={form.set('from')} error={fault('from')} />
        <TextField label={t('absence.until')} required type='date' value={form.values.until} onChange={form.set('until')} error={backwards ? t('absence.backwards') : fault('until')} />
        <SelectField label={t('absence.deputy')} search clear value={form.values.deputyId || null} onChange={(value) => form.set('deputyId')(value ?? '')} options={others.map((one) => ({ value: one.id, label: one.positionName ? t('common:withRemark', { words: one.name, remark: one.positionName }) : one.name }))} error={fault('deputyId')} hint={t(form.values.deputyId ? 'absence.deputyHint' : 'absence.aloneHint')} />
        <Checkbox checked={form.values.comesBack} onChange={(event) => form.set('comesBack')(event.target.checked)}>{t('absence.comesBack')}</Checkbox>
        <p className='muted'>{t('absence.comesBackHint')}</p>
        <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('identity.recordAbsence')} loading={saving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
      </form>
      {person.absence && <Cancel person={person} absence={person.absence} onDone={onDone} />}
    </>
  )
}
