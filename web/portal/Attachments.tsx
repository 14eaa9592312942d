import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { useRecorder } from './recorder.ts'
import { fill, useSpeech } from './speech.ts'
import type { Upload, Uploads } from './uploads.ts'

type FileWords = ReturnType<typeof useSpeech>['words']['files']

interface PickProps {
  readonly icon: IconName
  readonly label: string
  readonly onFiles: (files: readonly File[]) => void
  readonly accept?: string
  readonly capture?: 'environment' | 'user'
  readonly multiple?: boolean
}

/** A file input under a large label; the input itself keeps focus and name. */
const Pick = ({ icon, label, onFiles, accept, capture, multiple }: PickProps) => {
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...event.target.files ?? []])
    event.target.value = ''
  }
  return (
    <label className='pick'>
      <input type='file' accept={accept} capture={capture} multiple={multiple} onChange={change} />
      <Icon name={icon} /><span>{label}</span>
    </label>
  )
}

/** 2026-11-22 09-09, which sorts and means the same to whoever reads it later; Swedish writes it so. */
const stamp = () => new Date().toLocaleString('sv-SE').slice(0, 16).replace(':', '-')

const Voice = ({ onFiles }: { readonly onFiles: PickProps['onFiles'] }) => {
  const { files } = useSpeech().words
  const recorder = useRecorder((file) => onFiles([file]))
  if (!recorder.available) return <Pick icon='mic' label={files.voice} accept='audio/*' capture='user' onFiles={onFiles} />
  const toggle = () => (recorder.recording ? recorder.stop() : recorder.start(fill(files.voiceName, { time: stamp() })))
  return (
    <>
      <button type='button' className={recorder.recording ? 'pick on' : 'pick'} onClick={toggle}>
        <Icon name={recorder.recording ? 'stop' : 'mic'} /><span>{recorder.recording ? files.voiceStop : files.voice}</span>
      </button>
      {recorder.recording && <p className='across small' role='timer'>{fill(files.recording, { seconds: recorder.seconds })}</p>}
      {recorder.refused && <p className='across fault' role='alert'>{files.micRefused}</p>}
    </>
  )
}

const THUMB = 96

/** A small picture of a photo. Drawn on a canvas, which needs no address for its bytes; where that fails the name is enough. */
const Thumb = ({ file }: { readonly file: File }) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    let gone = false
    const draw = async () => {
      const picture = await createImageBitmap(file, { resizeHeight: THUMB })
      const pen = gone ? null : canvas.current?.getContext('2d')
      pen?.drawImage(picture, (THUMB - picture.width) / 2, 0)
      picture.close()
      if (pen) setDrawn(true)
    }
    draw().catch(() => setDrawn(false))
    return () => { gone = true }
  }, [file])
  return <canvas ref={canvas} className='thumb' width={THUMB} height={THUMB} hidden={!drawn} />
}

const faultWords = (files: FileWords, fault: NonNullable<Upload['fault']>): string => {
  if (fault.kind === 'refused') return fault.title || files.refused
  return fault.kind === 'gone' ? files.gone : files.tooLarge
}

const stateWords = (files: FileWords, { state, percent, fault }: Upload): string =>
  (fault ? faultWords(files, fault) : { waiting: files.waiting, sending: fill(files.sending, { percent }), offline: files.offline, paused: fill(files.paused, { percent }), done: files.done, failed: files.refused }[state])

/** From here on sending takes long enough for somebody to want it to pause. */
const LONG = 4 * 1024 * 1024

/** What can be done with a file on its way. */
const Doing = ({ upload: { key, name, bytes, state, fault }, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) => {
  const { files } = useSpeech().words
  if (fault?.kind === 'refused') return <button type='button' className='link' aria-label={fill(files.againNamed, { name })} onClick={() => uploads.retry(key)}>{files.again}</button>
  if (state === 'paused') return <button type='button' className='link' aria-label={fill(files.goOnNamed, { name })} onClick={() => uploads.retry(key)}>{files.goOn}</button>
  return ['sending', 'offline'].includes(state) && bytes > LONG ? <button type='button' className='link' aria-label={fill(files.pauseNamed, { name })} onClick={() => uploads.pause(key)}>{files.pause}</button> : null
}

const Row = ({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) => {
  const { files } = useSpeech().words
  const { key, name, state, percent } = upload
  const file = uploads.fileOf(key)
  return (
    <li className='attached'>
      {file?.type.startsWith('image/') && <Thumb file={file} />}
      <div className='attached-name'>
        <b>{name}</b>
        <span className={state === 'failed' ? 'fault' : 'small muted'}>{stateWords(files, upload)}</span>
        {upload.telling && <span className='small'>{files.telling}</span>}
        {['sending', 'offline', 'paused'].includes(state) && <progress className='wide' max={100} value={percent} aria-label={name} />}
      </div>
      <div className='attached-do'>
        <Doing upload={upload} uploads={uploads} />
        <button type='button' className='link' aria-label={fill(files.removeNamed, { name })} onClick={() => uploads.remove(key)}>{files.remove}</button>
      </div>
    </li>
  )
}

/** Photos, voice, video, files: taken here or chosen, sent at once while the person writes on. */
export const Attachments = ({ id, uploads, items }: { readonly id: string; readonly uploads: Uploads; readonly items: readonly Upload[] }) => {
  const { words } = useSpeech()
  const { files } = words
  const [over, setOver] = useState(false)
  const [keepPlace, setKeepPlace] = useState(false)
  const add = (chosen: readonly File[]) => setOver(!uploads.add(chosen, keepPlace))
  return (
    <fieldset className='field'>
      <legend>{files.label} <span className='opt'>{words.optional}</span></legend>
      <div className='two'>
        <Pick icon='camera' label={files.camera} accept='image/*' capture='environment' onFiles={add} />
        <Pick icon='picture' label={files.gallery} accept='image/*,video/*' multiple onFiles={add} />
        <Voice onFiles={add} />
        <Pick icon='paper' label={files.document} multiple onFiles={add} />
      </div>
      {items.length > 0 && <ul className='card rows' id={`${id}-files`} aria-label={files.list}>{items.map((u) => <Row key={u.key} upload={u} uploads={uploads} />)}</ul>}
      <label className='check'><input type='checkbox' checked={keepPlace} onChange={(e) => setKeepPlace(e.target.checked)} />{files.keepPlace}</label>
      <p className='hint'>{keepPlace ? files.keepPlaceOn : files.keepPlaceOff}</p>
      {over && <p className='fault' role='alert'>{files.tooMany}</p>}
      <p className='hint'>{files.hint}</p>
    </fieldset>
  )
}
