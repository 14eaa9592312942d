import { useTranslation } from 'react-i18next'
import { formsOfCase } from '#contract/liaison.ts'
import { Go } from '../../app/Go.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Section } from '../../ui/Section.tsx'
import { StopLine } from './StopLine.tsx'

interface Props { readonly complaintId: string; readonly isOpen: boolean; readonly onIssue: () => void }

/** E3: the forms of a case, each with its way drawn: who has it, until when. */
export const LiaisonCard = ({ complaintId, isOpen, onIssue }: Props) => {
  const { t } = useTranslation('liaison')
  const can = useCan()
  const items = useAsk(formsOfCase, { complaintId }, { enabled: can('liaison.read') }).data?.items ?? []
  const mayIssue = isOpen && can('liaison.issue')
  if (!can('liaison.read') || (items.length === 0 && !mayIssue)) return null
  return (
    <Section title={t('card.title')} count={items.length || undefined} extra={mayIssue && <button type='button' className='link' onClick={onIssue}>{t('card.issue')}</button>}>
      <div className='card-b'>
        {items.length === 0 && <p className='muted'>{t('card.none')}</p>}
        {items.map((item) => (
          <div key={item.id} className='lia-f'>
            <p><Go className='link no' to={links.liaisonForm(item.id)}>{item.number}</Go><Chip tone={item.endedAt ? 'plain' : 'primary'}>{t(`formState.${item.state}`)}</Chip>{item.round > 1 && <span className='muted'>{t('round', { no: item.round })}</span>}</p>
            <StopLine stops={item.stops} />
          </div>
        ))}
      </div>
    </Section>
  )
}
