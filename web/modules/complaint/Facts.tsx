import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { answerWords } from '#contract/field-words.ts'
import type { Field } from '#contract/packs.ts'
import { say, useTerm } from '../../app/i18n.ts'
import { money } from '../../ui/money.ts'
import { useNow } from '../../ui/now.ts'
import { useZone } from '../../ui/InZone.tsx'
import { When } from '../../ui/When.tsx'
import { momentWords } from '../../ui/time-words.ts'
import './complaint.css'

type Known = Pick<Case, 'channel' | 'receiver' | 'recordedBy' | 'receivedAt' | 'registeredAt' | 'occurredAt' | 'place' | 'soFar' | 'order' | 'product' | 'fields' | 'claimFen' | 'nature' | 'privateRoom' | 'readBack' | 'presence' | 'departedAt' | 'handledBy' | 'tellBy'>

const joined = (parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join('　')

const useRows = (it: Known, fields: readonly Field[]): readonly (readonly [string, string])[] => {
  const { t } = useTranslation('case')
  const term = useTerm()
  const now = useNow()
  const { zone } = useZone()
  const ticks = [it.privateRoom && t('facts.privateRoom'), it.readBack && t('facts.readBack')].filter((each) => each !== false)
  const rows: (readonly [string, string | null | undefined])[] = [
    [t('facts.channel'), joined([term('channel', it.channel), ...ticks])],
    [t('facts.presence'), it.presence && joined([term('presence', it.presence), it.departedAt && momentWords(t, it.departedAt, now, { zone })])],
    [t('facts.receiver'), joined([it.receiver.name, it.receiver.position])],
    [t('facts.recordedBy'), it.recordedBy.name],
    [t('facts.handledBy'), it.handledBy?.name],
    [t('facts.occurredAt'), it.occurredAt && momentWords(t, it.occurredAt, now, { zone })],
    [t('facts.place'), it.place],
    [t('facts.soFar'), it.soFar],
    [t('facts.nature'), term('nature', it.nature)],
    [t('facts.tellBy'), it.tellBy && term('tellBy', it.tellBy)],
    [t('facts.claim'), it.claimFen === null ? null : money(it.claimFen)],
    [t('facts.order'), joined([it.order?.number, it.order?.boughtOn, it.order?.amountFen ? money(it.order.amountFen) : null])],
    [t('facts.product'), joined([it.product?.name, it.product?.code, it.product?.lot, it.product?.priceFen ? money(it.product.priceFen) : null])],
    ...fields.map((field) => {
      const value = it.fields[field.code]
      return [say(field.label), value === undefined ? null : answerWords(field, value, { say, yesNo: (answer) => term('yesNo', answer), money, separator: t('common:listSeparator') })] as const
    }),
  ]
  return rows.flatMap(([label, value]) => (value ? [[label, value] as const] : []))
}

/** What was written down at registration; received and entered are two facts (A16). */
export const Facts = ({ it, fields }: { readonly it: Known; readonly fields: readonly Field[] }) => {
  const { t } = useTranslation('case')
  return (
    <dl className='kv'>
      <dt>{t('facts.receivedAt')}</dt><dd><When at={it.receivedAt} /></dd>
      <dt>{t('facts.registeredAt')}</dt><dd><When at={it.registeredAt} /></dd>
      {useRows(it, fields).map(([label, value]) => <Fragment key={label}><dt>{label}</dt><dd className='pre'>{value}</dd></Fragment>)}
    </dl>
  )
}
