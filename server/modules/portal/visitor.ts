import type { Locale } from '#contract/common.ts'
import type { Actor } from '#kernel/actor.ts'

const MAY = new Set([
  'complaint.register', 'files.upload', 'files.beginUpload', 'files.takePart', 'files.finishUpload', 'files.forgetUploads', 'files.lookAtUpload',
  'portal.read', 'portal.answer', 'portal.write', 'portal.rate', 'portal.protect', 'portal.hear', 'portal.submit', 'portal.hold', 'portal.praise', 'portal.openCard', 'portal.askCode', 'portal.renewByLink', 'portal.meet', 'portal.opine', 'liaison.answerOutside', 'liaison.askOutside', 'liaison.openOutside', 'questionnaire.answer', 'questionnaire.open', 'agreement.openByLink', 'agreement.askCode', 'agreement.showCode', 'agreement.signByLink', 'agreement.declineByLink', 'expert.answerOutside', 'expert.openOutside',
])

/** Who comes without a name: before the places of an organisation, or with the code of one case. */
export const visitor = (organizationId: string, locale: Locale, scope: { units?: readonly string[]; caseId?: string }): Actor => ({
  kind: 'portal', id: null, name: '', organizationId, units: scope.units ?? [], confidential: false, ...(scope.caseId ? { caseId: scope.caseId } : {}), locale, may: (permission) => MAY.has(permission),
})
