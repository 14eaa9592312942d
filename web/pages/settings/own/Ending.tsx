import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { GROWING, type OwnEntry, type OwnItem, type OwnList } from '#contract/own.ts'
import { ActionButton } from '../../../ui/ActionButton.tsx'
import { Confirm } from '../../../ui/Confirm.tsx'
import { When } from '../../../ui/When.tsx'
import { useWhyNot } from '../allowed.ts'
import { History } from './History.tsx'
import { isLaw } from './parts.ts'
import type { Keep } from './use-keep.ts'

interface OvertakenProps { readonly item: OwnItem; readonly keep: Keep; readonly onTake: () => void }

/** Somebody changed the same while this was being typed. */
export const Overtaken = ({ item, keep, onTake }: OvertakenProps) => {
  const { t } = useTranslation('own')
  if (!keep.overtaken) return null
  return (
    <div className='own-note' role='alert'>
      <p><b>{t('overtaken', { name: item.changedBy?.name ?? '' })}</b> {item.changedAt && <When at={item.changedAt} />}</p>
      <p>{t('overtakenHint')}</p>
      <div className='acts'><Button onClick={keep.goOn}>{t('keepMine')}</Button><Button onClick={() => { onTake(); keep.goOn() }}>{t('takeTheirs')}</Button></div>
    </div>
  )
}

interface Props { readonly list: OwnList; readonly item: OwnItem; readonly keep: Keep; /** As it is stored, not as it is typed. */ readonly stored: OwnEntry | null }

/** Out of use and back, and back to what the pack says; who changed it when. */
export const Ending = ({ list, item, keep, stored }: Props) => {
  const { t } = useTranslation('own')
  const whyNot = useWhyNot()('packs.changeOwn')
  const law = isLaw(list, item.pack)
  const leaves = GROWING.includes(list) && !law
  return (
    <div className='retire'>
      {law && <p className='muted'>{t('lawHint')}</p>}
      {leaves && <p className='muted'>{t(list === 'fields' ? 'retireFieldHint' : 'retireHint')}</p>}
      <div className='acts'>
        {leaves && (item.retired
          ? <ActionButton label={t('restore')} whyNot={whyNot} loading={keep.isPending} onPress={() => keep.keep(stored, false)} />
          : <Confirm label={t('retire')} question={t('retireSure')} whyNot={whyNot} loading={keep.isPending} onConfirm={() => keep.keep(stored, true)} />)}
        {item.pack && item.own && <Confirm label={t('asPack')} question={t('asPackSure')} whyNot={whyNot} loading={keep.isPending} onConfirm={() => keep.keep(null)} />}
      </div>
      {item.revision > 0 && <History list={list} code={item.code} />}
    </div>
  )
}
