import { useEffect, useState } from 'react'
import type { OwnBooking } from '#contract/meeting.ts'
import { newKey, Refused } from './api.ts'
import { Icon } from './Icon.tsx'
import { calendarOf, cancelMeeting, moveMeeting, ownMeeting } from './meet.ts'
import { momentWords } from './moments.ts'
import { refusalWords } from './SendBar.tsx'
import { chosen, SlotChoice, useSlots } from './SlotChoice.tsx'
import { fill, useSpeech } from './speech.ts'
import { keepMeeting } from './store.ts'

const AGAIN = 15_000

/** The booking as it stands; a code that opens nothing is forgotten. */
const useOwn = (code: string, onGone: () => void) => {
  const { locale } = useSpeech()
  const [found, setFound] = useState<OwnBooking | null>(null)
  const [fault, setFault] = useState<Refused | null>(null)
  useEffect(() => {
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = () => {
      ownMeeting(code, locale).then((own) => { if (!gone) { keepMeeting(code); setFound(own) } }, (error: unknown) => {
        if (gone) return
        if (error instanceof Refused) setFault(error)
        else timer = setTimeout(load, AGAIN)
      })
    }
    load()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [code, locale])
  const leave = () => {
    keepMeeting(null)
    onGone()
  }
  return { found, setFound, fault, leave }
}

const save = (file: Blob) => {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: 'meeting.ics' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), AGAIN)
}

/** One thing done at a time, with what went wrong in words. */
const useDoing = (onDone: (own: OwnBooking) => void) => {
  const speech = useSpeech()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  const run = async (work: () => Promise<OwnBooking | null>) => {
    if (busy) return
    setBusy(true)
    setFault('')
    try {
      const own = await work()
      if (own) onDone(own)
    } catch (error) {
      setFault(error instanceof Refused ? refusalWords(speech, error) : speech.words.sending.failed)
    } finally {
      setBusy(false)
    }
  }
  return { busy, fault, run }
}

const Move = ({ code, onMoved }: { readonly code: string; readonly onMoved: (own: OwnBooking) => void }) => {
  const { meet } = useSpeech().words
  const [value, setValue] = useState('')
  const { slots, askAgain } = useSlots(null)
  const { busy, fault, run } = useDoing(onMoved)
  if (!slots) return <p role='status' className='muted'>{meet.loading}</p>
  if (slots.length === 0) return <p className='notice'>{meet.none}</p>
  return (
    <form className='stack' noValidate onSubmit={(e) => { e.preventDefault(); if (value) void run(() => moveMeeting(code, chosen(value), newKey())).then(askAgain) }}>
      <SlotChoice slots={slots} value={value} onValue={setValue} fault={undefined} />
      <p role='alert' className='fault'>{fault}</p>
      <button type='submit' className='btn' aria-disabled={busy || !value}>{meet.moveDo}</button>
    </form>
  )
}

const Standing = ({ code, onChange }: { readonly code: string; readonly onChange: (own: OwnBooking) => void }) => {
  const { locale, words: { meet } } = useSpeech()
  const [moving, setMoving] = useState(false)
  const [sure, setSure] = useState(false)
  const { busy, fault, run } = useDoing(onChange)
  return (
    <div className='stack'>
      <button type='button' className='btn main' onClick={() => void run(async () => { save(await calendarOf(code, locale)); return null })}>{meet.calendar}</button>
      <button type='button' className='btn' aria-expanded={moving} onClick={() => setMoving(!moving)}>{meet.move}</button>
      {moving && <Move code={code} onMoved={(next) => { setMoving(false); onChange(next) }} />}
      {sure
        ? <div className='card stack'><p>{meet.cancelSure}</p><button type='button' className='btn' aria-disabled={busy} onClick={() => void run(() => cancelMeeting(code, newKey()))}>{meet.cancelDo}</button><button type='button' className='link' onClick={() => setSure(false)}>{meet.keep}</button></div>
        : <button type='button' className='link' onClick={() => setSure(true)}>{meet.cancel}</button>}
      <p role='alert' className='fault'>{fault}</p>
    </div>
  )
}

/** What was booked: when, where, the code, and what can be done with it. */
export const Booked = ({ code, onGone }: { readonly code: string; readonly onGone: () => void }) => {
  const speech = useSpeech()
  const { meet } = speech.words
  const { found, setFound, fault, leave } = useOwn(code, onGone)
  if (fault) return <div className='stack-6'><p role='alert' className='notice danger'>{refusalWords(speech, fault)}</p><button type='button' className='btn' onClick={leave}>{meet.another}</button></div>
  if (!found) return <p role='status' className='muted'>{meet.loading}</p>
  const when = momentWords({ ...speech, zone: found.timeZone }, found.startsAt)
  return (
    <div className='stack-6'>
      <div className='stack'>
        {found.state === 'booked' && <span className='tick'><Icon name='check' size={24} /></span>}
        <h1 tabIndex={-1}>{meet.state[found.state]}</h1>
        <p><b>{when}</b><br />{found.unitName} {found.place}</p>
        {found.unitPhone && <p className='muted'>{fill(meet.ring, { phone: found.unitPhone })}</p>}
      </div>
      {found.state === 'booked' && <section className='card stack-2'><p>{meet.codeIs}</p><p className='num secret-code'>{code}</p><p className='muted small'>{meet.codeHint}</p></section>}
      {found.state === 'booked' && <Standing code={code} onChange={setFound} />}
      <p><button type='button' className='link' onClick={leave}>{meet.another}</button></p>
    </div>
  )
}
