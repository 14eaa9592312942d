import { z } from 'zod'
import { Code, Day, Done, Fen, LINE, Nothing, PARAGRAPH, Terms, Words, optionalText, staleVersion } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'
import { UnitKind } from './identity.ts'
import { Body, ProceedingRule } from './proceeding-pack.ts'
import { Questions } from './questions.ts'

export const Nature = z.enum(['redress', 'claim', 'notOurs'])
export const Matter = z.enum(['product', 'contract', 'procedure', 'service'])
export type Matter = z.infer<typeof Matter>
export const Urgency = z.enum(['general', 'urgent', 'critical'])
export type Urgency = z.infer<typeof Urgency>
export const Severity = z.enum(['minor', 'major', 'serious'])
export const ServiceStage = z.enum(['before', 'during', 'after'])
export const ServiceFault = z.enum(['indifference', 'shirking', 'coldness', 'arrogance', 'mechanical', 'rules', 'ballKicking'])
export const Liability = z.enum(['ours', 'customer', 'thirdParty', 'shared', 'none'])
export type Liability = z.infer<typeof Liability>
export const Temperament = z.enum(['mild', 'angry', 'insistent', 'distressed'])
export const Channel = z.enum(['phone', 'walkIn', 'letter', 'email', 'web', 'card', 'social', 'field', 'dealer', 'regulator', 'colleague', 'automatic'])
export type Channel = z.infer<typeof Channel>
export const RemedyKind = z.enum([
  'explanation', 'apology', 'publicApology', 'visit', 'invitation', 'repair', 'rework', 'substitute', 'replacement', 'return',
  'refund', 'priceReduction', 'damages', 'fees', 'gift', 'extra', 'training', 'other',
])
export type RemedyKind = z.infer<typeof RemedyKind>
/** The eight steps of a case: 受理 → 调查 → 责任 → 方案 → 核准 → 协商 → 执行 → 回访结案. */
export const STAGES = ['intake', 'investigation', 'liability', 'remedy', 'approval', 'negotiation', 'execution', 'closing'] as const
export const Stage = z.enum([...STAGES, 'closed'])
export type Stage = z.infer<typeof Stage>
/** Situations of the phrase library (K1). */
export const Situation = z.enum(['calming', 'listening', 'understood', 'notUnderstood', 'handOver', 'takeMessage', 'enraged', 'cannotBeAppeased', 'sayingNo', 'speakingAsI', 'apology', 'thanks', 'proposing', 'closing'])
export type Situation = z.infer<typeof Situation>

/** An extra field asked for at registration: of the pack, or of the firm's own. */
export const FIELD_KINDS = ['text', 'longText', 'number', 'money', 'day', 'yesNo', 'choice', 'several'] as const
/** One that is retired is not chosen any more; answers keep it. */
const FieldChoice = z.strictObject({ code: Code, label: Words, retired: z.literal(true).optional() })
export const Field = z.strictObject({
  code: Code, label: Words, type: z.enum(FIELD_KINDS), required: z.boolean().default(false),
  unit: z.string().optional(), choices: z.array(FieldChoice).optional(),
  /** Given: lists may filter by it (kept as a typed side row too). */
  filter: z.boolean().default(false),
  /** Shown only for points of these categories (or their descendants). */
  categories: z.array(Code).optional(),
  /** Shown only for what came this way. */
  channels: z.array(Channel).optional(), personal: z.boolean().default(false), hint: Words.optional(),
})
export type Field = z.infer<typeof Field>
export const YES_NO = ['yes', 'no'] as const
/** What was answered: of a choice its code, of several their codes, money in fen, `yes` or `no`. */
export const FieldAnswer = z.union([optionalText(PARAGRAPH), z.number(), z.array(Code).max(100)])
export type FieldAnswer = z.infer<typeof FieldAnswer>

