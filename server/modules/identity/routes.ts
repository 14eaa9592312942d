import * as absence from '#contract/absence.ts'
import * as contract from '#contract/identity.ts'
import { expose, exposeThen } from '#kernel/http.ts'
import { cancelAbsence, passOn, recordAbsence, setAwayRule } from './commands/absence.ts'
import { changePerson, createPerson, retirePerson } from './commands/people.ts'
import { createToken, revokeToken } from './commands/sessions.ts'
import { changeUnit, createPosition, createUnit, restorePosition, restoreUnit, retirePosition, retireUnit } from './commands/units.ts'
import { awayRule } from './queries/absence.ts'
import { people, person, tokens } from './queries/people.ts'
import { position, positions, unit, units } from './queries/units.ts'

export const routes = [
  expose(contract.units, units),
  exposeThen(contract.createUnit, createUnit, unit),
  exposeThen(contract.changeUnit, changeUnit, unit),
  expose(contract.retireUnit, retireUnit),
  exposeThen(contract.restoreUnit, restoreUnit, unit),
  expose(contract.positions, positions),
  exposeThen(contract.createPosition, createPosition, position),
  expose(contract.retirePosition, retirePosition),
  exposeThen(contract.restorePosition, restorePosition, position),
  expose(contract.people, people),
  expose(contract.createPerson, createPerson),
  exposeThen(contract.changePerson, changePerson, person),
  expose(contract.retirePerson, retirePerson),
  exposeThen(contract.recordAbsence, recordAbsence, person),
  exposeThen(contract.cancelAbsence, cancelAbsence, person),
  expose(absence.awayRule, awayRule),
  exposeThen(absence.setAwayRule, setAwayRule, awayRule),
  expose(absence.passOn, passOn),
  expose(contract.createToken, createToken),
  expose(contract.tokens, tokens),
  expose(contract.revokeToken, revokeToken),
]
