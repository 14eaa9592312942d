import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { changeSuggestionRule, suggestionRule } from '#contract/feedback.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { useWhyNot } from '../settings/allowed.ts'

type Rule = z.output<typeof suggestionRule.output>
const UNITS = ['hours', 'openHours', 'naturalDays', 'workingDays'] as const

const Form = ({ rule, onDone }: { readonly rule: Rule; readonly onDone: () => void }) => {
  const { t } = useTranslation('feedback')
  const whyNot = useWhyNot()
  const [amount, setAmount] = useState(String(rule.amount))
  const [unit, setUnit] = useState(rule.unit)
  const saving = useDo(changeSuggestionRule, onDone)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ amount: Number.parseInt(amount, 10) || 0, unit, version: rule.version })
  }
  return (
    <form onSubmit={submit} noValidate>
      <p className='hint'>{t(rule.own ? 'ruleOwn' : 'rulePack')}</p>
      <ProblemNote error={saving.error} fieldsBeside />
      <TextField label={t('ruleAmount')} inputMode='numeric' value={amount} onChange={setAmount} error={faultOf(saving.error, 'amount')} />
      <SelectField label={t('ruleUnit')} value={unit} onChange={(next) => setUnit(UNITS.find((one) => one === next) ?? 'workingDays')} options={UNITS.map((value) => ({ value, label: t(`units.${value}`) }))} />
      <ActionButton label={t('common:save')} kind='primary' submit whyNot={whyNot('feedback.changeRule')} loading={saving.isPending} />
    </form>
  )
}

/** Within what time suggestions are answered. */
export const RuleForm = ({ onDone }: { readonly onDone: () => void }) => {
  const rule = useAsk(suggestionRule, {}, { still: true })
  return <Asked query={rule} rows={4}>{(known) => <Form key={known.version} rule={known} onDone={onDone} />}</Asked>
}
