import { useRef, useState } from 'react'
import { useDraft } from '../ui/draft.ts'
import { Attachments } from './Attachments.tsx'
import { type Info, type Receipt, type Refused, type Submission, filesOfPlace, submitComplaint } from './api.ts'
import { Discard } from './Discard.tsx'
import { TextField, useFocusOnFault } from './Field.tsx'
import { Nav } from './Nav.tsx'
import { PlaceField } from './PlaceField.tsx'
import { usePlace } from './place.ts'
import { go } from './route.ts'
import { SendBar } from './SendBar.tsx'
import { useSendWithFiles } from './send-with-files.ts'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'
import { keepCode, keepReceipt } from './store.ts'
import { NOTHING_TOLD, type Told, type ToldFaults, faultsOf, submissionOf } from './tell-draft.ts'
import { useUploads } from './uploads.ts'
import { Wishes } from './Wishes.tsx'

const NAME = 'tell'

const useTelling = (info: Info | null, scanned: string | null) => {
  const { words, locale } = useSpeech()
  const [told, setTold, clearTold, restored] = useDraft(`portal.${NAME}`, NOTHING_TOLD)
  const [faults, setFaults] = useState<ToldFaults>({})
  const place = usePlace(info, scanned, told.place, (next) => setTold((before) => ({ ...before, place: next })))
  const { uploads, items } = useUploads(NAME, () => filesOfPlace(place.place))
  const [tried, setTried] = useState(0)
  const done = ({ number, code }: Receipt) => {
    keepCode(number, code)
    keepReceipt({ number, reachable: !told.noPhone })
    clearTold()
    uploads.clear()
    go({ page: 'done', number }, true)
  }
  const refused = (fault: Refused) => {
    if (fault.is('portal/place-unknown')) place.refuse()
    const phone = fault.of('phone') ?? (fault.is('customer/not-a-phone') ? fault.problem.title || words.tell.phoneOdd : undefined)
    const [text, name] = [fault.of('text'), fault.of('name')]
    setFaults({ ...(text ? { text } : {}), ...(name ? { name } : {}), ...(phone ? { phone } : {}) })
    setTried((n) => n + 1)
  }
  const sending = useSending<Submission, Receipt>(NAME, submitComplaint, done, refused)
  const files = useSendWithFiles(uploads, items, (fileIds) => sending.send(submissionOf(told, place.place, fileIds, words.tell, locale)))
  const submit = () => {
    const found = faultsOf(told, words.tell)
    setFaults(found)
    setTried((n) => n + 1)
    if (Object.keys(found).length === 0) files.start()
  }
  const change = (part: Partial<Told>) => {
    setTold((before) => ({ ...before, ...part }))
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part || 'noPhone' in part))))
  }
  const discard = () => {
    clearTold()
    uploads.clear()
    sending.drop()
    setFaults({})
  }
  return { told, place, change, restored, faults, tried, uploads, items, sending, files, submit, discard }
}

const Contact = ({ told, faults, onChange }: { readonly told: Told; readonly faults: ToldFaults; readonly onChange: (part: Partial<Told>) => void }) => {
  const { tell } = useSpeech().words
  return (
    <section className='stack'>
      <h2>{tell.contact}</h2>
      <TextField id='name' label={tell.name} value={told.name} onValue={(name) => onChange({ name })} fault={faults.name} autoComplete='name' most={200} required />
      {!told.noPhone && <TextField id='phone' label={tell.phone} hint={tell.phoneHint} value={told.phone} onValue={(phone) => onChange({ phone })} fault={faults.phone} type='tel' inputMode='tel' autoComplete='tel' most={40} required />}
      <label className='check'><input type='checkbox' checked={told.noPhone} onChange={(e) => onChange({ noPhone: e.target.checked })} />{tell.noPhone}</label>
    </section>
  )
}

/** What went wrong, told by somebody who has never seen this page. */
export const TellPage = ({ info, scanned }: { readonly info: Info | null; readonly scanned: string | null }) => {
  const { tell, files: fileWords } = useSpeech().words
  const form = useRef<HTMLFormElement>(null)
  const telling = useTelling(info, scanned)
  const { told, place, change, faults, sending, files, uploads, items } = telling
  useFocusOnFault(form, telling.tried)
  return (
    <div className='stack-6'>
      <Nav here='tell' />
      <div className='stack'>
        <h1 tabIndex={-1}>{tell.heading}</h1>
        <p>{tell.lead}</p>
        {telling.restored && sending.phase === 'idle' && <p className='notice' role='status'>{tell.restored}</p>}
      </div>
      <form ref={form} className='stack-8' noValidate onSubmit={(e) => { e.preventDefault(); telling.submit() }}>
        <fieldset className='stack-8' disabled={sending.phase !== 'idle'}>
          <PlaceField info={info} place={place.place} onPlace={place.choose} fault={place.unknown ? tell.placeUnknown : undefined} />
          <TextField id='text' label={tell.what} hint={tell.whatHint} value={told.text} onValue={(text) => change({ text })} fault={faults.text} rows={6} most={20_000} required />
          <Attachments id='tell' uploads={uploads} items={items} />
          <Wishes told={told} onChange={change} />
          <Contact told={told} faults={faults} onChange={change} />
        </fieldset>
        <div className='stack-2'>
          <SendBar sending={sending} queued={files.queued} label={tell.submit} hindrance={files.stuck ? fileWords.stuck : undefined} />
          <p className='muted small'>{tell.after}</p>
          <Discard onDiscard={telling.discard} />
        </div>
      </form>
    </div>
  )
}
