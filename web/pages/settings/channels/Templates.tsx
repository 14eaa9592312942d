import { useTranslation } from 'react-i18next'
import { KNOWN_VALUES, type Template, TemplateKind, type TemplateValue } from '#contract/channel.ts'
import { LOCALES } from '#contract/common.ts'
import { useTerm } from '../../../app/i18n.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import { newTemplate, type Typed } from './fields.ts'

type Blank = Template['params'][number]
interface BlanksProps { readonly template: Template; readonly named: boolean; readonly onChange: (params: Blank[]) => void; readonly faultAt: (index: number) => string | undefined }

/** What stands in the blanks of the template, in their order. */
const Blanks = ({ template, named, onChange, faultAt }: BlanksProps) => {
  const { t } = useTranslation('channel')
  const { params } = template
  const options = KNOWN_VALUES[template.kind].map((value) => ({ value, label: t(`value.${value}`) }))
  const put = (at: number, blank: Partial<Blank>) => onChange(params.map((one, i) => (i === at ? { ...one, ...blank } : one)))
  return (
    <>
      {params.map((blank, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blanks have no name of their own but their place.
        <div className='ch-blank' key={i}>
          {named ? <TextField label={t('template.blankName')} required value={blank.name} onChange={(name) => put(i, { name })} error={faultAt(i)} /> : <p className='muted ch-gap'>{t('template.blankNo', { no: i + 1 })}</p>}
          <SelectField label={t('template.blankValue')} value={blank.value} onChange={(value) => put(i, { value: (value ?? 'number') as TemplateValue })} options={options} />
          <ActionButton label={t('template.removeBlank')} size='small' whyNot={null} onPress={() => onChange(params.filter((_, at) => at !== i))} />
        </div>
      ))}
      <ActionButton label={t('template.addBlank')} size='small' whyNot={null} onPress={() => onChange([...params, { name: '', value: KNOWN_VALUES[template.kind][0] ?? 'number' }])} />
    </>
  )
}

interface Props { readonly typed: Typed; readonly onChange: (templates: readonly Template[]) => void; readonly faultAt: (field: string) => string | undefined }

/** The templates that the provider has approved, one for each kind of message and language. */
export const Templates = ({ typed, onChange, faultAt }: Props) => {
  const { t } = useTranslation('channel')
  const term = useTerm()
  const { templates } = typed
  const put = (at: number, change: Partial<Template>) => onChange(templates.map((one, i) => (i === at ? { ...one, ...change } : one)))
  const next = TemplateKind.options.find((kind) => !templates.some((one) => one.kind === kind && one.locale === typed.locale)) ?? 'receipt'
  return (
    <>
      <h3>{t('template.title')}</h3>
      <p className='muted ch-gap'>{t('template.hint', { url: `${location.origin}/portal?renew=` })}</p>
      {templates.map((template, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: kind and language can be chosen anew at any place.
        <fieldset className='ch-tpl' key={i}>
          <legend>{t(`kind.${template.kind}`)}</legend>
          <div className='ch-two'>
            <SelectField label={t('template.kind')} value={template.kind} onChange={(kind) => put(i, newTemplate(TemplateKind.catch('receipt').parse(kind), template.locale))} options={TemplateKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))} error={faultAt(`templates/${i}/kind`)} />
            <SelectField label={t('template.locale')} value={template.locale} onChange={(value) => put(i, { locale: LOCALES.find((one) => one === value) ?? 'zh-CN' })} options={LOCALES.map((value) => ({ value, label: term('locale', value) }))} />
          </div>
          <TextField label={t('template.id')} required value={template.templateId} onChange={(templateId) => put(i, { templateId })} error={faultAt(`templates/${i}/templateId`)} />
          <Blanks template={template} named={typed.kind === 'aliyunSms'} onChange={(params) => put(i, { params })} faultAt={(at) => faultAt(`templates/${i}/params/${at}`)} />
          <ActionButton label={t('template.remove')} size='small' whyNot={null} onPress={() => onChange(templates.filter((_, at) => at !== i))} />
        </fieldset>
      ))}
      <p className='ch-gap'><ActionButton label={t('template.add')} whyNot={null} onPress={() => onChange([...templates, newTemplate(next, typed.locale)])} /></p>
    </>
  )
}
