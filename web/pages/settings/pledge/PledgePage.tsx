import { useTranslation } from 'react-i18next'
import { ownPage } from '#contract/pledge.ts'
import { Asked } from '../../../app/Asked.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import '../../feedback/feedback.css'
import { PageForm } from './PageForm.tsx'
import { Standing } from './Standing.tsx'
import { Stories } from './Stories.tsx'
import './pledge.css'

/** The firm's page for everybody: its pledge, its ways, its results and what complaints have changed. */
export const PledgePage = () => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const query = useAsk(ownPage, {}, { still: true })
  return (
    <div className='stack'>
      <PageHead title={t('place.pledge.label')} sub={t('place.pledge.hint')} />
      <Asked query={query} rows={10}>{(page) => (
        <>
          <Standing page={page} />
          <Stories />
          {can('pledge.changePage') && <PageForm page={page} />}
        </>
      )}</Asked>
    </div>
  )
}
