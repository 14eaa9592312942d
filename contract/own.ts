import { z } from 'zod'
import { Code, Done, Instant, LINE, Locale, Nothing, PARAGRAPH, PersonRef, notFound, optionalText, page, staleVersion, text } from './common.ts'
import { MOST_CATEGORIES, OwnCategory } from './categories.ts'
import { endpoint, refusal } from './endpoint.ts'
import { Levels } from './ladder.ts'
import { CauseName, Channel, type Field, FIELD_KINDS, MOST_OWN_CAUSES, RemedyKind, Situation, Stage, Temperament } from './packs.ts'
import { BodyKind } from './proceeding-pack.ts'
import { TableName } from './table-form.ts'
import { Example, MOST_RULES, Rule } from './table-shape.ts'

export const choicesMissing = refusal('own/choices-missing', 422)
export const choiceTwice = refusal('own/choice-twice', 422)
export const categoryUnknown = refusal('own/category-unknown', 422)
export const namesake = refusal('own/namesake', 409)
export const kindFixed = refusal('own/kind-fixed', 409)
export const blankUnknown = refusal('own/blank-unknown', 422)
/** The firm's words leave out what is filled in there. */
export const blankMissing = refusal('own/blank-missing', 422)
/** A heading or a label is one line on paper. */
export const lineTooLong = refusal('own/line-too-long', 422)
/** What the law forbids to say is looked for as long as the pack says so: a firm adds to it. */
export const lawStays = refusal('own/law-stays', 409)
/** Of what the pack looks for something is missing. */
export const lawLost = refusal('own/law-lost', 409)
export const nothingToFind = refusal('own/nothing-to-find', 422)
/** Numbers and sums are found by the program, not by expressions. */
export const foundByProgram = refusal('own/found-by-program', 422)
/** What is proposed instead would be stopped itself. */
export const insteadStopped = refusal('own/instead-stopped', 422)
export const tooManyOwn = refusal('own/too-many', 409)
export const notAdded = refusal('own/not-added', 422)
export const notHidden = refusal('own/not-hidden', 422)
export const nothingOfPack = refusal('own/nothing-of-pack', 409)
export const orderStale = refusal('own/order-stale', 409)

/** Parts of a pack of which a firm says things its own way. `words`: what values of ours are called; `agreements`: clauses by what is given; `papers`: what always stands on a printed paper. */
export const OWN_LISTS = ['fields', 'phrases', 'guidance', 'temperaments', 'forbidden', 'wording', 'classes', 'follow-up', 'bodies', 'telling', 'words', 'agreements', 'papers'] as const
export const OwnList = z.enum(OWN_LISTS)
export type OwnList = z.infer<typeof OwnList>
/** Lists to which a firm adds, and of which it leaves out. */
export const GROWING: readonly OwnList[] = ['fields', 'phrases', 'forbidden', 'wording', 'agreements', 'bodies']
/** Values that a firm may call otherwise; their codes stay. */
export const NAMED_VALUES = ['nature', 'matter', 'channel', 'urgency', 'severity', 'liability', 'serviceFault', 'temperament', 'remedyKind', 'outcome'] as const
/** Papers whose standing words a firm changes: receipt, agreement, notice of the result, reply to who passed it on, receipt for goods, letter of claim, commission to an expert. */
export const OWN_PAPERS = ['receipt', 'agreement', 'notice', 'transfer', 'slip', 'claim', 'commission'] as const
export const OwnPaper = z.enum(OWN_PAPERS)
export type OwnPaper = z.infer<typeof OwnPaper>
/** Where words of papers stand: on one of them, or where all of them are signed. */
export const PAPER_PLACES = [...OWN_PAPERS, 'common'] as const
/** Letters of a heading or a label, and of a sentence. */
export const MOST_HEADING = 120
export const MOST_SENTENCE = 600
export const MOST_OWN = 500

