import { useTranslation } from 'react-i18next'
import { choiceOf } from '#contract/assigning.ts'
import { Asked } from '../../app/Asked.tsx'
import { useAsk } from '../../app/query.ts'
import { When } from '../../ui/When.tsx'
import { Considered } from './Considered.tsx'

/** Why the case went to this person when somebody was last chosen for it; asked when it is opened. */
export const WhyOwner = ({ complaintId }: { readonly complaintId: string }) => {
  const { t } = useTranslation('assigning')
  const query = useAsk(choiceOf, { id: complaintId })
  return (
    <Asked query={query} rows={4}>
      {(choice) => (
        <>
          <p className='form-lead'>{t(`chosenBy.${choice.way}`, { name: choice.person.name })}　<When at={choice.at} /></p>
          <Considered people={choice.considered} chosen={choice.person.id} label={t('whoCould')} />
          <p className='muted'>{t('howLoad')}</p>
        </>
      )}
    </Asked>
  )
}
