import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Hold, type Recipient, RecipientState, oneHold, recipients } from '#contract/containment.ts'
import { Asked } from '../../app/Asked.tsx'
import { call } from '../../app/call.ts'
import { Go, usePanel } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { PageHead } from '../../app/PageHead.tsx'
import { useAsk } from '../../app/query.ts'
import { AddPeople } from '../../modules/containment/AddPeople.tsx'
import { AskLiftForm, ConfirmForm, ContactForm, DecideLiftForm, TellForm } from '../../modules/containment/HoldForms.tsx'
import '../../modules/containment/containment.css'
import { weightWords } from '../../app/weight.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { SelectField } from '../../ui/inputs.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { useSettled } from '../../ui/settled.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'

const PAGE = 50
const MINUTE = 60_000
const PANELS = ['confirm', 'tell', 'add', 'contact', 'askLift', 'decideLift'] as const
type Open = (panel: (typeof PANELS)[number], on?: string) => void
interface Props { readonly hold: Hold; readonly open: Open }

const Facts = ({ hold }: { readonly hold: Hold }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  return (
    <Section>
      <div className='card-b'>
        <p className='hold-h'><Chip tone={hold.state === 'lifted' ? 'good' : hold.state === 'active' ? 'danger' : 'warn'}>{term('holdState', hold.state)}</Chip><b>{[hold.product, hold.lot].filter(Boolean).join('　')}</b></p>
        <p className='pre'>{hold.reason}</p>
        <p className='muted'>{t('one.by', { name: hold.orderedBy?.name ?? '' })}　{hold.unitName}　<When at={hold.orderedAt} />{hold.complaint && <>　{t('one.case')}　<Go className='link no' to={links.complaint(hold.complaint.id)}>{hold.complaint.number}</Go></>}</p>
        {hold.state !== 'lifted' && <p>{t('one.confirmBy')}　<When at={hold.confirmBy} end />　<Countdown dueAt={hold.confirmBy} startedAt={hold.orderedAt} /></p>}
      </div>
    </Section>
  )
}

const Told = ({ hold, one, open }: Props & { readonly one: Hold['units'][number] }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const { confirmed } = one
  const said = confirmed ? (confirmed.found ? t('one.found', { found: weightWords(confirmed.found, term) }) : t('one.nothing')) : t(one.late ? 'one.late' : 'one.waiting')
  return (
    <li>
      <p className='hold-h'><b>{one.unitName}</b><Chip tone={confirmed ? 'good' : one.late ? 'alert' : 'warn'}>{said}</Chip></p>
      {confirmed && <p className='muted'>{confirmed.by?.name}　<When at={confirmed.at} />{confirmed.note && `　${confirmed.note}`}</p>}
      {one.mine && hold.state !== 'lifted' && <div className='card-a'><ActionButton size='small' label={<>{t(confirmed ? 'one.again' : 'one.confirm')}<span className='sr'>{one.unitName}</span></>} whyNot={hold.may['confirm']} onPress={() => open('confirm', one.unitId)} /></div>}
    </li>
  )
}

const Units = ({ hold, open }: Props) => {
  const { t } = useTranslation('containment')
  return (
    <Section title={t('one.units')} count={t('one.unitsCount', { done: hold.units.filter((one) => one.confirmed).length, all: hold.units.length })}>
      <div className='card-b'>
        <ul className='hold-l'>{hold.units.map((one) => <Told key={one.unitId} hold={hold} one={one} open={open} />)}</ul>
        <div className='card-a'><ActionButton size='small' label={t('one.tell')} whyNot={hold.may['tell']} onPress={() => open('tell')} /></div>
      </div>
    </Section>
  )
}

const Lift = ({ hold, open }: Props) => {
  const { t } = useTranslation('containment')
  return (
    <Section title={t('one.lift')}>
      <div className='card-b'>
        {hold.lift && <p className='pre'>{t('one.asked', { name: hold.lift.askedBy?.name ?? '', reason: hold.lift.reason })}　<span className='muted'><When at={hold.lift.askedAt} /></span></p>}
        {hold.decision && <p className='pre'>{t('one.decided', { name: hold.decision.by?.name ?? '', words: hold.decision.words })}　<span className='muted'><When at={hold.decision.at} /></span></p>}
        {hold.state !== 'lifted' && <div className='card-a'>{hold.state === 'active' ? <ActionButton size='small' label={t('one.askLift')} whyNot={hold.may['askLift']} onPress={() => open('askLift')} /> : <ActionButton size='small' label={t('one.decideLift')} whyNot={hold.may['decideLift']} onPress={() => open('decideLift')} />}</div>}
      </div>
    </Section>
  )
}

const useRecipients = (id: string, state: RecipientState | null, q: string) => useInfiniteQuery({
  queryKey: [recipients.route, id, state, q, 'pages'], initialPageParam: '', placeholderData: keepPreviousData, refetchInterval: MINUTE,
  queryFn: ({ pageParam }) => call(recipients, { id, limit: PAGE, ...(state && { state }), ...(q && { q }), ...(pageParam && { cursor: pageParam }) }),
  getNextPageParam: (page) => page.next,
})

