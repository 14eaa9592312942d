import { startTransition, useEffect, useState } from 'react'

/** False for the first drawing of a screen, true a moment later: what lies below its edge need not hold up what is seen. */
export const useLater = () => {
  const [later, setLater] = useState(false)
  useEffect(() => startTransition(() => setLater(true)), [])
  return later
}
