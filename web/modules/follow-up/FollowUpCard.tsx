import { useTranslation } from 'react-i18next'
import type { FollowUp } from '#contract/follow-up.ts'
import { Button } from 'antd'
import { useTerm } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useNow } from '../../ui/now.ts'
import { When } from '../../ui/When.tsx'

const Result = ({ followUp }: { readonly followUp: FollowUp }) => {
  const { t } = useTranslation('case')
  const term = useTerm()
  return (
    <>
      <p><b>{followUp.satisfied === null ? term('followUpState', followUp.state) : followUp.satisfied ? t('followUp.satisfied') : t('followUp.dissatisfied')}</b>{followUp.score !== null && `　${t('followUp.scoreOf', { score: followUp.score })}`}</p>
      {followUp.comment && <q>{followUp.comment}</q>}
      <p className='muted'>{[followUp.by?.name, followUp.via && term('via', followUp.via)].filter(Boolean).join('　')}　{followUp.doneAt && <When at={followUp.doneAt} />}</p>
    </>
  )
}

/** H1, H7: asked by somebody who did not handle the case, not before day two, within seven days. */
export const FollowUpCard = ({ followUp, onRecord, onAttempt }: { readonly followUp: FollowUp; readonly onRecord: () => void; readonly onAttempt: () => void }) => {
  const { t } = useTranslation('case')
  const early = Date.parse(followUp.earliestAt) > useNow()
  if (followUp.state !== 'due') return <Result followUp={followUp} />
  return (
    <>
      <p>{t('followUp.window')}　<When at={followUp.earliestAt} />–<When at={followUp.dueAt} end /></p>
      <p className='fu-m'><Countdown dueAt={followUp.dueAt} startedAt={followUp.earliestAt} />{followUp.attempts > 0 && <span className='muted'>{t('followUp.attempts', { count: followUp.attempts })}</span>}</p>
      <div className='acts'>
        <ActionButton label={t(early ? 'followUp.cameByThemselves' : 'followUp.record')} whyNot={followUp.whyNot} onPress={onRecord} />
        <Button onClick={onAttempt}>{t('followUp.notReached')}</Button>
      </div>
    </>
  )
}
