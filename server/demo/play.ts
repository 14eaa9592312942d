import type { Actor } from '#kernel/actor.ts'
import { newId } from '#kernel/id.ts'
import type { Instant } from '#kernel/time.ts'
import type { Cast, Member, Place } from './cast.ts'
import type { Matter } from './matters.ts'
import { type Scene, type Setting, sceneAt } from './scene.ts'

/** A moment with everybody who plays in it. */
export interface Play extends Scene { readonly cast: Cast }

export const playAt = (setting: Setting, cast: Cast, now: Instant): Play => ({ ...sceneAt(setting, now), cast })

/** One line of the programme: what happens to whom, when and by which way it came in. */
export interface Row {
  readonly plot: string; readonly via: 'phone' | 'walkIn' | 'letter' | 'email' | 'web' | 'card' | 'social' | 'field' | 'dealer' | 'regulator' | 'colleague' | 'automatic'
  /** Which of the customers. */
  readonly who: number
  readonly start: Instant
  /** Which of the places that customers come to; null: by turns. */
  readonly front: number | null
  readonly matter: Matter
  /** A second point of the same complaint. */
  readonly also: Matter | null
}

/** A case as its plot unfolds. */
export interface Folder {
  readonly index: number; readonly row: Row; readonly place: Place
  handler: Member
  id: string; number: string; code: string; points: readonly string[]; remedyId: string; promiseId: string; handoverId: string; takerId: string; messages: number
}

export type Act = (play: Play, folder: Folder) => Promise<void>

export const newFolder = (index: number, row: Row, place: Place, handler: Member): Folder => ({ index, row, place, handler, id: '', number: '', code: '', points: [], remedyId: newId(), promiseId: newId(), handoverId: newId(), takerId: '', messages: 0 })

/** The matter of a point. */
export const matterAt = ({ row }: Folder, point: number): Matter => (point > 0 && row.also ? row.also : row.matter)

/** Who may say no to nothing: the handler of the case. */
export const actorOf = (folder: Folder): Actor => folder.handler.actor