const TONES = { open: 'warn', informed: 'good', notAffected: 'plain' } as const

const Person = ({ one, whyNot, onContact }: { readonly one: Recipient; readonly whyNot: string | null | undefined; readonly onContact: () => void }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  return (
    <li>
      <p className='hold-h'><b>{one.name}</b>{one.phone && <a className='link num' href={`tel:${one.phone}`}>{one.phone}</a>}<Chip tone={TONES[one.state]}>{term('recipientState', one.state)}</Chip>{one.state === 'open' && one.tries > 0 && <span className='muted'>{t('one.tries', { count: one.tries })}</span>}</p>
      <p className='muted'>{[one.order, one.quantity, one.unitName, term('recipientSource', one.source)].filter(Boolean).join('　')}{one.complaint && <>　<Go className='link no' to={links.complaint(one.complaint.id)}>{one.complaint.number}</Go></>}</p>
      {one.spoken && <p className='pre'>{one.spoken.result}　<span className='muted'>{term('contactHow', one.spoken.how)}　{one.spoken.by?.name}　<When at={one.spoken.at} /></span></p>}
      {one.state === 'open' && <div className='card-a'><ActionButton size='small' label={<>{t('one.contact')}<span className='sr'>{one.name}</span></>} whyNot={whyNot} onPress={onContact} /></div>}
    </li>
  )
}

interface PeopleProps extends Props { readonly on: string | null; readonly panel: string | null; readonly close: () => void }

/** Who else has it, and how far one is with telling them. */
const People = ({ hold, open, on, panel, close }: PeopleProps) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const [state, setState] = useState<RecipientState | null>(null)
  const [q, setQ] = useState('')
  const query = useRecipients(hold.id, state, useSettled(q.trim()))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const { all, informed, open: left } = hold.recipients
  const chosen = panel === 'contact' ? items.find((one) => one.id === on) : undefined
  return (
    <Section title={t('one.people')} count={all > 0 ? t('one.progress', { informed, all, open: left }) : undefined}>
      <div className='card-b'>
        {all > 0 && <><div className='hold-p' aria-hidden='true'><u style={{ width: `${((all - left) / all) * 100}%` }} /></div>
          <search className='watch-f'>
            <Input type='search' value={q} onChange={(event) => setQ(event.target.value)} placeholder={t('one.find')} aria-label={t('one.find')} />
            <SelectField label={<span className='sr'>{t('one.filter')}</span>} clear value={state} placeholder={t('one.everyState')} onChange={(next) => setState(RecipientState.options.find((each) => each === next) ?? null)} options={RecipientState.options.map((value) => ({ value, label: term('recipientState', value) }))} />
          </search></>}
        {all === 0 && <p className='muted'>{t('one.noPeople')}</p>}
        {query.isError && <ProblemNote error={query.error} />}
        <ul className='hold-l'>{items.map((one) => <Person key={one.id} one={one} whyNot={hold.may['contact']} onContact={() => open('contact', one.id)} />)}</ul>
        {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('one.more')}</Button>}
        <div className='card-a'><ActionButton size='small' label={t('one.add')} whyNot={hold.may['addRecipients']} onPress={() => open('add')} /></div>
      </div>
      <SidePanel title={t('one.contact')} open={chosen !== undefined} onClose={close}>{chosen && <ContactForm key={`${chosen.id} ${chosen.version}`} one={chosen} whyNot={hold.may['contact']} onDone={close} />}</SidePanel>
    </Section>
  )
}

const FORMS = { tell: TellForm, askLift: AskLiftForm, decideLift: DecideLiftForm } as const

const Shown = ({ hold }: { readonly hold: Hold }) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const { panel, on, open, close } = usePanel()
  const named = PANELS.find((each) => each === panel && each !== 'contact') ?? null
  const Form = named === 'tell' || named === 'askLift' || named === 'decideLift' ? FORMS[named] : null
  return (
    <div className='page'>
      <PageHead title={`${hold.number} ${term('holdKind', hold.kind)}`} sub={[hold.product, hold.lot].filter(Boolean).join('　')} up={{ to: links.holds(), label: t('page.title') }} />
      <div className='hold-g'>
        <div><Facts hold={hold} /><Units hold={hold} open={open} /><Lift hold={hold} open={open} /></div>
        <People hold={hold} open={open} on={on} panel={panel} close={close} />
      </div>
      <SidePanel title={named ? t(`one.${named}`) : ''} open={named !== null} onClose={close}>
        {named === 'confirm' && <ConfirmForm key={on} hold={hold} unitId={on} onDone={close} />}
        {named === 'add' && <AddPeople hold={hold} />}
        {Form && <Form hold={hold} onDone={close} />}
      </SidePanel>
    </div>
  )
}

/** One order to hold something: who is told, what they found, who else has it, and how it is lifted. */
export const HoldPage = ({ id }: { readonly id: string }) => <Asked query={useAsk(oneHold, { id }, { refetchInterval: MINUTE })} rows={10}>{(hold) => <InZone zone={hold.timeZone} told><Shown hold={hold} /></InZone>}</Asked>
