import { Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { say } from '../../app/i18n.ts'
import { Field } from '../../ui/Field.tsx'
import type { Draft } from './proposal.ts'

interface Props { readonly draft: Draft; readonly principles: PackView['principles']; readonly onChange: (part: Partial<Draft>) => void; readonly faultAt: (name: string) => string | null | undefined }

/** F11: no rule fits, or one would be unjust here. It is asked of the next above, and may become a rule afterwards. */
export const ExceptionFields = ({ draft, principles, onChange, faultAt }: Props) => {
  const { t } = useTranslation('case')
  if (principles.length === 0) return null
  const chosen = principles.find((one) => one.code === draft.principle)
  return (
    <>
      <Checkbox className='tick' checked={draft.isException} onChange={(event) => onChange({ isException: event.target.checked })}>{t('propose.exception')}</Checkbox>
      {draft.isException && (
        <>
          <Field id='propose-principle' label={t('propose.principle')} hint={chosen ? say(chosen.text) : t('propose.principleHint')} error={faultAt('exception/principle')} required>
            <Select id='propose-principle' value={draft.principle || null} options={principles.map((one) => ({ value: one.code, label: say(one.label) }))} onChange={(principle) => onChange({ principle: principle ?? '' })} />
          </Field>
          <Field id='propose-exception' label={t('propose.exceptionWhy')} hint={t('propose.exceptionWhyHint')} error={faultAt('exception/why')} required>
            <Input.TextArea id='propose-exception' autoSize={{ minRows: 2, maxRows: 8 }} value={draft.exceptionWhy} onChange={(event) => onChange({ exceptionWhy: event.target.value })} />
          </Field>
        </>
      )}
    </>
  )
}
