import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { prepareInstall } from './install.ts'
import './portal.css'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
prepareInstall()