const filled = (most: number) => text(most).refine((value) => value.trim() !== '', { params: { word: 'required' } })
/** Simplified Chinese is needed; where another language is empty, it stands in. */
const said = (most: number) => z.strictObject({ 'zh-CN': filled(most), 'zh-Hant': optionalText(most), en: optionalText(most) })
const lines = (least: number, most: number) => z.array(said(LINE)).min(least).max(most)

export const OwnField = z.strictObject({
  label: said(80), hint: z.strictObject({ 'zh-CN': optionalText(LINE), 'zh-Hant': optionalText(LINE), en: optionalText(LINE) }), type: z.enum(FIELD_KINDS), required: z.boolean(), unit: optionalText(20),
  /** Those left out are kept, retired: answers name them. */
  choices: z.array(z.strictObject({ code: Code, label: said(80), retired: z.boolean() })).max(100),
  /** None: whatever the category; whatever the channel. */
  categories: z.array(Code).max(200), channels: z.array(Channel).max(Channel.options.length),
})
export type OwnField = z.infer<typeof OwnField>
const NOTHING = { 'zh-CN': '', 'zh-Hant': '', en: '' }
/** A field as it is written down here; without one as a new one begins. */
export const fieldSaid = (field: Field | null): OwnField => ({
  label: field?.label ?? NOTHING, hint: field?.hint ?? NOTHING, type: field?.type ?? 'text', required: field?.required ?? false, unit: field?.unit ?? '',
  choices: (field?.choices ?? []).map(({ code, label, retired }) => ({ code, label, retired: retired === true })), categories: field?.categories ?? [], channels: field?.channels ?? [],
})
const Expression = filled(60)
/** A rule about words that go out, as a firm says it. `near`: groups of words of which one comes after the other in one clause, at most `within` letters apart; `unless`: words that clear it, unless `always`. */
export const OwnWording = z.strictObject({
  level: z.enum(['stop', 'warn']), find: z.array(Expression).max(300), near: z.array(z.strictObject({ chain: z.array(z.array(Expression).min(1).max(100)).min(2).max(4), within: z.int().min(0).max(40), always: z.literal(true).optional() })).max(100),
  unless: z.array(Expression).max(300), why: said(LINE), basis: said(LINE), instead: said(LINE),
})
export type OwnWording = z.infer<typeof OwnWording>
const saying = <L extends OwnList, C extends z.ZodType>(list: L, content: C) => z.strictObject({ list: z.literal(list), content })
/** What the firm says in one place, by the part of the pack. */
export const OwnEntry = z.discriminatedUnion('list', [
  saying('fields', OwnField),
  saying('phrases', z.strictObject({ situation: Situation, temperament: Temperament.nullable(), step: Stage.nullable(), text: said(PARAGRAPH) })),
  saying('guidance', z.strictObject({ label: said(40), goal: said(LINE), does: lines(1, 10), donts: lines(1, 10), phrases: lines(3, 3), evidence: said(LINE) })),
  saying('temperaments', z.strictObject({ advice: lines(3, 10) })),
  saying('forbidden', z.strictObject({ find: z.array(filled(60)).min(1).max(50), why: said(LINE), instead: said(LINE) })),
  saying('wording', OwnWording),
  saying('classes', z.strictObject({ label: said(80), traits: said(PARAGRAPH), typical: said(PARAGRAPH), guidance: said(PARAGRAPH) })),
  saying('follow-up', z.strictObject({ text: said(LINE) })),
  /** `units`: codes of units; none: everywhere. */
  saying('bodies', z.strictObject({ label: said(80), kind: BodyKind, contact: optionalText(100), units: z.array(z.string().max(20)).max(200) })),
  saying('telling', z.strictObject({ label: said(80), text: said(LINE), told: z.boolean() })),
  saying('words', z.strictObject({ label: said(40) })),
  /** A clause of agreements; of `kinds` one has to be given, none: always. */
  saying('agreements', z.strictObject({ kinds: z.array(RemedyKind).max(RemedyKind.options.length), text: said(MOST_SENTENCE) })),
  /** `{name}` stands where the original has it. What is left empty is said as the original says it in that language. */
  saying('papers', z.strictObject({ text: said(MOST_SENTENCE) })),
])
export type OwnEntry = z.infer<typeof OwnEntry>