export const Category = z.strictObject({ code: Code, parent: Code.nullable(), label: Words, matter: Matter, keywords: z.array(z.string()).default([]), /** How customers typically put it. */ wording: z.array(z.string()).optional(), /** No longer chosen; cases keep it. */ retired: z.literal(true).optional() })
export type Category = z.infer<typeof Category>
export const NatureWords = z.strictObject({ code: Nature, keywords: z.array(z.string().min(1)).min(1) })
/** The steps of the guided path, in their order. */
export const GuidanceCode = z.enum(['calm', 'listen', 'empathise', 'apologise', 'analyse', 'propose', 'agree', 'execute', 'review'])
export const CustomerClass = z.strictObject({ code: Code, label: Words, traits: Words, typical: Words, guidance: Words, /** Steps at which it matters how this class is treated; without them, at every one. */ steps: z.array(GuidanceCode).min(1).optional() })
export const Phrase = z.strictObject({ code: Code, situation: Situation, temperament: Temperament.optional(), step: Stage.optional(), text: Words })
export type Phrase = z.infer<typeof Phrase>
export const ForbiddenPhrase = z.strictObject({ code: Code, find: z.array(z.string().min(1)).min(1), why: Words, instead: Words })
export const GuidanceStep = z.strictObject({
  code: GuidanceCode, label: Words, goal: Words,
  does: z.array(Words).min(1), donts: z.array(Words).min(1), phrases: z.array(Words).length(3), evidence: Words,
  /** The stages of a case in which this step is the one to look at. */
  stages: z.array(Stage).min(1),
})
export const TemperamentGuide = z.strictObject({ code: Temperament, label: Words, advice: z.array(Words).min(3) })
/** Causes stand in groups, one below another. */
export const RootCause = z.strictObject({ code: Code, parent: Code.nullable().default(null), label: Words, /** No longer chosen; findings keep it. */ retired: z.literal(true).optional() })
export type RootCause = z.infer<typeof RootCause>
/** Main bones by which causes are looked for: 人机料法环测, or people, process, rules, place. */
export const Fishbone = z.strictObject({ code: Code, label: Words, bones: z.array(z.strictObject({ code: Code, label: Words, /** What to look at there. */ hint: Words })).min(3).max(10) })
export type Fishbone = z.infer<typeof Fishbone>

/** Questions that come with the trade; the organisation changes them as it likes. */
export const PackQuestionnaire = Questions.extend({ code: Code })
export const ProtectionStep = z.strictObject({ code: Code, label: Words })
export const FollowUpQuestion = z.strictObject({ code: Code, text: Words, type: z.enum(['score', 'yesNo', 'text']) })
export const WorkedCase = z.strictObject({
  code: Code, title: Words, customer: z.string(), phone: z.string(), channel: Channel, text: Words, wants: Words, category: Code,
  severity: Severity, liability: Liability, finding: Words, rootCause: Code, items: z.array(z.strictObject({ kind: RemedyKind, amountFen: Fen })).min(1),
  reason: Words, fields: z.record(z.string(), z.union([z.string(), z.number()])).default({}), lesson: Words, satisfied: z.boolean(),
})
/** Who carries out an agreed item, and within how many hours; absent kinds need no task (an explanation is done by saying it). */
export const ExecutionRule = z.strictObject({ kind: RemedyKind, unitKind: UnitKind.or(z.literal('own')), hours: z.int().positive(), label: Words })
/** `permissions`: command and query names, `remedy.*` for all of a module. `sees`: whose cases. */
export const Role = z.strictObject({ code: Code, label: Words, sees: z.enum(['unit', 'subtree', 'organization']), permissions: z.array(z.string()).min(1) })
/** `rank`: how much authority the post carries (0 none); the authority table names the least rank a decision needs. */
export const PackPosition = z.strictObject({ code: Code, label: Words, role: Code, rank: z.int().min(0).max(9) })
export const PackUnit = z.strictObject({ code: z.string().regex(/^[A-Z0-9]{1,10}$/), label: Words, kind: UnitKind, parent: z.string().nullable(), positions: z.array(Code) })
/** What starts clocks: 收到, 受理, 顾客离店, 谈妥, 办完, 重新打开, 联络单送到, 外部机构转来或受案, 它再来要求答复, 它受理. */
export const ClockStart = z.enum(['received', 'acknowledged', 'departed', 'agreed', 'completed', 'reopened', 'asked', 'referred', 'bodyAsked', 'bodyAccepted'])
export type ClockStart = z.infer<typeof ClockStart>
export const ClockUnit = z.enum(['minutes', 'hours', 'naturalDays', 'workingDays', 'openHours'])
/** Where the customer is when it begins (消防原则的四个阶段): visibly displeased, being served, still on the premises, gone. */
export const Presence = z.enum(['displeased', 'inService', 'onPremises', 'left'])
/** Whose duty a clock is. Time bound to an authority or to the customer is shown, and escalated to nobody. */
export const Bound = z.enum(['ours', 'authority', 'customer'])
/** A clock: what ends it (`elapsed`: nothing but its time; closing the case does not), whose duty it is, why, and whom a breach reaches. When it starts and how long it takes says the table `clocks`. */
export const ClockRule = z.strictObject({
  kind: Code, label: Words, bound: Bound.default('ours'), ends: z.enum(['acknowledged', 'firstAction', 'visited', 'informed', 'proposed', 'answered', 'executionBegun', 'executed', 'followedUp', 'closed', 'signed', 'reported', 'bodyAccepted', 'bodyEnded', 'elapsed']),
  /** Stands still while we wait for the customer. */
  pauses: z.boolean().default(false),
  warnAt: z.number().min(0).max(1).default(0.75), escalateTo: Code, basis: Words, verified: z.boolean().default(false),
  /** Its basis is law, not the firm's own choice. */
  legal: z.boolean().default(false),
})
export type ClockRule = z.infer<typeof ClockRule>
/** Of whatever unit: seven years of days, and more minutes than any step may take. */
const MOST_AMOUNT = 2_600
/**
 * What a rule of the table `clocks` gives. `movePastHoliday`: an end on a day off moves to the next working day (民法典 art. 203).
 * `validFrom`, `validThrough`: a law in force from one day until another counts what begins in between, both days included.
 */
