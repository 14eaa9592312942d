import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uploadFile } from '../../../app/upload.ts'
import { Pad } from '../../../modules/signature/Pad.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { links } from '../../../links.ts'

const still = { onSent: () => undefined, onWaiting: () => undefined, signal: new AbortController().signal }

/** One signature on the tablet: drawn, kept at once, and shown; it can be drawn anew. */
export const Sign = ({ who, value, onChange }: { readonly who: string; readonly value: string | undefined; readonly onChange: (fileId: string | undefined) => void }) => {
  const { t } = useTranslation('custody')
  const [drawing, setDrawing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const keep = async (picture: File) => {
    setBusy(true)
    setError(null)
    try {
      onChange((await uploadFile(picture, still)).id)
      setDrawing(false)
    } catch (failed) {
      setError(failed instanceof Error ? failed : new Error(String(failed)))
    }
    setBusy(false)
  }
  return (
    <section className='sign-one' aria-label={who}>
      <p><b>{who}</b></p>
      <ProblemNote error={error} />
      {value && !drawing && <img src={links.file(value, true)} alt={t('sign.of', { who })} />}
      {drawing ? <Pad name={`${who}.png`} busy={busy} onDone={(picture) => void keep(picture)} /> : <Button onClick={() => setDrawing(true)}>{value ? t('sign.again') : t('sign.now')}<span className='sr'>{who}</span></Button>}
    </section>
  )
}
