import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { type IdentityRule, changeIdentityRule, identityRule } from '#contract/kept.ts'
import type { z } from 'zod'
import { Asked } from '../../../app/Asked.tsx'
import { Go } from '../../../app/Go.tsx'
import { say } from '../../../app/i18n.ts'
import { PageHead } from '../../../app/PageHead.tsx'
import { useAsk, useDo } from '../../../app/query.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import { Section } from '../../../ui/Section.tsx'
import { links } from '../../../links.ts'
import '../../../modules/kept/kept.css'

const Rule = ({ rule }: { readonly rule: z.output<typeof IdentityRule> }) => {
  const { t } = useTranslation('kept')
  const doing = useDo(changeIdentityRule)
  // As it was pressed, unless it was refused.
  const shown = doing.isError ? rule.ownerSees : doing.variables?.ownerSees ?? rule.ownerSees
  return (
    <div className='kept-rules'>
      <Section title={t('rule.who')}>
        <div className='card-b'>
          <p className='muted'>{t('rule.whoHint')}</p>
          <p className='kept-roles'>{rule.roles.map((role) => <Chip key={role.code}>{say(role.label)}</Chip>)}</p>
          <p><Go className='link' to={links.positions()}>{t('rule.positions')}</Go></p>
        </div>
      </Section>
      <Section title={t('rule.owner')}>
        <div className='card-b'>
          <Checkbox checked={shown} disabled={!rule.may || doing.isPending} onChange={(event) => doing.mutate({ ownerSees: event.target.checked })}>{t('rule.ownerSees')}</Checkbox>
          <p className='muted'>{t(rule.may ? 'rule.ownerHint' : 'rule.ownerNot')}</p>
          <ProblemNote error={doing.error} />
        </div>
      </Section>
    </div>
  )
}

/** A10: who may see who complains where that is protected. */
export const IdentityPage = () => {
  const { t } = useTranslation('settings')
  const rule = useAsk(identityRule, {})
  return (
    <>
      <PageHead title={t('place.identity.label')} sub={t('place.identity.hint')} />
      <Asked query={rule} rows={6}>{(known) => <Rule rule={known} />}</Asked>
    </>
  )
}
