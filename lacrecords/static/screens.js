// Starts the scripts of the Design System. Every page works without them.
import { initAll } from './vendor/govuk-frontend.min.js'
import { initAll as initCaseworkScripts } from './vendor/moj-frontend.min.js'

initAll()
initCaseworkScripts()
