import { z } from 'zod'
import { Code, Words } from './common.ts'

/** What a body outside is: by it clocks, stages and results are chosen. */
export const BodyKind = z.enum(['marketRegulator', 'platform12315', 'hotline12345', 'consumerAssociation', 'mediationCommittee', 'healthAuthority', 'onlinePlatform', 'headOffice', 'court', 'otherBody'])
export type BodyKind = z.infer<typeof BodyKind>

/** What came of it there. `mediated`, `decided`: what is to be done; `failed`: no agreement; `upheld`: our answer stands; `notTaken`: the body did not take it on. */
export const ProceedingResult = z.enum(['mediated', 'failed', 'withdrawn', 'decided', 'upheld', 'notTaken'])
export type ProceedingResult = z.infer<typeof ProceedingResult>
/** Something is to be done by it. */
export const WITH_TERMS: readonly ProceedingResult[] = ['mediated', 'decided']

/** A body that passes complaints on, or to which a customer may go. `units`: only for these units and those below them, none: everywhere. `usual`: which is meant where nobody names one. */
export const Body = z.strictObject({ code: Code, kind: BodyKind, label: Words, contact: z.string().max(100).default(''), units: z.array(z.string().max(20)).max(200).default([]), usual: z.literal(true).optional() })
export type Body = z.infer<typeof Body>

/** `accepts`: with this stage the body has taken it on, which begins its own time. */
const Stage = z.strictObject({ code: Code, label: Words, accepts: z.literal(true).optional() })
/** How it goes with bodies of a kind: stages in their order, the first when it begins; `reports`: whether the body is told what came of it. */
export const ProceedingRule = z.strictObject({ kind: BodyKind, stages: z.array(Stage).min(1).max(12), results: z.array(ProceedingResult).min(1), reports: z.boolean().default(true) })
export type ProceedingRule = z.infer<typeof ProceedingRule>
