import { useTranslation } from 'react-i18next'
import { change, issue, type LiaisonForm, type LiaisonProposal, proposal } from '#contract/liaison.ts'
import { installed } from '#contract/packs.ts'
import { Asked } from '../../app/Asked.tsx'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { LongField, TextField } from '../../ui/inputs.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Fields, type Values } from './Fields.tsx'
import { UnitPick } from '../../app/UnitPick.tsx'

interface Draft { readonly text: string; readonly demand: string; readonly product: string; readonly lot: string; readonly order: string; readonly fields: Values; readonly quality: readonly string[]; readonly units: readonly string[]; readonly otherwise: string }
type Source = Pick<LiaisonProposal, 'text' | 'demand' | 'product' | 'lot' | 'order' | 'fields' | 'template'> & { readonly route: Pick<LiaisonForm['route'], 'why' | 'quality' | 'units'> & { readonly otherwise?: string | null } }

const begin = (from: Source): Draft => ({
  text: from.text, demand: from.demand, product: from.product ?? '', lot: from.lot ?? '', order: from.order ?? '', fields: from.fields, quality: from.route.quality ? [from.route.quality.id] : [], units: from.route.units.map((unit) => unit.id), otherwise: from.route.otherwise ?? '',
})
const sent = (draft: Draft) => ({
  text: draft.text, demand: draft.demand, product: draft.product || null, lot: draft.lot || null, order: draft.order || null, fields: draft.fields, qualityUnitId: draft.quality[0] ?? null, unitIds: [...draft.units], otherwise: draft.otherwise,
})
const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((one) => b.includes(one))

interface FormProps { readonly from: Source; readonly keep: string; readonly save: string; readonly error: Error | null; readonly pending: boolean; readonly onSave: (content: ReturnType<typeof sent>, clear: () => void) => void }

const Form = ({ from, keep, save, error, pending, onSave }: FormProps) => {
  const { t } = useTranslation('liaison')
  const { data: pack } = useAsk(installed, {})
  const [draft, setDraft, clear] = useDraft<Draft>(keep, begin(from))
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const first = begin(from)
  const otherwise = Boolean(from.route.otherwise) || !same(draft.units, first.units) || !same(draft.quality, first.quality)
  const bar = draft.text.trim() === '' ? t('issue.textMissing') : draft.units.length === 0 ? t('issue.unitsMissing') : otherwise && draft.otherwise.trim() === '' ? t('issue.otherwiseMissing') : null
  return (
    <>
      <ProblemNote error={error} />
      <LongField label={t('issue.text')} hint={t('issue.textHint')} required rows={4} value={draft.text} error={faultOf(error, 'text')} onChange={(text) => set({ text })} />
      <LongField label={t('issue.demand')} rows={2} value={draft.demand} error={faultOf(error, 'demand')} onChange={(demand) => set({ demand })} />
      <div className='form-grid'>
        <TextField label={t('head.product')} value={draft.product} error={faultOf(error, 'product')} onChange={(product) => set({ product })} />
        <TextField label={t('head.lot')} value={draft.lot} error={faultOf(error, 'lot')} onChange={(lot) => set({ lot })} />
        <TextField label={t('head.order')} value={draft.order} error={faultOf(error, 'order')} onChange={(order) => set({ order })} />
      </div>
      <Fields template={from.template} part='issue' values={draft.fields} onChange={(fields) => set({ fields })} causes={pack?.rootCauses ?? []} error={error} />
      <p className='form-lead'>{t('issue.why', { why: say(from.route.why) })}</p>
      <UnitPick id='lia-quality' optional label={t('issue.quality')} hint={t('issue.qualityHint')} value={draft.quality} error={faultOf(error, 'qualityUnitId')} onChange={(quality) => set({ quality: quality.slice(-1) })} />
      <UnitPick id='lia-units' label={t('issue.units')} value={draft.units} error={faultOf(error, 'unitIds')} onChange={(units) => set({ units })} />
      {otherwise && <TextField label={t('issue.otherwise')} hint={t('issue.otherwiseHint')} required value={draft.otherwise} error={faultOf(error, 'otherwise')} onChange={(words) => set({ otherwise: words })} />}
      <div className='form-end'><ActionButton kind='primary' label={save} whyNot={bar} loading={pending} onPress={() => onSave(sent(draft), clear)} /></div>
    </>
  )
}

/** A new form of a case; it begins with what the registration knows. */
export const IssueForm = ({ complaintId, onDone }: { readonly complaintId: string; readonly onDone: (made: LiaisonForm) => void }) => {
  const { t } = useTranslation('liaison')
  const asked = useAsk(proposal, { complaintId }, { still: true })
  const doing = useDo(issue, onDone)
  return <Asked query={asked} rows={8}>{(from) => <Form from={from} keep={`liaison.${complaintId}`} save={t('issue.save')} error={doing.error} pending={doing.isPending} onSave={(content, clear) => doing.mutate({ complaintId, ...content }, { onSuccess: clear })} />}</Asked>
}

export const ChangeForm = ({ it, onDone }: { readonly it: LiaisonForm; readonly onDone: () => void }) => {
  const { t } = useTranslation('liaison')
  const doing = useDo(change, onDone)
  return <Form from={it} keep={`liaison.${it.id}.${it.version}`} save={t('issue.keep')} error={doing.error} pending={doing.isPending} onSave={(content, clear) => doing.mutate({ id: it.id, version: it.version, ...content }, { onSuccess: clear })} />
}
