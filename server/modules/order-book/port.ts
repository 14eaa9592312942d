import type { Asked, By, FoundOrder, SourceFields } from '#contract/order-book.ts'
import type { Poster } from '#kernel/post.ts'

/** How the firm's own system is asked. */
export interface Settings extends Pick<SourceFields, 'url' | 'method' | 'listPath' | 'paths' | 'amountIn' | 'timeoutMs'> { readonly headerName: string | null; readonly secret: string | null }
export interface Said { readonly asked: Asked; readonly found: readonly FoundOrder[]; readonly answer: string | null }
/** A place where orders are known. Never throws: what went wrong is in the answer. */
export interface Connector { look(by: By, value: string): Promise<Said> }

/** What asks over HTTP, with so much patience. */
export type PosterFor = (patienceMs: number) => Poster
/** How much of one answer is read. */
export interface Measure { /** Orders. */ readonly most: number; readonly bytes: number }
