// Generated from migrations/ by npm run generate.
export interface Favourite {
  organization_id: string
  person_id: string
  phrase_id: string
}

export interface Phrase {
  organization_id: string
  id: string
  person_id: string
  situation: string
  temperament: string | null
  body: string
  at: Date
}
