import { Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { attempt, type FollowUp } from '#contract/follow-up.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

type Via = z.input<typeof attempt.input>['via']
const VIAS: readonly Via[] = ['phone', 'message', 'sms', 'email', 'letter']

/** An attempt that reached nobody: three of them, on three days, by two ways, and the case may be closed as unreachable. */
export const AttemptForm = ({ followUp, onDone }: { readonly followUp: FollowUp; readonly onDone: () => void }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const [via, setVia] = useState<Via>('phone')
  const [note, setNote] = useState('')
  const doing = useDo(attempt, onDone)
  return (
    <>
      <p className='form-lead'>{t('followUp.attemptLead', { count: followUp.attempts })}</p>
      <ProblemNote error={doing.error} />
      <Field label={t('followUp.via')}>
        <Radio.Group aria-label={t('followUp.via')} optionType='button' value={via} onChange={(event) => setVia(event.target.value as Via)} options={VIAS.map((value) => ({ value, label: term('via', value) }))} />
      </Field>
      <Field id='attempt-note' label={t('followUp.note')}><Input.TextArea id='attempt-note' autoSize={{ minRows: 2 }} value={note} onChange={(event) => setNote(event.target.value)} /></Field>
      <div className='form-end'><ActionButton kind='primary' label={t('followUp.saveAttempt')} whyNot={null} loading={doing.isPending} onPress={() => doing.mutate({ id: followUp.id, via, note })} /></div>
    </>
  )
}
