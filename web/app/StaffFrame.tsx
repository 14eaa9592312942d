import { Outlet } from '@tanstack/react-router'
import { Bones } from './Asked.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { Layout } from './layout/Layout.tsx'
import { InZone } from '../ui/InZone.tsx'
import { SessionProvider, useWayIn, useWhoAmI } from './session.tsx'

/** Everything behind sign-in. Whoever is not signed in is shown the way in. */
export const StaffFrame = () => {
  const who = useWhoAmI()
  useWayIn(who.data === null)
  if (who.data) return <SessionProvider session={who.data}><InZone zone={who.data.organization.timeZone}><Layout><Outlet /></Layout></InZone></SessionProvider>
  if (who.isError) return <ErrorPage error={who.error} />
  return <div className='splash'><Bones rows={8} /></div>
}
