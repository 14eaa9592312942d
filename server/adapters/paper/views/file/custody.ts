import { type Block, type Pair, form, heading, nothing, table } from '../../blocks.ts'
import type { Pen } from '../../words.ts'

type Evidence = Pen['data']['case']['evidence'][number]

function pairs(pen: Pen, item: Evidence): Pair[] {
  const c = pen.w.custody
  return [
    [c.kind, pen.term('evidenceKind', item.kind)], [c.state, pen.term(item.state === 'held' ? 'keeping' : 'evidenceState', item.state === 'held' ? item.keeping : item.state)], [c.what, item.what, 'wide'], [c.origin, item.origin, 'wide'],
    [c.collectedAt, pen.at(item.collectedAt)], [c.collectedBy, pen.text(item.collectedBy?.name)], [c.collectedPlace, item.collectedPlace], [c.seal, pen.text(item.seal)], [c.holder, pen.list([item.holder?.name ?? item.holderName, item.place])], [c.until, pen.until(item.clock?.until)],
    ...item.files.map((file): Pair => [c.file, `${file.name}\n${file.sha256}`, 'wide']),
  ]
}

function chain(pen: Pen, item: Evidence): Block {
  const { w } = pen
  const [c, t] = [w.custody, w.table]
  return table(
    [{ head: t.at, mm: 33 }, { head: c.step, mm: 26 }, { head: t.note, share: 1 }, { head: t.who, mm: 24 }],
    item.steps.map((step) => {
      const to = step.kind === 'handed' ? step.to?.name ?? step.toName : null
      const more = [to && pen.fill(c.to, { name: to }), step.seal && pen.fill(c.sealed, { number: step.seal }), step.witness && pen.fill(c.witness, { name: step.witness.name }), step.until && pen.fill(c.kept, { at: pen.until(step.until) }), step.place]
      return [pen.stamp(step.at), pen.term('evidenceStep', step.kind), [step.why, pen.list(more)], pen.text(step.by?.name)]
    }),
  )
}

/** D10: where each item of evidence came from and everything that happened to it. */
export function custody(pen: Pen): Block[] {
  const { evidence } = pen.data.case
  if (evidence.length === 0) return [nothing(pen.w.common.nothing)]
  return evidence.flatMap((item) => [heading(item.number), form(pairs(pen, item)), chain(pen, item)])
}
