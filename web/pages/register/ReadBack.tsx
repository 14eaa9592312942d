import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUrl } from '../../app/Go.tsx'
import { sendOrHold } from '../../app/device/files.ts'
import { useSession } from '../../app/session.tsx'
import { Pad } from '../../modules/signature/Pad.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { rightNow } from '../../ui/now.ts'
import { useDesk } from './desk-context.ts'
import { recordOf } from './reception.ts'

const useConfirm = (close: () => void) => {
  const { t } = useTranslation('register')
  const { person } = useSession()
  const { draft, set } = useDesk()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const text = recordOf(draft)
  const keep = (files: typeof draft.files, signatureId: string | null) => {
    set({ files, readBack: true, reception: { ...draft.reception, readBack: { text, at: rightNow().format(), signatureId } } })
    close()
  }
  const sign = async (picture: File) => {
    setBusy(true)
    try {
      const stored = await sendOrHold(picture, person.id)
      keep([...draft.files, { ...stored, name: t('visit.signature') }], stored.id)
    } catch (failed) {
      setError(failed instanceof Error ? failed : new Error(String(failed)))
      setBusy(false)
    }
  }
  return { text, busy, error, sign: (picture: File) => void sign(picture), tick: () => keep(draft.files, null) }
}

/** The record in large letters on a tablet that is handed to the customer: nothing else is in sight. They tick and sign, or only tick. */
export const ReadBack = () => {
  const { t } = useTranslation('register')
  const { change } = useUrl()
  const { draft } = useDesk()
  const heading = useRef<HTMLHeadingElement>(null)
  const [right, setRight] = useState(false)
  const close = () => change({ read: undefined }, 'replace')
  const { text, busy, error, sign, tick } = useConfirm(close)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className='reading-all' role='dialog' aria-modal='true' aria-labelledby='reading-h'><div className='page reading'>
      <h1 id='reading-h' ref={heading} tabIndex={-1}>{t('visit.readTitle', { name: draft.name })}</h1>
      <p className='pre reading-t'>{text}</p>
      <Checkbox className='sign' checked={right} onChange={(event) => setRight(event.target.checked)}>{t('visit.right')}</Checkbox>
      <ProblemNote error={error} />
      {right && <Pad name={`${t('visit.signature')}.png`} busy={busy} onDone={sign} />}
      <div className='reading-a'>
        <Button size='large' onClick={close}>{t('visit.wrong')}</Button>
        <ActionButton size='large' label={t('visit.onlyTick')} whyNot={right ? null : t('visit.tickFirst')} onPress={tick} />
      </div>
    </div></div>
  )
}
