import type { ReactNode } from 'react'
import type { Inserted } from '../../modules/communication/drafting.ts'
import type { Scene } from './scene.ts'

export type Shown = (scene: Scene, on: string | null, inserted: Inserted | null) => ReactNode

export const pointPanel = (show: (scene: Scene, point: Scene['it']['points'][number]) => ReactNode): Shown => (scene, on) => {
  const point = scene.it.points.find((each) => each.id === on) ?? scene.it.points[0]
  return point && show(scene, point)
}

/** Of what the URL names; nothing where it is not there. */
export const panelOf = <One extends { readonly id: string }>(among: (it: Scene['it']) => readonly One[]) => (show: (scene: Scene, one: One) => ReactNode): Shown => (scene, on) => {
  const one = among(scene.it).find((each) => each.id === on)
  return one && show(scene, one)
}
