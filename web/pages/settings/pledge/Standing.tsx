import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Page, publishPage, withdrawPage } from '#contract/pledge.ts'
import { localeNow, say } from '../../../app/i18n.ts'
import { useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'

const Figures = ({ page: { figures, countedAt } }: { readonly page: Page }) => {
  const { t } = useTranslation('pledge')
  if (!figures || !countedAt) return <p className='muted'>{t('notCounted')}</p>
  const told = [
    figures.closed !== null && t('closed', { count: figures.closed }), figures.inTime && t('inTime', { percent: figures.inTime.percent }), figures.medianDays !== null && t('median', { days: figures.medianDays }),
    figures.satisfied && t('satisfied', { percent: figures.satisfied.percent }), ...figures.categories.slice(0, 5).map(({ label, count }) => t('kind', { label: say(label), count })),
  ].filter(Boolean)
  return <p className='muted'>{told.length ? told.join(' · ') : t('tooFew')} <small>{t('countedAt')} <When at={countedAt} /></small></p>
}

/** Whether everybody can read the page, where, and what its figures say. */
export const Standing = ({ page }: { readonly page: Page }) => {
  const { t } = useTranslation('pledge')
  const whyNot = useWhyNot()
  const publishing = useDo(publishPage)
  const withdrawing = useDo(withdrawPage)
  return (
    <Section>
      <div className='card-b pledge-s'>
        <p>{page.publishedAt ? <><Chip tone='good'>{t('public')}</Chip> <a className='link' href={page.address} target='_blank' rel='noreferrer'>{page.address}</a></> : <><Chip>{t('private')}</Chip> {t(page.written ? 'privateHint' : 'draftHint')}</>}</p>
        <Figures page={page} />
        <div className='fb-a'>
          {page.publishedAt
            ? <Confirm label={t('withdraw')} question={t('withdrawSure')} whyNot={whyNot('pledge.withdrawPage')} loading={withdrawing.isPending} onConfirm={() => withdrawing.mutate({})} />
            : <ActionButton label={t('publish')} kind='primary' whyNot={page.written ? whyNot('pledge.publishPage') : t('saveFirst')} loading={publishing.isPending} onPress={() => publishing.mutate({ version: page.version })} />}
          {page.written && <Button icon={<PrinterOutlined aria-hidden='true' />} href={links.poster(localeNow())} target='_blank'>{t('poster')}</Button>}
        </div>
        <ProblemNote error={publishing.error ?? withdrawing.error} />
      </div>
    </Section>
  )
}
