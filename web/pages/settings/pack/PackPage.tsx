import { useTranslation } from 'react-i18next'
import { clockStandings } from '#contract/clock.ts'
import { installed, type PackView } from '#contract/packs.ts'
import { Asked } from '../../../app/Asked.tsx'
import { Go, useUrl } from '../../../app/Go.tsx'
import { say } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk } from '../../../app/query.ts'
import { links, PACK_PARTS, type PackPart } from '../../../links.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Clocks } from './Clocks.tsx'
import { Closing } from './Closing.tsx'
import { Categories, Fields } from './Lists.tsx'
import { Tables } from './Tables.tsx'
import { Upgrade } from './Upgrade.tsx'
import { Guidance, Roles } from './Ways.tsx'
import './pack.css'

const PARTS = { categories: Categories, fields: Fields, clocks: Clocks, closing: Closing, tables: Tables, roles: Roles, guidance: Guidance } as const

const Parts = ({ part }: { readonly part: PackPart }) => {
  const { t } = useTranslation('settings')
  return (
    <nav className='views' aria-label={t('pack.parts')}>
      {PACK_PARTS.map((one) => <Go key={one} to={links.pack(one)} {...(one === part ? { className: 'on', 'aria-current': 'page' as const } : {})}>{t(`pack.part.${one}`)}</Go>)}
    </nav>
  )
}

const Shown = ({ pack, part }: { readonly pack: PackView; readonly part: PackPart }) => {
  const { t } = useTranslation('settings')
  const Part = PARTS[part]
  const unverified = useAsk(clockStandings, {}).data?.items.some(({ standing }) => standing === 'open' || standing === 'changed') ?? false
  return (
    <>
      <PageHead title={say(pack.name)} sub={t('pack.sub', { version: pack.version })} mark={unverified && <Chip tone='warn' title={t('pack.unverifiedHint')}>{t('pack.unverifiedSome')}</Chip>} />
      <Upgrade />
      <Parts part={part} />
      <Part pack={pack} />
    </>
  )
}

/** What the installed pack says: categories, fields, deadlines, rules, roles, guidance. To read, in words. */
export const PackPage = () => {
  const { params } = useUrl()
  const part = PACK_PARTS.find((one) => one === params['part']) ?? 'categories'
  return <Asked query={useAsk(installed, {})} rows={12}>{(pack) => <Shown pack={pack} part={part} />}</Asked>
}
