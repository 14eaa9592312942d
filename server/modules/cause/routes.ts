import * as contract from '#contract/cause.ts'
import type { Actor } from '#kernel/actor.ts'
import { type Exposed, expose, exposeAs, exposeThen } from '#kernel/http.ts'
import { words } from '#kernel/i18n.ts'
import { query } from '#kernel/query.ts'
import { sendPaper } from '#kernel/sent.ts'
import { iso } from '#kernel/time.ts'
import { begin, draw } from './commands.ts'
import type { DiagramPaper, DiagramPrinter } from './port.ts'
import { diagrams, oneDiagram, readDiagram } from './queries.ts'

const content = query('cause.read', async (read, actor: Actor, { id, version, locale }: { id: string; version: number | undefined; locale: DiagramPaper['locale'] }, now): Promise<DiagramPaper> => {
  const [diagram, { name }] = await Promise.all([readDiagram(read, actor, id, version), read.selectFrom('identity.organization').select('name').where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()])
  const standings = Object.fromEntries(contract.Standing.options.map((standing) => [standing, words(locale, ['terms', 'causeStanding', standing]) ?? standing]))
  return { locale, organization: name, diagram, standings, printedAt: iso(now), printedBy: actor.name }
}, (_input, { diagram }) => ({ type: 'complaint', id: diagram.complaintId, unitId: null }))

export const causeRoutes = (printer: DiagramPrinter): readonly Exposed[] => [
  expose(contract.diagramsOf, diagrams), expose(contract.diagram, oneDiagram),
  exposeThen(contract.beginDiagram, begin, oneDiagram), exposeThen(contract.drawDiagram, draw, oneDiagram),
  exposeAs(contract.diagramPaper, oneDiagram.name, async (doors, visit, { id, version, locale = visit.locale }) => {
    const paper = await doors.ask(content, visit.actor, { id, version, locale })
    return sendPaper(visit, `${paper.diagram.complaintNumber}-${paper.diagram.kind}`, await printer.printDiagram(paper))
  }),
]
