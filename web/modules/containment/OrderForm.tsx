import { useTranslation } from 'react-i18next'
import { HoldKind, orderHold } from '#contract/containment.ts'
import { faultOf } from '../../app/fault.ts'
import { useTerm } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { UnitPick } from '../../app/UnitPick.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, SelectField, TextField } from '../../ui/inputs.tsx'
import { useZone } from '../../ui/InZone.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { momentAt } from '../../ui/zone.ts'

interface Draft { readonly kind: HoldKind; readonly product: string; readonly lot: string; readonly reason: string; readonly unitIds: readonly string[]; readonly confirmBy: string }

const useBar = ({ kind, product, lot, reason, unitIds, confirmBy }: Draft) => {
  const { t } = useTranslation('containment')
  if (kind === 'lot' && lot.trim() === '') return t('order.lotMissing')
  if (kind !== 'lot' && product.trim() === '') return t('order.productMissing')
  if (reason.trim() === '') return t('order.reasonMissing')
  if (unitIds.length === 0) return t('order.unitsMissing')
  return confirmBy === '' ? t('order.confirmMissing') : null
}

interface Props { readonly complaintId: string | null; readonly product?: string | undefined; readonly lot?: string | undefined; readonly unitId?: string | undefined; readonly whyNot: string | null; readonly onDone: (id: string) => void }

/** Held at once: what, why, and who is to confirm it. */
export const OrderForm = ({ complaintId, product = '', lot = '', unitId, whyNot, onDone }: Props) => {
  const { t } = useTranslation('containment')
  const term = useTerm()
  const { zone } = useZone()
  const [draft, setDraft, clear] = useDraft<Draft>(`hold.${complaintId ?? 'new'}`, { kind: lot || !product ? 'lot' : 'sale', product, lot, reason: '', unitIds: unitId ? [unitId] : [], confirmBy: '' })
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(orderHold, ({ id }) => { clear(); onDone(id) })
  const bar = useBar(draft)
  const { kind, reason, unitIds, confirmBy } = draft
  return (
    <>
      <p className='form-lead'>{t('order.lead')}</p>
      <ProblemNote error={doing.error} />
      <SelectField label={t('order.kind')} required value={kind} onChange={(next) => set({ kind: HoldKind.options.find((each) => each === next) ?? kind })} options={HoldKind.options.map((value) => ({ value, label: term('holdKind', value) }))} />
      <div className='form-grid'>
        <TextField label={t('order.product')} required={kind !== 'lot'} value={draft.product} error={faultOf(doing.error, 'product')} onChange={(next) => set({ product: next })} />
        <TextField label={t('order.lot')} required={kind === 'lot'} value={draft.lot} error={faultOf(doing.error, 'lot')} onChange={(next) => set({ lot: next })} />
      </div>
      <LongField label={t('order.reason')} required rows={3} value={reason} error={faultOf(doing.error, 'reason')} onChange={(next) => set({ reason: next })} />
      <UnitPick id='hold-units' label={t('order.units')} value={unitIds} error={faultOf(doing.error, 'unitIds')} onChange={(next) => set({ unitIds: next })} />
      <TextField label={t('order.confirmBy')} required type='datetime-local' value={confirmBy} error={faultOf(doing.error, 'confirmBy')} onChange={(next) => set({ confirmBy: next })} />
      <div className='form-end'><ActionButton kind='danger' label={t('order.save')} whyNot={whyNot ?? bar} loading={doing.isPending} onPress={() => doing.mutate({ kind, product: draft.product || null, lot: draft.lot || null, reason, complaintId, unitIds: [...unitIds], confirmBy: momentAt(zone, confirmBy) })} /></div>
    </>
  )
}
