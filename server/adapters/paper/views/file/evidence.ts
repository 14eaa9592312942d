import { type Block, nothing, table } from '../../blocks.ts'
import type { Pen } from '../../words.ts'

type FileRef = Pen['data']['case']['files'][number]

interface EvidenceItem {
  readonly code: string
  readonly file: FileRef
  readonly usedIn: readonly string[]
}

const known = new WeakMap<Pen, readonly EvidenceItem[]>()

/** Every file of the case once, numbered in the order in which it appears, with the places that use it. */
export function evidenceOf(pen: Pen): readonly EvidenceItem[] {
  const ready = known.get(pen)
  if (ready !== undefined) return ready
  const found = new Map<string, { file: FileRef; usedIn: Set<string> }>()
  for (const [file, use] of uses(pen)) {
    const item = found.get(file.id) ?? { file, usedIn: new Set<string>() }
    item.usedIn.add(use)
    found.set(file.id, item)
  }
  const items = [...found.values()].map((item, at) => ({
    code: `E${String(at + 1).padStart(2, '0')}`,
    file: item.file,
    usedIn: [...item.usedIn],
  }))
  known.set(pen, items)
  return items
}

function uses(pen: Pen): [FileRef, string][] {
  const t = pen.w.table
  const { files, messages, findings, inquiries, tasks, points } = pen.data.case
  const numbers = new Map(points.map((point) => [point.id, point.no]))
  const elsewhere = [
    ...messages.flatMap((message) => message.files.map((file): [FileRef, string] => [file, t.inMessage])),
    ...findings.flatMap((finding) =>
      finding.evidence.map((file): [FileRef, string] => [file, pen.fill(t.inFinding, { no: numbers.get(finding.pointId) ?? '' })]),
    ),
    ...inquiries.flatMap((inquiry) => inquiry.files.map((file): [FileRef, string] => [file, inquiry.number])),
    ...(pen.data.questionnaires ?? []).flatMap((one) => one.files.map((file): [FileRef, string] => [file, one.number])),
    ...tasks.flatMap((task) => task.evidence.map((file): [FileRef, string] => [file, t.inTask])),
  ]
  const used = new Set(elsewhere.map(([file]) => file.id))
  return [...files.filter((file) => !used.has(file.id)).map((file): [FileRef, string] => [file, t.atRegistration]), ...elsewhere]
}

export function evidence(pen: Pen): Block[] {
  const { w, data } = pen
  const items = evidenceOf(pen)
  if (items.length === 0) return [nothing(w.common.nothing)]
  const t = w.table
  return [
    table(
      [
        { head: t.code, mm: 13 },
        { head: t.name, share: 1 },
        { head: t.usedIn, mm: 30 },
        { head: t.kind, mm: 28 },
      ],
      items.map(({ code, file, usedIn }) => {
        const digest = data.fileHashes?.[file.id]
        return [code, [file.name, digest ?? ''], usedIn.join(w.common.and), [size(file.bytes), file.mediaType]]
      }),
    ),
  ]
}

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
