import type { PackBody } from '#modules/packs/shape.ts'

const FRONT = ['shop', 'service', 'plant', 'department']

/** The units that customers come to and that have somebody to attend to them, in the order of the pack. */
export const frontsOf = ({ units, positions }: PackBody): PackBody['units'] => {
  const attends = (position: string) => positions.find((p) => p.code === position)?.role === 'handler'
  return units.filter((u) => FRONT.includes(u.kind) && u.positions.some(attends))
}
