import { Button } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { feedback, oneFeedback } from '#contract/feedback.ts'
import { upload } from '#contract/files.ts'
import { give, giftSums } from '#contract/thanks.ts'
import { send } from '../../app/call.ts'
import { faultOf } from '../../app/fault.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { type DroppedFile, FileDrop } from '../../ui/FileDrop.tsx'
import { useForm } from '../../ui/form.ts'
import { SelectField, TextField } from '../../ui/inputs.tsx'
import { yuanText } from '../../ui/money.ts'
import { MoneyInput } from '../../ui/MoneyInput.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

const MOST_WORDS = 40
const beginning = (text: string) => [...text].slice(0, MOST_WORDS).join('')

/** The feedback that is thanked for: the one it was opened with, and the latest. */
const useChoices = (feedbackId: string | null) => {
  const latest = useAsk(feedback, { limit: 100 }).data?.items ?? []
  const named = useAsk(oneFeedback, { id: feedbackId ?? '' }, { enabled: feedbackId !== null }).data
  return [...(named ? [named] : []), ...latest.filter((one) => one.id !== named?.id)].map((one) => ({ value: one.id, label: [one.name, beginning(one.text)].filter(Boolean).join(' · ') }))
}

/** What was given, to whom, and who signed for it. */
export const GiveForm = ({ feedbackId, onDone }: { readonly feedbackId: string | null; readonly onDone: () => void }) => {
  const { t } = useTranslation('voices')
  const { values, set, missing, ready } = useForm({ feedbackId, what: '', worthFen: null as number | null, givenTo: '', givenOn: dayjs().format('YYYY-MM-DD'), receipt: '' }, ['feedbackId', 'what', 'worthFen', 'givenTo', 'givenOn'])
  const [files, setFiles] = useState<readonly DroppedFile[]>([])
  const giving = useDo(give, onDone)
  const limit = useAsk(giftSums, {}).data?.limitFen
  const choices = useChoices(feedbackId)
  const fault = (name: keyof typeof values) => (missing(name) ? t('settings:missing') : faultOf(giving.error, name))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready()) giving.mutate({ feedbackId: values.feedbackId ?? '', what: values.what.trim(), worthFen: values.worthFen ?? 0, givenTo: values.givenTo.trim(), givenOn: values.givenOn, receipt: values.receipt.trim() || null, fileId: files.at(-1)?.id ?? null })
  }
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={giving.error} fieldsBeside />
      <SelectField label={t('gift.for')} required search value={values.feedbackId} onChange={set('feedbackId')} options={choices} hint={t('gift.forHint')} error={fault('feedbackId')} />
      <TextField label={t('gift.what')} required value={values.what} onChange={set('what')} placeholder={t('gift.whatLike')} error={fault('what')} />
      <MoneyInput label={t('gift.worth')} required valueFen={values.worthFen} onChange={set('worthFen')} hint={typeof limit === 'number' ? t('gift.limit', { amount: yuanText(limit) }) : undefined} error={fault('worthFen')} />
      <TextField label={t('gift.givenTo')} required value={values.givenTo} onChange={set('givenTo')} error={fault('givenTo')} />
      <TextField label={t('gift.on')} required type='date' value={values.givenOn} onChange={set('givenOn')} error={fault('givenOn')} />
      <TextField label={t('gift.receipt')} value={values.receipt} onChange={set('receipt')} hint={t('gift.receiptHint')} error={fault('receipt')} />
      <FileDrop label={t('gift.photo')} files={files} onChange={(next) => setFiles(next.slice(-1))} upload={(file) => send(upload, file)} />
      <div className='form-end'><ActionButton label={t('common:save')} kind='primary' submit whyNot={null} loading={giving.isPending} /><Button onClick={onDone}>{t('common:cancel')}</Button></div>
    </form>
  )
}
