import { useTranslation } from 'react-i18next'
import { Outcome } from '#contract/complaint.ts'
import type { PackView } from '#contract/packs.ts'
import { say, useTerm } from '../../../app/i18n.ts'
import { ScrollX } from '../../../ui/ScrollX.tsx'
import { Section } from '../../../ui/Section.tsx'
import { type Json, type Speaker, whenWords } from './cell-words.ts'

type Rule = PackView['tables'][number]['rules'][number]

const outcomesOf = (rule: Rule): readonly string[] => {
  const asked = rule.when['outcome']
  return asked === undefined ? Outcome.options : Array.isArray(asked) ? asked.map(String) : [String(asked)]
}

/** What a gate asks for, and when it is not always asked. */
const Gates = ({ rules, speaker }: { readonly rules: readonly Rule[]; readonly speaker: Speaker }) => (
  <ul>
    {rules.map((rule) => {
      const when = whenWords(speaker, rule.when as Record<string, Json>, ['outcome'])
      return <li key={rule.id} title={rule.id}>{speaker.t(`case:gate.${String(rule.gives['gate'])}`)}{when && <small>{speaker.t('settings:pack.only', { when })}</small>}</li>
    })}
  </ul>
)

/** H5: what must be done before a case may close, by how it ends. */
export const Closing = ({ pack }: { readonly pack: PackView }) => {
  const { t } = useTranslation('settings')
  const term = useTerm()
  const speaker: Speaker = { t, term, say, pack }
  const table = pack.tables.find((each) => each.table === 'closing')
  const rules = table?.rules ?? []
  const everywhere = rules.filter((rule) => Outcome.options.every((outcome) => outcomesOf(rule).includes(outcome)))
  const own = rules.filter((rule) => !everywhere.includes(rule))
  return (
    <Section title={t('pack.closing')} extra={table && t('pack.version', { version: table.version })}>
      <ScrollX label={t('pack.closing')}>
        <table className='tbl ends-t'>
          <caption className='sr'>{t('pack.closing')}</caption>
          <thead><tr><th scope='col'>{t('pack.end')}</th><th scope='col'>{t('pack.gates')}</th></tr></thead>
          <tbody>
            <tr><th scope='row'>{t('pack.everyEnd')}</th><td><ul><li>{t('case:gate.acknowledged')}</li></ul><Gates rules={everywhere} speaker={speaker} /></td></tr>
            {Outcome.options.map((outcome) => <tr key={outcome}><th scope='row'>{term('outcome', outcome)}</th><td><Gates rules={own.filter((rule) => outcomesOf(rule).includes(outcome))} speaker={speaker} /></td></tr>)}
          </tbody>
        </table>
      </ScrollX>
    </Section>
  )
}
