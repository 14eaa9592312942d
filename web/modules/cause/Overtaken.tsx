import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { numberOf } from './editing.ts'
import type { DrawingState } from './use-drawing.ts'

/** Somebody stored a newer drawing while this one was being changed; afterwards, where both worded the same anew. */
export const Overtaken = ({ state }: { readonly state: DrawingState }) => {
  const { t } = useTranslation('cause')
  const { overtaken, clashes, now } = state
  if (overtaken) return (
    <div className='cz-note' role='alert'>
      <p><b>{t('overtaken', { name: overtaken.by?.name ?? '', no: overtaken.version })}</b></p>
      <p>{t('overtakenHint')}</p>
      <div className='acts'><ActionButton kind='primary' label={t('putTogether')} whyNot={null} onPress={() => void state.putTogether()} /><Button onClick={state.forget}>{t('dropMine')}</Button></div>
    </div>
  )
  if (clashes.length === 0) return null
  const place = (id: string | null) => { const node = now.nodes.find((one) => one.id === id); return node ? t('textOf', { no: numberOf(now.nodes, node) }) : t('effect') }
  return (
    <div className='cz-note' role='status'>
      <p><b>{t('clashes')}</b></p>
      <ul>{clashes.map((clash) => <li key={clash.id}>{t('clash', { place: place(clash.id), theirs: clash.theirs })}</li>)}</ul>
    </div>
  )
}
