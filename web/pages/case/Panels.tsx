import { useTranslation } from 'react-i18next'
import { isPaid } from '#contract/settlement.ts'
import { useGo } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useCan } from '../../app/session.tsx'
import { addressee } from '../../modules/clock/addressee.ts'
import { AgreeEndForm } from '../../modules/clock/AgreeEndForm.tsx'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { ExtendForm } from '../../modules/clock/ExtendForm.tsx'
import { PauseForm } from '../../modules/clock/PauseForm.tsx'
import { BeginForm } from '../../modules/cause/BeginForm.tsx'
import { IssueForm } from '../../modules/liaison/IssueForm.tsx'
import { OrderForm } from '../../modules/containment/OrderForm.tsx'
import { AcknowledgeForm } from '../../modules/complaint/AcknowledgeForm.tsx'
import { ClassifyForm } from '../../modules/complaint/ClassifyForm.tsx'
import { CloseForm } from '../../modules/complaint/CloseForm.tsx'
import { ContactForm, CorrectContact } from '../../modules/complaint/ContactForm.tsx'
import { DepartForm } from '../../modules/complaint/DepartForm.tsx'
import { FieldsForm } from '../../modules/complaint/FieldsForm.tsx'
import { openFieldsOf } from '../../modules/complaint/pack-fields.ts'
import { ReopenForm } from '../../modules/complaint/ReopenForm.tsx'
import { RestateForm } from '../../modules/complaint/RestateForm.tsx'
import { SignOffForm } from '../../modules/complaint/SignOffForm.tsx'
import { UrgencyForm } from '../../modules/complaint/UrgencyForm.tsx'
import type { Inserted } from '../../modules/communication/drafting.ts'
import { AttemptForm } from '../../modules/follow-up/AttemptForm.tsx'
import { RecordForm } from '../../modules/follow-up/RecordForm.tsx'
import { FindingForm } from '../../modules/investigation/FindingForm.tsx'
import { VerifyForm } from '../../modules/investigation/VerifyForm.tsx'
import { ChargeBackPanel } from '../../modules/liability/ChargeBackPanel.tsx'
import { ClaimForm } from '../../modules/liability/ClaimForm.tsx'
import { DivideForm } from '../../modules/liability/DivideForm.tsx'
import { AccuseForm, ClearForm } from '../../modules/kept/AccuseForm.tsx'
import { ComplainantForm, IdentityForm } from '../../modules/kept/IdentityForms.tsx'
import { BookForm } from '../../modules/meeting/BookForm.tsx'
import { FlagForm } from '../../modules/offence/FlagForm.tsx'
import { AskPayoutForm } from '../../modules/payout/AskPayoutForm.tsx'
import { PayoutPanel } from '../../modules/payout/PayoutPanel.tsx'
import { RegisterForm } from '../../modules/proceeding/RegisterForm.tsx'
import { RenewCodeForm } from '../../modules/portal/RenewCodeForm.tsx'
import { SettleForm } from '../../modules/promise/SettleForm.tsx'
import { AuthorityForm, EndForm, NameForm } from '../../modules/representative/Forms.tsx'
import { EndLeadForm, LeadForm } from '../../modules/remedy/PrecedentLeading.tsx'
import { NoteForm } from '../../modules/review/NoteForm.tsx'
import { WantForm } from '../../modules/review/WantForm.tsx'
import { HandoverForm } from '../../modules/routing/HandoverForm.tsx'
import { WhyOwner } from '../../modules/routing/WhyOwner.tsx'
import { TakeOverForm } from '../../modules/routing/TakeOverForm.tsx'
import { AppointmentForm } from '../../modules/settlement/AppointmentForm.tsx'
import { SignForm } from '../../modules/settlement/SignForm.tsx'
import { CommissionForm } from '../../modules/expert/CommissionForm.tsx'
import { OpinionPanel } from '../../modules/expert/OpinionPanel.tsx'
import { Items } from '../../modules/remedy/RemedyView.tsx'
import { CancelAgreementForm } from '../../modules/settlement/CancelAgreementForm.tsx'
import { CompleteForm } from '../../modules/settlement/CompleteForm.tsx'
import { NoticeForm } from '../../modules/settlement/NoticeForm.tsx'
import { IssueForm as IssueGiftForm } from '../../modules/stock/IssueForm.tsx'
import { TakeBackForm } from '../../modules/stock/TaskIssues.tsx'
import { MaySay } from '../../modules/telling/MaySay.tsx'
import { UrgeForm } from '../../modules/urging/UrgeForm.tsx'
import { useNow } from '../../ui/now.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { localAt } from '../../ui/zone.ts'
import { links } from '../../links.ts'
import { begunAnswers, begunStory } from './begun.ts'
import { endClockOf, extendableOf, pausable } from './clocks.ts'
import { endingsOf, whyNeverClose } from './gates.ts'
import { DecisionsPanel } from './decisions/DecisionsPanel.tsx'
import { AgreementPanel } from './agreement/AgreementPanel.tsx'
import { HandleEvidence } from './evidence/HandleEvidence.tsx'
import { TakeEvidence } from './evidence/TakeEvidence.tsx'
import { HandleGoods } from './goods/HandleGoods.tsx'
import { Sign } from './goods/Sign.tsx'
import { TakeGoods } from './goods/TakeGoods.tsx'
import { AskInquiry } from './inquiries/AskInquiry.tsx'
import { InquiryPanel } from './inquiries/InquiryPanel.tsx'
import { ProceedingPanel } from './proceedings/ProceedingPanel.tsx'
import { SendQuestionnaire } from './questionnaires/SendQuestionnaire.tsx'
import { SentPanel } from './questionnaires/SentPanel.tsx'
import { EndPanel, LinkPanel, MergePanel } from './LinkPanels.tsx'
import { CaseLookUp } from './Orders.tsx'
import { type Panel, type Scene, useScene } from './scene.ts'
import { Write } from './Write.tsx'
import { panelOf, pointPanel, type Shown } from './panel-of.ts'
import { REMEDY_PANELS } from './RemedyPanels.tsx'

