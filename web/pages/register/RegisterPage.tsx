import { Button } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { customer as askCustomer } from '#contract/customer.ts'
import { type Unit, units as askUnits } from '#contract/identity.ts'
import { candidate as askCandidate } from '#contract/importing.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../app/Asked.tsx'
import { useUrl } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { useRecognised } from '../../modules/customer-card/KnownCustomers.tsx'
import { useDraft } from '../../ui/draft.ts'
import { InZone, useZone } from '../../ui/InZone.tsx'
import { useLater } from '../../ui/later.ts'
import { useNarrow, usePhone } from '../../ui/phone.ts'
import { Arrival, Circumstances } from './Circumstances.tsx'
import { Closing, RegisterBar } from './Closing.tsx'
import { Counter } from './Counter.tsx'
import { type Desk, DeskContext, useDesk } from './desk-context.ts'
import { draftOf } from './candidate.ts'
import { atCounter, type Draft, emptyDraft, missing, type Change, wholeText } from './draft.ts'
import { Goods } from './Goods.tsx'
import { Help } from './Help.tsx'
import { Points } from './Points.tsx'
import { RegisteredView } from './Registered.tsx'
import { AlikeStrip } from './Alike.tsx'
import { type Registered, useRegister } from './use-register.ts'
import { aboutOf, useSuggestion } from './use-suggestion.ts'
import { useAlike } from './use-alike.ts'
import { Who } from './Who.tsx'
import './register.css'

const DRAFT = 'register'

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

/** What may be a complaint comes with what is known of it; whoever registers completes it. It has a draft of its own. */
const useCandidate = (id: string | undefined, units: readonly Unit[], usual: string, setDraft: (next: (before: Draft) => Draft) => void) => {
  const { data } = useAsk(askCandidate, { id: id ?? '' }, { enabled: Boolean(id) })
  const zone = data?.unitId ? units.find((unit) => unit.id === data.unitId)?.timeZone : usual
  useEffect(() => {
    if (data && zone) setDraft((before) => (before.startedAt === null ? { ...before, ...draftOf(data, zone) } : before))
  }, [data, zone, setDraft])
}

const useForm = (pack: PackView, phone: boolean, counter: boolean, done: (made: Registered) => void): Desk => {
  const { t } = useTranslation('register')
  const { person } = useSession()
  const start = useStart(pack, phone)
  const candidateId = useUrl().params['candidate']
  // One draft for each person of a shared counter; what an older version of the form kept is completed.
  const [kept, setDraft, clear, restored] = useDraft<Draft>([DRAFT, person.id, ...(candidateId ? [candidateId] : [])].join('.'), start)
  const whole = { ...start, ...kept }
  const draft = counter ? atCounter(whole) : whole
  const set: Change = (part) => setDraft((before) => ({ ...before, startedAt: before.startedAt ?? dayjs().format(), ...part }))
  useNamedCustomer(setDraft)
  const units = useAsk(askUnits, {}).data?.items ?? []
  const { zone: usual } = useZone()
  useCandidate(candidateId, units, usual, setDraft)
  const zone = units.find((unit) => unit.id === draft.unitId)?.timeZone ?? usual
  const suggestion = useSuggestion({ text: wholeText(draft), wants: draft.points.map((point) => point.wants).filter(Boolean).join('\n'), channel: draft.channel, ...(draft.claimFen !== null && { claimFen: draft.claimFen }), ...(draft.customerId && { customerId: draft.customerId, about: aboutOf(draft) }) })
  const alike = useAlike(draft)
  const people = useRecognised({ phone: draft.phone, name: draft.phone ? '' : draft.name, memberNumber: draft.memberNumber, order: draft.orderNumber })
  const { send, error, pending } = useRegister(pack, zone, (made) => { clear(); done(made) }, candidateId)
  const lacking = missing(draft, pack, (field) => say(field.label), (key) => t(key))
  return {
    draft, set, pack, units: units.filter((unit) => !unit.retired), zone, people, suggestion, alike, canAdd: !candidateId, error, pending, restored, startAgain: clear,
    bar: lacking.length > 0 ? t('missing.list', { what: lacking.join(t('common:listSeparator')) }) : null, register: () => send(draft),
  }
}

const Full = ({ onCounter }: { readonly onCounter: () => void }) => {
  const { t } = useTranslation('register')
  const { restored, startAgain } = useDesk()
  const later = useLater()
  const narrow = useNarrow()
  return (
    <div className='page reg'>
      <PageHead title={t('title')} sub={restored ? <>{t('restored')} <button type='button' className='link' onClick={startAgain}>{t('startAgain')}</button></> : t('sub')} actions={<Button onClick={onCounter}>{t('counter.switch')}</Button>} />
      <div className='reg-grid'>
        <div className='reg-form'><Arrival /><Who /><Points />{narrow && <AlikeStrip />}{later && <><Circumstances /><Goods /><Closing /></>}<RegisterBar /></div>
        <Help />
      </div>
    </div>
  )
}

const Form = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('register')
  const phone = usePhone()
  const { params, change } = useUrl()
  useTitle(t('title'))
  const [made, setMade] = useState<Registered | null>(null)
  const counter = params['form'] ? params['form'] === 'counter' : phone
  const desk = useForm(pack, phone, counter, setMade)
  const again = () => {
    setMade(null)
    change({ step: undefined, candidate: undefined }, 'replace')
  }
  if (made) return <RegisteredView made={made} pack={pack} onAgain={again} />
  const toCounter = () => {
    if (desk.draft.channel !== 'walkIn') desk.set({ channel: 'walkIn' })
    change({ form: 'counter' })
  }
  return (
    <DeskContext value={desk}>
      <InZone zone={desk.zone}>{counter ? <Counter onFull={() => change({ form: 'full', step: undefined })} /> : <Full onCounter={toCounter} />}</InZone>
    </DeskContext>
  )
}

/** A complaint written down while the customer talks. */
export const RegisterPage = () => {
  const pack = useAsk(installed, {})
  return <Asked query={pack} rows={12}>{(known) => <Form pack={known} />}</Asked>
}
