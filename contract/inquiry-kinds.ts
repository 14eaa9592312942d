import { z } from 'zod'
import { Day, Fen, Id, Instant, LINE, PARAGRAPH, optionalText } from './common.ts'

/** How something is found out. */
export const InquiryKind = z.enum(['processAnalysis', 'records', 'interview', 'siteVisit', 'lotInspection', 'appraisal', 'labTest'])
export type InquiryKind = z.infer<typeof InquiryKind>

/** `spot`: where the phone says it is; `goods`, `sample`: something of the customer's, or of the evidence, of the same case; `rows`: a table with columns of its own. */
export type FieldType = 'text' | 'long' | 'moment' | 'day' | 'number' | 'choice' | 'yes' | 'money' | 'spot' | 'rows' | 'signature' | 'goods' | 'sample'
export interface InquiryField {
  /** Its name is `terms.inquiryField.<code>`, that of a choice `terms.inquiryChoice.<choice>`. */
  readonly code: string
  readonly type: FieldType
  /** Without it the inquiry is not done. */
  readonly needed?: true
  readonly choices?: readonly string[]
  readonly columns?: readonly InquiryField[]
  /** Asked only where another field says so, and needed then. */
  readonly where?: { readonly code: string; readonly is: string }
  /** No earlier than another field. */
  readonly after?: string
}

const field = (code: string, type: FieldType, more: Omit<InquiryField, 'code' | 'type'> = {}): InquiryField => ({ code, type, ...more })
const needed = { needed: true } as const
const MEASURED = [field('item', 'text'), field('standard', 'text'), field('measured', 'text'), field('conforms', 'yes')]
const FEE = [field('fee', 'money'), field('bearer', 'choice', { choices: ['ours', 'customer', 'byResult'] })]
const joint = { where: { code: 'commission', is: 'jointly' } } as const

/** What each kind of inquiry writes down: the server checks it, the page draws it, the file prints it. */
export const INQUIRY_FIELDS: Readonly<Record<InquiryKind, readonly InquiryField[]>> = {
  processAnalysis: [field('procedure', 'text', needed), field('steps', 'rows', { ...needed, columns: [field('step', 'text'), field('should', 'text'), field('did', 'text'), field('asProcedure', 'yes')] }), field('departure', 'long', needed)],
  records: [field('source', 'choice', { ...needed, choices: ['camera', 'serviceRecord', 'callRecording', 'systemLog', 'otherRecord'] }), field('system', 'text', needed), field('coversFrom', 'moment', needed), field('coversUntil', 'moment', { ...needed, after: 'coversFrom' }), field('keeper', 'text', needed), field('keptDays', 'number'), field('seen', 'long', needed)],
  interview: [field('whom', 'choice', { ...needed, choices: ['staff', 'complainant', 'witness', 'otherPerson'] }), field('name', 'text', needed), field('place', 'text'), field('begun', 'moment', needed), field('ended', 'moment', { after: 'begun' }), field('said', 'long', needed), field('confirmed', 'choice', { ...needed, choices: ['readBackConfirmed', 'readBackCorrected', 'notConfirmed'] }), field('corrections', 'long', { where: { code: 'confirmed', is: 'readBackCorrected' } }), field('signature', 'signature')],
  siteVisit: [field('place', 'text', needed), field('spot', 'spot'), field('arrived', 'moment', needed), field('left', 'moment', { after: 'arrived' }), field('present', 'text', needed), field('circumstances', 'text'), field('seen', 'long', needed)],
  lotInspection: [field('lot', 'text', needed), field('madeOn', 'day'), field('recordNumbers', 'text', needed), field('values', 'rows', { columns: MEASURED }), field('conformity', 'choice', { ...needed, choices: ['conforms', 'deviates', 'unclear'] })],
  appraisal: [field('appraiser', 'choice', { ...needed, choices: ['expert', 'institution'] }), field('name', 'text', needed), field('qualification', 'text'), field('commission', 'choice', { ...needed, choices: ['ours', 'customer', 'jointly'] }), field('ourName', 'text', joint), field('customerName', 'text', joint), field('agreement', 'long', joint), field('question', 'long', needed), field('object', 'goods'), field('sample', 'sample'), ...FEE, field('reportNumber', 'text'), field('reportOn', 'day'), field('opinion', 'long', needed)],
  labTest: [field('laboratory', 'text', needed), field('accreditation', 'text'), field('sample', 'sample'), field('testStandard', 'text'), field('values', 'rows', { columns: MEASURED }), ...FEE, field('reportNumber', 'text'), field('reportOn', 'day'), field('conclusion', 'long', needed)],
}

/** Where a phone was, in degrees, with how far off it may be in metres. */
export const Spot = z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), accuracy: z.number().min(0).max(1_000_000), at: Instant })
export type Spot = z.infer<typeof Spot>

export type Cell = string | boolean | null
export type Value = string | number | boolean | Spot | readonly Readonly<Record<string, Cell>>[] | null
export type Values = Readonly<Record<string, Value>>

const MOST_ROWS = 100
const MOST_NUMBER = 100_000

const shapeOf = ({ type, choices = [], columns = [] }: InquiryField): z.ZodType => {
  switch (type) {
    case 'text': return optionalText(LINE)
    case 'long': return optionalText(PARAGRAPH)
    case 'moment': return Instant
    case 'day': return Day
    case 'number': return z.int().min(0).max(MOST_NUMBER)
    case 'choice': return z.enum(choices as [string, ...string[]])
    case 'yes': return z.boolean()
    case 'money': return Fen
    case 'spot': return Spot
    case 'rows': return z.array(fieldsOf(columns)).max(MOST_ROWS)
    default: return Id
  }
}

const fieldsOf = (fields: readonly InquiryField[]) => z.strictObject(Object.fromEntries(fields.map((each) => [each.code, shapeOf(each).nullable().optional()])))

export interface Details { readonly kind: InquiryKind; readonly fields: Values }
const [first, ...others] = InquiryKind.options.map((kind) => z.strictObject({ kind: z.literal(kind), fields: fieldsOf(INQUIRY_FIELDS[kind]) }))
if (!first) throw new Error('there are no kinds of inquiries')
/** What was written down, by kind. */
export const Details = z.discriminatedUnion('kind', [first, ...others]) as unknown as z.ZodType<Details, Details>

const isEmpty = (value: Value | undefined): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)

/** Whether a field is asked at all, as things stand. */
export const isAsked = ({ where }: InquiryField, fields: Values): boolean => !where || fields[where.code] === where.is

/** The first field that is still wanting before the inquiry is done; null where all are there. */
export const fieldWanting = ({ kind, fields }: Details): InquiryField | null =>
  INQUIRY_FIELDS[kind].find((each) => (each.needed || each.where) && isAsked(each, fields) && isEmpty(fields[each.code])) ?? null
