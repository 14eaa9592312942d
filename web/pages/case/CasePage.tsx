import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { show, type Case } from '#contract/casefile.ts'
import { installed, type PackView, type Stage } from '#contract/packs.ts'
import { Asked } from '../../app/Asked.tsx'
import { usePanel } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useSession } from '../../app/session.tsx'
import { useTitle } from '../../app/title.ts'
import { addressee } from '../../modules/clock/addressee.ts'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { ExtensionNote } from '../../modules/clock/ExtensionNote.tsx'
import { PauseNote } from '../../modules/clock/PauseNote.tsx'
import { isMode, type Mode } from '../../modules/communication/Composer.tsx'
import type { Inserted } from '../../modules/communication/drafting.ts'
import { AboutNote } from '../../modules/kept/AboutNote.tsx'
import { HoldNote } from '../../modules/containment/HoldNote.tsx'
import { HandoverNote } from '../../modules/routing/HandoverNote.tsx'
import { WayNote } from '../../modules/routing/WayNote.tsx'
import { OffenceCard } from '../../modules/offence/OffenceCard.tsx'
import { Urgings } from '../../modules/urging/Urgings.tsx'
import { InZone } from '../../ui/InZone.tsx'
import { usePhone } from '../../ui/phone.ts'
import { AgreedCard } from './AgreedCard.tsx'
import { AgreementCard } from './agreement/AgreementCard.tsx'
import { openPause } from './clocks.ts'
import { CaseHeader } from './CaseHeader.tsx'
import { ExecutionCard, FollowUpsCard } from './ExecutionCard.tsx'
import { FamilyCard } from './FamilyCard.tsx'
import { EvidenceCard } from './evidence/EvidenceCard.tsx'
import { GoodsCard } from './goods/GoodsCard.tsx'
import { LeadingCard } from './LeadingCard.tsx'
import { InquiriesCard } from './inquiries/InquiriesCard.tsx'
import { QuestionnairesCard } from './questionnaires/QuestionnairesCard.tsx'
import { Gist } from './Gist.tsx'
import { Gone } from './Gone.tsx'
import { News } from './News.tsx'
import { NextCard } from './NextCard.tsx'
import { PhoneBar } from './PhoneBar.tsx'
import { PointsCard } from './PointsCard.tsx'
import { ReceptionCard } from './ReceptionCard.tsx'
import { ReviewCard } from './ReviewCard.tsx'
import { RemedyCard } from './RemedyCard.tsx'
import { PANELS, type Scene, SceneContext, useScene } from './scene.ts'
import { CloseCard, CustomerCard, FactsCard, FilesCard, FormsCard, OpinionsCard, OutsideCard, SharesCard, WhyCard } from './SideCards.tsx'
import { Timeline } from './Timeline.tsx'
import { Writing } from './Write.tsx'
import './case.css'

const loadPanels = async () => ({ default: (await import('./Panels.tsx')).Panels })
/** The forms come after the story: read first, loaded when idle or wanted. */
const Panels = lazy(loadPanels)

const CARDS = { points: PointsCard, inquiries: InquiriesCard, opinions: OpinionsCard, questionnaires: QuestionnairesCard, remedy: RemedyCard, settlement: AgreementCard, execution: ExecutionCard, followUps: FollowUpsCard, agreed: AgreedCard, liaison: FormsCard, why: WhyCard, shares: SharesCard, review: ReviewCard, outside: OutsideCard, leading: LeadingCard, close: CloseCard } as const
type Card = keyof typeof CARDS

/** What the stage is about comes first; the rest keeps its order. */
const FIRST: Readonly<Record<Stage, readonly Card[]>> = {
  intake: ['agreed', 'points'], investigation: ['points', 'inquiries', 'opinions', 'questionnaires', 'why', 'liaison', 'agreed'], liability: ['points', 'opinions', 'shares', 'inquiries', 'why', 'liaison'], remedy: ['points', 'opinions', 'remedy', 'outside'], approval: ['remedy', 'outside'], negotiation: ['remedy', 'settlement', 'outside'],
  execution: ['execution', 'settlement', 'remedy'], closing: ['followUps', 'execution', 'outside', 'close'], closed: ['close', 'outside', 'leading', 'followUps'],
}
const ORDER: readonly Card[] = ['points', 'inquiries', 'opinions', 'questionnaires', 'remedy', 'settlement', 'execution', 'followUps', 'shares', 'why', 'liaison', 'agreed', 'outside', 'review', 'leading', 'close']

const Right = () => {
  const { it } = useScene()
  // What was taken into another case is worked on there.
  const shown = it.state === 'merged' ? [] : [...new Set([...FIRST[it.stage], ...ORDER])]
  return (
    <aside className='right'>
      {it.state !== 'merged' && <NextCard />}
      <OffenceCard offences={it.offences} whyNotLift={it.may['offence.lift']} />
      <Urgings urgings={it.urgings} />
      {shown.map((card) => {
        const Shown = CARDS[card]
        return <Shown key={card} />
      })}
      <EvidenceCard /><GoodsCard /><CustomerCard /><FamilyCard /><ReceptionCard /><FactsCard /><FilesCard />
    </aside>
  )
}

