import { faultOf } from '../../app/fault.ts'
import { WhoAbout } from '../../modules/kept/WhoAbout.tsx'
import { useDesk } from './desk-context.ts'

export const AboutStaff = () => {
  const { draft: { accusedIds }, set, error } = useDesk()
  return <WhoAbout id='reg-accused' value={accusedIds} error={faultOf(error, 'accusedIds')} onChange={(ids) => set({ accusedIds: ids && [...ids] })} />
}
