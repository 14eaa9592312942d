import { z } from 'zod'
import { event } from '#kernel/event.ts'

const OfPage = z.object({ name: z.string() })
export const PageChanged = event('pledge.pageChanged', OfPage)
export const PagePublished = event('pledge.pagePublished', OfPage)
export const PageWithdrawn = event('pledge.pageWithdrawn', OfPage)
export const FiguresCounted = event('pledge.figuresCounted', OfPage)

const OfStory = z.object({ storyId: z.uuid(), month: z.string() })
export const StoryWritten = event('pledge.storyWritten', OfStory)
export const StoryChanged = event('pledge.storyChanged', OfStory)
export const StoryPublished = event('pledge.storyPublished', OfStory)
export const StoryWithdrawn = event('pledge.storyWithdrawn', OfStory)
export const StoryRemoved = event('pledge.storyRemoved', OfStory)
