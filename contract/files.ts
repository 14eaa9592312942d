import { z } from 'zod'
import { FileRef, Id } from './common.ts'
import { endpoint, refusal } from './endpoint.ts'

export const fileTooLarge = refusal('files/too-large', 413)
export const kindNotTaken = refusal('files/kind-not-taken', 415)
export const kindDiffers = refusal('files/kind-differs', 415)
export const fileMissing = refusal('files/missing', 422)
/** Named, but not the sender's to give. */
export const fileUnknown = refusal('communication/file-unknown', 422)

/** Bytes of one file at most: 25 MiB. */
export const MOST_BYTES = 25 * 1024 * 1024

export const StoredFile = FileRef.extend({ sha256: z.string(), preview: z.boolean() })
export type StoredFile = z.infer<typeof StoredFile>

export const uploadRefusals = [fileTooLarge, kindNotTaken, kindDiffers, fileMissing]
/** The kind is found by looking at the bytes, never believed from the name. */
export const upload = endpoint('POST /files', z.strictObject({}), StoredFile, { status: 201, takesFile: true, refuses: uploadRefusals })
export const download = endpoint('GET /files/:id', z.strictObject({ id: Id, inline: z.enum(['1']).optional() }), z.unknown())
