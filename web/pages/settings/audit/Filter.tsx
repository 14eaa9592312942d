import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { actions } from '#contract/audit.ts'
import { people } from '#contract/identity.ts'
import { useAsk } from '../../../app/query.ts'
import { useZoneHint } from '../../../ui/InZone.tsx'
import { SelectField, TextField } from '../../../ui/inputs.tsx'
import type { AuditFilter } from './asked.ts'

const NOTHING: AuditFilter = { subject: undefined, who: undefined, what: undefined, from: undefined, until: undefined }

// The list of choices is read aloud with its values: a name in this form is not taken for words that were left untranslated.
const choiceOf = (name: string) => name.replace('.', '/')
const nameOf = (value: string) => value.replace('/', '.')

const useActions = () => {
  const { t } = useTranslation('settings')
  const known = useAsk(actions, {}).data?.items ?? []
  const areaOf = (name: string) => t(`pack.area.${name.split('.')[0]}`, { defaultValue: '' })
  return known.map(({ name, words }) => ({ value: choiceOf(name), label: [areaOf(name), words].filter(Boolean).join(' · ') }))
}

/** Who, what and when: what the trail is narrowed by. */
export const Filter = ({ filter, onChange }: { readonly filter: AuditFilter; readonly onChange: (patch: AuditFilter) => void }) => {
  const { t } = useTranslation('settings')
  const zoneHint = useZoneHint()
  const persons = useAsk(people, {}).data?.items ?? []
  return (
    <search className='aud-f' aria-label={t('audit.filter')}>
      <SelectField label={t('audit.who')} search clear value={filter.who ?? null} placeholder={t('audit.anybody')} onChange={(who) => onChange({ who: who ?? undefined })} options={persons.map((one) => ({ value: one.id, label: one.name }))} />
      <SelectField label={t('audit.what')} search clear value={filter.what ? choiceOf(filter.what) : null} placeholder={t('audit.anything')} onChange={(what) => onChange({ what: what ? nameOf(what) : undefined })} options={useActions()} />
      <TextField label={t('audit.from')} type='date' value={filter.from ?? ''} onChange={(from) => onChange({ from })} hint={zoneHint} />
      <TextField label={t('audit.until')} type='date' value={filter.until ?? ''} onChange={(until) => onChange({ until })} />
      {Object.values(filter).some(Boolean) && <Button type='link' onClick={() => onChange(NOTHING)}>{t('audit.showAll')}</Button>}
    </search>
  )
}
