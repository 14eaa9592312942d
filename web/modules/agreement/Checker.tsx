import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Checked, check } from '#contract/agreement.ts'
import { call } from '../../app/call.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { sha256Of } from '../../ui/sha256.ts'
import './agreement.css'

const verdictOf = ({ known, intact, paper }: Checked): 'same' | 'broken' | 'other' => (known && paper ? intact ? 'same' : 'broken' : 'other')

/** Whether a file somebody brought is the agreement that was signed. Only its fingerprint leaves this device. */
export const Checker = () => {
  const { t } = useTranslation('agreement')
  const input = useId()
  const [found, setFound] = useState<Checked | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const look = async (file: File) => {
    setFound(null)
    setError(null)
    try {
      setFound(await call(check, { sha256: sha256Of(new Uint8Array(await file.arrayBuffer())) }))
    } catch (failed) {
      setError(failed instanceof Error ? failed : new Error(String(failed)))
    }
  }
  return (
    <details className='agr-x'>
      <summary>{t('check.title')}</summary>
      <p className='hint'>{t('check.lead')}</p>
      <p><label htmlFor={input} className='press plain agr-pick'>{t('check.choose')}<input id={input} className='sr' type='file' accept='application/pdf,.pdf' onChange={(event) => { const file = event.target.files?.[0]; if (file) void look(file) }} /></label></p>
      <ProblemNote error={error} />
      <div role='status'>
        {found && <p className={verdictOf(found) === 'same' ? 'agr-ok' : 'agr-bad'}><b>{t(`check.${verdictOf(found)}`, { number: found.paper?.number, no: found.paper?.no })}</b>{found.paper?.state === 'voided' && ` ${t('check.void')}`}</p>}
      </div>
    </details>
  )
}
