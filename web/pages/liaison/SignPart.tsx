import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.tsx'
import { uploadFile } from '../../app/upload.ts'
import { type DroppedFile, FileDrop } from '../../ui/FileDrop.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Pad } from '../../modules/signature/Pad.tsx'

export interface Signing { readonly files: readonly DroppedFile[]; readonly drawing: DroppedFile | null }
export const UNSIGNED: Signing = { files: [], drawing: null }
export const signedWith = ({ files, drawing }: Signing) => ({ fileIds: files.map((file) => file.id), ...(drawing && { signatureId: drawing.id }) })

const silent = () => ({ onSent: () => undefined, onWaiting: () => undefined, signal: new AbortController().signal })

/** Files of this part, and the name under it: by the account that is signed in, drawn as well for who wishes. */
export const SignPart = ({ signing, onChange }: { readonly signing: Signing; readonly onChange: (signing: Signing) => void }) => {
  const { t } = useTranslation('liaison')
  const { person } = useSession()
  const [drawing, setDrawing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const draw = async (picture: File) => {
    setBusy(true)
    try {
      onChange({ ...signing, drawing: await uploadFile(picture, silent()) })
      setDrawing(false)
    } catch (failed) {
      setError(failed instanceof Error ? failed : new Error(String(failed)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <div className='field'><p className='lab'>{t('sign.files')}</p><FileDrop label={t('sign.files')} files={signing.files} onChange={(files) => onChange({ ...signing, files })} upload={uploadFile} /></div>
      <p className='form-lead'>{t('sign.as', { name: person.name })}</p>
      <ProblemNote error={error} />
      {signing.drawing && <p>{t('sign.drawn')} <Button type='link' size='small' onClick={() => onChange({ ...signing, drawing: null })}>{t('sign.undraw')}</Button></p>}
      {!signing.drawing && !drawing && <p><Button onClick={() => setDrawing(true)}>{t('sign.draw')}</Button></p>}
      {drawing && !signing.drawing && <Pad name={`${t('sign.name')}.png`} busy={busy} onDone={(picture) => void draw(picture)} />}
    </>
  )
}
