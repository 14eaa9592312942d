import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../../app/fault.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import './links.css'

interface Props {
  readonly lead?: string | undefined
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly save: string
  /** What stands before saving besides a missing reason. */
  readonly bar?: string | null | undefined
  readonly error: Error | null
  readonly pending: boolean
  readonly onSave: () => void
  readonly children?: ReactNode
}

/** A step that is told in two timelines: with its reason. */
export const ReasonForm = ({ lead, reason, onReason, save, bar, error, pending, onSave, children }: Props) => {
  const { t } = useTranslation('links')
  return (
    <>
      {lead && <p className='form-lead'>{lead}</p>}
      <ProblemNote error={error} />
      {children}
      <Field id='link-reason' label={t('form.reason')} hint={t('form.reasonHint')} error={faultOf(error, 'reason')} required>
        <Input.TextArea id='link-reason' autoSize={{ minRows: 2, maxRows: 6 }} maxLength={200} value={reason} onChange={(event) => onReason(event.target.value)} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={save} whyNot={bar ?? (reason.trim() === '' ? t('form.reasonMissing') : null)} loading={pending} onPress={onSave} /></div>
    </>
  )
}