const HOW = { walkIn: 'inPerson', field: 'inPerson', email: 'email', letter: 'letter', social: 'message', web: 'message' } as const
const howFor = (channel: string) => HOW[channel as keyof typeof HOW] ?? 'phone'

const Notice = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const { it, close } = useScene()
  const contact = [it.owner.name, it.owner.phone, it.unitName].filter(Boolean).join('　')
  return <NoticeForm complaintId={it.id} points={it.points} begun={begunAnswers(t, term, it)} contact={contact} whyNot={it.may['settlement.sendNotice']} onDone={close} />
}

const HandOver = () => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const now = useNow()
  const { it, close } = useScene()
  return <HandoverForm complaintId={it.id} ownerId={it.owner.id} apart={it.about?.apart} story={begunStory(t, term, it, now)} whyNot={it.may['routing.handOver']} onDone={close} />
}

const Accuse = () => {
  const { it, close } = useScene()
  const go = useGo()
  return <AccuseForm id={it.id} named={it.about?.people.map((person) => person.id) ?? []} whyNot={it.may['complaint.accuse']} onDone={({ seen }) => (seen ? close() : go(links.complaints(), 'replace'))} />
}

const Close = () => {
  const { t } = useTranslation('case')
  const { it, open, close } = useScene()
  return <CloseForm id={it.id} version={it.version} endings={endingsOf(t, it, open)} outcome={it.outcome} whyNot={whyNeverClose(it)} onDone={close} />
}

const Pause = () => {
  const now = useNow()
  const { it, pack, close } = useScene()
  const labelOf = useClockLabel(pack)
  return <PauseForm id={it.id} stops={pausable(it, pack, now).map((clock) => labelOf(clock.kind))} whyNot={it.may['clock.pause']} onDone={close} />
}

const Extend = ({ on }: { readonly on: string | null }) => {
  const { it, pack, close } = useScene()
  const labelOf = useClockLabel(pack)
  const clocks = extendableOf(it, pack)
  return <ExtendForm id={it.id} to={addressee(it)} clocks={clocks} chosen={clocks.find((clock) => clock.id === on)?.id} labelOf={labelOf} whyNot={it.may['clock.askExtension']} onDone={close} />
}

