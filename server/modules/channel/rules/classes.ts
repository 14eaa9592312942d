import type { NoticeClass } from '#contract/channel.ts'

/** What kind of news a notice is, as people choose by it. A notice that nobody has put anywhere is work: it is not overlooked. */
const CLASSES: Readonly<Record<string, NoticeClass>> = {
  clockBreached: 'escalation', approvalClimbed: 'escalation', clockClimbedLoud: 'escalation', clockClimbed: 'deadline', promiseBroken: 'escalation', suggestionLate: 'escalation', bouncedTwice: 'escalation', customerNotReached: 'escalation', seriousHarm: 'escalation',
  offenceSuspected: 'escalation', urged: 'escalation', supervised: 'escalation', askedForHigher: 'escalation', urgingLate: 'escalation', urgingAnswered: 'progress', goodsLate: 'escalation', goodsLost: 'escalation', holdOrdered: 'escalation', holdLate: 'escalation', holdLifted: 'progress', liftDeclined: 'progress', goodsDueSoon: 'deadline', evidenceExpired: 'escalation', inquiryLate: 'escalation', evidenceExpiring: 'deadline', inquiryDueSoon: 'deadline', inquiryDone: 'progress', questionnaireAnswered: 'customer', questionnaireDueSoon: 'deadline', questionnaireOver: 'deadline', inquiryDropped: 'progress', promiseDueSoon: 'deadline', clockWarned: 'deadline', clockElapsed: 'deadline', clockRecomputed: 'deadline', clockRecounted: 'deadline', clockRefitted: 'deadline', offerExpired: 'deadline', approvalLate: 'deadline',
  customerWrote: 'customer', customerAgain: 'customer', customerWroteClosed: 'customer', 'offer-accept': 'customer', 'offer-counter': 'customer', 'offer-decline': 'customer', customerSatisfied: 'customer', customerDissatisfied: 'customer', agreementSigned: 'customer', agreementDeclined: 'customer', agreementDone: 'progress', agreementExpiring: 'deadline', mailBounced: 'customer',
  handoverAccepted: 'progress', takenOver: 'progress', passedBack: 'progress', ownerAway: 'escalation', caseLaidDown: 'escalation', remedyApproved: 'progress', approvalWithdrawn: 'progress', delegationEnded: 'progress', proceedingAsks: 'deadline', proceedingMoved: 'progress', reportApproved: 'progress', taskDone: 'progress', stockLow: 'work', stockExpiring: 'deadline', payoutApproved: 'work', payoutPaid: 'progress', payoutFailed: 'escalation', allTasksDone: 'progress', endAgreed: 'progress', extensionApproved: 'progress', extensionRefused: 'progress', complaintMerged: 'progress', complaintSeparated: 'progress',
  expertAgreed: 'progress', expertRefused: 'work', expertReported: 'progress', expertContested: 'customer', expertWithdrawn: 'progress', expertHandedBack: 'work', expertPostponed: 'progress', expertDueSoon: 'deadline', expertLate: 'escalation', payoutBounced: 'work',
  praiseCame: 'feedback', suggestionCame: 'feedback', praisePassed: 'feedback', suggestionPassed: 'feedback',
  webhookGone: 'system', webhookFailing: 'system', mailboxStuck: 'system', mailboxConsent: 'system', channelFailing: 'system',
}
export const classOf = (notice: string): NoticeClass => CLASSES[notice] ?? 'work'

/** What may wake somebody: an escalation, and whatever concerns a case of critical urgency (personal safety among them). */
export const isPressing = (kind: NoticeClass, urgency: string | null): boolean => kind === 'escalation' || urgency === 'critical'
