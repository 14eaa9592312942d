import { DownloadOutlined, PauseOutlined, PlayCircleOutlined, StepBackwardOutlined, StepForwardOutlined } from '@ant-design/icons'
import { Button, Slider } from 'antd'
import type { KeyboardEvent } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clockOf, nearest, type Noted, secondOf } from './moments.ts'
import { type Sound, useSound } from './use-sound.ts'
import { Wave } from './Wave.tsx'
import './recording.css'

const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const
const JUMP = 5

interface Props {
  readonly name: string; readonly mediaType: string
  readonly load: () => Promise<Blob>
  /** Where it can be fetched as a file. */
  readonly href: string | null
  readonly startedAt: string | null; readonly notes: readonly Noted[]
  /** How long it is, once that is known. */
  readonly onLength?: (seconds: number) => void
}

const useTime = ({ audio }: Sound, onLength?: (seconds: number) => void) => {
  const [now, setNow] = useState(0)
  const [seconds, setSeconds] = useState(0)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    const time = () => setNow(audio.currentTime)
    const length = () => {
      if (!Number.isFinite(audio.duration)) return
      setSeconds(audio.duration)
      onLength?.(audio.duration)
    }
    const state = () => setPlaying(!audio.paused)
    const heard = { timeupdate: time, seeking: time, loadedmetadata: length, durationchange: length, play: state, pause: state, ended: state }
    for (const [name, hear] of Object.entries(heard)) audio.addEventListener(name, hear)
    return () => { for (const [name, hear] of Object.entries(heard)) audio.removeEventListener(name, hear) }
  }, [audio, onLength])
  return { now, seconds, playing }
}

const Speeds = ({ audio }: Sound) => {
  const { t } = useTranslation('recording')
  const [speed, setSpeed] = useState(1)
  const choose = (next: number) => {
    audio.playbackRate = next
    setSpeed(next)
  }
  return <fieldset className='seg sm' aria-label={t('speed')}>{SPEEDS.map((each) => <button key={each} type='button' aria-pressed={each === speed} className={each === speed ? 'on' : ''} onClick={() => choose(each)}>{each}×</button>)}</fieldset>
}

const Notes = ({ notes, startedAt, at, onSeek }: Pick<Props, 'notes' | 'startedAt'> & { readonly at: number; readonly onSeek: (second: number) => void }) => {
  const { t } = useTranslation('recording')
  return (
    <ol className='rec-n' aria-label={t('notes')}>
      {notes.map((note, i) => {
        const second = secondOf(note.at, startedAt)
        return (
          <li key={note.at + note.text} aria-current={i === at ? 'true' : undefined}>
            {second !== null && <button type='button' className='num rec-t' aria-label={t('jump', { time: clockOf(second) })} onClick={() => onSeek(second)}>{clockOf(second)}</button>}
            <span className='pre'>{note.text}</span>
          </li>
        )
      })}
    </ol>
  )
}

const Controls = ({ sound, now, seconds, playing, seek }: { readonly sound: Sound; readonly now: number; readonly seconds: number; readonly playing: boolean; readonly seek: (second: number) => void }) => {
  const { t } = useTranslation('recording')
  const { audio } = sound
  return (
    <div className='rec-c'>
      <Button aria-label={t('back', { count: JUMP })} icon={<StepBackwardOutlined aria-hidden='true' />} onClick={() => seek(now - JUMP)} />
      <Button type='primary' aria-label={t(playing ? 'pause' : 'play')} icon={playing ? <PauseOutlined aria-hidden='true' /> : <PlayCircleOutlined aria-hidden='true' />} onClick={() => void (playing ? audio.pause() : audio.play())} />
      <Button aria-label={t('forward', { count: JUMP })} icon={<StepForwardOutlined aria-hidden='true' />} onClick={() => seek(now + JUMP)} />
      <span className='num rec-at'>{clockOf(now)} / {clockOf(seconds)}</span>
      <Speeds {...sound} />
    </div>
  )
}

const typing = (target: EventTarget) => target instanceof HTMLElement && target.closest('input,textarea,[contenteditable]') !== null

/** A recording with its wave and what was written while it ran (A2). Space plays, arrows jump five seconds. */
export const Player = (props: Props) => {
  const { t } = useTranslation('recording')
  const { name, href, notes, startedAt } = props
  const sound = useSound(props.load, props.mediaType)
  const { now, seconds, playing } = useTime(sound, props.onLength)
  const { audio, failed, drawn } = sound
  const seek = (second: number) => { audio.currentTime = Math.max(0, Math.min(seconds || second, second)) }
  const onKey = (event: KeyboardEvent) => {
    const acts: Readonly<Record<string, () => void>> = { ' ': () => void (playing ? audio.pause() : audio.play()), ArrowLeft: () => seek(now - JUMP), ArrowRight: () => seek(now + JUMP) }
    const act = typing(event.target) || (event.target instanceof HTMLElement && event.target.closest('button,[role=slider]') && event.key === ' ') ? undefined : acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <fieldset className='rec' aria-label={t('label', { name })} onKeyDown={onKey}>
      <p className='rec-h'><b>{name}</b>{href && <a className='link' href={href} download={name}><DownloadOutlined aria-hidden='true' />{t('download')}</a>}</p>
      {failed
        ? <p className='rec-bad' role='status'>{t(href ? 'cannot' : 'cannotHere')}</p>
        : (
          <>
            <Wave sound={sound} seconds={seconds} onPick={seek} />
            {drawn < 1 && <p className='muted'>{t('drawing', { percent: Math.round(drawn * 100) })}</p>}
            <Slider min={0} max={Math.max(1, Math.floor(seconds))} value={Math.floor(now)} onChange={seek} tooltip={{ formatter: (value) => clockOf(value ?? 0) }} ariaLabelForHandle={t('position')} ariaValueTextFormatterForHandle={clockOf} />
            <Controls sound={sound} now={now} seconds={seconds} playing={playing} seek={seek} />
          </>
        )}
      {notes.length > 0 && <Notes notes={notes} startedAt={failed ? null : startedAt} at={startedAt && !failed ? nearest(notes, startedAt, now) : -1} onSeek={seek} />}
    </fieldset>
  )
}
