import { Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keep, type PromiseView, release, withdraw } from '#contract/promise.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type How = 'kept' | 'released' | 'withdrawn'
const FIELD = { kept: 'result', released: 'words', withdrawn: 'reason' } as const

/** A promise is kept with what was told the customer, even "no result yet"; let go by the customer in their words; or taken back with a reason. */
export const SettleForm = ({ promise, onDone }: { readonly promise: PromiseView; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const [how, setHow] = useState<How>('kept')
  const [text, setText, clear] = useDraft(`settle.${promise.id}`, '')
  const done = () => { clear(); onDone() }
  const keeping = useDo(keep, done)
  const withdrawing = useDo(withdraw, done)
  const releasing = useDo(release, done)
  const { error, isPending } = { kept: keeping, released: releasing, withdrawn: withdrawing }[how]
  const save = { kept: () => keeping.mutate({ id: promise.id, result: text }), released: () => releasing.mutate({ id: promise.id, words: text }), withdrawn: () => withdrawing.mutate({ id: promise.id, reason: text }) }[how]
  const said = { kept: { label: t('promise.result'), hint: t('promise.resultHint'), save: t('promise.saveKept') }, released: { label: t('promises:released.words'), hint: t('promises:released.hint'), save: t('promises:released.save') }, withdrawn: { label: t('promise.withdrawReason'), hint: t('promise.withdrawHint'), save: t('promise.saveWithdrawn') } }[how]
  return (
    <>
      <p className='form-lead'>{promise.text}　<Countdown dueAt={promise.dueAt} startedAt={promise.madeAt} /></p>
      <Field label={t('promise.how')}>
        <Radio.Group aria-label={t('promise.how')} value={how} onChange={(event) => setHow(event.target.value as How)} options={[{ value: 'kept', label: t('promise.kept') }, { value: 'released', label: t('promises:released.how') }, { value: 'withdrawn', label: t('promise.withdrawn') }]} />
      </Field>
      <ProblemNote error={error} />
      <Field id='settle-text' label={said.label} hint={said.hint} error={faultOf(error, FIELD[how])} required>
        <Input.TextArea id='settle-text' autoSize={{ minRows: 3 }} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={said.save} whyNot={text.trim() === '' ? t('promise.resultMissing') : null} loading={isPending} onPress={save} /></div>
    </>
  )
}
