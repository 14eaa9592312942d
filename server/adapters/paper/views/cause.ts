import type { CauseNode, Diagram } from '#contract/cause.ts'
import { drawingOf } from '#contract/cause-drawing.ts'
import type { Locale } from '#contract/common.ts'
import { formatInstant } from '#kernel/format-time.ts'
import type { DiagramPaper } from '#modules/cause/port.ts'
import { type Block, drawing, form, heading, nothing, table } from '../blocks.ts'
import { fill, paperWords } from '../words.ts'
import { type Frame, short } from './frame.ts'

type Words = ReturnType<typeof paperWords>
interface Told { readonly w: Words; readonly locale: Locale; readonly standing: (code: string) => string }

const MOST_NAME = 40

/** What speaks for a cause: findings in the words of their points, and files by name. */
const backing = ({ w }: Told, { findings, files }: Diagram, node: CauseNode): string => [
  ...node.findingIds.flatMap((id) => { const found = findings.find((finding) => finding.id === id); return found ? [fill(w.cause.finding, { no: found.no })] : [] }),
  ...node.fileIds.flatMap((id) => files.find((file) => file.id === id)?.name ?? []),
].join(w.common.and)

/** 1, 1.1, 1.1.1: a cause by its place. */
const numbered = (nodes: readonly CauseNode[], parentId: string | null = null, before = ''): readonly { readonly no: string; readonly node: CauseNode }[] =>
  nodes.filter((node) => node.parentId === parentId).flatMap((node, at) => { const no = `${before}${at + 1}`; return [{ no, node }, ...numbered(nodes, node.id, `${no}.`)] })

/** A drawing, then every cause in full with what speaks for it. */
export const diagramBlocks = (told: Told, it: Diagram): Block[] => {
  const { w, locale, standing } = told
  const c = w.cause
  const boneOf = (node: CauseNode) => it.scheme?.bones.find((bone) => bone.code === node.bone)?.label[locale] ?? ''
  const { strokes, labels, width, height } = drawingOf(it, locale)
  return [
    drawing(width, height, strokes, labels.map(({ id: _only, ...label }) => label)),
    ...(it.nodes.length === 0 ? [nothing(c.none)] : [table(
      [{ head: w.common.no, mm: 16 }, { head: c.text, share: 1 }, { head: c.standing, mm: 24 }, { head: c.backed, mm: 52 }],
      numbered(it.nodes).map(({ no, node }) => [no, [node.text, boneOf(node)], [standing(node.standing), node.root ? c.root : ''], backing(told, it, node)]),
    )]),
  ]
}

/** In the whole file: each analysis under its name. */
export const diagramsInFile = (told: Told, diagrams: readonly Diagram[]): Block[] => (diagrams.length === 0 ? [nothing(told.w.common.nothing)]
  : diagrams.flatMap((it) => [heading(nameOf(told.w, it)), ...diagramBlocks(told, it)]))

const nameOf = ({ cause }: Words, { kind, point }: Diagram): string => [kind === 'whys' ? cause.whys : cause.fishbone, point ? fill(cause.point, { no: point.no }) : ''].filter(Boolean).join('　')

interface DiagramView extends Frame { readonly uncovered: string; readonly blocks: readonly Block[]; readonly legend: string }

export const cause = (root: string, { locale, organization, diagram, standings, printedAt, printedBy }: DiagramPaper): DiagramView => {
  const w = paperWords(root, locale)
  const c = w.cause
  const at = (moment: string) => formatInstant(moment, locale, diagram.timeZone)
  const edition = diagram.editions.find((one) => one.version === diagram.version)
  return {
    locale, title: nameOf(w, diagram), organization: short(organization, MOST_NAME), number: diagram.complaintNumber, numberLabel: w.common.number, printed: fill(w.common.printed, { at: at(printedAt), by: short(printedBy, MOST_NAME) }), zone: fill(w.common.zone, { zone: diagram.timeZone }),
    page: w.common.page, seal: w.common.seal, dateLabel: w.common.date, dateBlank: w.common.dateBlank, uncovered: '', legend: c.legend,
    blocks: [
      form([[c.edition, fill(c.editionOf, { no: diagram.version, by: short(edition?.by?.name ?? '', MOST_NAME), at: edition ? at(edition.at) : '' })], ...(diagram.scheme ? [[c.scheme, diagram.scheme.label[locale]] as const] : []), [c.effect, diagram.effect, 'wide']]),
      ...diagramBlocks({ w, locale, standing: (code) => standings[code] ?? code }, diagram),
    ],
  }
}
