import { z } from 'zod'
import { Code, Id, Instant, Nothing, PersonRef, notFound, page, staleVersion, text } from './common.ts'
import { unitNotYours, unknownCategory } from './complaint.ts'
import { unknownClass } from './customer.ts'
import { endpoint, refusal } from './endpoint.ts'

/** Whoever was proposed cannot have it any more: they are away, carry enough, or it is about them. */
export const proposalGone = refusal('routing/proposal-gone', 409)

/** How a unit gives out what comes in: by hand, with somebody proposed in the queue, or at once. */
export const GivesOut = z.enum(['hand', 'proposed', 'automatic'])
export type GivesOut = z.infer<typeof GivesOut>
/** Open cases somebody is given at most; null: as many as come. */
const Most = z.int().min(0).max(500).nullable()
const Given = z.strictObject({ way: GivesOut, /** Whoever receives it in person looks after it. */ receiverKeeps: z.boolean(), mostOpen: Most })
const GivingOut = Given.extend({ unitId: Id, unitName: z.string(), /** Whether the reader may set it. */ may: z.boolean() })
export type GivingOut = z.infer<typeof GivingOut>
export const givingOut = endpoint('GET /giving-out', Nothing, page(GivingOut))
export const setGivingOut = endpoint('PUT /units/:id/giving-out', Given.extend({ id: Id }), GivingOut, { refuses: [unitNotYours, notFound] })

const Tags = z.array(Code).max(50)
const Skilled = z.strictObject({ /** Null: as many as their unit says, and who leads it is given none. */ mostOpen: Most, categories: Tags, /** Codes of languages, `zh-Hant`. */ languages: z.array(text(35)).max(50), classes: Tags })
const Skills = Skilled.extend({ personId: Id, version: z.int() })
export type Skills = z.infer<typeof Skills>
/** What people are good at and how much they carry; of whom nothing is said, nothing is listed. Empty lists: anything. */
export const skills = endpoint('GET /skills', Nothing, page(Skills))
export const setSkills = endpoint('PUT /people/:id/skills', Skilled.extend({ id: Id, version: z.int() }), Skills, { refuses: [staleVersion, unitNotYours, notFound, unknownCategory, unknownClass] })

/** Why somebody has it or has not: not there, carries as many as they may, is given none, the case is about them or their superior, does not see what is confidential, has not the post; less skilled for it; carries more; was given one later. */
export const Standing = z.enum(['chosen', 'away', 'full', 'none', 'apart', 'untrusted', 'otherPost', 'lessSkilled', 'carriesMore', 'givenLater'])
export type Standing = z.infer<typeof Standing>
export const Skill = z.enum(['language', 'category', 'class'])
export type Skill = z.infer<typeof Skill>
/** `load`: open cases, the urgent and those on a deadline counted more. */
export const Considered = z.object({ person: PersonRef, why: Standing, open: z.int(), most: z.int().nullable(), load: z.int(), skills: z.array(Skill) })
export type Considered = z.infer<typeof Considered>
/** Who would have it, and everybody who could: the chosen one first. */
export const Proposal = z.object({ person: PersonRef.nullable(), considered: z.array(Considered) })
export type Proposal = z.infer<typeof Proposal>

export const Choice = z.object({ at: Instant, /** `accepted`: it was proposed, and somebody gave it to them. */ way: z.enum(['automatic', 'accepted']), person: PersonRef, considered: z.array(Considered) })
/** Why the case went to whom it went to when somebody was last chosen for it by rule. */
export const choiceOf = endpoint('GET /complaints/:id/choice', z.strictObject({ id: Id }), Choice)
