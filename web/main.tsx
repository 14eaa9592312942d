import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { listenToClock } from './app/call.ts'
import { queries } from './app/client.ts'
import { startWorker } from './app/device/start-worker.ts'
import { Boundary } from './app/ErrorPage.tsx'
import { startWords } from './app/i18n.ts'
import { lendNonce, Look } from './app/Look.tsx'
import { askWhoAmI } from './app/session.tsx'
import { startTheme } from './app/theme.ts'
import { router } from './routes.tsx'
import { compareClock } from './ui/now.ts'
import './ui/ui.css'

const RELOADED = 'wenguo.reloaded'
const MINUTE = 60_000

/** After an upgrade an open tab asks for parts that are no longer there: it loads itself anew, at most once a minute. */
const reloadAfterUpgrade = () => addEventListener('vite:preloadError', (event) => {
  if (performance.timeOrigin - Number(sessionStorage.getItem(RELOADED)) < MINUTE) return
  event.preventDefault()
  sessionStorage.setItem(RELOADED, String(performance.timeOrigin))
  location.reload()
})

const start = async () => {
  reloadAfterUpgrade()
  lendNonce()
  startTheme()
  startWorker()
  listenToClock(compareClock)
  const words = startWords()
  askWhoAmI(queries)
  void router.load()
  await words
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <Look>
        <Boundary>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </Boundary>
      </Look>
    </StrictMode>,
  )
}

void start()
