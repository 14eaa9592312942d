import type { Client } from './app.ts'

interface Known { readonly id: string }

/** Two complaints of one matter become one; `more` goes along with the request. */
export const merge = (who: Client, kept: Known, gone: Known, more: Record<string, unknown> = {}) => who.post<any>(`/complaints/${kept.id}/merge`, { duplicateId: gone.id, reason: '同一件事说了两遍', ...more })

/** And are two again. */
export const unmerge = (who: Client, kept: Known, gone: Known) => who.post<any>(`/complaints/${kept.id}/unmerge`, { duplicateId: gone.id, reason: '原来是两件事' })
