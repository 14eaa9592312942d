import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type GiftKind, giftKinds } from '#contract/stock.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Field } from '../../ui/Field.tsx'
import { money } from '../../ui/money.ts'

/** What lies in stock, with its worth: chosen, it fills in what is promised, so that it can be issued for it. Nothing where a firm keeps no stock. */
export const GiftWorth = ({ id, onTake }: { readonly id: string; readonly onTake: (kind: GiftKind) => void }) => {
  const { t } = useTranslation('case')
  const can = useCan()
  const kinds = useAsk(giftKinds, {}, { enabled: can('stock.read') }).data?.items ?? []
  const take = (kindId: string) => { const kind = kinds.find((one) => one.id === kindId); if (kind) onTake(kind) }
  if (!kinds.length) return null
  return <Field id={id} label={t('propose.fromStock')}><Select id={id} showSearch={{ optionFilterProp: 'label' }} value={null} placeholder={t('propose.fromStockHint')} onChange={take} options={kinds.map((kind) => ({ value: kind.id, label: `${kind.name}　${money(kind.worthFen)}` }))} /></Field>
}
