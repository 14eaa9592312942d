import { useTranslation } from 'react-i18next'
import { preview } from '#contract/liaison-outside.ts'
import { Asked } from '../../app/Asked.tsx'
import { say } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { Countdown } from '../../ui/Countdown.tsx'
import type { OfStop } from './ActForms.tsx'
import { Table } from './Table.tsx'

/** As they see it: the very answer that their link gets. */
export const Preview = ({ stop }: OfStop) => {
  const { t } = useTranslation('liaison')
  const asked = useAsk(preview, { id: stop.party?.id ?? '' }, { enabled: Boolean(stop.party) })
  return (
    <Asked query={asked} rows={8}>{(part) => (
      <>
        <p className='form-lead'>{t('preview.lead', { name: part.name })}</p>
        <Table cells={[
          { label: t('preview.from'), value: part.organization, wide: true }, { label: t('party.matter'), value: part.matter, wide: true }, ...(part.message ? [{ label: t('preview.message'), value: part.message, wide: true }] : []), ...part.shown.map((one) => ({ label: say(one.label), value: one.value })),
          { label: t('party.files'), value: part.files.map((file) => file.name).join(t('common:listSeparator')), wide: true }, { label: t('party.asks'), value: part.fields.map((field) => say(field.label)).join(t('common:listSeparator')), wide: true },
        ]} />
        {part.dueAt && <p className='muted'>{t('preview.due')} <Countdown dueAt={part.dueAt} /></p>}
        <p className='muted'>{t('preview.nothingElse')}</p>
      </>
    )}</Asked>
  )
}
