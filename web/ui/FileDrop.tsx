import { ArrowDownOutlined, ArrowUpOutlined, CameraOutlined, CaretRightOutlined, DeleteOutlined, FileOutlined, LoadingOutlined, PauseOutlined, RotateRightOutlined, UploadOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import type { DragEvent } from 'react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from './phone.ts'
import { canTurn } from './turned.ts'
import { type DroppedFile, type Pending, type Uploading, useFileUploads } from './use-file-uploads.ts'
import { useTellFiles } from './waits-for-files.tsx'

export type { DroppedFile } from './use-file-uploads.ts'

interface Props extends Uploading { readonly label?: string | undefined; /** They are pages of one paper: put in order and turned before they are handed in. */ readonly pages?: boolean }

/** From here on a file takes long enough for somebody to want it to pause. */
const LONG = 4 * 1_048_576

const kilobytes = (bytes: number) => (bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`)

interface PageProps { readonly file: DroppedFile; /** Counted from one. */ readonly no: number; readonly of: number; readonly onMove: (by: 1 | -1) => void; readonly onTurn: () => Promise<void> }

/** A page among the pages of a paper. */
const Page = ({ file: { name, mediaType }, no, of, onMove, onTurn }: PageProps) => {
  const { t } = useTranslation('common')
  const turning = useMutation({ mutationFn: onTurn })
  const { message } = App.useApp()
  return (
    <>
      {canTurn(mediaType) && <Button type='text' loading={turning.isPending} icon={<RotateRightOutlined aria-hidden='true' />} aria-label={t('files.turn', { name })} title={t('files.turn', { name })} onClick={() => turning.mutate(undefined, { onError: () => message.error(t('files.notTurned')) })} />}
      <Button type='text' disabled={no === 1} icon={<ArrowUpOutlined aria-hidden='true' />} aria-label={t('files.forward', { name })} title={t('files.forward', { name })} onClick={() => onMove(-1)} />
      <Button type='text' disabled={no === of} icon={<ArrowDownOutlined aria-hidden='true' />} aria-label={t('files.back', { name })} title={t('files.back', { name })} onClick={() => onMove(1)} />
    </>
  )
}

const Stored = ({ file, preview, page, onRemove }: { readonly file: DroppedFile; readonly preview: string | undefined; readonly page: PageProps | null; readonly onRemove: () => void }) => {
  const { t } = useTranslation('common')
  return (
    <li className={page ? 'paged' : undefined}>
      <span className='fd-i'>{preview ? <img src={preview} alt='' /> : <FileOutlined aria-hidden='true' />}</span>
      <span className='fd-n'>{file.name}<small>{page && page.of > 1 ? `${t('files.page', { no: page.no, of: page.of })} · ` : ''}{kilobytes(file.bytes)}</small></span>
      <span className='fd-d'>
        {page && <Page {...page} />}
        <Button type='text' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('files.remove', { name: file.name })} onClick={onRemove} />
      </span>
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
  const { pending, previews, take, drop, move, turn, pause, goOn } = useFileUploads(props)
  const pageOf = (file: DroppedFile, i: number): PageProps | null => (props.pages ? { file, no: i + 1, of: props.files.length, onMove: (by) => move(file.id, by), onTurn: () => turn(file) } : null)
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
        {props.files.map((file, i) => <Stored key={file.id} file={file} preview={previews[file.id]} page={pageOf(file, i)} onRemove={() => props.onChange(props.files.filter((f) => f.id !== file.id))} />)}
        {pending.map((item) => <OnItsWay key={item.key} item={item} onRemove={() => drop(item.key)} onPause={() => pause(item.key)} onGoOn={() => goOn(item)} />)}
      </ul>
    </fieldset>
  )
}
