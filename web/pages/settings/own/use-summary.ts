import { useTranslation } from 'react-i18next'
import type { OwnList } from '#contract/own.ts'
import type { Body } from '#contract/proceeding-pack.ts'
import { installed, type Phrase } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { useAsk } from '../../../app/query.ts'
import { blanksOf } from './content.ts'
import { asField, kindsOf, type Item, textsAt } from './parts.ts'

/** What an item of a list is about, in one line under its name. */
export const useSummary = (list: OwnList) => {
  const { t } = useTranslation('own')
  const term = useTerm()
  const categories = useAsk(installed, {}).data?.categories ?? []
  const joined = (parts: readonly (string | false | null | undefined)[]) => parts.filter(Boolean).join(' · ')
  const categoryName = (code: string) => { const found = categories.find((one) => one.code === code); return found ? say(found.label) : code }
  const ofField = (item: Item) => {
    const field = asField(item)
    const when = [...field.categories ?? []].map(categoryName).join(t('common:listSeparator'))
    return joined([
      term('fieldType', field.type), field.unit, (field.choices ?? []).filter(({ retired }) => !retired).map((one) => say(one.label)).join(' / '),
      when && t('onlyFor', { what: when }), field.channels && t('onlyFor', { what: field.channels.map((one) => term('channel', one)).join(t('common:listSeparator')) }), field.hint && say(field.hint),
    ])
  }
  return (item: Item): string => {
    switch (list) {
      case 'fields': return ofField(item)
      case 'phrases': { const { situation, temperament, step } = item as unknown as Phrase; return joined([term('situation', situation), temperament && term('temperament', temperament), step && term('stage', step)]) }
      case 'guidance': return textsAt(item, 'goal').map(say).join('')
      case 'temperaments': return textsAt(item, 'advice').map(say).join(' ')
      case 'forbidden': return textsAt(item, 'instead').map(say).join('')
      case 'wording': return textsAt(item, 'instead').map(say).join('')
      case 'classes': return textsAt(item, 'guidance').map(say).join('')
      case 'agreements': return kindsOf(item).map((kind) => term('remedyKind', kind)).join(t('common:listSeparator'))
      case 'bodies': { const { kind, contact } = item as unknown as Body; return joined([term('bodyKind', kind), contact]) }
      case 'telling': return joined([t(item['told'] === true ? 'tells' : 'tellsNot'), textsAt(item, 'text').map(say).join('')])
      case 'papers': { const blanks = textsAt(item, 'text').flatMap(blanksOf); return blanks.length ? t('blanks', { blanks: blanks.join(' ') }) : '' }
      default: return ''
    }
  }
}
