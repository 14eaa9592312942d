import { Button } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Campaign, choosePeople, countPeople } from '#contract/campaign.ts'
import { installed } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const CASES = ['closed', 'any'] as const
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Whom to ask: customers of the last month, unless it is told otherwise. */
export const ChooseForm = ({ campaign, onDone }: { readonly campaign: Campaign; readonly onDone: () => void }) => {
  const { t } = useTranslation('campaign')
  const [values, setValues] = useState(() => ({ since: dayjs().subtract(1, 'month').format('YYYY-MM-DD'), until: dayjs().format('YYYY-MM-DD'), cases: 'closed' as typeof CASES[number], classCode: null as string | null, most: '50' }))
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }))
  const classes = useAsk(installed, {}).data?.classes ?? []
  const { since, until, cases, classCode } = values
  const filter = { id: campaign.id, since, until, cases, ...(classCode && { classCode }) }
  const counted = useAsk(countPeople, filter, { enabled: isDay(since) && isDay(until) })
  const choosing = useDo(choosePeople, onDone)
  const { data } = counted
  const submit = (event: FormEvent) => {
    event.preventDefault()
    choosing.mutate({ ...filter, most: Number.parseInt(values.most, 10) || 0 })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='hint'>{t('chooseHint')}</p>
      <ProblemNote error={choosing.error ?? counted.error} fieldsBeside />
      <SelectField label={t('cases')} value={cases} onChange={(next) => set({ cases: CASES.find((one) => one === next) ?? 'closed' })} options={CASES.map((value) => ({ value, label: t(`caseKind.${value}`) }))} />
      <div className='two-in'>
        <TextField label={t('from')} required type='date' value={since} onChange={(next) => set({ since: next })} error={faultOf(choosing.error, 'since')} />
        <TextField label={t('until')} required type='date' value={until} onChange={(next) => set({ until: next })} error={faultOf(choosing.error, 'until')} />
      </div>
      <SelectField label={t('class')} clear value={classCode} placeholder={t('everyClass')} onChange={(next) => set({ classCode: next })} options={classes.map((one) => ({ value: one.code, label: say(one.label) }))} />
      <TextField label={t('most')} required inputMode='numeric' value={values.most} onChange={(most) => set({ most })} error={faultOf(choosing.error, 'most')} />
      {data && <div role='status' className='fb-p'><p>{t('count', { found: data.found, callable: data.callable })}</p><p className='muted'>{t('leftOut', { ...data.leftOut })}</p></div>}
      <div className='form-end'><ActionButton label={t('chooseDo')} kind='primary' submit whyNot={data && data.callable === 0 ? t('chooseFirst') : null} loading={choosing.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
