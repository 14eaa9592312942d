// Generated from migrations/ by npm run generate.
import type * as agreement from './agreement.ts'
import type * as analytics from './analytics.ts'
import type * as authority from './authority.ts'
import type * as call_back from './call-back.ts'
import type * as campaign from './campaign.ts'
import type * as cause from './cause.ts'
import type * as channel from './channel.ts'
import type * as classification from './classification.ts'
import type * as clock from './clock.ts'
import type * as comment_card from './comment-card.ts'
import type * as commitment from './commitment.ts'
import type * as communication from './communication.ts'
import type * as complaint from './complaint.ts'
import type * as containment from './containment.ts'
import type * as custody from './custody.ts'
import type * as customer from './customer.ts'
import type * as draft from './draft.ts'
import type * as evidence from './evidence.ts'
import type * as expert from './expert.ts'
import type * as feedback from './feedback.ts'
import type * as files from './files.ts'
import type * as follow_up from './follow-up.ts'
import type * as forms from './forms.ts'
import type * as grouping from './grouping.ts'
import type * as identity from './identity.ts'
import type * as importing from './importing.ts'
import type * as inquiry from './inquiry.ts'
import type * as intake from './intake.ts'
import type * as integration from './integration.ts'
import type * as investigation from './investigation.ts'
import type * as kernel from './kernel.ts'
import type * as knowledge from './knowledge.ts'
import type * as ledger from './ledger.ts'
import type * as liability from './liability.ts'
import type * as liaison from './liaison.ts'
import type * as mailbox from './mailbox.ts'
import type * as meeting from './meeting.ts'
import type * as notification from './notification.ts'
import type * as offence from './offence.ts'
import type * as order_book from './order-book.ts'
import type * as outsider from './outsider.ts'
import type * as packs from './packs.ts'
import type * as payout from './payout.ts'
import type * as pledge from './pledge.ts'
import type * as portal from './portal.ts'
import type * as precedent from './precedent.ts'
import type * as proceeding from './proceeding.ts'
import type * as promise from './promise.ts'
import type * as questionnaire from './questionnaire.ts'
import type * as remedy from './remedy.ts'
import type * as review from './review.ts'
import type * as routing from './routing.ts'
import type * as settlement from './settlement.ts'
import type * as statute from './statute.ts'
import type * as stock from './stock.ts'
import type * as telling from './telling.ts'
import type * as thanks from './thanks.ts'

