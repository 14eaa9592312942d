import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from './app/client.ts'
import { Boundary } from './app/ErrorPage.tsx'
import { startWords } from './app/i18n.ts'
import { lendNonce, Look } from './app/Look.tsx'
import { askWhoAmI } from './app/session.tsx'
import { startTheme } from './app/theme.ts'
import { router } from './routes.tsx'
import './ui/ui.css'

const start = async () => {
  lendNonce()
  startTheme()
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
