import { useTranslation } from 'react-i18next'
import { type DeskItem, show } from '#contract/casefile.ts'
import type { PackView } from '#contract/packs.ts'
import { Bones } from '../../app/Asked.tsx'
import { Go } from '../../app/Go.tsx'
import { useAsk } from '../../app/query.ts'
import { links } from '../../links.ts'
import { addressee } from '../../modules/clock/addressee.ts'
import { useClockLabel } from '../../modules/clock/clock-label.ts'
import { DecideExtension } from '../../modules/clock/DecideExtension.tsx'
import { ExtensionLetter } from '../../modules/clock/ExtensionLetter.tsx'
import { ExtensionDates } from '../../modules/clock/ExtensionNote.tsx'
import { UrgencyTag } from '../../modules/complaint/UrgencyTag.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'

interface Props { readonly item: DeskItem & { readonly complaintId: string }; readonly pack: PackView | undefined; readonly at: number; readonly isAt: boolean }

/** More time that somebody asks for: for which deadline, until when, why, and what the customer will read. */
export const ExtensionCard = ({ item, pack, at, isAt }: Props) => {
  const { t } = useTranslation('approvals')
  const labelOf = useClockLabel(pack)
  const { data } = useAsk(show, { id: item.complaintId })
  const extension = data?.extensions.find((each) => each.id === item.id)
  const head = (
    <>
      <span className='apr-t'><span><UrgencyTag urgency={item.urgency} /> {item.customerName}</span><b>{extension && t('extension', { clock: labelOf(extension.clock) })}</b></span>
      <span className='apr-m'><span className='no'>{item.number}</span><span>{item.unitName}</span>{extension?.askedBy && <span>{t('asked', { name: extension.askedBy.name })}　<When at={extension.askedAt} /></span>}</span>
    </>
  )
  return (
    <li data-row={at} className={isAt ? 'at' : ''}>
      <Section className='apr' title={head}>
        {extension && data ? (
          <>
            <div className='card-b apr-b'>
              <dl className='apr-why'>
                <div><dt>{t('dates')}</dt><dd><ExtensionDates extension={extension} /></dd></div>
                <div><dt>{t('askedWhy')}</dt><dd className='pre'>{extension.reason}</dd></div>
                <div><dt>{t('about')}</dt><dd className='pre'>{data.points.map((point) => point.reading || point.text).join('\n')}</dd></div>
                <div><dd><Go className='link' to={links.complaint(item.complaintId)}>{t('open')}</Go></dd></div>
              </dl>
              <ExtensionLetter to={addressee(data)} reason={extension.reason} until={extension.until} />
            </div>
            <div className='card-b'><DecideExtension complaintId={item.complaintId} extension={extension} /></div>
          </>
        ) : <div className='card-b'><Bones rows={4} /></div>}
      </Section>
    </li>
  )
}
