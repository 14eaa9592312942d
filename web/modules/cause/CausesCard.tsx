import { useTranslation } from 'react-i18next'
import { diagramsOf } from '#contract/cause.ts'
import { Go } from '../../app/Go.tsx'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { links } from '../../links.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Section } from '../../ui/Section.tsx'
import './cause.css'

interface Props { readonly complaintId: string; readonly isOpen: boolean; readonly onBegin: () => void }

/** E7: the drawings of a case, each with the root causes chosen in it. */
export const CausesCard = ({ complaintId, isOpen, onBegin }: Props) => {
  const { t } = useTranslation('cause')
  const can = useCan()
  const items = useAsk(diagramsOf, { complaintId }, { enabled: can('cause.read') }).data?.items ?? []
  const mayBegin = isOpen && can('cause.begin')
  if (!can('cause.read') || (items.length === 0 && !mayBegin)) return null
  return (
    <Section title={t('title')} count={items.length || undefined} extra={mayBegin && <button type='button' className='link' onClick={onBegin}>{t('begin')}</button>}>
      <div className='card-b'>
        {items.length === 0 && <p className='muted'>{t('none')}</p>}
        <ul className='cz-c'>
          {items.map((item) => (
            <li key={item.id}>
              <p><Go className='link' to={links.causes(item.id)}>{t(`kind.${item.kind}`)}</Go> {item.point && <Chip>{t('point', { no: item.point.no })}</Chip>} <span className='muted'>{t('count', { count: item.causes })}</span></p>
              {item.roots.map((root) => <p key={root}><Chip tone='primary'>{t('root')}</Chip> {root}</p>)}
            </li>
          ))}
        </ul>
      </div>
    </Section>
  )
}
