import { useTranslation } from 'react-i18next'
import type { PackView } from '#contract/packs.ts'
import { Go } from '../../../app/Go.tsx'
import { say, useTerm } from '../../../app/i18n.ts'
import { useCan } from '../../../app/session.tsx'
import { links } from '../../../links.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Causes } from './Causes.tsx'
import { OwnLink } from './OwnLink.tsx'
import { readableFirst } from './cell-words.ts'

interface Props { readonly pack: PackView }

const Branch = ({ pack, parent }: { readonly pack: PackView; readonly parent: string | null }) => {
  const term = useTerm()
  const here = pack.categories.filter((one) => one.parent === parent && !one.retired)
  if (here.length === 0) return null
  return (
    <ul className='cat-t'>
      {here.map((one) => (
        <li key={one.code}>
          <span className='cat-n'>{say(one.label)}</span> <span className='muted'>{term('matter', one.matter)}</span>
          {one.keywords.length > 0 && <small className='muted cat-k'>{readableFirst(one.keywords).slice(0, 8).join(' · ')}</small>}
          <Branch pack={pack} parent={one.code} />
        </li>
      ))}
    </ul>
  )
}

export const Categories = ({ pack }: Props) => {
  const { t } = useTranslation('settings')
  const can = useCan()
  const living = pack.categories.filter((one) => !one.retired)
  return (
    <div className='stack'>
      <Section title={t('pack.part.categories')} count={t('pack.entries', { count: living.length })} extra={can('packs.readCategories') && <Go to={links.categories()}>{t('categories.go')}</Go>}><div className='card-b'><Branch pack={pack} parent={null} /></div></Section>
      <Section title={t('pack.classes')} count={t('pack.entries', { count: pack.classes.length })} extra={<OwnLink list='classes' />}>
        <dl className='cls'>{pack.classes.map((one) => <div key={one.code}><dt>{say(one.label)}</dt><dd><p>{say(one.traits)}</p><p className='muted'>{say(one.typical)}</p><p>{say(one.guidance)}</p></dd></div>)}</dl>
      </Section>
      <Causes pack={pack} />
    </div>
  )
}

export const Fields = ({ pack }: Props) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const label = (code: string) => {
    const found = pack.categories.find((one) => one.code === code)
    return found ? say(found.label) : code
  }
  return (
    <Section title={t('pack.part.fields')} count={t('pack.entries', { count: pack.fields.length })} extra={<OwnLink list='fields' />}>
      <ScrollX label={t('pack.part.fields')}>
        <table className='tbl'>
          <caption className='sr'>{t('pack.part.fields')}</caption>
          <thead><tr><th scope='col'>{t('pack.fieldName')}</th><th scope='col'>{t('pack.fieldType')}</th><th scope='col'>{t('pack.fieldWhen')}</th><th scope='col'>{t('pack.fieldMarks')}</th></tr></thead>
          <tbody>
            {pack.fields.map((field) => (
              <tr key={field.code}>
                <th scope='row'>{say(field.label)}{field.hint && <small className='muted cat-k'>{say(field.hint)}</small>}</th>
                <td>{field.unit ? t('common:withRemark', { words: term('fieldType', field.type), remark: field.unit }) : term('fieldType', field.type)}{field.choices && <small className='muted cat-k'>{field.choices.filter((one) => !one.retired).map((one) => say(one.label)).join(' / ')}</small>}</td>
                <td>{[...field.categories?.map(label) ?? [], ...field.channels?.map((one) => term('channel', one)) ?? []].join(t('common:listSeparator')) || t('pack.always')}</td>
                <td className='chips'>{field.required && <Chip tone='primary'>{t('common:field.must')}</Chip>}{field.filter && <Chip>{t('pack.filter')}</Chip>}{field.personal && <Chip>{t('pack.personal')}</Chip>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </Section>
  )
}
