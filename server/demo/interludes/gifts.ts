import { addKind, move, receive } from '#modules/stock/commands/keep.ts'
import { oneLot } from '#modules/stock/queries/lots.ts'
import type { Play } from '../play.ts'
import type { Drawn } from '../scene.ts'
import { at, dayAgo, type Interlude, whoMay } from './interlude.ts'

const COUPONS = 12

/** What shops have to give: a present in two places, and coupons with numbers of which some run out before long. */
const stocking = (drawn: Drawn): Interlude => ({
  at: at(drawn, 45, 9, 50),
  play: async (play: Play) => {
    const [first, second] = play.cast.fronts
    if (!first) return
    const { actor } = whoMay(play.cast, 'stock.receive', first.id)
    const [present = '', coupon = ''] = play.words.beside.stock
    const gift = await play.run(actor, addKind, { name: present, form: 'gift', worthFen: 8_800, numbered: false, lowAt: 5, note: null })
    const voucher = await play.run(actor, addKind, { name: coupon, form: 'coupon', worthFen: 10_000, numbered: true, lowAt: null, note: null })
    const lot = await play.run(actor, receive, { kindId: gift.id, unitId: first.id, quantity: 40, codes: [], expiresOn: null, note: null })
    await play.run(actor, receive, { kindId: voucher.id, unitId: first.id, quantity: COUPONS, codes: Array.from({ length: COUPONS }, (_, i) => `C-${2_600 + i}`), expiresOn: dayAgo(drawn, -20), note: null })
    if (second && (actor.units === 'all' || actor.units.includes(second.id))) await play.run(actor, move, { id: lot.id, version: (await play.ask(actor, oneLot, { id: lot.id })).version, toUnitId: second.id, quantity: 4, note: null })
  },
})

export const giftsOf = (drawn: Drawn): Interlude[] => [stocking(drawn)]
