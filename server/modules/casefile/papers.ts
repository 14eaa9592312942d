import type { Case } from '#contract/casefile.ts'
import type { Diagram } from '#contract/cause.ts'
import type { Explanation } from '#contract/clock.ts'
import type { CaseLiability } from '#contract/liability.ts'
import { INQUIRY_FIELDS, type InquiryField } from '#contract/inquiry-kinds.ts'
import { answerWords } from '#contract/field-words.ts'
import type { Field } from '#contract/packs.ts'
import type { Sent } from '#contract/questionnaire.ts'
import { inTermsOf, withOwnWords } from '#contract/terms.ts'
import { paper } from '#contract/casefile.ts'
import { type Locale, type Terms, type Words, notFound } from '#contract/common.ts'
import { reportPaper } from '#contract/proceeding.ts'
import { type Exposed, exposeAs } from '#kernel/http.ts'
import { sendPaper } from '#kernel/sent.ts'
import { dictionary, words } from '#kernel/i18n.ts'
import { yuan } from '#kernel/money.ts'
import type { Actor } from '#kernel/actor.ts'
import type { Reader } from '#kernel/db.ts'
import { Problem } from '#kernel/problem.ts'
import { query } from '#kernel/query.ts'
import { type Instant, iso } from '#kernel/time.ts'
import { diagramsWhole } from '#modules/cause/queries.ts'
import { explanationsOf } from '#modules/clock/queries/clocks.ts'
import type { FileStore } from '#modules/files/port.ts'
import { filesById } from '#modules/files/queries.ts'
import { findUnit } from '#modules/identity/queries/units.ts'
import { readLiability } from '#modules/liability/queries/liability.ts'
import { currentPack, papersIn } from '#modules/packs/queries.ts'
import type { PackBody } from '#modules/packs/shape.ts'
import { oneProceeding } from '#modules/proceeding/queries/proceedings.ts'
import { sentAbout } from '#modules/questionnaire/queries/sent.ts'
import { readCase } from './queries/case.ts'

/** Everything a printed paper says, as plain data. */
export interface PaperContent {
  readonly locale: Locale; readonly organization: { readonly name: string }; readonly unit: { readonly name: string; readonly phone: string | null; readonly address: string | null }; readonly case: Case
  readonly pack: { readonly categories: Record<string, string>; readonly fields: Record<string, string>; readonly causes: Record<string, string>; readonly values: Record<string, string>; readonly clocks: Record<string, string>; readonly classes: Record<string, string>; readonly positions: Record<string, string>; readonly questions: Record<string, string> }
  /** What each kind of inquiry asks, in its order. */
  readonly inquiryFields: Readonly<Record<string, readonly InquiryField[]>>
  /** What the firm says on papers in the place of the original, by place. */
  readonly papers: Readonly<Record<string, string>>
  readonly terms: never; readonly industry: Terms | null; readonly printedAt: string; readonly printedBy: string; readonly timeZone: string; readonly portalUrl: string | null; readonly nextBy: string | null; readonly explanations: readonly Explanation[]; readonly diagrams: readonly Diagram[]; readonly liability: CaseLiability | null; readonly questionnaires: readonly Sent[]; readonly fileHashes: Record<string, string>
  /** The customer's signature under what was read to them, as base64 of a PNG; null where they did not sign, or the record says something else since. */
  readonly signed: string | null
  /** An answer to a body outside; null on other papers. */
  readonly told: { readonly to: string; readonly reference: string | null; readonly passedOn: boolean; readonly answerBy: string | null; readonly answers: readonly { readonly pointId: string; readonly answer: string }[]; readonly outcome: string; readonly isOutcome: boolean } | null
}
export type PaperName = 'receipt' | 'agreement' | 'notice' | 'transfer' | 'file'
export interface Printer { print(name: PaperName, content: PaperContent): Promise<Uint8Array> }

const labels = (items: readonly { code: string; label: Record<Locale, string> }[], locale: Locale) => Object.fromEntries(items.map((i) => [i.code, i.label[locale] || i.label['zh-CN'] || i.label['zh-Hant'] || i.label.en]))

const valuesOf = (known: readonly Field[], fields: Case['fields'], locale: Locale) => {
  const speech = { say: (said: Words) => said[locale], yesNo: (answer: string) => words(locale, ['terms', 'yesNo', answer]) ?? answer, money: yuan, separator: words(locale, ['papers', 'common', 'and']) ?? ', ' }
  return Object.fromEntries(Object.entries(fields).map(([code, value]) => [code, answerWords(known.find((f) => f.code === code), value, speech)]))
}

const termsOf = ({ pack: { terms } }: PackBody, locale: Locale) => withOwnWords(inTermsOf(terms, locale, dictionary(locale).terms as Record<string, unknown>), terms?.values, locale)

/** What only the whole file tells. */
const wholeFile = async (read: Reader, actor: Actor, id: string, now: Instant) => ({
  explanations: await explanationsOf(read, actor.organizationId, id, now) as Explanation[], diagrams: await diagramsWhole(read, actor, id), liability: await readLiability(read, actor, id, now), questionnaires: await sentAbout(read, actor.organizationId, id, now),
})
const NOT_TOLD: Pick<PaperContent, keyof Awaited<ReturnType<typeof wholeFile>>> = { explanations: [], diagrams: [], liability: null, questionnaires: [] }