export const ClockGiven = z.strictObject({ clock: Code, amount: z.int().positive().max(MOST_AMOUNT), unit: ClockUnit, movePastHoliday: z.boolean().default(false), validFrom: Day.optional(), validThrough: Day.optional() })
/** What may stand before closing; which of them do says the table `closing`, by outcome; what is still on its way between units always does. */
/** What the table `review` gives: the position that hears of it at once, and whether the case is looked at together before it closes. */
export const ReviewGiven = z.strictObject({ tell: Code.nullable(), review: z.boolean() })
export const ClosingGate = z.enum(['findings', 'causes', 'evidence', 'offers', 'promises', 'handover', 'tasks', 'review', 'agreement', 'signature', 'notice', 'grounds', 'attempts', 'followUp', 'reason', 'publicAnswer', 'resultReported', 'liaison'])
export type ClosingGate = z.infer<typeof ClosingGate>
export type ClockGiven = z.infer<typeof ClockGiven>
/** Opening hours of a unit kind; 24:00 may close a day. Holidays and make-up days come from the national table. */
export const OpeningHours = z.strictObject({ unitKinds: z.array(UnitKind), weekly: z.record(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(z.tuple([z.string(), z.string()]))), observesHolidays: z.boolean() })

/** A way to others when the firm's own answer does not satisfy: an authority, mediation. `contact`: a number or an address on the web. */
export const OutsideWay = z.strictObject({ code: Code, label: Words, about: Words, contact: z.string().max(100) })
/** How a missed call is called back: by when, until when calls of one number are one task, how often it is tried, and when again. */
export const CallBackRule = z.strictObject({
  amount: z.int().min(1).max(1_000), unit: z.enum(['minutes', 'hours', 'openHours', 'workingDays']), windowHours: z.int().min(1).max(720), tries: z.int().min(1).max(20), againMinutes: z.int().min(5).max(10_080),
})
export type CallBackRule = z.infer<typeof CallBackRule>
/** Until when a suggestion is answered. */
export const SuggestionRule = z.strictObject({ amount: z.int().min(1).max(1_000), unit: z.enum(['hours', 'openHours', 'naturalDays', 'workingDays']) })
export type SuggestionRule = z.infer<typeof SuggestionRule>
const NOTHING = { 'zh-CN': '', 'zh-Hant': '', en: '' }
/** What everybody may read of the firm: a first draft of its pledge, ways outside, and the rules by which missed calls are called back and suggestions answered. */
export const PublicFile = z.strictObject({
  pledge: Words.default(NOTHING), outside: z.array(OutsideWay).default([]),
  callBack: CallBackRule.prefault({ amount: 2, unit: 'openHours', windowHours: 24, tries: 3, againMinutes: 60 }),
  suggestion: SuggestionRule.prefault({ amount: 5, unit: 'workingDays' }),
})

/** How far an end may be agreed beyond the one that was counted, and how often; how long whoever is asked from above has to answer, in opening hours. */
export const Limits = z.strictObject({ agreedEndDays: z.int().min(1).max(730).default(90), agreedEndTimes: z.int().min(1).max(20).default(3), urgeHours: z.int().min(1).max(200).default(4), superviseHours: z.int().min(1).max(200).default(8), higherHours: z.int().min(1).max(200).default(2), /** Working days by which our own answer to a body comes before the day it set. */ bodyLeadDays: z.int().min(0).max(20).default(2) })

/** Within how many days cases may be one and the same, and a customer's next complaint may be about the same matter. */
export const Windows = z.strictObject({ duplicateDays: z.int().min(1).max(365).default(30), sameMatterDays: z.int().min(1).max(3_650).default(180) })
export type Windows = z.infer<typeof Windows>

/** What the browser needs of the installed pack, in one call. */
/** On what an exception may rest. */
export const Principle = z.strictObject({ code: Code, label: Words, text: Words })

