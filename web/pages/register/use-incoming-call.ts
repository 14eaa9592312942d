import { useEffect, useRef, useState } from 'react'
import type { Recognised } from '../../modules/customer-card/KnownCustomers.tsx'
import { useUrl } from '../../app/Go.tsx'
import { rightNow } from '../../ui/now.ts'
import { CHANNELS } from './channels.ts'
import type { Kept } from './use-saved.ts'

/** A telephone system opens `/register?channel=phone&from=<number>`: the number stands there, and who is known by it alone is named. */
export const useIncomingCall = ({ setDraft, draft }: Kept, people: readonly Recognised[]) => {
  const { params } = useUrl()
  // As the page was opened: the URL goes on with the name of the draft.
  const [{ from, channel }] = useState(params)
  const named = useRef(false)
  useEffect(() => {
    const way = CHANNELS.find((each) => each === channel)
    if (from || way) setDraft((before) => (before.startedAt === null ? { ...before, startedAt: rightNow().format(), ...(way && { channel: way }), ...(from && { phone: from.trim() }) } : before))
  }, [from, channel, setDraft])
  useEffect(() => {
    const [only, ...others] = people
    if (!from || named.current || !only || others.length > 0 || draft.phone !== from.trim() || draft.name !== '') return
    named.current = true
    setDraft((before) => ({ ...before, customerId: only.id, name: only.name, classCode: only.classCode ?? before.classCode }))
  }, [from, people, draft.phone, draft.name, setDraft])
}
