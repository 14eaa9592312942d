import { PhrasePicker } from '../../modules/communication/PhrasePicker.tsx'
import { Claims } from '../../modules/customer-card/Claims.tsx'
import { Relation } from '../../modules/customer-card/Relation.tsx'
import { AnswerForm } from '../../modules/remedy/AnswerForm.tsx'
import { DecideForm } from '../../modules/remedy/DecideForm.tsx'
import { OfferForm } from '../../modules/remedy/OfferForm.tsx'
import { ProposeForm } from '../../modules/remedy/ProposeForm.tsx'
import { RemedyView } from '../../modules/remedy/RemedyView.tsx'
import type { Wordings } from '../../modules/remedy/SayNo.tsx'
import { DeclineCounterForm, DeclineDemandForm } from '../../modules/remedy/SayNoForms.tsx'
import { WithdrawForm } from '../../modules/remedy/WithdrawForm.tsx'
import { Law } from '../../modules/statute/Law.tsx'
import { panelOf, type Shown } from './panel-of.ts'
import type { Panel } from './scene.ts'

const sayingNo: Wordings = (onPick) => <PhrasePicker temperament={null} begin='sayingNo' onPick={onPick} />
const remedyPanel = panelOf((it) => it.remedies)

/** What is decided, from the proposal to the customer's answer, and the no. */
export const REMEDY_PANELS = {
  propose: ({ it, pack, close }) => (
    <>
      <Relation customerId={it.customer.id} />
      <Claims complaintId={it.id} />
      <Law complaintId={it.id} positions={pack.positions} />
      <ProposeForm complaintId={it.id} remedies={it.remedies} points={it.points} positions={pack.positions} principles={pack.principles} whyNot={it.may['remedy.propose']} onDone={close} />
    </>
  ),
  decide: remedyPanel(({ it, pack, close }, remedy) => (
    <>
      <RemedyView remedy={remedy} points={it.points} positions={pack.positions} principles={pack.principles} customerName={it.customer.name} />
      <Relation customerId={it.customer.id} />
      <Claims complaintId={it.id} />
      <DecideForm remedyId={remedy.id} version={remedy.version} totalFen={remedy.totalFen} whyNotApprove={remedy.may['approve']} whyNotReturn={remedy.may['return']} onDone={close} />
    </>
  )),
  offer: remedyPanel(({ it, close }, remedy) => <OfferForm remedy={remedy} customerName={it.customer.name} onDone={close} />),
  answer: remedyPanel(({ it, close }, remedy) => <AnswerForm remedy={remedy} customerName={it.customer.name} onDone={close} />),
  declineCounter: remedyPanel(({ close }, remedy) => <DeclineCounterForm remedy={remedy} wordings={sayingNo} onDone={close} />),
  declineDemand: ({ it, pack, close }) => (
    <>
      <Law complaintId={it.id} positions={pack.positions} />
      <DeclineDemandForm complaintId={it.id} version={it.version} whyNot={it.may['remedy.declineDemand']} wordings={sayingNo} onDone={close} />
    </>
  ),
  withdraw: remedyPanel(({ open, close }, remedy) => <WithdrawForm remedy={remedy} onDone={() => (remedy.state === 'countered' ? open('propose') : close())} />),
} satisfies Partial<Record<Panel, Shown>>