/** A clause of the agreement that both sides sign; `kinds`: only where one of these is agreed on, none: always. */
export const AgreementClause = z.strictObject({ code: Code, kinds: z.array(RemedyKind), text: Words })

export const PackView = z.object({
  code: z.string(), version: z.string(), name: Words, terms: Terms.nullable(), unverified: z.boolean(),
  categories: z.array(Category), fields: z.array(Field), /** No longer asked; answers keep them. */ pastFields: z.array(Field), classes: z.array(CustomerClass), rootCauses: z.array(RootCause), fishbones: z.array(Fishbone), clocks: z.array(ClockRule),
  guidance: z.array(GuidanceStep), temperaments: z.array(TemperamentGuide), followUpQuestions: z.array(FollowUpQuestion), execution: z.array(ExecutionRule),
  positions: z.array(PackPosition), roles: z.array(Role), bodies: z.array(Body), proceedings: z.array(ProceedingRule), workedCases: z.array(WorkedCase), principles: z.array(Principle),
  tables: z.array(z.object({ table: z.string(), version: z.string(), hit: z.string(), facts: z.array(z.string()), rules: z.array(z.object({ id: z.string(), when: z.record(z.string(), z.json()), gives: z.record(z.string(), z.json()) })), examples: z.array(z.object({ facts: z.record(z.string(), z.json()), rules: z.array(z.string()) })) })),
})
export type PackView = z.infer<typeof PackView>
export const installed = endpoint('GET /pack', Nothing, PackView)

export const nothingNewer = refusal('packs/nothing-newer', 409)

export const causeNameless = refusal('packs/cause-nameless', 422)
export const causeParentUnknown = refusal('packs/cause-parent-unknown', 422)
export const causeNamesake = refusal('packs/cause-namesake', 409)
export const tooManyCauses = refusal('packs/too-many-causes', 409)
export const MOST_OWN_CAUSES = 200
export const CauseName = z.strictObject({ 'zh-CN': optionalText(LINE), 'zh-Hant': optionalText(LINE), en: optionalText(LINE) })
/** A root cause of the firm's own, beside those of the pack. */
export const OwnCause = z.object({ code: Code, parent: Code.nullable(), label: Words, retired: z.boolean(), version: z.int() })
export type OwnCause = z.infer<typeof OwnCause>
export const ownCauses = endpoint('GET /causes', Nothing, z.object({ items: z.array(OwnCause), next: z.null() }))
export const addCause = endpoint('POST /causes', z.strictObject({ parent: Code.nullable(), label: CauseName }), OwnCause, { status: 201, refuses: [causeNameless, causeParentUnknown, causeNamesake, tooManyCauses] })
/** Another name; out of use or in use again. Findings keep what was chosen, by its newest name. */
export const changeCause = endpoint('PUT /causes/:code', z.strictObject({ code: Code, version: z.int(), label: CauseName, retired: z.boolean() }), OwnCause, { refuses: [staleVersion, causeNameless, causeNamesake] })

const Said = z.record(z.string(), z.json())
/** What an upgrade of the installed pack would bring (L2). Tables that the organisation published itself stay as they are. */
export const PackUpgrade = z.object({
  from: z.string(), to: z.string().nullable(), digest: z.string(),
  changes: z.array(z.object({ file: z.string(), added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) })),
  kept: z.array(z.string()),
  /** What tables of their own name that the newer pack does not know: they are edited first, or the pack's are taken. `label`: what the installed pack calls it. */
  unfit: z.array(z.object({ table: z.string(), rule: z.string(), fact: z.string(), value: z.string(), label: Words.nullable() })),
  /** Where the firm said something its own way and the newer pack says something else than the one it was said instead of. The firm's stays. */
  clashes: z.array(z.object({ list: z.string(), code: z.string(), was: Said, own: Said, pack: Said })),
})
export type PackUpgrade = z.infer<typeof PackUpgrade>
export const upgradeOffered = endpoint('GET /pack/upgrade', Nothing, PackUpgrade)
/** A table of their own names what the newer pack does not know. */
export const keptUnfit = refusal('packs/kept-unfit', 409)
/** What begins under a rule is owed by it, unless the firm decides that the newer one holds for what runs, too. */
export const RunningClocks = z.enum(['keep', 'move'])
export type RunningClocks = z.infer<typeof RunningClocks>
/** `digest`: of the upgrade that was looked at, so that nobody takes over another. `take`: tables of their own that give way to the pack's. */
export const upgrade = endpoint('POST /pack/upgrade', z.strictObject({ digest: z.string().max(100), take: z.array(Code).max(20).default([]), running: RunningClocks.default('keep') }), Done, { refuses: [nothingNewer, staleVersion, keptUnfit] })
