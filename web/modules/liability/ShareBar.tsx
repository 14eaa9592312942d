import { useTranslation } from 'react-i18next'
import type { Division } from '#contract/liability.ts'
import { useTerm } from '../../app/i18n.ts'
import { Money } from '../../ui/Money.tsx'
import { When } from '../../ui/When.tsx'
import { percentText } from './shares.ts'
import './liability.css'

type Share = Division['shares'][number]

const useName = () => {
  const { t } = useTranslation('liability')
  return (share: Share) => share.outsider?.name ?? (share.party === 'ours' || share.party === 'customer' ? '' : t('share.unnamed'))
}

/** Whose fault it was, as a bar and in lines. */
export const Shares = ({ division, costFen, below }: { readonly division: Division; readonly costFen: number; readonly below?: (share: Share) => React.ReactNode }) => {
  const { t } = useTranslation('liability')
  const term = useTerm()
  const name = useName()
  return (
    <>
      <div className='lia-bar' role='img' aria-label={division.shares.map((share) => t('share.bar', { party: term('shareParty', share.party), share: percentText(share.share) })).join(' ')}>
        {division.shares.map((share) => <u key={share.id} className={`lia-${share.party}`} style={{ width: `${share.share / 100}%` }} />)}
      </div>
      <ul className='lia-l'>
        {division.shares.map((share) => (
          <li key={share.id}>
            <p className='lia-h'><i className={`lia-${share.party}`} aria-hidden='true' /><b>{term('shareParty', share.party)}</b><span>{name(share)}</span><span className='num'><b>{percentText(share.share)}%</b>{costFen > 0 && <>　<Money fen={share.amountFen} /></>}</span></p>
            <p className='muted pre'>{share.grounds}</p>
            {below?.(share)}
          </li>
        ))}
      </ul>
      <p className='muted'>{division.by?.name}　<When at={division.at} />{division.reason && `　${division.reason}`}</p>
    </>
  )
}
