import { Button } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customer as askCustomer } from '#contract/customer.ts'
import { type Unit, units as askUnits } from '#contract/identity.ts'
import { candidate as askCandidate } from '#contract/importing.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { discardDraft } from '#contract/draft.ts'
import { Asked, Bones } from '../../app/Asked.tsx'
import { call, Refused } from '../../app/call.ts'
import { useWaiting } from '../../app/device/waiting.ts'
import { useUrl } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { useRecognised } from '../../modules/customer-card/KnownCustomers.tsx'
import { InZone, useZone } from '../../ui/InZone.tsx'
import { WaitsForFiles } from '../../ui/waits-for-files.tsx'
import { useLater } from '../../ui/later.ts'
import { rightNow } from '../../ui/now.ts'
import { useNarrow, usePhone } from '../../ui/phone.ts'
import { Arrival, Circumstances } from './Circumstances.tsx'
import { Closing, RegisterBar } from './Closing.tsx'
import { Counter } from './Counter.tsx'
import { type Desk, DeskContext, useDesk } from './desk-context.ts'
import { draftOf } from './candidate.ts'
import { atCounter, type Draft, emptyDraft, missing, type Change, wholeText } from './draft.ts'
import { Goods } from './Goods.tsx'
import { Help } from './Help.tsx'
import { Notes } from './Notes.tsx'
import { Points } from './Points.tsx'
import { ReadBack } from './ReadBack.tsx'
import { RegisteredView } from './Registered.tsx'
import { AlikeStrip } from './Alike.tsx'
import { Elsewhere } from './Elsewhere.tsx'
import { HeldView } from './HeldView.tsx'
import { SaveNote, Unfinished } from './SaveNote.tsx'
import { useDraftId } from './use-draft-id.ts'
import { useIncomingCall } from './use-incoming-call.ts'
import { type Ends, type Registered, useRegister } from './use-register.ts'
import { useSaved } from './use-saved.ts'
import { aboutOf, useSuggestion } from './use-suggestion.ts'
import { useAlike } from './use-alike.ts'
import { Who } from './Who.tsx'
import './register.css'

const useStart = (pack: PackView, phone: boolean): Draft => {
  const { person } = useSession()
  const position = pack.positions.find((each) => person.positionCodes.includes(each.code))
  return emptyDraft(person.unitId ?? '', person.name, position ? say(position.label) : '', phone ? 'walkIn' : 'phone')
}

/** Whoever comes from a customer's page registers for that customer. */
const useNamedCustomer = (setDraft: (next: (before: Draft) => Draft) => void) => {
  const id = useUrl().params['customer']
  const { data } = useAsk(askCustomer, { id: id ?? '' }, { enabled: Boolean(id) })
  const known = data?.customer
  useEffect(() => {
    if (known) setDraft((before) => (before.name === '' ? { ...before, customerId: known.id, name: known.name, phone: known.phone ?? '', email: known.email ?? '', memberNumber: known.memberNumber ?? '', classCode: known.classCode, address: known.address ?? '' } : before))
  }, [known, setDraft])
}

/** What may be a complaint comes with what is known of it; whoever registers completes it. It has a draft of its own. @returns whether that is still to come: what is typed before would keep it out. */
const useCandidate = (id: string | undefined, units: readonly Unit[], unitsComing: boolean, usual: string, setDraft: (next: (before: Draft) => Draft) => void): boolean => {
  const { data, isError } = useAsk(askCandidate, { id: id ?? '' }, { enabled: Boolean(id) })
  const zone = data?.unitId ? units.find((unit) => unit.id === data.unitId)?.timeZone : usual
  useEffect(() => {
    if (data && zone) setDraft((before) => (before.startedAt === null ? { ...before, ...draftOf(data, zone) } : before))
  }, [data, zone, setDraft])
  if (!id || isError) return false
  return data ? !zone && unitsComing : true
}

interface Writing { readonly id: string; readonly candidateId: string | undefined; readonly pack: PackView; readonly phone: boolean; readonly counter: boolean; readonly another: () => void; readonly lost: (unsaved: Draft | null) => void }

/** What came back because the server did not take it stands in the form again, with the reason. */
const useBack = (id: string): Refused | null => {
  const { person } = useSession()
  const problem = useWaiting(person.id).find((item) => item.id === id && item.state === 'refused')?.problem
  return useMemo(() => (problem ? new Refused(problem) : null), [problem])
}

const throwAway = (id: string) => void call(discardDraft, { id }, crypto.randomUUID()).catch(() => undefined)

