import { z } from 'zod'
import { Code, Terms, Words } from '#contract/common.ts'
import { Expertise } from '#contract/expert-pack.ts'
import { PackLadder } from '#contract/ladder.ts'
import { PLAIN_KEEPING } from '#contract/evidence-pack.ts'
import { NoticeDefault } from '#contract/notice-pack.ts'
import { LiaisonFile, PLAIN_FORM, PLAIN_ROUTE } from '#contract/liaison-pack.ts'
import * as p from '#contract/packs.ts'
import { Body, ProceedingRule } from '#contract/proceeding-pack.ts'
import { PLAIN_REVIEW } from '#contract/review.ts'
import { PLAIN_WAY } from '#contract/routing-pack.ts'
import { PLAIN_STATUTE } from '#contract/statute-pack.ts'
import { TellingRule } from '#contract/telling-pack.ts'
import { WordingRule } from '#contract/wording-pack.ts'
import { ProvedTable } from '#kernel/decision-table.ts'

/** The files of `packs/<code>/` (YAML), by file name. `base` gives what every industry shares; a pack adds or replaces by code. */
export const PackFiles = {
  pack: z.strictObject({
    code: Code, version: z.string(), extends: Code.nullable(), name: Words, description: Words,
    /** What the industry calls its customer, its goods and its orders; without them as in the pack it extends; the general one says 顾客, 商品, 订单. */
    terms: Terms.optional(),
    windows: p.Windows.prefault({}),
    limits: p.Limits.prefault({}),
    /** Matters of contract go further only with a manager's signature. */
    signsContracts: z.boolean().default(false),
    /** What of the extended pack this one does not take over: by file, the codes of the items or the ids of the rules. */
    drops: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  }),
  categories: z.array(p.Category),
  /** Words by which a text shows what kind of complaint it is. */
  natures: z.array(p.NatureWords).default([]),
  fields: z.array(p.Field),
  classes: z.array(p.CustomerClass),
  phrases: z.array(p.Phrase),
  forbidden: z.array(p.ForbiddenPhrase),
  /** What stops words that go out, or asks for a reason. */
  wording: z.array(WordingRule).default([]),
  guidance: z.array(p.GuidanceStep),
  temperaments: z.array(p.TemperamentGuide),
  causes: z.array(p.RootCause),
  /** By which main bones causes are looked for, the usual one first. */
  fishbones: z.array(p.Fishbone).default([]),
  /** What customers, staff and others are asked by link. */
  questionnaires: z.array(p.PackQuestionnaire).default([]),
  /** What is done for staff when something may be an offence. */
  protection: z.array(p.ProtectionStep).default([]),
  /** On what an exception may rest. */
  principles: z.array(p.Principle).default([]),
  /** What experts are asked. */
  expertise: z.array(Expertise).default([]),
  'follow-up': z.array(p.FollowUpQuestion),
  examples: z.array(p.WorkedCase),
  execution: z.array(p.ExecutionRule),
  /** What stands in an agreement beside the clauses of every one. */
  agreements: z.array(p.AgreementClause).default([]),
  roles: z.array(p.Role),
  positions: z.array(p.PackPosition),
  units: z.array(p.PackUnit),
  clocks: z.array(p.ClockRule),
  /** Who hears of a clock as its time runs out. */
  ladders: z.array(PackLadder).default([]),
  /** By which ways people are told until they choose. */
  notices: z.array(NoticeDefault).default([]),
  /** Who outside passes complaints on or mediates, and how it goes with each kind of them. */
  bodies: z.array(Body).default([]),
  proceedings: z.array(ProceedingRule).default([]),
  /** Which changes customers hear of without asking. */
  telling: z.array(TellingRule).default([]),
  hours: z.array(p.OpeningHours),
  /** What the firm tells everybody, and how it calls back. */
  public: p.PublicFile.prefault({}),
  /** The form that travels between units. */
  liaison: LiaisonFile.prefault(PLAIN_FORM),
  'tables/urgency': ProvedTable,
  'tables/compensation': ProvedTable,
  'tables/authority': ProvedTable,
  'tables/clocks': ProvedTable,
  'tables/closing': ProvedTable,
  /** Who hears of serious harm, and which cases are looked at together. */
  'tables/review': ProvedTable.prefault(PLAIN_REVIEW),
  /** Where that form goes. */
  'tables/liaison': ProvedTable.prefault(PLAIN_ROUTE),
  /** How long evidence is kept. */
  'tables/evidence': ProvedTable.prefault(PLAIN_KEEPING),
  /** Who handles a case from its registration on. */
  'tables/routing': ProvedTable.prefault(PLAIN_WAY),
  /** What the law gives at least. */
  'tables/statute': ProvedTable.prefault(PLAIN_STATUTE),
} as const

export type PackFile = keyof typeof PackFiles

/** A whole pack, base merged in, every cross-reference checked. This is what an organisation keeps as an immutable version. */
export const PackBody = z.strictObject(PackFiles)
export type PackBody = z.infer<typeof PackBody>
