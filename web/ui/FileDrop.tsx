import { CameraOutlined, DeleteOutlined, FileOutlined, LoadingOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { DragEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from './phone.ts'

export interface DroppedFile { readonly id: string; readonly name: string; readonly mediaType: string; readonly bytes: number }

interface Props {
  readonly files: readonly DroppedFile[]
  readonly onChange: (files: readonly DroppedFile[]) => void
  /** Sends one file and answers with what was stored; throws with words for people. */
  readonly upload: (file: File) => Promise<DroppedFile>
  readonly label?: string | undefined
}

interface Pending { readonly key: string; readonly name: string; readonly fault: string | null }

const kilobytes = (bytes: number) => (bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`)
const isPicture = (mediaType: string) => mediaType.startsWith('image/')

const useUploads = ({ files, onChange, upload }: Props) => {
  const [pending, setPending] = useState<readonly Pending[]>([])
  const [previews, setPreviews] = useState<Readonly<Record<string, string>>>({})
  const current = useRef(files)
  const shown = useRef(previews)
  current.current = files
  shown.current = previews
  useEffect(() => () => { for (const url of Object.values(shown.current)) URL.revokeObjectURL(url) }, [])
  const drop = (key: string) => setPending((before) => before.filter((p) => p.key !== key))
  const one = async (file: File) => {
    const key = crypto.randomUUID()
    setPending((before) => [...before, { key, name: file.name, fault: null }])
    try {
      const stored = await upload(file)
      if (isPicture(file.type)) setPreviews((before) => ({ ...before, [stored.id]: URL.createObjectURL(file) }))
      current.current = [...current.current, stored]
      onChange(current.current)
      drop(key)
    } catch (error) {
      setPending((before) => before.map((p) => (p.key === key ? { ...p, fault: error instanceof Error ? error.message : String(error) } : p)))
    }
  }
  const take = (list: FileList | null) => { for (const file of list ?? []) void one(file) }
  return { pending, previews, take, drop }
}

const Row = ({ name, note, preview, busy, fault, onRemove }: { readonly name: string; readonly note?: string | undefined; readonly preview?: string | undefined; readonly busy?: boolean; readonly fault?: string | null; readonly onRemove: () => void }) => {
  const { t } = useTranslation('common')
  return (
    <li className={fault ? 'bad' : ''}>
      <span className='fd-i'>{preview ? <img src={preview} alt='' /> : busy ? <LoadingOutlined aria-hidden='true' /> : <FileOutlined aria-hidden='true' />}</span>
      <span className='fd-n'>{name}{fault ? <small className='fault' role='alert'>{fault}</small> : <small>{busy ? t('files.sending') : note}</small>}</span>
      {!busy && <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('files.remove', { name })} onClick={onRemove} />}
    </li>
  )
}

const Pick = ({ id, camera, onPick }: { readonly id: string; readonly camera: boolean; readonly onPick: (list: FileList | null) => void }) => (
  <input
    id={id} type='file' className='sr' multiple={!camera} tabIndex={-1} aria-hidden='true'
    {...(camera && { accept: 'image/*', capture: 'environment' as const })}
    onChange={(event) => {
      onPick(event.target.files)
      event.target.value = ''
    }}
  />
)

/** Files of a form: choose, drop, paste from the camera of a phone. Each stands in its own row with its own fault. */
export const FileDrop = (props: Props) => {
  const { t } = useTranslation('common')
  const { pending, previews, take, drop } = useUploads(props)
  const [over, setOver] = useState(false)
  const phone = usePhone()
  const id = useId()
  const press = (which: string) => document.getElementById(which)?.click()
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <fieldset className={over ? 'fd over' : 'fd'} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)} onDrop={onDrop}>
      <legend className='sr'>{props.label ?? t('files.label')}</legend>
      <div className='fd-b'>
        {phone && <Button icon={<CameraOutlined aria-hidden='true' />} onClick={() => press(`${id}c`)}>{t('files.camera')}</Button>}
        <Button icon={<UploadOutlined aria-hidden='true' />} onClick={() => press(id)}>{t('files.choose')}</Button>
        {!phone && <span className='muted'>{t('files.drop')}</span>}
        <Pick id={id} camera={false} onPick={take} />
        {phone && <Pick id={`${id}c`} camera onPick={take} />}
      </div>
      <ul aria-live='polite'>
        {props.files.map((file) => <Row key={file.id} name={file.name} note={kilobytes(file.bytes)} preview={previews[file.id]} onRemove={() => props.onChange(props.files.filter((f) => f.id !== file.id))} />)}
        {pending.map((p) => <Row key={p.key} name={p.name} busy={p.fault === null} fault={p.fault} onRemove={() => drop(p.key)} />)}
      </ul>
    </fieldset>
  )
}
