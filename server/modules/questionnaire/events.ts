import { z } from 'zod'
import { Recipient, SentWay } from '#contract/questionnaire.ts'
import { event } from '#kernel/event.ts'

const OfTemplate = z.object({ templateId: z.uuid() })
export const TemplateMade = event('questionnaire.made', OfTemplate)
export const DraftSaved = event('questionnaire.draftSaved', OfTemplate)
export const DraftDiscarded = event('questionnaire.draftDiscarded', OfTemplate)
export const TemplatePublished = event('questionnaire.published', OfTemplate.extend({ edition: z.int(), ofPack: z.boolean() }))
export const TemplateRetired = event('questionnaire.retired', OfTemplate)
export const TemplateRestored = event('questionnaire.restored', OfTemplate)

const OfSent = z.object({ complaintId: z.uuid(), sentId: z.uuid(), questionnaire: z.string() })
export const QuestionnaireSent = event('questionnaire.sent', OfSent.extend({ templateId: z.uuid(), edition: z.int(), recipient: Recipient }))
export const QuestionnaireLinkMade = event('questionnaire.linkMade', OfSent.extend({ linkId: z.uuid(), linkWay: SentWay, recipient: Recipient }))
export const QuestionnaireLooked = event('questionnaire.looked', OfSent)
export const QuestionnaireAnswered = event('questionnaire.answered', OfSent.extend({ templateId: z.uuid(), recipient: Recipient }))
export const QuestionnaireWithdrawn = event('questionnaire.withdrawn', OfSent)
/** Its last day passed without an answer. */
export const QuestionnaireOver = event('questionnaire.over', OfSent)
