import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { firstRun, type PackSummary } from '#contract/identity.ts'
import { Asked } from '../../app/Asked.tsx'
import { Go } from '../../app/Go.tsx'
import { say } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useTitle } from '../../app/title.ts'
import { links } from '../../links.ts'
import { Demo, SetUp } from './SetUp.tsx'
import { Welcome } from './Welcome.tsx'

type Packs = readonly z.infer<typeof PackSummary>[]

const PackChoice = ({ packs, value, onChange }: { readonly packs: Packs; readonly value: string; readonly onChange: (code: string) => void }) => {
  const { t } = useTranslation('sign-in')
  return (
    <fieldset className='packs'>
      <legend>{t('pack')}</legend>
      {packs.map((pack) => (
        <label key={pack.code}>
          <input type='radio' name='pack' value={pack.code} checked={pack.code === value} onChange={() => onChange(pack.code)} />
          <b>{say(pack.name)}</b><small>{say(pack.description)}</small>
        </label>
      ))}
    </fieldset>
  )
}

const Begin = ({ packs }: { readonly packs: Packs }) => {
  const { t } = useTranslation('sign-in')
  const [pack, setPack] = useState(packs.find((one) => one.code === 'base')?.code ?? packs[0]?.code ?? 'base')
  return (
    <>
      <h1>{t('first.title')}</h1>
      <p className='sub'>{t('first.sub')}</p>
      <PackChoice packs={packs} value={pack} onChange={setPack} />
      <div className='first'><SetUp pack={pack} /><Demo pack={pack} /></div>
    </>
  )
}

const Done = () => {
  const { t } = useTranslation('sign-in')
  return <><h1>{t('first.doneTitle')}</h1><p className='sub'>{t('first.doneHint')} <Go className='link' to={links.signIn()}>{t('title')}</Go></p></>
}

/** A fresh installation: choose the line of business, then begin or look around. */
export const FirstRunPage = () => {
  const { t } = useTranslation('sign-in')
  const fresh = useAsk(firstRun, {}, { still: true })
  useTitle(t('first.title'))
  return <Welcome wide><Asked query={fresh}>{({ needed, packs }) => (needed ? <Begin packs={packs} /> : <Done />)}</Asked></Welcome>
}
