import { useTranslation } from 'react-i18next'
import { useState } from 'react'
import { signOff } from '#contract/casefile.ts'
import type { PointView } from '#contract/complaint.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LongField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './complaint.css'

interface Props { readonly id: string; readonly point: PointView; readonly whyNot: string | null | undefined; readonly onDone: () => void }

/** A manager agrees that a matter of contract goes further. */
export const SignOffForm = ({ id, point, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [comment, setComment] = useState('')
  const signing = useDo(signOff, onDone)
  return (
    <>
      <blockquote className='verbatim'><p><b>{point.no}</b>{point.text}</p></blockquote>
      <p className='form-lead'>{t('signOff.lead')}</p>
      <ProblemNote error={signing.error} />
      <LongField label={t('signOff.comment')} value={comment} onChange={setComment} />
      <div className='form-end'><ActionButton kind='primary' label={t('signOff.do')} whyNot={whyNot ?? null} loading={signing.isPending} onPress={() => signing.mutate({ id, pointId: point.id, comment })} /></div>
    </>
  )
}
