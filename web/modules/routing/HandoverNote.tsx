import { SwapOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { accept, decline, type Handover } from '#contract/routing.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { When } from '../../ui/When.tsx'
import { type Tell, TellField } from './TellField.tsx'
import './routing.css'

const Answer = ({ handover }: { readonly handover: Handover }) => {
  const { t } = useTranslation('case')
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const [how, setHow] = useState<Tell>('message')
  const accepting = useDo(accept)
  const refusing = useDo(decline)
  if (!declining) return (
    <>
      <ProblemNote error={accepting.error} />
      <TellField value={how} onChange={setHow} />
      <div className='form-end'>
        <ActionButton kind='primary' label={t('handOver.accept')} whyNot={null} loading={accepting.isPending} onPress={() => accepting.mutate({ id: handover.id, tell: how })} />
        <Button onClick={() => setDeclining(true)}>{t('handOver.decline')}</Button>
      </div>
    </>
  )
  return (
    <>
      <ProblemNote error={refusing.error} />
      <Field id='handover-decline' label={t('handOver.declineReason')} required>
        <Input.TextArea id='handover-decline' autoSize={{ minRows: 2 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className='form-end'>
        <ActionButton kind='primary' label={t('handOver.saveDecline')} whyNot={reason.trim() === '' ? t('handOver.declineEmpty') : null} loading={refusing.isPending} onPress={() => refusing.mutate({ id: handover.id, reason })} />
        <Button onClick={() => setDeclining(false)}>{t('common:cancel')}</Button>
      </div>
    </>
  )
}

/** A hand-over under way: to the receiver a question, to everybody else a fact. */
export const HandoverNote = ({ handover, meId }: { readonly handover: Handover; readonly meId: string }) => {
  const { t } = useTranslation('case')
  const mine = handover.to.id === meId
  return (
    <section className='hand' aria-label={t('handOver.under')}>
      <SwapOutlined aria-hidden='true' />
      <div>
        <p><b>{mine ? t('handOver.toYou', { from: handover.from.name }) : t('handOver.waiting', { to: handover.to.name })}</b>　<When at={handover.at} /></p>
        <p className='pre'>{handover.story}</p>
        {mine && <Answer handover={handover} />}
      </div>
    </section>
  )
}
