import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { giveConsent } from '#contract/mailbox.ts'
import { Go, useUrl } from '../../../app/Go.tsx'
import { PageHead } from '../../../app/PageHead.tsx'
import { useDo } from '../../../app/query.ts'
import { links } from '../../../links.ts'
import { ProblemNote } from '../../../ui/ProblemNote.tsx'
import './mailboxes.css'

/** Where a provider sends people back to, with a yes or a no. */
export const ConsentPage = () => {
  const { t } = useTranslation('mailbox')
  const { params } = useUrl()
  const { code, state, error } = params
  const giving = useDo(giveConsent)
  const { mutate } = giving
  const once = useRef(false)
  useEffect(() => {
    if (once.current || !code || !state) return
    once.current = true
    mutate({ state, code })
  }, [code, state, mutate])
  const refused = error ?? (!code || !state ? 'no answer' : null)
  return (
    <>
      <PageHead title={t('consent.title')} up={{ to: links.mailboxes(), label: t('settings:place.mailboxes.label') }} />
      <div className='card'>
        <div className='card-b' role='status'>
          {refused && <p className='mb-bad'>{t('consent.declined')}{t('said', { said: [error, params['error_description']].filter(Boolean).join(': ') || refused })}</p>}
          {giving.isPending && <p>{t('consent.working')}</p>}
          {giving.data && <p className='mb-good'>{t('consent.done', { address: giving.data.address })}</p>}
          <ProblemNote error={giving.error} />
          <p><Go className='link' to={links.mailboxes()}>{t('consent.back')}</Go></p>
        </div>
      </div>
    </>
  )
}
