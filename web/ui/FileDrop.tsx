import { CameraOutlined, CaretRightOutlined, DeleteOutlined, FileOutlined, LoadingOutlined, PauseOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { DragEvent } from 'react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from './phone.ts'
import { type DroppedFile, type Pending, type Uploading, useFileUploads } from './use-file-uploads.ts'
import { useTellFiles } from './waits-for-files.tsx'

export type { DroppedFile } from './use-file-uploads.ts'

interface Props extends Uploading { readonly label?: string | undefined }

/** From here on a file takes long enough for somebody to want it to pause. */
const LONG = 4 * 1_048_576

const kilobytes = (bytes: number) => (bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`)

const Stored = ({ file, preview, onRemove }: { readonly file: DroppedFile; readonly preview: string | undefined; readonly onRemove: () => void }) => {
  const { t } = useTranslation('common')
  return (
    <li>
      <span className='fd-i'>{preview ? <img src={preview} alt='' /> : <FileOutlined aria-hidden='true' />}</span>
      <span className='fd-n'>{file.name}<small>{kilobytes(file.bytes)}</small></span>
      <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('files.remove', { name: file.name })} onClick={onRemove} />
    </li>
  )
}

interface OnItsWayProps { readonly item: Pending; readonly onRemove: () => void; readonly onPause: () => void; readonly onGoOn: () => void }

const OnItsWay = ({ item: { file, percent, state, fault }, onRemove, onPause, onGoOn }: OnItsWayProps) => {
  const { t } = useTranslation('common')
  const { name } = file
  return (
    <li className={fault ? 'bad' : 'going'}>
      <span className='fd-i'>{fault || state === 'paused' ? <FileOutlined aria-hidden='true' /> : <LoadingOutlined aria-hidden='true' />}</span>
      <span className='fd-n'>{name}{fault ? <small className='fault' role='alert'>{fault}</small> : <small>{t(`files.${state}`, { percent })}</small>}</span>
      <span className='fd-d'>
        {!fault && file.size > LONG && (state === 'paused'
          ? <Button type='text' icon={<CaretRightOutlined aria-hidden='true' />} aria-label={t('files.goOn', { name })} title={t('files.goOn', { name })} onClick={onGoOn} />
          : <Button type='text' icon={<PauseOutlined aria-hidden='true' />} aria-label={t('files.pause', { name })} title={t('files.pause', { name })} onClick={onPause} />)}
        <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('files.remove', { name })} onClick={onRemove} />
      </span>
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
  const { pending, previews, take, drop, pause, goOn } = useFileUploads(props)
  useTellFiles(pending.some(({ fault }) => !fault))
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
        {props.files.map((file) => <Stored key={file.id} file={file} preview={previews[file.id]} onRemove={() => props.onChange(props.files.filter((f) => f.id !== file.id))} />)}
        {pending.map((item) => <OnItsWay key={item.key} item={item} onRemove={() => drop(item.key)} onPause={() => pause(item.key)} onGoOn={() => goOn(item)} />)}
      </ul>
    </fieldset>
  )
}
