import { useTranslation } from 'react-i18next'
import { callsWanted, wantCalls } from '#contract/campaign.ts'
import { useAsk, useDo } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { useWhyNot } from '../settings/allowed.ts'

/** Whether we may ring them to hear their opinion. */
export const OpinionCalls = ({ customerId }: { readonly customerId: string }) => {
  const { t } = useTranslation('customer')
  const can = useCan()
  const whyNot = useWhyNot()
  const { data } = useAsk(callsWanted, { id: customerId }, { enabled: can('campaign.read') })
  const changing = useDo(wantCalls)
  if (!data) return null
  return (
    <Section title={t('opinion.label')}>
      <div className='card-b'>
        <p>{t(data.wanted ? 'opinion.wanted' : 'opinion.unwanted')}{data.since && <span className='muted'>　{data.by?.name} <When at={data.since} /></span>}</p>
        <div className='card-a'><ActionButton size='small' label={t(data.wanted ? 'opinion.stop' : 'opinion.allow')} whyNot={whyNot('campaign.disturb')} loading={changing.isPending} onPress={() => changing.mutate({ id: customerId, wanted: !data.wanted })} /></div>
        <ProblemNote error={changing.error} />
      </div>
    </Section>
  )
}
