import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dropParty, replyToParty, revokeLinks } from '#contract/liaison-outside.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { type OfForm, type OfStop, Reason } from './ActForms.tsx'

export const DropForm = ({ stop, onDone }: OfStop) => {
  const doing = useDo(dropParty, onDone)
  return <Reason what='drop' bar={stop.may['drop']} error={doing.error} pending={doing.isPending} onSave={(reason) => doing.mutate({ id: stop.id, reason })} />
}

export const RevokeForm = ({ stop, onDone }: OfStop) => {
  const doing = useDo(revokeLinks, onDone)
  return <Reason what='revoke' bar={stop.party?.may['revoke']} error={doing.error} pending={doing.isPending} onSave={(reason) => { if (stop.party) doing.mutate({ id: stop.party.id, reason }) }} />
}

/** What they asked before they answer. */
export const ReplyForm = ({ it, questionId, onDone }: OfForm & { readonly questionId: string }) => {
  const { t } = useTranslation('liaison')
  const [text, setText] = useState('')
  const doing = useDo(replyToParty, onDone)
  const question = it.stops.flatMap((stop) => stop.party?.questions ?? []).find((one) => one.id === questionId)
  return (
    <>
      {question && <blockquote className='verbatim'><p>{question.text}</p></blockquote>}
      <p className='form-lead'>{t('reply.lead')}</p>
      <ProblemNote error={doing.error} />
      <LongField label={t('reply.text')} required value={text} error={faultOf(doing.error, 'text')} onChange={setText} />
      <div className='form-end'><ActionButton kind='primary' label={t('reply.do')} whyNot={text.trim() === '' ? t('reply.missing') : null} loading={doing.isPending} onPress={() => doing.mutate({ id: questionId, text })} /></div>
    </>
  )
}
