import { useSession } from '../session.tsx'

/** Who works here: a face, the name, unit and post. */
export const Me = () => {
  const { person, organization } = useSession()
  return (
    <>
      <span className='face' aria-hidden='true'>{[...person.name][0]}</span>
      <span className='me-n'>{person.name}<small>{[person.unitName ?? organization.name, person.positionName].filter(Boolean).join(' · ')}</small></span>
    </>
  )
}
