import type { Printer } from '#modules/casefile/papers.ts'
import type { AgreementPrinter } from '#modules/agreement/port.ts'
import type { DiagramPrinter } from '#modules/cause/port.ts'
import type { CardPrinter } from '#modules/comment-card/port.ts'
import type { CommissionPrinter } from '#modules/expert/port.ts'
import type { LiaisonPrinter } from '#modules/liaison/port.ts'
import type { SlipPrinter } from '#modules/custody/port.ts'
import type { ClaimPrinter } from '#modules/liability/port.ts'
import type { PosterPrinter } from '#modules/pledge/port.ts'
import type { ExamplePrinter } from '#modules/packs/port.ts'
import { notFound } from '#contract/common.ts'
import { notTransferred } from '#contract/complaint.ts'
import { Problem } from '#kernel/problem.ts'
import { NothingToPrint, papers } from './render.ts'

/** The printed papers as the case file asks for them (what does not exist yet is not found), sheets of comment cards, the firm's pledge, liaison forms, drawings of causes, receipts for customers' goods, letters of claim, commissions to experts, agreements as they were signed, and each of them about an invented case. */
export const printer = (root: string): Printer & CardPrinter & PosterPrinter & LiaisonPrinter & SlipPrinter & DiagramPrinter & ClaimPrinter & CommissionPrinter & AgreementPrinter & ExamplePrinter & { close(): void } => {
  const own = papers({ root, host: 'process' })
  return {
    print: (name, content) =>
      own.renderPaper(name, content).catch((error: unknown) => {
        if (!(error instanceof NothingToPrint)) throw error
        throw new Problem(error.reason === 'notTransferred' ? notTransferred : notFound)
      }),
    printCards: (sheet) => own.renderCards(sheet),
    printPoster: (poster) => own.renderPoster(poster),
    printLiaison: (form) => own.renderLiaison(form),
    printSlip: (slip) => own.renderSlip(slip),
    printDiagram: (diagram) => own.renderDiagram(diagram),
    printAgreement: (paper) => own.renderAgreement(paper),
    printClaim: (letter) => own.renderClaim(letter),
    printCommission: (letter) => own.renderCommission(letter),
    printExample: async (example) => {
      const { exampleOf } = await import('./example.ts')
      const work = exampleOf(example)
      if (work.paper === 'slip') return own.renderSlip(work.data)
      if (work.paper === 'commission') return own.renderCommission(work.data)
      return work.paper === 'claim' ? own.renderClaim(work.data) : own.renderPaper(work.paper, work.data)
    },
    close: () => own.close(),
  }
}