/** What holds the clocks of the case: a pause, and more time that was asked for. */
const ClockNotes = () => {
  const { it, pack } = useScene()
  const labelOf = useClockLabel(pack)
  const pause = openPause(it)
  return (
    <>
      {pause && it.state === 'open' && <PauseNote id={it.id} pause={pause} stopped={it.clocks.filter((clock) => clock.state === 'paused').map((clock) => labelOf(clock.kind))} whyNot={it.may['clock.resume']} />}
      {it.state === 'open' && it.extensions.filter((extension) => extension.state === 'pending').map((extension) => <ExtensionNote key={extension.id} complaintId={it.id} to={addressee(it)} label={labelOf(extension.clock)} extension={extension} />)}
    </>
  )
}

const Middle = ({ mode, onMode, inserted }: { readonly mode: Mode; readonly onMode: (mode: Mode) => void; readonly inserted: Inserted | null }) => {
  const { it } = useScene()
  return (
    <div className='mid'>
      {it.state !== 'merged' && <><Gist /><div className='mid-w'><Writing mode={mode} onMode={onMode} inserted={inserted} /></div></>}
      <Timeline />
    </div>
  )
}

/** The panel in the URL; writing is a panel on a phone only, else it is in the page. */
const usePlace = (phone: boolean) => {
  const { panel, on, open, close } = usePanel()
  const named = PANELS.find((each) => each === panel) ?? null
  const [chosen, setChosen] = useState<Mode>('reply')
  const written = named === 'write' && !phone
  const mode = written && isMode(on) ? on : chosen
  return { panel: written ? null : named, on, open, close, mode, setMode: (next: Mode) => { setChosen(next); if (written) close() } }
}

/** Once wanted, the panels stay, so that closing one is seen. */
const useWanted = (now: boolean) => {
  const [wanted, setWanted] = useState(now)
  if (now && !wanted) setWanted(true)
  useEffect(() => {
    const timer = setTimeout(() => { void loadPanels() }, 2_000)
    return () => clearTimeout(timer)
  }, [])
  return wanted
}

const postName = (pack: PackView, code: string | null) => { const post = pack.positions.find((one) => one.code === code); return post ? say(post.label) : null }

const Shown = ({ it, pack, busy }: { readonly it: Case; readonly pack: PackView; readonly busy: boolean }) => {
  const { person } = useSession()
  const phone = usePhone()
  const { panel, on, open, close, mode, setMode } = usePlace(phone)
  const [inserted, setInserted] = useState<Inserted | null>(null)
  const scene = useMemo<Scene>(() => ({
    it, pack, me: { id: person.id, name: person.name }, open, close,
    insert: (words) => {
      setInserted({ words, taken: () => setInserted(null) })
      setMode('reply')
      if (phone) open('write', 'reply')
    },
  }), [it, pack, person.id, person.name, open, close, setMode, phone])
  const wanted = useWanted(panel !== null)
  const handover = it.handovers.find((each) => each.state === 'pending')
  return (
    <SceneContext value={scene}>
      <div className='page case-page'>
        <News busy={busy} />
        <CaseHeader />
        <Gone />
        {handover && <HandoverNote handover={handover} meId={person.id} />}
        {it.wayOffered && <WayNote it={it} offered={it.wayOffered} post={postName(pack, it.wayOffered.owner)} onWhy={() => open('decisions')} />}
        {it.about && <AboutNote about={it.about} whyNotClear={it.may['complaint.clearAccused']} onClear={(personId) => open('clearAccused', personId)} />}
        {it.product && <HoldNote product={it.product.name} code={it.product.code} lot={it.product.lot} />}
        <ClockNotes />
        <div className='case-grid'>
          {phone ? <>{it.state !== 'merged' && <Gist />}<Right /><Timeline /></> : <><Middle mode={mode} onMode={setMode} inserted={inserted} /><Right /></>}
        </div>
        {phone && it.state !== 'merged' && <PhoneBar />}
        <Suspense fallback={null}>{wanted && <Panels panel={panel} on={on} inserted={inserted} />}</Suspense>
      </div>
    </SceneContext>
  )
}

/** A case on one screen. */
export const CasePage = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('case')
  const asked = useAsk(show, { id }, { still: true })
  const pack = useAsk(installed, {})
  useTitle(asked.data ? `${asked.data.number} ${asked.data.customer.name}` : t('title'))
  return (
    <Asked query={asked} rows={14}>
      {(it) => <Asked query={pack} rows={14}>{(known) => <InZone zone={it.timeZone} told><Shown it={it} pack={known} busy={asked.isFetching} /></InZone>}</Asked>}
    </Asked>
  )
}