/** Of several agreements a paper tells the one that is named. */
const aboutAgreement = (shown: Case, agreementId: string | undefined): Case => {
  if (!agreementId) return shown
  const agreement = shown.agreements.find((one) => one.id === agreementId)
  if (!agreement) throw new Problem(notFound)
  return { ...shown, agreement }
}

const contentOf = (baseUrl: string) => query('casefile.print', async (read, actor, { id, paper: wanted, agreementId }: { id: string; paper: PaperName; agreementId?: string | undefined }, now): Promise<PaperContent> => {
  const shown = aboutAgreement(await readCase(read, actor, id, now), agreementId)
  const { body, pastFields, papers } = await currentPack(read, actor.organizationId)
  const fields = [...body.fields, ...pastFields]
  const unit = await findUnit(read, actor.organizationId, shown.unitId)
  const organization = await read.selectFrom('identity.organization').select(['name', 'time_zone']).where('organization_id', '=', actor.organizationId).executeTakeFirstOrThrow()
  const whole = wanted === 'file' ? await wholeFile(read, actor, id, now) : NOT_TOLD
  const files = await filesById(read, actor.organizationId, [...whole.questionnaires.flatMap((q) => q.files), ...shown.files, ...shown.findings.flatMap((f) => f.evidence), ...shown.inquiries.flatMap((i) => i.files), ...shown.tasks.flatMap((t) => t.evidence)].map((f) => f.id))
  const { locale } = actor
  return {
    locale, organization: { name: organization.name }, unit: { name: shown.unitName, phone: unit?.phone ?? null, address: unit?.address ?? null }, case: shown,
    pack: {
      categories: labels(body.categories, locale), fields: labels(fields, locale), causes: labels(body.causes, locale), values: valuesOf(fields, shown.fields, locale), clocks: Object.fromEntries(body.clocks.map((c) => [c.kind, c.label[locale]])),
      classes: labels(body.classes, locale), positions: labels(body.positions, locale), questions: Object.fromEntries(body['follow-up'].map((q) => [q.code, q.text[locale]])),
    },
    inquiryFields: INQUIRY_FIELDS, papers: papersIn(papers, locale), terms: termsOf(body, locale) as never, industry: body.pack.terms ?? null, printedAt: iso(now), printedBy: actor.name, timeZone: unit?.time_zone ?? organization.time_zone, portalUrl: `${baseUrl}/portal?case=${encodeURIComponent(shown.number)}`,
    nextBy: shown.clocks.find((c) => c.state === 'running')?.dueAt ?? null, ...whole, fileHashes: Object.fromEntries([...files].map(([fileId, f]) => [fileId, f.sha256])), signed: null, told: null,
  }
}, (input) => ({ type: 'complaint', id: input.id, unitId: null }))

/** An answer to a body as it was written, beside the case it is about. */
const reportOf = query('proceeding.read', async (read, actor: Actor, { id }: { id: string }, now: Instant) => {
  const row = await read.selectFrom('proceeding.report').select(['proceeding_id', 'complaint_id']).where('organization_id', '=', actor.organizationId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem(notFound)
  const proceeding = await oneProceeding.answer(read, actor, { id: row.proceeding_id }, now)
  const report = proceeding.reports.find((one) => one.id === id)
  if (!report) throw new Problem(notFound)
  return { complaintId: row.complaint_id, proceeding, report }
}, (_input, { proceeding }) => ({ type: 'complaint', id: proceeding.complaintId, unitId: proceeding.unitId }))

/** A drawn line is small; what is not is no signature. */
const MOST_SIGNATURE = 512 * 1_024

const signatureOf = async (store: FileStore, { case: { reception }, fileHashes }: PaperContent): Promise<string | null> => {
  const { signature, stillSo } = reception?.readBack ?? {}
  const sha256 = signature && fileHashes[signature.id]
  if (!sha256 || !stillSo || signature.mediaType !== 'image/png' || signature.bytes > MOST_SIGNATURE) return null
  return Buffer.concat(await (await store.open(sha256)).toArray() as Buffer[]).toString('base64')
}

/** Papers to print: receipt, agreement, completion notice, the reply to who passed it on, the whole file. */
export const paperRoutes = (printer: Printer, store: FileStore, baseUrl: string): readonly Exposed[] => {
  const content = contentOf(baseUrl)
  return [exposeAs(reportPaper, reportOf.name, async (doors, visit, { id, locale }) => {
    const { complaintId, proceeding: { body, reference, came, answerBy }, report } = await doors.ask(reportOf, visit.actor, { id })
    const data = await doors.ask(content, { ...visit.actor, locale: locale ?? visit.actor.locale }, { id: complaintId, paper: 'transfer' })
    const told = { to: body.label[data.locale], reference, passedOn: came === 'transferred', answerBy, answers: report.answers, outcome: report.outcome, isOutcome: report.kind === 'outcome' }
    return sendPaper(visit, `${data.case.number}-report`, await printer.print('transfer', { ...data, told }))
  }), exposeAs(paper, 'casefile.print', async (doors, visit, input) => {
    const data = await doors.ask(content, visit.actor, input)
    const pdf = await printer.print(input.paper, { ...data, signed: await signatureOf(store, data) })
    return sendPaper(visit, `${data.case.number}-${input.paper}`, pdf)
  })]
}
