import { z } from 'zod'
import { Done, FileRef, Id, Instant, LINE, text } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const fileTooLarge = refusal('files/too-large', 413)
export const kindNotTaken = refusal('files/kind-not-taken', 415)
export const kindDiffers = refusal('files/kind-differs', 415)
export const fileMissing = refusal('files/missing', 422)
/** Named, but not the sender's to give. */
export const fileUnknown = refusal('communication/file-unknown', 422)

/** A hand is drawn for one thing alone: under the next stands another. */
export const signatureUsed = refusal('files/signature-used', 422)

/** Given up, a day old, or never one of the sender's. */
export const uploadOver = refusal('files/upload-over', 404)
/** The part does not begin where the last one ended: who sends asks how far it is and goes on from there. */
export const offsetDiffers = refusal('files/offset-differs', 409)

/** Bytes of one file at most: 25 MiB. */
export const MOST_BYTES = 25 * 1024 * 1024
/** Of sound and video, which come in parts: 300 MiB. */
export const MOST_LONG_BYTES = 300 * 1024 * 1024
/** Of one part. */
export const MOST_PART_BYTES = 16 * 1024 * 1024

export const StoredFile = FileRef.extend({ sha256: z.string(), preview: z.boolean() })
export type StoredFile = z.infer<typeof StoredFile>

export const uploadRefusals = [fileTooLarge, kindNotTaken, kindDiffers, fileMissing]
/** The kind is found by looking at the bytes, never believed from the name. */
export const upload = endpoint('POST /files', z.strictObject({}), StoredFile, { status: 201, takesFile: true, refuses: uploadRefusals })

/** A file on its way. `offset`: how many of its bytes lie here; `file`: what became of it when all do. */
export const Upload = z.object({ id: Id, bytes: z.int(), offset: z.int(), until: Instant, file: StoredFile.nullable() })
export type Upload = z.infer<typeof Upload>
/** `key` goes along with every part and is said only here. */
export const BegunUpload = Upload.extend({ key: z.string() })
export const NewUpload = { name: text(LINE), bytes: z.int().min(1) }
export const UploadKey = { id: Id, key: z.string().max(100).default('') }
export const PartKey = { ...UploadKey, offset: z.coerce.number().int().nonnegative() }
export const KEY = { headers: { key: 'x-upload-key' } } as const
export const PART = { headers: { key: 'x-upload-key', offset: 'upload-offset' }, takesPart: true } as const
export const partRefusals = [uploadOver, offsetDiffers, ...uploadRefusals]

/** A file that comes in parts, and goes on after a broken line, a closed page, a restart; within a day. */
export const beginUpload = endpoint('POST /uploads', z.strictObject(NewUpload), BegunUpload, { status: 201, refuses: [fileTooLarge] })
export const lookAtUpload = endpoint('GET /uploads/:id', z.strictObject(UploadKey), Upload, { ...KEY, refuses: [uploadOver] })
/** Bytes from `offset` on. What came before a line broke is kept. With the last byte the file is there; asked once more, the same one. */
export const sendPart = endpoint('PATCH /uploads/:id', z.strictObject(PartKey), Upload, { ...PART, refuses: partRefusals })
export const giveUpUpload = endpoint('DELETE /uploads/:id', z.strictObject(UploadKey), Done, { ...KEY, refuses: [uploadOver] })
export const download = endpoint('GET /files/:id', z.strictObject({ id: Id, inline: z.enum(['1']).optional() }), z.unknown())
