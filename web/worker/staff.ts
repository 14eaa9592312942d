/** The service worker of the staff pages, served as `/worker.js` for all of them. Each part stands by itself. */
import './push.ts'
import { startShell } from './shell.ts'

startShell()
