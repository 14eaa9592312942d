import * as contract from '#contract/expert.ts'
import { type Exposed, expose, exposeAs, exposeThen, performed } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { commission, postpone } from './commands/commission.ts'
import { agree, pass } from './commands/goods.ts'
import { makeLink } from './commands/link.ts'
import { record, report } from './commands/report.ts'
import { contest, rest, withdraw } from './commands/rest.ts'
import type { CommissionPrinter } from './port.ts'
import { commissionLetter } from './queries/letter.ts'
import { caseOpinions, oneOpinion } from './queries/opinions.ts'

interface House { readonly printer: CommissionPrinter; readonly canMail: boolean; readonly baseUrl: string }

export const expertRoutes = ({ printer, canMail, baseUrl }: House): readonly Exposed[] => [
  exposeAs(contract.opinionLetter, oneOpinion.name, async (doors, visit, input) => {
    const { complaintId: _, ...letter } = await doors.ask(commissionLetter(baseUrl), visit.actor, { ...input, locale: input.locale })
    return sendPaper(visit, letter.opinion.number, await printer.printCommission(letter))
  }),
  expose(contract.caseOpinions, caseOpinions(canMail)), expose(contract.oneOpinion, oneOpinion),
  exposeThen(contract.commission, commission, oneOpinion), exposeThen(contract.postponeOpinion, postpone, oneOpinion), exposeThen(contract.consent, agree, oneOpinion), exposeThen(contract.passGoods, pass, oneOpinion),
  exposeAs(contract.linkOpinion, makeLink.name, (doors, visit, input) => performed(doors, visit, makeLink, { ...input, canMail, baseUrl })),
  exposeThen(contract.reportOpinion, report, oneOpinion), exposeThen(contract.recordOpinion, record, oneOpinion), exposeThen(contract.contestOpinion, contest, oneOpinion), exposeThen(contract.restOn, rest, oneOpinion), exposeThen(contract.withdrawOpinion, withdraw, oneOpinion),
]