/** What is kept from others is not written into the diary of a manager for them to read. */
const Meet = () => {
  const { it, close } = useScene()
  const told = it.identity === 'open' && !it.confidential && !it.about
  return <BookForm about={{ complaintId: it.id, unitId: it.unitId, name: told ? it.customer.name : '', phone: told ? it.customer.phone ?? '' : '', email: told ? it.customer.email ?? '' : '', topic: told ? it.points[0]?.text ?? '' : '', whyNot: it.may['meeting.book'] }} onDone={close} />
}

const AgreeEnd = ({ it, pack, onDone }: Pick<Scene, 'it' | 'pack'> & { readonly onDone: () => void }) => {
  const clock = endClockOf(it, pack)
  return clock && <AgreeEndForm id={it.id} clock={clock} before={it.agreedEnds} customerName={it.customer.name} whyNot={it.may['clock.agreeEnd']} onDone={onDone} />
}

const agreementPanel = panelOf((it) => it.agreements)
const taskPanel = panelOf((it) => it.tasks)
const followUpPanel = panelOf((it) => it.followUps)

const Issue = ({ complaintId }: { readonly complaintId: string }) => {
  const go = useGo()
  return <IssueForm complaintId={complaintId} onDone={(made) => go(links.liaisonForm(made.id))} />
}

const OrderHold = () => {
  const { t } = useTranslation('common')
  const go = useGo()
  const can = useCan()
  const { it } = useScene()
  return <OrderForm complaintId={it.id} product={it.product?.name ?? undefined} lot={it.product?.lot ?? undefined} unitId={it.unitId} whyNot={can('containment.order') ? null : t('notAllowed')} onDone={(id) => go(links.hold(id))} />
}

const BeginCauses = () => {
  const go = useGo()
  const { it, pack } = useScene()
  return <BeginForm complaintId={it.id} points={it.points} schemes={pack.fishbones} onDone={(id) => go(links.causes(id))} />
}

