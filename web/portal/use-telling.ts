import { useState } from 'react'
import { useDraft } from '../ui/draft.ts'
import { type Info, type Noted, type Praise, type Receipt, type Refused, type Submission, filesOfPlace, letterOf, sendPraise, submitComplaint } from './api.ts'
import { usePlace } from './place.ts'
import { type Scanned, go } from './route.ts'
import { useSendWithFiles } from './send-with-files.ts'
import { useSending } from './sending.ts'
import { useSpeech } from './speech.ts'
import { keepCode, keepReceipt } from './store.ts'
import { NOTHING_TOLD, type Told, type ToldFaults, faultsOf, isComplaint, praiseOf, submissionOf } from './tell-draft.ts'
import { useUploads } from './uploads.ts'

const NAME = 'tell'

type Outgoing = { readonly complaint: Submission } | { readonly praise: Praise }

/** What opens it later; null of praise, which waits for nothing. */
type Key = Pick<Receipt, 'number' | 'code' | 'held'> & { readonly idea: boolean }

const keyOf = ({ number, code, held }: Noted): Key | null => (number && code ? { number, code, held, idea: true } : null)

const post = async (out: Outgoing, key: string): Promise<Key | null> => ('complaint' in out ? { ...await submitComplaint(out.complaint, key), idea: false } : keyOf(await sendPraise(out.praise, key)))

const asLetter = (out: Outgoing, key: string) => ('complaint' in out ? letterOf('/complaints', out.complaint, key) : letterOf('/feedback', out.praise, key))

const FIELDS = ['text', 'name', 'phone', 'email'] as const

const faultsIn = (fault: Refused, phoneOdd: string): ToldFaults => {
  const said = (field: (typeof FIELDS)[number]) => fault.of(field) ?? (field === 'phone' && fault.is('customer/not-a-phone') ? fault.problem.title || phoneOdd : undefined)
  return Object.fromEntries(FIELDS.flatMap((field) => (said(field) ? [[field, said(field)]] : [])))
}

/** Everything but what is seen: the draft, the place, the files, the sending, and what the server says to it. */
export const useTelling = (info: Info | null, scanned: Scanned) => {
  const { words, locale } = useSpeech()
  const [trap, setTrap] = useState('')
  const [openedAt] = useState(() => performance.now())
  const signs = () => ({ trap, seconds: Math.round((performance.now() - openedAt) / 1000) })
  const [kept, setTold, clearTold, restored] = useDraft(`portal.${NAME}`, NOTHING_TOLD)
  const told = { ...NOTHING_TOLD, ...kept }
  const [faults, setFaults] = useState<ToldFaults>({})
  const place = usePlace(info, scanned.place ?? (scanned.card === null ? null : ''), told.place, (next) => setTold((before) => ({ ...before, place: next })))
  const where = { place: place.place, card: scanned.card }
  const { uploads, items } = useUploads(NAME, () => filesOfPlace(where))
  const [tried, setTried] = useState(0)
  const done = (receipt: Key | null) => {
    if (receipt) {
      keepCode(receipt.number, receipt.code)
      keepReceipt({ number: receipt.number, reachable: !told.noPhone && told.identity !== 'anonymous', held: receipt.held, idea: receipt.idea })
    }
    clearTold()
    uploads.clear()
    go(receipt ? { page: 'done', number: receipt.number } : { page: 'thanks', place: scanned.place, card: scanned.card }, true)
  }
  const refused = (fault: Refused) => {
    if (fault.is('portal/place-unknown')) place.refuse()
    setFaults(faultsIn(fault, words.tell.phoneOdd))
    setTried((n) => n + 1)
  }
  const sending = useSending<Outgoing, Key | null>(NAME, post, done, refused, asLetter)
  const files = useSendWithFiles(NAME, uploads, items, (fileIds) => sending.send({ complaint: submissionOf(told, where, fileIds, words.tell, locale, signs()) }))
  const submit = () => {
    const found = faultsOf(told, words.tell)
    setFaults(found)
    setTried((n) => n + 1)
    if (Object.keys(found).length > 0) return
    if (isComplaint(told)) files.start()
    else sending.send({ praise: praiseOf(told, where, locale, signs()) })
  }
  const change = (part: Partial<Told>) => {
    setTold((before) => ({ ...before, ...part }))
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in part || 'noPhone' in part || 'kind' in part || 'answer' in part || 'answerBy' in part || 'identity' in part))))
  }
  const discard = () => {
    clearTold()
    uploads.clear()
    sending.drop()
    files.stop()
    setFaults({})
  }
  return { told, place, trap, setTrap, change, restored, faults, tried, uploads, items, sending, files, submit, discard }
}
export type Telling = ReturnType<typeof useTelling>
