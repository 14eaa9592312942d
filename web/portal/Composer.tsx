import { useCallback, useEffect, useRef, useState } from 'react'
import type { PortalCase } from '#contract/portal.ts'
import { useDraft } from '../ui/draft.ts'
import { Attachments } from './Attachments.tsx'
import { type Message, type Pass, type Refused, filesOfCase, sendMessage } from './api.ts'
import { TextField, useFocusOnFault } from './Field.tsx'
import { SendBar } from './SendBar.tsx'
import { useSendWithFiles } from './send-with-files.ts'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'
import { useUploads } from './uploads.ts'

interface ComposerProps {
  readonly pass: Pass
  readonly onChange: (found: PortalCase) => void
  readonly onAgain: () => void
  /** Words another card puts here, for the person to send as they are or change. */
  readonly prompt: string
  readonly onPrompted: () => void
}

const useMessage = ({ pass, onChange, onAgain }: ComposerProps) => {
  const { words } = useSpeech()
  const name = `message.${pass.number}`
  const [text, setText, clearText] = useDraft(`portal.${name}`, '')
  const { uploads, items } = useUploads(name, () => filesOfCase(pass))
  const [missing, setMissing] = useState(false)
  const [tried, setTried] = useState(0)
  const [sent, setSent] = useState(false)
  const done = (found: PortalCase) => {
    clearText()
    uploads.clear()
    setSent(true)
    onChange(found)
  }
  // The case was closed meanwhile: look again, so that the page shows it.
  const refused = (fault: Refused) => { if (fault.is('complaint/not-open')) onAgain() }
  const sending = useSending<Message, PortalCase>(name, (body, key) => sendMessage(pass, body, key), done, refused)
  const files = useSendWithFiles(name, uploads, items, (fileIds) => sending.send({ text: text.trim() ? text : words.messages.onlyFiles, fileIds }))
  const submit = () => {
    const empty = !text.trim() && items.length === 0
    setMissing(empty)
    setSent(false)
    setTried((n) => n + 1)
    if (!empty) files.start()
  }
  const type = useCallback((next: string | ((before: string) => string)) => {
    setText(next)
    setMissing(false)
    setSent(false)
  }, [setText])
  return { text, type, missing, tried, sent, uploads, items, sending, files, submit }
}

export const Composer = (props: ComposerProps) => {
  const { words } = useSpeech()
  const form = useRef<HTMLFormElement>(null)
  const message = useMessage(props)
  const { text, type, uploads, items, sending, files } = message
  const { prompt, onPrompted } = props
  useFocusOnFault(form, message.tried)
  const put = useCallback((line: string) => {
    type((before) => (before.includes(line) ? before : [before.trim(), line].filter(Boolean).join('\n')))
    form.current?.querySelector('textarea')?.focus()
  }, [type])
  useEffect(() => {
    if (!prompt) return
    put(prompt)
    onPrompted()
  }, [prompt, put, onPrompted])
  return (
    <form ref={form} className='card stack' noValidate onSubmit={(e) => { e.preventDefault(); message.submit() }}>
      <h2>{words.messages.write}</h2>
      <fieldset className='stack' disabled={sending.phase !== 'idle'}>
        <TextField id='message' label={words.messages.label} value={text} onValue={type} fault={message.missing ? words.messages.missing : undefined} rows={4} most={20_000} />
        <button type='button' className='link' onClick={() => put(words.messages.urgeText)}>{words.messages.urge}</button>
        <Attachments id='message' uploads={uploads} items={items} />
      </fieldset>
      <SendBar sending={sending} queued={files.queued} label={words.messages.send} hindrance={files.stuck ? words.files.stuck : undefined} />
      <p role='status'>{message.sent && words.messages.sent}</p>
    </form>
  )
}
