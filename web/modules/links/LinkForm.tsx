import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { link } from '#contract/casefile.ts'
import type { ListItem } from '#contract/complaint.ts'
import { LinkKind } from '#contract/links.ts'
import { faultOf } from '../../app/fault.ts'
import { useDo } from '../../app/query.ts'
import { Field } from '../../ui/Field.tsx'
import { FindCase } from './FindCase.tsx'
import { ReasonForm } from './ReasonForm.tsx'

interface Props {
  readonly id: string
  /** The one that was pressed, with why it was shown. */
  readonly preset: { readonly id: string; readonly number: string; readonly why: string } | null
  readonly whyNot: string | null | undefined
  readonly onDone: () => void
}

/** A11: two complaints that belong together, and how. */
export const LinkForm = ({ id, preset, whyNot, onDone }: Props) => {
  const { t } = useTranslation('links')
  const [chosen, setChosen] = useState<ListItem | null>(null)
  const [kind, setKind] = useState<LinkKind>('related')
  const [reason, setReason] = useState(preset ? t('form.because', { why: preset.why }) : '')
  const doing = useDo(link, onDone)
  const otherId = preset?.id ?? chosen?.id
  return (
    <ReasonForm reason={reason} onReason={setReason} save={t('form.linkSave')} bar={whyNot ?? (otherId ? null : t('form.otherMissing'))} error={doing.error} pending={doing.isPending} onSave={() => { if (otherId) doing.mutate({ id, otherId, kind, reason }) }}>
      {preset ? <p className='form-lead'>{t('family.linkOf', { number: preset.number })}</p> : <FindCase except={id} chosen={chosen} onChoose={setChosen} error={faultOf(doing.error, 'otherId')} />}
      <Field label={t('form.kind')}>
        <Radio.Group aria-label={t('form.kind')} value={kind} onChange={(event) => setKind(event.target.value as LinkKind)} options={LinkKind.options.map((value) => ({ value, label: t(`form.kindOf.${value}`) }))} className='rows-r' />
      </Field>
    </ReasonForm>
  )
}
