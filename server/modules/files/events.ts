import { z } from 'zod'
import { event } from '#kernel/event.ts'

export const FileUploaded = event('files.uploaded', z.object({ fileId: z.uuid(), sha256: z.string(), bytes: z.int(), mediaType: z.string() }))
/** By the sweep, never by a person. */
export const FilesRemoved = event('files.removed', z.object({ fileIds: z.array(z.uuid()), files: z.int() }))