export interface Tables {
  'agreement.code': agreement.Code
  'agreement.link': agreement.Link
  'agreement.paper': agreement.Paper
  'agreement.signature': agreement.Signature
  'analytics.change': analytics.Change
  'analytics.fact': analytics.Fact
  'analytics.tally': analytics.Tally
  'authority.approval': authority.Approval
  'authority.delegation': authority.Delegation
  'authority.link': authority.Link
  'authority.step': authority.Step
  'call_back.call': call_back.Call
  'call_back.line': call_back.Line
  'call_back.rule': call_back.Rule
  'call_back.task': call_back.Task
  'call_back.try': call_back.Try
  'campaign.campaign': campaign.Campaign
  'campaign.link': campaign.Link
  'campaign.person': campaign.Person
  'campaign.reply': campaign.Reply
  'campaign.try': campaign.Try
  'campaign.undisturbed': campaign.Undisturbed
  'cause.diagram': cause.Diagram
  'cause.edition': cause.Edition
  'channel.address': channel.Address
  'channel.channel': channel.Channel
  'channel.device': channel.Device
  'channel.message': channel.Message
  'channel.preference': channel.Preference
  'channel.push_key': channel.PushKey
  'classification.correction': classification.Correction
  'classification.model': classification.Model
  'classification.standing': classification.Standing
  'classification.wording': classification.Wording
  'clock.agreed_end': clock.AgreedEnd
  'clock.calendar': clock.Calendar
  'clock.confirmation': clock.Confirmation
  'clock.deadline': clock.Deadline
  'clock.extension': clock.Extension
  'clock.ladder': clock.Ladder
  'clock.official': clock.Official
  'clock.pause': clock.Pause
  'clock.region': clock.Region
  'clock.region_year': clock.RegionYear
  'clock.rung': clock.Rung
  'clock.unit_times': clock.UnitTimes
  'comment_card.card': comment_card.Card
  'commitment.held': commitment.Held
  'communication.attachment': communication.Attachment
  'communication.message': communication.Message
  'complaint.accused': complaint.Accused
  'complaint.attachment': complaint.Attachment
  'complaint.complainant': complaint.Complainant
  'complaint.complaint': complaint.Complaint
  'complaint.counter': complaint.Counter
  'complaint.customer_move': complaint.CustomerMove
  'complaint.identity_rule': complaint.IdentityRule
  'complaint.link': complaint.Link
  'complaint.look': complaint.Look
  'complaint.merge': complaint.Merge
  'complaint.moved': complaint.Moved
  'complaint.participant': complaint.Participant
  'complaint.point': complaint.Point
  'complaint.representative': complaint.Representative
  'complaint.representative_person': complaint.RepresentativePerson
  'complaint.restatement': complaint.Restatement
  'complaint.search': complaint.Search
  'complaint.sign_off': complaint.SignOff
  'complaint.unreached': complaint.Unreached
  'containment.counter': containment.Counter
  'containment.hold': containment.Hold
  'containment.recipient': containment.Recipient
  'containment.told': containment.Told
  'custody.item': custody.Item
  'custody.move': custody.Move
  'custody.photo': custody.Photo
  'customer.customer': customer.Customer
  'customer.mark': customer.Mark
  'customer.merge': customer.Merge
  'draft.draft': draft.Draft
  'evidence.file': evidence.File
  'evidence.item': evidence.Item
  'evidence.step': evidence.Step
  'expert.basis': expert.Basis
  'expert.file': expert.File
  'expert.link': expert.Link
  'expert.opinion': expert.Opinion
  'expert.passage': expert.Passage
  'expert.question': expert.Question
  'feedback.feedback': feedback.Feedback
  'feedback.rule': feedback.Rule
  'files.file': files.File
  'files.upload': files.Upload
  'follow_up.attempt': follow_up.Attempt
  'follow_up.follow_up': follow_up.FollowUp
  'forms.answer': forms.Answer
  'grouping.answer': grouping.Answer
  'grouping.cause_group': grouping.CauseGroup
  'grouping.member': grouping.Member
  'grouping.sent': grouping.Sent
  'identity.absence': identity.Absence
  'identity.away_rule': identity.AwayRule
  'identity.credential': identity.Credential
  'identity.holding': identity.Holding
  'identity.organization': identity.Organization
  'identity.person': identity.Person
  'identity.position': identity.Position
  'identity.role_book': identity.RoleBook
  'identity.session': identity.Session
  'identity.token': identity.Token
  'identity.unit': identity.Unit
  'importing.batch': importing.Batch
  'importing.candidate': importing.Candidate
  'importing.known': importing.Known
  'importing.remembered': importing.Remembered
  'importing.row': importing.Row
  'inquiry.evidence': inquiry.Evidence
  'inquiry.file': inquiry.File
  'inquiry.task': inquiry.Task
  'intake.reception': intake.Reception
  'integration.delivery': integration.Delivery
  'integration.webhook': integration.Webhook
  'investigation.cited': investigation.Cited
  'investigation.evidence': investigation.Evidence
  'investigation.finding': investigation.Finding
  'investigation.verification': investigation.Verification
  'kernel.cursor': kernel.Cursor
  'kernel.event': kernel.Event
  'kernel.event_text': kernel.EventText
  'kernel.idempotency': kernel.Idempotency
  'kernel.leaf': kernel.Leaf
  'kernel.seal': kernel.Seal
  'kernel.slice': kernel.Slice
  'knowledge.favourite': knowledge.Favourite
  'knowledge.phrase': knowledge.Phrase
  'ledger.entry': ledger.Entry
  'ledger.export': ledger.Export
  'ledger.exported': ledger.Exported
  'liability.charge_back': liability.ChargeBack
  'liability.division': liability.Division
  'liability.receipt': liability.Receipt
  'liability.share': liability.Share
  'liability.step': liability.Step
  'liaison.file': liaison.File
  'liaison.form': liaison.Form
  'liaison.link': liaison.Link
  'liaison.measure': liaison.Measure
  'liaison.party': liaison.Party
  'liaison.question': liaison.Question
  'liaison.stop': liaison.Stop
  'mailbox.consent': mailbox.Consent
  'mailbox.mail': mailbox.Mail
  'mailbox.mailbox': mailbox.Mailbox
  'mailbox.signing_key': mailbox.SigningKey
  'meeting.booking': meeting.Booking
  'meeting.opening': meeting.Opening
  'notification.mail': notification.Mail
  'notification.notice': notification.Notice
  'offence.report': offence.Report
  'order_book.book': order_book.Book
  'order_book.entry': order_book.Entry
  'order_book.lookup': order_book.Lookup
  'order_book.source': order_book.Source
  'order_book.taken': order_book.Taken
  'outsider.outsider': outsider.Outsider
  'packs.current': packs.Current
  'packs.draft': packs.Draft
  'packs.draft_category': packs.DraftCategory
  'packs.own': packs.Own
  'packs.policy': packs.Policy
  'packs.table_draft': packs.TableDraft
  'packs.table_version': packs.TableVersion
  'packs.tree': packs.Tree
  'packs.version': packs.Version
  'payout.due': payout.Due
  'payout.evidence': payout.Evidence
  'payout.payout': payout.Payout
  'payout.rule': payout.Rule
  'pledge.page': pledge.Page
  'pledge.story': pledge.Story
  'portal.code_request': portal.CodeRequest
  'portal.held': portal.Held
  'portal.puzzle_key': portal.PuzzleKey
  'precedent.change': precedent.Change
  'precedent.gram': precedent.Gram
  'precedent.leading': precedent.Leading
  'precedent.lesson': precedent.Lesson
  'precedent.precedent': precedent.Precedent
  'precedent.tally': precedent.Tally
  'proceeding.file': proceeding.File
  'proceeding.note': proceeding.Note
  'proceeding.proceeding': proceeding.Proceeding
  'proceeding.report': proceeding.Report
  'promise.promise': promise.Promise
  'questionnaire.edition': questionnaire.Edition
  'questionnaire.file': questionnaire.File
  'questionnaire.link': questionnaire.Link
  'questionnaire.sent': questionnaire.Sent
  'questionnaire.template': questionnaire.Template
  'remedy.answer': remedy.Answer
  'remedy.declined_demand': remedy.DeclinedDemand
  'remedy.item': remedy.Item
  'remedy.proposal': remedy.Proposal
  'review.review': review.Review
  'review.told': review.Told
  'routing.choice': routing.Choice
  'routing.handover': routing.Handover
  'routing.passing': routing.Passing
  'routing.skill': routing.Skill
  'routing.urging': routing.Urging
  'routing.waiting': routing.Waiting
  'settlement.agreement': settlement.Agreement
  'settlement.appointment': settlement.Appointment
  'settlement.evidence': settlement.Evidence
  'settlement.notice': settlement.Notice
  'settlement.task': settlement.Task
  'statute.answer': statute.Answer
  'statute.exemption': statute.Exemption
  'stock.coupon': stock.Coupon
  'stock.entry': stock.Entry
  'stock.issue': stock.Issue
  'stock.kind': stock.Kind
  'stock.lot': stock.Lot
  'telling.pending': telling.Pending
  'telling.wish': telling.Wish
  'thanks.gift': thanks.Gift
}
