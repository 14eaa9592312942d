import type { CaseLiability, ChargeBack, Division } from '#contract/liability.ts'
import { type Block, heading, prose, table } from '../../blocks.ts'
import type { Pen } from '../../words.ts'

const SHARE = 20
const MONEY = 30
const STAMP = 33

const divided = (pen: Pen, one: Division): Block[] => {
  const l = pen.w.file.liabilityOf
  return [
    heading(pen.list([pen.at(one.at), one.by?.name])),
    ...(one.reason ? [prose(l.reason, one.reason)] : []),
    table([{ head: l.party, mm: 40 }, { head: l.share, mm: SHARE, right: true }, { head: l.amount, mm: MONEY, right: true }, { head: l.grounds, share: 1 }],
      one.shares.map((share) => [[pen.term('shareParty', share.party), share.outsider?.name ?? ''] as const, `${share.share / 100}%`, pen.money(share.amountFen), share.grounds])),
  ]
}

const claimed = (pen: Pen, one: ChargeBack): Block[] => {
  const l = pen.w.file.liabilityOf
  return [
    heading(`${l.chargeBack} ${one.number}　${one.outsider.name}`),
    table([{ head: l.at, mm: STAMP }, { head: l.what, mm: 30 }, { head: l.amount, mm: MONEY, right: true }, { head: l.note, share: 1 }],
      one.steps.map((step) => [[pen.stamp(step.at), step.by?.name ?? ''] as const, pen.term('chargeBackState', step.kind), step.amountFen === null ? '' : pen.money(step.amountFen), step.kind === 'received' ? pen.list([one.receipt?.reference, step.note]) : step.note ?? ''])),
  ]
}

/** Whose fault it was, in shares, and what was charged back of what it cost. */
export const liability = (pen: Pen): Block[] => {
  const { current, earlier, chargeBacks }: Pick<CaseLiability, 'current' | 'earlier' | 'chargeBacks'> = pen.data.liability ?? { current: null, earlier: [], chargeBacks: [] }
  return [...(current ? divided(pen, current) : []), ...earlier.flatMap((one) => divided(pen, one)), ...chargeBacks.flatMap((one) => claimed(pen, one))]
}
