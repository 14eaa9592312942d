import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Case } from '#contract/casefile.ts'
import { duplicatesOf, type LikelyDuplicate } from '#contract/links.ts'
import { Go } from '../../app/Go.tsx'
import { useTerm } from '../../app/i18n.ts'
import { useAsk } from '../../app/query.ts'
import { useCan } from '../../app/session.tsx'
import { Elsewhere } from '../../modules/links/Elsewhere.tsx'
import { Twin } from '../../modules/links/Twin.tsx'
import { Section } from '../../ui/Section.tsx'
import { When } from '../../ui/When.tsx'
import { links } from '../../links.ts'
import { useScene } from './scene.ts'

const Merged = ({ merged }: { readonly merged: Case['merged'] }) => {
  const { t } = useTranslation('links')
  const { it, open } = useScene()
  return (
    <>
      <h3>{t('family.merged')}</h3>
      <ul className='fam-l'>
        {merged.map((one) => (
          <li key={one.id}>
            <p><Go className='link no' to={links.complaint(one.id)}>{one.number}</Go>　{one.reason}</p>
            <p className='muted'>{one.by && t('family.mergedBy', { name: one.by.name })}　<When at={one.at} /></p>
            {it.may['merging.undo'] == null && <Button size='small' onClick={() => open('separate', one.id)}>{t('family.separate')}<span className='sr'>{one.number}</span></Button>}
          </li>
        ))}
      </ul>
    </>
  )
}

const Linked = ({ link }: { readonly link: Case['links'][number] }) => {
  const { t } = useTranslation('links')
  const term = useTerm()
  const { it, open } = useScene()
  const { other, elsewhere } = link
  const who = elsewhere && [elsewhere.ownerName, elsewhere.unitPhone].filter(Boolean).join('　')
  return (
    <li>
      <p><span className='muted'>{t(`family.${link.way}.${link.kind}`)}</span>　{other ? <Go className='link no' to={links.complaint(other.id)}>{other.number}</Go> : t('family.there', { unit: elsewhere?.unitName ?? '' })}</p>
      <p className='muted'>{other ? `${other.firstWords}　${term('stage', other.stage)}` : who ? t('family.ask', { who }) : t('family.askUnit')}</p>
      <p className='muted'>{[link.reason, link.by?.name ?? t('family.byRule')].filter(Boolean).join('　')}　<When at={link.at} /></p>
      {other && it.may['complaint.link'] == null && <Button size='small' onClick={() => open('unlink', link.id)}>{t('family.unlink')}<span className='sr'>{other.number}</span></Button>}
    </li>
  )
}

const Possible = ({ twins }: { readonly twins: readonly LikelyDuplicate[] }) => {
  const { t } = useTranslation('links')
  const { it, open } = useScene()
  const mergeable = (twin: LikelyDuplicate) => it.may['merging.merge'] == null && twin.why.customer && twin.state === 'open'
  return (
    <>
      <h3>{t('family.possible')}</h3>
      <ul>
        {twins.map((twin) => (
          <Twin key={twin.id} twin={twin}>
            <Go className='press link' to={links.complaint(twin.id)}>{t('twins.open')}<span className='sr'>{twin.number}</span></Go>
            {mergeable(twin) && <Button size='small' onClick={() => open('merge', twin.id)}>{t('family.merge')}<span className='sr'>{twin.number}</span></Button>}
            <Button size='small' onClick={() => open('link', twin.id)}>{t('family.link')}<span className='sr'>{twin.number}</span></Button>
            <Button size='small' onClick={() => open('notSame', twin.id)}>{t('family.notSame')}<span className='sr'>{twin.number}</span></Button>
          </Twin>
        ))}
      </ul>
    </>
  )
}

/** What may be the same case: asked for with the page, apart from it. */
export const useTwins = () => {
  const { it } = useScene()
  const can = useCan()
  const enabled = it.state !== 'merged' && can('complaint.likelyDuplicates')
  const { data } = useAsk(duplicatesOf, { id: it.id }, { enabled })
  return enabled && data ? data : { items: [], elsewhere: [] }
}

/** A11, A12: the cases this one belongs together with, and those it may. */
export const FamilyCard = () => {
  const { t } = useTranslation('links')
  const { it, open } = useScene()
  const twins = useTwins()
  const nothing = it.groups.length + it.merged.length + it.links.length + twins.items.length + twins.elsewhere.length === 0
  if (it.state === 'merged' && nothing) return null
  return (
    <Section title={t('family.title')} extra={it.may['complaint.link'] == null && <button type='button' className='link' onClick={() => open('link')}>{t('family.another')}</button>}>
      <div className='card-b fam'>
        {nothing && <p className='muted'>{t('family.none')}</p>}
        {it.groups.map((group) => <p key={group.id}><Go className='link' to={links.group(group.id)}>{t('groups:ofCase', { name: group.name })}</Go></p>)}
        {it.merged.length > 0 && <Merged merged={it.merged} />}
        {it.links.length > 0 && <><h3>{t('family.linked')}</h3><ul className='fam-l'>{it.links.map((link) => <Linked key={link.id} link={link} />)}</ul></>}
        {twins.items.length > 0 && <Possible twins={twins.items} />}
        <Elsewhere places={twins.elsewhere} />
      </div>
    </Section>
  )
}