const SHOWN: Readonly<Record<Panel, Shown>> = {
  acknowledge: ({ it, close }) => <AcknowledgeForm id={it.id} suggested={howFor(it.channel)} whyNot={it.may['complaint.acknowledge']} onDone={close} />,
  restate: ({ it, close }) => <RestateForm id={it.id} points={it.points} before={it.restatement?.text ?? null} whyNot={it.may['complaint.restate']} onDone={close} />,
  verify: ({ it, close }) => <><CaseLookUp it={it} /><VerifyForm complaintId={it.id} whyNot={it.may['investigation.verify']} onDone={close} /></>,
  urgency: ({ it, close }) => <UrgencyForm id={it.id} now={it.urgency} why={it.urgencyWhy} whyNot={it.may['complaint.changeUrgency']} onDone={close} />,
  fields: ({ it, pack, close }) => <FieldsForm it={it} fields={openFieldsOf(it, pack)} onDone={close} />,
  reopen: ({ it, close }) => <ReopenForm id={it.id} whyNot={it.may['complaint.reopen']} onDone={close} />,
  takeOver: ({ it, close }) => <TakeOverForm complaintId={it.id} ownerName={it.owner.name} whyNot={it.may['routing.takeOver']} onDone={close} />,
  whyOwner: ({ it }) => <WhyOwner complaintId={it.id} />,
  ...REMEDY_PANELS,
  classify: pointPanel(({ it, pack, close }, point) => <ClassifyForm key={point.id} id={it.id} version={it.version} point={point} nature={it.nature} categories={pack.categories} whyNot={it.may['complaint.classify']} onDone={close} />),
  signOff: pointPanel(({ it, close }, point) => <SignOffForm key={point.id} id={it.id} point={point} whyNot={it.may['complaint.signOff']} onDone={close} />),
  finding: pointPanel(({ it, pack, close }, point) => <FindingForm key={point.id} id={it.id} point={point} causes={pack.rootCauses} inquiries={it.inquiries.filter((one) => one.state === 'done')} whyNot={it.may['investigation.addFinding']} whyNotLink={it.may['complaint.link']} onDone={close} />),
  task: taskPanel(({ it, close }, task) => (isPaid(task.kind) ? <AskPayoutForm key={task.id} task={task} customerName={it.customer.name} onDone={close} /> : <CompleteForm task={task} onDone={close} />)),
  askPayout: taskPanel(({ it, close }, task) => <AskPayoutForm key={task.id} task={task} customerName={it.customer.name} onDone={close} />),
  issueGift: taskPanel(({ it, close }, task) => <IssueGiftForm key={task.id} task={task} customerName={it.customer.name} sign={Sign} onDone={close} />),
  appointment: taskPanel(({ close }, task) => <AppointmentForm key={task.id} task={task} onDone={close} />),
  takeBackGift: ({ close }, on) => on && <TakeBackForm key={on} id={on} onDone={close} />,
  payout: (_, on) => on && <PayoutPanel key={on} id={on} sign={Sign} />,
  sign: agreementPanel(({ it, close }, agreement) => <SignForm key={agreement.id} complaintId={it.id} agreement={agreement} whyNot={it.may['settlement.sign']} onDone={close} />),
  agreement: (_, on) => on && <AgreementPanel key={on} id={on} />,
  cancelAgreement: agreementPanel(({ it, close }, agreement) => <CancelAgreementForm key={agreement.id} complaintId={it.id} agreement={agreement} items={<Items items={it.remedies.find(({ id }) => id === agreement.remedyId)?.items ?? []} totalFen={agreement.totalFen} />} whyNot={it.may['settlement.cancel']} onDone={close} />),
  promise: panelOf((it) => it.promises)(({ close }, promise) => <SettleForm promise={promise} onDone={close} />),
  followUp: followUpPanel(({ pack, close }, followUp) => <RecordForm followUp={followUp} questions={pack.followUpQuestions} onDone={close} />),
  attempt: followUpPanel(({ close }, followUp) => <AttemptForm followUp={followUp} onDone={close} />),
  notice: () => <Notice />,
  handOver: () => <HandOver />,
  pause: () => <Pause />,
  extend: (_, on) => <Extend key={on} on={on} />,
  agreeEnd: ({ it, pack, close }) => <AgreeEnd it={it} pack={pack} onDone={close} />,
  flagOffence: ({ it, close }) => <FlagForm complaintId={it.id} whyNot={it.may['offence.flag']} onDone={close} />,
  urge: ({ it, close }) => <UrgeForm key='urge' what='urge' complaintId={it.id} whyNot={it.may['routing.urge']} onDone={close} />,
  supervise: ({ it, close }) => <UrgeForm key='supervise' what='supervise' complaintId={it.id} whyNot={it.may['routing.supervise']} onDone={close} />,
  askHigher: ({ it, close }) => <UrgeForm key='askHigher' what='askHigher' complaintId={it.id} whyNot={it.may['routing.askHigher']} onDone={close} />,
  takeGoods: () => <TakeGoods />,
  goods: panelOf((it) => it.goods)(({ it, close }, one) => <HandleGoods key={one.id} goods={one} customerName={it.customer.name} onDone={close} />),
  askInquiry: (_, on) => <AskInquiry key={on} pointId={on} />,
  inquiry: panelOf((it) => it.inquiries)((_, one) => <InquiryPanel key={`${one.id} ${one.state}`} one={one} />),
  commission: ({ it, close }, on) => <CommissionForm key={on} complaintId={it.id} points={it.points} ownerId={it.owner.id} second={on} onDone={close} />,
  opinion: ({ it, open }, on) => on && <OpinionPanel key={on} id={on} goods={it.goods} onSecond={(id) => open('commission', id)} />,
  sendQuestionnaire: () => <SendQuestionnaire />,
  questionnaire: (_, on) => on && <SentPanel key={on} id={on} />,
  takeEvidence: () => <TakeEvidence />,
  evidence: panelOf((it) => it.evidence)(({ close }, one) => <HandleEvidence key={one.id} one={one} onDone={close} />),
  depart: ({ it, close }) => <DepartForm id={it.id} receivedAt={it.receivedAt} whyNot={it.may['complaint.depart']} onDone={close} />,
  code: ({ it, close }) => <RenewCodeForm of={{ complaintId: it.id }} customer={it.customer} whyNot={it.may['portal.renewCode'] ?? null} onDone={close} />,
  review: ({ it, close }, on) => {
    const review = it.reviews.find((each) => each.id === on) ?? it.reviews.at(-1)
    return review && <NoteForm key={review.id} id={review.id} today={localAt(it.timeZone, Date.now()).slice(0, 10)} onDone={close} />
  },
  lead: ({ it, close }) => <LeadForm complaintId={it.id} onDone={close} />,
  endLead: ({ it, close }) => <EndLeadForm complaintId={it.id} onDone={close} />,
  wantReview: ({ it, close }) => <WantForm complaintId={it.id} whyNot={it.may['review.want']} onDone={close} />,
  close: () => <Close />,
  link: (_, on) => <LinkPanel key={on} on={on} />,
  merge: (_, on) => <MergePanel key={on} on={on} />,
  unlink: (_, on) => <EndPanel what='unlink' on={on} />,
  separate: (_, on) => <EndPanel what='separate' on={on} />,
  notSame: (_, on) => <EndPanel what='notSame' on={on} />,
  representative: ({ it, close }) => <NameForm id={it.id} whyNot={it.may['complaint.nameRepresentative']} onDone={close} />,
  accuse: () => <Accuse />,
  clearAccused: ({ it, close }, on) => {
    const person = it.about?.people.find((each) => each.id === on)
    return person && <ClearForm key={person.id} id={it.id} person={person} whyNot={it.may['complaint.clearAccused']} onDone={close} />
  },
  identity: ({ it, close }) => <IdentityForm id={it.id} to={it.identity === 'open' ? 'protected' : 'open'} whyNot={it.may['complaint.changeIdentity']} onDone={close} />,
  complainant: ({ it, close }) => <ComplainantForm id={it.id} whyNot={it.may['complaint.showComplainant']} next={(who) => <CorrectContact it={it} who={who} onDone={close} />} />,
  contact: ({ it, close }) => <ContactForm it={it} who={it.customer} onDone={close} />,
  authority: ({ it, close }) => <AuthorityForm id={it.id} whyNot={it.may['complaint.showAuthority']} onDone={close} />,
  waive: ({ it, close }) => <EndForm id={it.id} what='waive' whyNot={it.may['authority.waive']} onDone={close} />,
  endRepresentation: ({ it, close }) => <EndForm id={it.id} what='endRepresentation' whyNot={it.may['complaint.endRepresentation']} onDone={close} />,
  meet: () => <Meet />,
  liaison: ({ it }) => <Issue complaintId={it.id} />,
  causes: () => <BeginCauses />,
  decisions: () => <DecisionsPanel />,
  hold: () => <OrderHold />,
  divide: ({ it, close }) => <DivideForm complaintId={it.id} onDone={close} />,
  claim: ({ it, close }, on) => <ClaimForm key={on} complaintId={it.id} shareId={on} onDone={close} />,
  inquire: ({ it, close }) => <MaySay complaintId={it.id} onDone={close} />,
  newProceeding: ({ it, close }) => <RegisterForm complaintId={it.id} closed={it.state === 'closed'} onDone={close} />,
  proceeding: (_, on) => on && <ProceedingPanel key={on} id={on} />,
  chargeBack: (_, on) => on && <ChargeBackPanel key={on} id={on} />,
  write: (_, on, inserted) => <Write start={on} inserted={inserted} />,
}

/** The form that the URL asks for, beside the case. */
export const Panels = ({ panel, on, inserted }: { readonly panel: Panel | null; readonly on: string | null; readonly inserted: Inserted | null }) => {
  const { t } = useTranslation('case')
  const scene = useScene()
  const body = panel && SHOWN[panel](scene, on, inserted)
  return <SidePanel title={panel ? t(`panel.${panel}`) : ''} open={Boolean(body)} onClose={scene.close}>{body}</SidePanel>
}