const Content = z.record(z.string(), z.json())
/** A code of an item, or `kind.value`. */
export const ItemCode = z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{0,79}$/)
/**
 * One place of a part. `pack`: as the installed pack says it; null: the firm's own. `own`: as the firm does; null: as the pack does. `now`: what people see.
 * `packSince`: what the pack said when the firm chose its words, where it says something else by now.
 */
export const OwnItem = z.object({
  code: z.string(), pack: Content.nullable(), own: Content.nullable(), now: Content, packSince: Content.nullable(), retired: z.boolean(), revision: z.int(), changedBy: PersonRef.nullable(), changedAt: Instant.nullable(),
})
export type OwnItem = z.infer<typeof OwnItem>
export const ownItems = endpoint('GET /pack/own/:list', z.strictObject({ list: OwnList }), page(OwnItem))

const Changed = z.object({ code: z.string(), revision: z.int() })
const FAULTS = [choicesMissing, choiceTwice, categoryUnknown, namesake, blankUnknown, blankMissing, lineTooLong, lawStays, lawLost, nothingToFind, foundByProgram, insteadStopped]
export const addOwn = endpoint('POST /pack/own/:list', z.strictObject({ list: OwnList, entry: OwnEntry }), Changed, { status: 201, refuses: [notAdded, tooManyOwn, ...FAULTS] })
/** Its newest words, out of use or in use. `entry` null: as the pack says it, from now on again. `revision` as it was read, 0 where there is none. */
export const changeOwn = endpoint('PUT /pack/own/:list/:code', z.strictObject({ list: OwnList, code: ItemCode, revision: z.int().min(0), entry: OwnEntry.nullable(), retired: z.boolean() }), Changed, { refuses: [notFound, staleVersion, nothingOfPack, notHidden, kindFixed, ...FAULTS] })
/** What was said there, the latest first. */
export const OwnRevision = z.object({ revision: z.int(), content: Content.nullable(), retired: z.boolean(), changedBy: PersonRef.nullable(), changedAt: Instant })
export type OwnRevision = z.infer<typeof OwnRevision>
export const ownHistory = endpoint('GET /pack/own/:list/:code/history', z.strictObject({ list: OwnList, code: ItemCode }), page(OwnRevision))

/** A paper (PDF) about an invented case, in the firm's words; with `code` and `text` as if these words stood there already. */
export const paperExample = endpoint('GET /pack/own-papers/:paper', z.strictObject({ paper: OwnPaper, locale: Locale, code: ItemCode.optional(), text: optionalText(MOST_SENTENCE).optional() }), z.unknown(), { refuses: [notFound] })

/** In which order fields are asked: every one in use, as it was read. */
export const orderFields = endpoint('PUT /pack/own/fields/order', z.strictObject({ codes: z.array(Code).max(1_000) }), Done, { refuses: [orderStale] })
/** As the pack has it. */
export const packOrder = endpoint('POST /pack/own/fields/pack-order', Nothing, Done)

export const fileUnreadable = refusal('own/file-unreadable', 422)
export const otherPack = refusal('own/other-pack', 409)
export const notInPack = refusal('own/not-in-pack', 422)
/** A cause of the same code stands here below another one, or is one of the pack. */
export const causeElsewhere = refusal('own/cause-elsewhere', 409)
export const nothingToTake = refusal('own/nothing-to-take', 409)
/** Somebody works on it here: a file does not overwrite a draft. */
export const draftThere = refusal('own/draft-there', 409)
/** Rules or levels name what nobody knows here. */
export const namesUnknown = refusal('own/names-unknown', 422)
/** Below a category that would go out of use stand others in use. */
export const belowInUse = refusal('own/below-in-use', 409)
/** What keeps one level of a ladder from standing here. */
export const levelAmiss = refusal('own/level-amiss', 422)
const WHY_NOT_PART = [draftThere, namesUnknown, levelAmiss, belowInUse]

