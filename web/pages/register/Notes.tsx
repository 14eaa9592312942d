import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileRef } from '#contract/common.ts'
import { heldFile, isHere } from '../../app/device/files.ts'
import { Player } from '../../modules/recording/Player.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { useZoneHint } from '../../ui/InZone.tsx'
import { rightNow } from '../../ui/now.ts'
import { localSecondAt } from '../../ui/zone.ts'
import { faultOf } from '../../app/fault.ts'
import { links } from '../../links.ts'
import { formOf } from './channels.ts'
import { useDesk } from './desk-context.ts'
import type { NoteDraft } from './draft.ts'
import { begunAt } from './recorded.ts'
import { useReception } from './reception-line.tsx'
import { momentAt } from '../../ui/zone.ts'

const clock = (at: string, zone: string) => localSecondAt(zone, Date.parse(at)).slice(11)

const Line = ({ note, onPick }: { readonly note: NoteDraft; readonly onPick: () => void }) => {
  const { t } = useTranslation('register')
  const { zone } = useDesk()
  const { reception, change } = useReception()
  const put = (text: string) => change({ notes: reception.notes.map((each) => (each.key === note.key ? { ...each, text } : each)) })
  return (
    <li className='note-l'>
      <time className='num' dateTime={note.at}>{clock(note.at, zone)}</time>
      <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} aria-label={t('notes.line', { time: clock(note.at, zone) })} value={note.text} onChange={(event) => put(event.target.value)} />
      <Button size='small' onClick={onPick}>{t('notes.use')}<span className='sr'>{note.text}</span></Button>
      <Button type='text' size='small' icon={<DeleteOutlined aria-hidden='true' />} aria-label={t('notes.remove', { time: clock(note.at, zone) })} onClick={() => change({ notes: reception.notes.filter((each) => each.key !== note.key) })} />
    </li>
  )
}

/** A line is begun with its first letter, not when it is finished. */
const NewLine = () => {
  const { t } = useTranslation('register')
  const { reception, change } = useReception()
  const [typed, setTyped] = useState({ text: '', at: '' })
  const add = () => {
    if (typed.text.trim() === '') return
    change({ notes: [...reception.notes, { key: crypto.randomUUID(), ...typed }] })
    setTyped({ text: '', at: '' })
  }
  return (
    <Field id='reg-note' label={t('notes.new')} hint={t('notes.hint')}>
      <Input
        id='reg-note' maxLength={2_000} autoComplete='off' value={typed.text} onBlur={add}
        onChange={(event) => setTyped({ text: event.target.value, at: typed.at || rightNow().format() })}
        onKeyDown={(event) => { if (event.key === 'Enter' && !event.nativeEvent.isComposing) add() }}
      />
    </Field>
  )
}

const loader = (file: FileRef) => async () => {
  if (!isHere(file)) return (await fetch(links.file(file.id, true))).blob()
  const held = await heldFile(file.id)
  if (!held) throw new Error('not on this device')
  return held
}

const Recording = ({ file }: { readonly file: FileRef }) => {
  const { t } = useTranslation('register')
  const { zone, error } = useDesk()
  const zoneHint = useZoneHint()
  const { reception, change } = useReception()
  const mine = reception.recording?.fileId === file.id ? reception.recording : null
  const startedAt = mine?.startedAt ? momentAt(zone, mine.startedAt) : null
  // What the file says is taken until somebody knows better.
  const measured = (seconds: number) => {
    if (mine) return
    const begun = begunAt(file.id, seconds)
    change({ recording: { fileId: file.id, startedAt: begun === null ? '' : localSecondAt(zone, begun) } })
  }
  return (
    <>
      <Player name={file.name} mediaType={file.mediaType} load={loader(file)} href={isHere(file) ? null : links.file(file.id)} startedAt={startedAt} notes={reception.notes} onLength={measured} />
      <Field id='reg-recorded' label={t('notes.recorded')} hint={zoneHint ?? t('notes.recordedHint')} error={faultOf(error, 'reception/recording/startedAt')}>
        <Input id='reg-recorded' type='datetime-local' step={1} value={mine?.startedAt ?? ''} onChange={(event) => change({ recording: { fileId: file.id, startedAt: event.target.value } })} />
      </Field>
    </>
  )
}

const isSound = (file: FileRef) => file.mediaType.startsWith('audio/') || file.mediaType === 'video/webm'

/** A2: written while they talk, each line with its moment; the recording beside it jumps to the second of a line. */
export const Notes = () => {
  const { t } = useTranslation('register')
  const { draft, set } = useDesk()
  const { reception } = draft
  if (!formOf(draft.channel).notes) return null
  const [first, ...more] = draft.points
  const use = (note: NoteDraft) => { if (first) set({ points: [{ ...first, text: [first.text, note.text].filter(Boolean).join('\n') }, ...more] }) }
  const sound = draft.files.find(isSound)
  return (
    <Section title={t('notes.title')} count={reception.notes.length || undefined}>
      <div className='card-b'>
        <NewLine />
        <ol className='note-ls' aria-label={t('notes.title')}>{reception.notes.map((note) => <Line key={note.key} note={note} onPick={() => use(note)} />)}</ol>
        {sound && <Recording key={sound.id} file={sound} />}
      </div>
    </Section>
  )
}
