import { Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keep, type PromiseView, withdraw } from '#contract/promise.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

/** A promise is kept with what was told the customer, even "no result yet"; or taken back with a reason. */
export const SettleForm = ({ promise, onDone }: { readonly promise: PromiseView; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [how, setHow] = useState<'kept' | 'withdrawn'>('kept')
  const [text, setText, clear] = useDraft(`settle.${promise.id}`, '')
  const done = () => { clear(); onDone() }
  const keeping = useDo(keep, done)
  const withdrawing = useDo(withdraw, done)
  const error = how === 'kept' ? keeping.error : withdrawing.error
  const save = () => (how === 'kept' ? keeping.mutate({ id: promise.id, result: text }) : withdrawing.mutate({ id: promise.id, reason: text }))
  const label = how === 'kept' ? t('promise.result') : t('promise.withdrawReason')
  return (
    <>
      <p className='form-lead'>{promise.text}　<Countdown dueAt={promise.dueAt} startedAt={promise.madeAt} /></p>
      <Field label={t('promise.how')}>
        <Radio.Group aria-label={t('promise.how')} value={how} onChange={(event) => setHow(event.target.value as 'kept' | 'withdrawn')} options={[{ value: 'kept', label: t('promise.kept') }, { value: 'withdrawn', label: t('promise.withdrawn') }]} />
      </Field>
      <ProblemNote error={error} />
      <Field id='settle-text' label={label} hint={how === 'kept' ? t('promise.resultHint') : t('promise.withdrawHint')} error={faultOf(error, how === 'kept' ? 'result' : 'reason')} required>
        <Input.TextArea id='settle-text' autoSize={{ minRows: 3 }} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={how === 'kept' ? t('promise.saveKept') : t('promise.saveWithdrawn')} whyNot={text.trim() === '' ? t('promise.resultMissing') : null} loading={keeping.isPending || withdrawing.isPending} onPress={save} /></div>
    </>
  )
}
