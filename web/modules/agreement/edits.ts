import type { AgreementText, Edits } from '#contract/agreement.ts'

/** What may be written over, as it stands now. */
export const editsOf = (text: AgreementText): Edits => ({
  customer: text.customer, matter: text.matter, points: text.points, items: text.items.map(({ id, how, until }) => ({ id, how, until })), clauses: text.clauses, place: text.place, day: text.day,
})

/** A code that no clause has: one that the handler adds. */
export const freshCode = (clauses: Edits['clauses']): string => {
  let no = 1
  while (clauses.some(({ code }) => code === `own${no}`)) no += 1
  return `own${no}`
}