const useForm = ({ id, candidateId, pack, phone, counter, another, lost }: Writing, ends: Ends): { readonly desk: Desk; readonly coming: boolean } => {
  const { t } = useTranslation('register')
  const kept = useSaved(id, useStart(pack, phone), candidateId, lost)
  const { setDraft } = kept
  const draft = counter ? atCounter(kept.draft) : kept.draft
  const set: Change = (part) => setDraft((before) => ({ ...before, startedAt: before.startedAt ?? rightNow().format(), ...part }))
  useNamedCustomer(setDraft)
  const askedUnits = useAsk(askUnits, {})
  const units = askedUnits.data?.items ?? []
  const { zone: usual } = useZone()
  const coming = useCandidate(candidateId, units, askedUnits.isPending, usual, setDraft)
  const zone = units.find((unit) => unit.id === draft.unitId)?.timeZone ?? usual
  const suggestion = useSuggestion({ text: wholeText(draft), wants: draft.points.map((point) => point.wants).filter(Boolean).join('\n'), channel: draft.channel, ...(draft.claimFen !== null && { claimFen: draft.claimFen }), ...(draft.customerId && { customerId: draft.customerId, about: aboutOf(draft) }) })
  const alike = useAlike(draft)
  const people = useRecognised({ phone: draft.phone, name: draft.phone ? '' : draft.name, memberNumber: draft.memberNumber, order: draft.orderNumber })
  useIncomingCall(kept, people)
  const { send, error, pending } = useRegister({ id, pack, zone, candidateId, register: kept.register }, { ...ends, made: (made) => { kept.done(); ends.made(made) } })
  const back = useBack(id)
  const lacking = missing(draft, pack, (field) => say(field.label), (key) => t(key))
  const desk: Desk = {
    draft, set, pack, units: units.filter((unit) => !unit.retired), zone, people, suggestion, alike, canAdd: !candidateId, error: error ?? back, pending, kept, another,
    discard: () => {
      kept.done()
      throwAway(id)
      another()
    },
    bar: lacking.length > 0 ? t('missing.list', { what: lacking.join(t('common:listSeparator')) }) : null, register: () => send(draft),
  }
  return { desk, coming }
}

const Full = ({ onCounter }: { readonly onCounter: () => void }) => {
  const { t } = useTranslation('register')
  const { draft, another, discard } = useDesk()
  const later = useLater()
  const narrow = useNarrow()
  const begun = draft.startedAt !== null
  return (
    <div className='page reg'>
      <PageHead title={t('title')} sub={<><SaveNote />{begun && <>　<button type='button' className='link' onClick={another}>{t('save.another')}</button>　<button type='button' className='link' onClick={discard}>{t('save.discard')}</button></>}</>} actions={<><Unfinished /><Button onClick={onCounter}>{t('counter.switch')}</Button></>} />
      <div className='reg-grid'>
        <div className='reg-form'><Arrival /><Who /><Notes /><Points />{narrow && <AlikeStrip />}{later && <><Circumstances /><Goods /><Closing /></>}<RegisterBar /></div>
        <Help />
      </div>
    </div>
  )
}

const Form = ({ writing, ends }: { readonly writing: Omit<Writing, 'phone' | 'counter'>; readonly ends: Ends }) => {
  const phone = usePhone()
  const { params, change } = useUrl()
  const counter = params['form'] ? params['form'] === 'counter' : phone
  const { desk, coming } = useForm({ ...writing, phone, counter }, ends)
  const { kept } = desk
  if (kept.state.is === 'gone') return <Elsewhere saved={kept.state.saved} onBack={kept.reopen} onAgain={writing.another} />
  if (coming || (params['draft'] && !kept.opened)) return <div className='page'><Bones rows={12} /></div>
  if (params['read']) return <DeskContext value={desk}><ReadBack /></DeskContext>
  const toCounter = () => {
    if (desk.draft.channel !== 'walkIn') desk.set({ channel: 'walkIn' })
    change({ form: 'counter' })
  }
  return (
    <DeskContext value={desk}>
      <InZone zone={desk.zone}><WaitsForFiles>{counter ? <Counter onFull={() => change({ form: 'full', step: undefined })} /> : <Full onCounter={toCounter} />}</WaitsForFiles></InZone>
    </DeskContext>
  )
}

/** What became of the registration that this window writes. */
const Writing = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('register')
  const { person } = useSession()
  const { id, candidate, another, goOn } = useDraftId()
  useTitle(t('title'))
  const [made, setMade] = useState<Registered | null>(null)
  const [tries, setTries] = useState(0)
  const held = useWaiting(person.id).find((item) => item.id === id && item.state !== 'refused')
  const again = () => {
    setMade(null)
    another()
  }
  const anew = () => setTries((before) => before + 1)
  if (made) return <RegisteredView made={made} pack={pack} onAgain={again} />
  if (held) return <HeldView id={id} pack={pack} onAgain={again} onBack={anew} />
  return <Form key={`${id} ${tries}`} writing={{ id, candidateId: candidate, pack, another, lost: (unsaved) => goOn(id, unsaved) }} ends={{ made: setMade, held: anew, already: anew }} />
}

/** A complaint written down while the customer talks. */
export const RegisterPage = () => {
  const pack = useAsk(installed, {})
  return <Asked query={pack} rows={12}>{(known) => <Writing pack={known} />}</Asked>
}
