import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { addLine, callRule, changeCallRule, lines, removeLine } from '#contract/call-back.ts'
import { units } from '#contract/identity.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useWhyNot } from '../settings/allowed.ts'

type Rule = z.output<typeof callRule.output>
const UNITS = ['minutes', 'hours', 'openHours', 'workingDays'] as const

const Numbers = () => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  const [number, setNumber] = useState('')
  const [unitId, setUnitId] = useState<string | null>(null)
  const adding = useDo(addLine, () => setNumber(''))
  const removing = useDo(removeLine)
  const all = useAsk(lines, {}).data?.items ?? []
  const places = useAsk(units, {}).data?.items ?? []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (number.trim() && unitId) adding.mutate({ number: number.trim(), unitId })
  }
  return (
    <form onSubmit={submit} noValidate>
      <h3>{t('lines.title')}</h3>
      <p className='hint'>{t('lines.hint')}</p>
      <ul className='came-of'>{all.map((one) => (
        <li key={one.id}><span><b className='num'>{one.number}</b> {one.unitName}</span><Button type='text' icon={<DeleteOutlined aria-hidden='true' />} disabled={whyNot('call-back.changeLines') !== null} aria-label={t('lines.remove', { number: one.number })} onClick={() => removing.mutate({ id: one.id })} /></li>
      ))}</ul>
      <ProblemNote error={adding.error ?? removing.error} fieldsBeside />
      <TextField label={t('lines.number')} type='tel' inputMode='tel' value={number} onChange={setNumber} error={faultOf(adding.error, 'number')} />
      <SelectField label={t('lines.unit')} search value={unitId} onChange={setUnitId} options={places.map((one) => ({ value: one.id, label: one.name }))} error={faultOf(adding.error, 'unitId')} />
      <ActionButton label={t('lines.add')} submit whyNot={whyNot('call-back.changeLines') ?? (number.trim() && unitId ? null : t('lines.first'))} loading={adding.isPending} />
    </form>
  )
}

const whole = (text: string) => Number.parseInt(text, 10) || 0

const RuleForm = ({ rule }: { readonly rule: Rule }) => {
  const { t } = useTranslation('voices')
  const whyNot = useWhyNot()
  const [values, setValues] = useState(rule)
  const saving = useDo(changeCallRule)
  const number = (name: 'amount' | 'windowHours' | 'tries' | 'againMinutes') => <TextField key={name} label={t(`rule.${name}`)} inputMode='numeric' value={String(values[name] || '')} onChange={(text) => setValues({ ...values, [name]: whole(text) })} error={faultOf(saving.error, name)} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { own: _own, ...body } = values
    saving.mutate({ ...body, version: rule.version })
  }
  return (
    <form onSubmit={submit} noValidate className='rule-f'>
      <h3>{t('rule.title')}</h3>
      <p className='hint'>{t(rule.own ? 'rule.own' : 'rule.pack')}</p>
      <ProblemNote error={saving.error} fieldsBeside />
      {number('amount')}
      <SelectField label={t('rule.unit')} value={values.unit} onChange={(unit) => setValues({ ...values, unit: UNITS.find((one) => one === unit) ?? 'openHours' })} options={UNITS.map((value) => ({ value, label: t(`rule.units.${value}`) }))} />
      {number('windowHours')}{number('tries')}{number('againMinutes')}
      <ActionButton label={t('common:save')} submit whyNot={whyNot('call-back.changeRule')} loading={saving.isPending} />
    </form>
  )
}

/** Whose number is whose, and within what time a missed call is called back. */
export const LinesForm = () => {
  const { t } = useTranslation('voices')
  const rule = useAsk(callRule, {}, { still: true })
  return (
    <>
      <Numbers />
      <Asked query={rule} rows={4}>{(known) => <RuleForm key={known.version} rule={known} />}</Asked>
      <h3 className='api-h'>{t('lines.api')}</h3>
      <p className='hint'>{t('lines.apiHint')}</p>
    </>
  )
}