/**
 * Everything a firm says its own way, as one file (YAML) that another firm of the same industry takes in. `content` as `OwnEntry` has it; without it the pack's item is only out of use.
 * `code`: of the pack's item, or of the firm's own; the same code is the same item wherever the file goes.
 */
const once = <T>(items: readonly T[], key: (item: T) => string) => new Set(items.map(key)).size === items.length
export const OwnFile = z.strictObject({
  wenguo: z.literal('own-pack'), version: z.literal(1), pack: Code, packVersion: z.string().max(40),
  entries: z.array(z.strictObject({ list: OwnList, code: ItemCode, retired: z.boolean(), content: z.record(z.string(), z.json()).optional() })).max(5_000).refine((all) => once(all, ({ list, code }) => `${list} ${code}`)),
  /** Fields in the order in which they are asked. */
  order: z.array(Code).max(1_000).optional(),
  /** Root causes the firm added to those of the pack, each after the one it stands below. */
  causes: z.array(z.strictObject({ code: z.string().regex(/^own[a-z0-9]{1,37}$/), parent: Code.nullable(), label: CauseName, retired: z.boolean() })).max(MOST_OWN_CAUSES).refine((all) => once(all, ({ code }) => code)).optional(),
  /** Tables of rules the firm made its own, as they are in force; taken in as drafts. */
  tables: z.array(z.strictObject({ table: TableName, rules: z.array(Rule).min(1).max(MOST_RULES), examples: z.array(Example).max(2 * MOST_RULES) })).max(TableName.options.length).refine((all) => once(all, ({ table }) => table)).optional(),
  /** Who hears of clocks as their time runs out, where the firm says it its own way; by kind of clock. */
  ladders: z.array(z.strictObject({ kind: Code, levels: Levels })).max(200).refine((all) => once(all, ({ kind }) => kind)).optional(),
  /** Categories that the firm added to those of the pack or changed, each after the one it stands below; taken in as a draft. */
  categories: z.array(OwnCategory).max(MOST_CATEGORIES).refine((all) => once(all, ({ code }) => code)).optional(),
})
export type OwnFile = z.infer<typeof OwnFile>
export const ownFile = endpoint('GET /pack/own-file', Nothing, z.unknown())

/** Parts of the file beside what is said in single places. */
const OWN_PARTS = ['causes', 'tables', 'ladders', 'categories'] as const
/** Rules of a table, or levels of a ladder, against what is in force here; `faults`: what is to be put right before it can be sent. */
const Measure = z.object({ added: z.int(), changed: z.int(), removed: z.int(), faults: z.int() })
/** What becomes of an entry of the file; `why`: what keeps it from being taken, in words, line by line. `draft`: it is taken in as a draft. */
export const OwnFate = z.object({
  list: z.enum([...OWN_LISTS, ...OWN_PARTS]), code: z.string(), name: z.string(), what: z.enum(['added', 'changed', 'same', 'refused']), retired: z.boolean(), why: z.string().nullable(),
  draft: z.boolean(), changes: Measure.nullable(),
})
export type OwnFate = z.infer<typeof OwnFate>
const FileText = text(900_000)
/** `stamp`: of the file and of what stands here, so that nothing is taken in that was not looked at. What is refused of single entries is in their `why`. */
export const checkOwnFile = endpoint('POST /pack/own-file/check', z.strictObject({ text: FileText }), z.object({ items: z.array(OwnFate), stamp: z.string() }), { refuses: [fileUnreadable, otherPack, notInPack, causeElsewhere, ...WHY_NOT_PART] })
/** All that is not refused. */
export const takeOwnFile = endpoint('POST /pack/own-file/take', z.strictObject({ text: FileText, stamp: z.string().max(100) }), z.object({ added: z.int(), changed: z.int() }), { refuses: [fileUnreadable, otherPack, nothingToTake, staleVersion] })
