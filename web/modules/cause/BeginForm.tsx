import { Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { beginDiagram, type Diagram, DiagramKind } from '#contract/cause.ts'
import type { PointView } from '#contract/complaint.ts'
import type { Fishbone } from '#contract/packs.ts'
import { faultOf } from '../../app/fault.ts'
import { say } from '../../app/i18n.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

interface Draft { kind: Diagram['kind']; pointId: string; scheme: string | null; effect: string | null }
interface Props { readonly complaintId: string; readonly points: readonly PointView[]; readonly schemes: readonly Fishbone[]; readonly onDone: (id: string) => void }

const WHOLE = 'whole'
const EMPTY: Draft = { kind: 'whys', pointId: WHOLE, scheme: null, effect: null }

/** Which drawing, about what: the effect is proposed in the customer's words. */
export const BeginForm = ({ complaintId, points, schemes, onDone }: Props) => {
  const { t } = useTranslation('cause')
  const [draft, setDraft, clear] = useDraft<Draft>(`causeBegin.${complaintId}`, EMPTY)
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const doing = useDo(beginDiagram, (made) => { clear(); onDone(made.id) })
  const point = points.find((one) => one.id === draft.pointId)
  const effect = draft.effect ?? (point ?? points[0])?.text ?? ''
  const scheme = draft.scheme ?? schemes[0]?.code ?? null
  const bones = schemes.find((one) => one.code === scheme)?.bones ?? []
  const begin = () => doing.mutate({ complaintId, kind: draft.kind, pointId: point?.id ?? null, effect, ...(draft.kind === 'fishbone' && scheme && { scheme }) })
  return (
    <>
      <ProblemNote error={doing.error} />
      <Field label={t('which')}>
        <Radio.Group className='stacked' aria-label={t('which')} value={draft.kind} onChange={(event) => set({ kind: event.target.value as Draft['kind'] })} options={DiagramKind.options.map((value) => ({ value, label: t(`kindHint.${value}`) }))} />
      </Field>
      {draft.kind === 'fishbone' && (
        <Field id='cause-scheme' label={t('scheme')} hint={bones.map((bone) => say(bone.label)).join(t('sep'))} error={faultOf(doing.error, 'scheme')}>
          <Select id='cause-scheme' value={scheme} onChange={(code: string) => set({ scheme: code })} options={schemes.map((one) => ({ value: one.code, label: say(one.label) }))} />
        </Field>
      )}
      {points.length > 1 && (
        <Field id='cause-point' label={t('about')}>
          <Select id='cause-point' value={draft.pointId} onChange={(pointId: string) => set({ pointId, effect: null })} options={[{ value: WHOLE, label: t('whole') }, ...points.map((one) => ({ value: one.id, label: t('pointText', { no: one.no, text: one.text }) }))]} />
        </Field>
      )}
      <Field id='cause-effect' label={t('effect')} hint={t('effectHint')} error={faultOf(doing.error, 'effect')} required>
        <Input.TextArea id='cause-effect' autoSize={{ minRows: 2, maxRows: 8 }} value={effect} onChange={(event) => set({ effect: event.target.value })} />
      </Field>
      <div className='form-end'><ActionButton kind='primary' label={t('begin')} whyNot={effect.trim() === '' ? t('effectMissing') : null} loading={doing.isPending} onPress={begin} /></div>
    </>
  )
}
