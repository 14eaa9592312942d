import { useRef, useState } from 'react'
import { useDraft } from '../ui/draft.ts'
import { usePad } from '../ui/pad.ts'
import type { Refused } from './api.ts'
import { Attachments } from './Attachments.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { type Measure, Measures, One } from './PartFields.tsx'
import { type Answered, type Part, filesOfPart, sendPart, usePartWords } from './part.ts'
import { SendBar } from './SendBar.tsx'
import { useSendWithFiles } from './send-with-files.ts'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'
import { uploadFile } from './upload.ts'
import { useUploads } from './uploads.ts'

interface Draft { readonly values: Readonly<Record<string, string>>; readonly measures: readonly Measure[]; readonly name: string }

/** A name drawn by hand, for who wishes. */
const Drawn = ({ pad, canvas, onDrop }: { readonly pad: ReturnType<typeof usePad>; readonly canvas: React.RefObject<HTMLCanvasElement | null>; readonly onDrop: () => void }) => {
  const words = usePartWords()
  return (
    <div className='field'>
      <p>{words.drawHere}</p>
      <canvas ref={canvas} className='pad' aria-label={words.drawHere} role='img' aria-busy={!pad.ready} />
      <p><button type='button' className='link' onClick={pad.clear}>{words.redraw}</button> <button type='button' className='link' onClick={onDrop}>{words.drop}</button></p>
      {!pad.empty && <p className='hint'>{words.drawn}</p>}
    </div>
  )
}

const numberIn = (text: string) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null)

/** What is wrong with a value before it is sent. */
const faultsOf = (part: Part, { values, name }: Draft, words: ReturnType<typeof usePartWords>): Readonly<Record<string, string>> => Object.fromEntries([
  ...part.fields.flatMap((field) => {
    const value = values[field.code] ?? ''
    if (field.required && !value.trim()) return [[field.code, words.missing]]
    return field.type === 'number' && value.trim() && numberIn(value) === null ? [[field.code, words.badNumber]] : []
  }),
  ...(name.trim() ? [] : [['name', words.nameMissing]]),
])

const fieldsIn = (part: Part, values: Draft['values']): Answered['fields'] => Object.fromEntries(part.fields.flatMap((field) => {
  const value = values[field.code] ?? ''
  return value.trim() ? [[field.code, field.type === 'number' ? numberIn(value) ?? value : value]] : []
}))

const useSigning = (code: string, part: Part, onPart: (part: Part) => void) => {
  const { locale } = useSpeech()
  const words = usePartWords()
  const [draft, setDraft, clear] = useDraft<Draft>(`portal.part.${part.number}`, { values: {}, measures: [], name: part.contact ?? '' })
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(0)
  const [drawing, setDrawing] = useState(false)
  const [lost, setLost] = useState(false)
  const canvas = useRef<HTMLCanvasElement>(null)
  const { uploads, items } = useUploads(`part.${part.number}`, () => filesOfPart(code))
  const done = (next: Part) => { clear(); uploads.clear(); onPart(next) }
  const refused = (fault: Refused) => {
    setFaults(Object.fromEntries(part.fields.flatMap((field) => { const said = fault.of(`fields/${field.code}`); return said ? [[field.code, said]] : [] })))
    setTried((n) => n + 1)
  }
  const sending = useSending(`part.${part.number}`, sendPart, done, refused)
  const signature = useRef<() => Promise<string | null>>(async () => null)
  const deliver = async (fileIds: string[]) => {
    setLost(false)
    const signatureId = await signature.current().catch(() => { setLost(true) })
    if (signatureId === undefined) return
    const measures = draft.measures.filter((one) => one.text.trim()).map((one) => ({ ...one, dueOn: one.dueOn || null }))
    sending.send({ code, body: { name: draft.name, locale, fields: fieldsIn(part, draft.values), measures, fileIds, signatureId } })
  }
  const files = useSendWithFiles(`part.${part.number}`, uploads, items, (fileIds) => { void deliver(fileIds) })
  const submit = () => {
    const found = faultsOf(part, draft, words)
    setFaults(found)
    setTried((n) => n + 1)
    if (Object.keys(found).length === 0) files.start()
  }
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  return { draft, set, faults, tried, drawing, setDrawing, canvas, uploads, items, sending, files, lost, submit, signature, words }
}

const Pad = ({ code, signing: { canvas, signature, setDrawing } }: { readonly code: string; readonly signing: ReturnType<typeof useSigning> }) => {
  const pad = usePad(canvas)
  signature.current = async () => {
    const picture = pad.empty ? null : await pad.picture('signature.png')
    return picture && (await uploadFile(picture, filesOfPart(code), { signal: new AbortController().signal, onSent: () => undefined, onWaiting: () => undefined })).id
  }
  const drop = () => {
    signature.current = async () => null
    setDrawing(false)
  }
  return <Drawn pad={pad} canvas={canvas} onDrop={drop} />
}

/** Their part: the fields, what they will do, files, and their name under it. What is typed stays on this device until it is handed in. */
export const PartForm = ({ code, part, onPart }: { readonly code: string; readonly part: Part; readonly onPart: (part: Part) => void }) => {
  const form = useRef<HTMLFormElement>(null)
  const signing = useSigning(code, part, onPart)
  const { draft, set, faults, tried, drawing, setDrawing, uploads, items, sending, files, lost, submit, words } = signing
  useFocusOnFault(form, tried)
  const busy = sending.phase !== 'idle' || files.queued
  return (
    <form ref={form} className='stack-8' noValidate onSubmit={(e) => { e.preventDefault(); submit() }}>
      <h2>{words.your}</h2>
      <fieldset className='stack-8' disabled={busy}>
        {part.fields.map((field) => <One key={field.code} field={field} value={draft.values[field.code] ?? ''} onValue={(value) => set({ values: { ...draft.values, [field.code]: value } })} fault={faults[field.code]} />)}
        <Measures measures={draft.measures} onChange={(measures) => set({ measures })} />
        <Attachments id='part' uploads={uploads} items={items} />
        <TextField id='part-name' label={words.name} hint={words.nameHint} most={200} value={draft.name} onValue={(name) => set({ name })} autoComplete='name' fault={faults['name']} />
        {drawing ? <Pad code={code} signing={signing} /> : <button type='button' className='btn plain' onClick={() => setDrawing(true)}>{words.draw}</button>}
      </fieldset>
      <SendBar sending={sending} label={words.send} queued={files.queued} hindrance={files.stuck || lost ? words.stuck : undefined} />
    </form>
  )
}
