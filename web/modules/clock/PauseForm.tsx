import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { pause } from '#contract/casefile.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useDraft } from '../../ui/draft.ts'
import { Field } from '../../ui/Field.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Quick } from '../../ui/Quick.tsx'

const USUAL = ['goods', 'papers', 'offer', 'appointment', 'thinking'] as const

interface Props {
  readonly id: string
  /** What the clocks are called that would stand still. */
  readonly stops: readonly string[]
  readonly whyNot: string | null | undefined
  readonly onDone: () => void
}

/** D2: while we wait for the customer the clocks that allow it stand still, with a reason that everybody sees. */
export const PauseForm = ({ id, stops, whyNot, onDone }: Props) => {
  const { t } = useTranslation('case')
  const [reason, setReason, clear] = useDraft(`pause.${id}`, '')
  const doing = useDo(pause, () => { clear(); onDone() })
  const notYet = stops.length === 0 ? t('pause.nothing') : reason.trim() === '' ? t('pause.reasonMissing') : null
  return (
    <>
      <p className='form-lead'>{t('pause.lead')}{stops.length > 0 && t('pause.stops', { clocks: stops.join(t('common:listSeparator')) })}</p>
      <ProblemNote error={doing.error} />
      <Field id='pause-reason' label={t('pause.reason')} error={faultOf(doing.error, 'reason')} required>
        <Input.TextArea id='pause-reason' autoSize={{ minRows: 2, maxRows: 6 }} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Quick label={t('pause.usual')} picks={USUAL.map((each) => { const words = t(`pause.for.${each}`); return [words, words] as const })} value={reason} onPick={setReason} />
      <div className='form-end'><ActionButton kind='primary' label={t('pause.save')} whyNot={whyNot ?? notYet} loading={doing.isPending} onPress={() => doing.mutate({ id, reason })} /></div>
    </>
  )
}
