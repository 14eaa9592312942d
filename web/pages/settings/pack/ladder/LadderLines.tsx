import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Ladder } from '#contract/ladder.ts'
import type { PackView } from '#contract/packs.ts'
import { useLadderWords } from '../../../../modules/clock/ladder-words.ts'
import { Chip } from '../../../../ui/Chip.tsx'

interface Props { readonly ladder: Ladder; readonly label: string; readonly positions: PackView['positions']; readonly onOpen: () => void }

/** Beside a clock: who hears of it beyond the warning and the breach. */
export const LadderLines = ({ ladder, label, positions, onOpen }: Props) => {
  const { t } = useTranslation('ladder')
  const words = useLadderWords(positions, ladder.people)
  return (
    <div className='lad'>
      <p><b>{t('title')}</b> {ladder.own && <Chip tone='primary'>{t('own')}</Chip>}</p>
      {ladder.levels.length === 0 ? <p className='muted'>{t('none')}</p> : (
        <ol>{ladder.levels.map((level) => <li key={words.moment(level.at)}>{words.moment(level.at)}{t('common:colon')}{words.all(level)}{words.more(level).map((one) => <span key={one} className='muted'>{t('brackets', { words: one })}</span>)}</li>)}</ol>
      )}
      <Button size='small' aria-label={t('setOf', { clock: label })} onClick={onOpen}>{t('set')}</Button>
    </div>
  )
}
