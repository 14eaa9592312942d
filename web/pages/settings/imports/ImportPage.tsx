import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Import, show } from '#contract/importing.ts'
import { installed } from '#contract/packs.ts'
import { Asked } from '../../../app/Asked.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { Checked } from './Checked.tsx'
import { Choose } from './Choose.tsx'
import { Ended } from './Ended.tsx'
import { Progress } from './Progress.tsx'
import './imports.css'

const SOON = 700
const AT_WORK: readonly string[] = ['checking', 'importing', 'undoing']

const Step = ({ item }: { readonly item: Import }) => {
  const [again, setAgain] = useState(false)
  const pack = useAsk(installed, {})
  if (AT_WORK.includes(item.state)) return <Progress item={item} />
  if (item.state === 'imported' || item.state === 'undone') return <Ended item={item} />
  return (
    <Asked query={pack}>{(known) => (item.state === 'checked' && !again
      ? <Checked item={item} pack={known} onAgain={() => setAgain(true)} />
      : <Choose item={item} onSent={() => setAgain(false)} />)}</Asked>
  )
}

/** One table on its way: read and mapped, tried dry, taken over, undone. */
export const ImportPage = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation('importing')
  const { data } = useAsk(show, { id })
  const query = useAsk(show, { id }, data && AT_WORK.includes(data.state) ? { refetchInterval: SOON } : {})
  return (
    <Asked query={query}>{(item) => (
      <>
        <PageHead title={item.fileName} sub={`${t(`target.${item.target}`)} · ${t(`source.${item.source}`)} · ${t(`state.${item.state}`)}`} up={{ to: links.imports(), label: t('settings:place.imports.label') }} />
        <Step item={item} />
      </>
    )}</Asked>
  )
}
